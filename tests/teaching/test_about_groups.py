"""What results come to is what a few plain lines say, and every other choice is false by them."""

import pytest

from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.teaching.about_groups import questions_about_groups
from mbc_explainer.teaching.people import People
from mbc_explainer.teaching.question import Question

QUESTIONS = tuple(questions_about_groups(People(rulebook_for())))


def holds(er: str, pr: str, her2: str, claim: str) -> bool:
    """Whether something is so for three results, by a reading that shares no code with the library."""
    hormone, high = "positive" in {er, pr}, her2 == "positive"
    so = {
        "hr": "positive" if hormone else "negative",
        "her2_group": "positive" if high else "negative",
        "triple_negative": "no" if hormone or high else "yes",
        "brain_more_common": "yes" if high or not hormone else "no",
    }
    fact, _, value = claim.partition("=")
    return so[fact] == value


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_choice_is_right_or_refuted(question: Question) -> None:
    profile = question.profile
    assert profile is not None
    judged = {one.value: holds(profile.er, profile.pr, profile.her2, one.value) for one in question.choices}
    assert judged == {one.value: one.right for one in question.choices}
    assert (4, 1) == (len(question.choices), len(question.key))


def test_no_right_choice_repeats_a_result_and_every_group_is_asked_about() -> None:
    rights = {choice.text: choice.value for question in QUESTIONS for choice in question.choices if choice.right}
    assert not {sentence for question in QUESTIONS for sentence in question.vignette} & set(rights)
    groups = {fact.fact for fact in shipped().topics.receptors.facts}
    assert groups == {value.partition("=")[0] for value in rights.values()}
    assert any("HER2 is low." in question.vignette for question in QUESTIONS)
