"""A place is asked for where the text stands alone, its words do not name the part, and no other part says it."""

import re

import pytest

from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.teaching.about_places import questions_about_places
from mbc_explainer.teaching.question import Question

QUESTIONS = tuple(questions_about_places(rulebook_for()))
TOPICS = shipped().topics
PART_OF = {sentence.locator: part for part, sentence in TOPICS.document.sentences()}
SAID = {text.text: {PART_OF[locator] for locator in text.sources} for text in TOPICS.texts()}
LISTED = {
    topic.title.casefold(): {PART_OF[locator] for text in topic.texts for locator in text.sources}
    for topic in TOPICS.symptoms.symptoms
}


def told(question: Question) -> str:
    """The text, or the symptom, whose place is asked for."""
    quoted = re.search('"(.*)"', question.stem)
    return quoted[1] if quoted else question.stem.partition(": ")[2].removesuffix("?")


@pytest.mark.parametrize("question", QUESTIONS, ids=told)
def test_a_part_is_right_where_it_says_so_and_no_other_choice_does(question: Question) -> None:
    places = SAID.get(told(question)) or LISTED[told(question).casefold()]
    assert set(question.key) == {choice.value for choice in question.choices if choice.value in places}
    assert (4, 1) == (len(question.choices), len(question.key))


@pytest.mark.parametrize("question", QUESTIONS, ids=told)
def test_no_word_of_the_right_title_stands_in_what_is_asked(question: Question) -> None:
    common = {"cancer", "with", "many", "have"}
    assert (
        not set(re.findall(r"[a-z]{4,}", question.key[0].casefold()))
        & set(re.findall(r"[a-z]+", told(question).casefold())) - common
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=told)
def test_what_is_asked_stands_alone(question: Question) -> None:
    assert not re.match(r"(they|these|this|those|such|some of|no|yes|other|here)\b", told(question), re.IGNORECASE)
    assert not re.search(r"\bhere\b|as this one is", told(question))


def test_symptoms_and_texts_are_both_asked_for() -> None:
    assert {True, False} == {told(question) in SAID for question in QUESTIONS}
    assert len(QUESTIONS) == len({question.id for question in QUESTIONS})
