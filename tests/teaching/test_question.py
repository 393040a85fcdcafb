"""A question says its key, its places and what makes it hard; its name follows from what it asks alone."""

import pytest

from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.teaching.pack import questions
from mbc_explainer.teaching.question import Difficulty, Kind, Level, question_id


@pytest.mark.parametrize(
    ("difficulty", "level"),
    [
        (Difficulty(facts=1), Level.EASY),
        (Difficulty(unknowns=1), Level.EASY),
        (Difficulty(facts=1, unknowns=1), Level.MEDIUM),
        (Difficulty(facts=5), Level.MEDIUM),
        (Difficulty(facts=2, unknowns=1, readings=1), Level.HARD),
    ],
)
def test_a_level_follows_from_what_makes_a_question_hard(difficulty: Difficulty, level: Level) -> None:
    assert level is difficulty.level


def test_a_name_follows_from_what_is_asked() -> None:
    assert question_id(Kind.WORD, ["met"]) == question_id(Kind.WORD, ["met"])
    assert question_id(Kind.WORD, ["met"]) not in {question_id(Kind.WORD, ["MRI"]), question_id(Kind.PLACE, ["met"])}


@pytest.mark.parametrize("kind", Kind)
def test_a_question_is_shown_with_its_key_and_the_disclaimer(kind: Kind) -> None:
    question = questions(kind, count=1)[0]
    shown = " ".join(question.to_text(detail="full").split())
    assert all(part in shown for part in (*question.vignette, question.stem, question.feedback, DISCLAIMER))
    assert all(choice.text.removesuffix(".") in shown for choice in question.choices)
    assert all(pair.left in shown and pair.right in shown for pair in question.pairs)
    assert question == type(question).from_json(question.model_dump_json())


def test_a_key_names_letters_and_a_choice_that_is_its_own_reason_stands_there_once() -> None:
    word, match = questions("word")[0], questions("match")[0]
    (right,) = (choice for choice in word.choices if choice.right)
    assert 1 == word.to_text(width=1000).partition("The answer")[2].count(right.text)
    assert f"- {match.pairs[0].left}: A. {match.rights[0]}" in match.to_text(width=1000)
    assert set(match.rights) == {*(pair.right for pair in match.pairs), *match.spare}


@pytest.mark.parametrize("kind", Kind)
def test_a_key_names_right_right_choices_or_what_goes_with_each_pair(kind: Kind) -> None:
    for question in questions(kind):
        right = [choice.value for choice in question.choices if choice.right]
        assert (right or [pair.value for pair in question.pairs]) == list(question.key)
        assert {passage.locator for passage in question.passages} >= {
            passage.locator for choice in question.choices for passage in choice.passages
        }
