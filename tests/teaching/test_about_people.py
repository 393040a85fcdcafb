"""Every key about a person is that of a second evaluator which shares no code, and every other choice is refuted."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from second_evaluator import BY_LOCATIONS, BY_RECEPTORS, FIXED, SITES, by_locations, by_receptors, subsets

from mbc_explainer import explain
from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.teaching.about_people import questions_about_people
from mbc_explainer.teaching.people import People
from mbc_explainer.teaching.question import Kind, Question

QUESTIONS = tuple(questions_about_people(People(rulebook_for())))
RESULTS = {"er": ("positive", "negative"), "pr": ("positive", "negative"), "her2": ("positive", "negative", "low")}
Stated = Mapping[str, Any]


def answer(therapy: str, stated: Stated) -> str:
    """What the second evaluator says."""
    if therapy in BY_RECEPTORS:
        return by_receptors(therapy, *(stated.get(name, "unknown") for name in ("er", "pr", "her2")))[0]
    if therapy in BY_LOCATIONS:
        places = (stated.get(name) for name in ("sites", "symptomatic_sites"))
        return by_locations(therapy, *(None if one is None else frozenset(one) for one in places))[0]
    return FIXED[therapy]


def stated_in(question: Question) -> dict[str, Any]:
    assert question.profile is not None
    return {name: value for name, value in vars(question.profile).items() if value not in (None, "unknown")}


def ways(field: str, stated: Stated) -> list[dict[str, Any]]:
    """Every way in which one field may turn out."""
    if field in RESULTS:
        return [{**stated, field: value} for value in RESULTS[field]]
    if field == "sites":
        inner = frozenset(stated.get("symptomatic_sites", ()))
        return [{**stated, field: one} for one in subsets(SITES) if one and inner <= one]
    within = stated.get("sites", SITES)
    return [{**stated, field: one} for one in subsets(tuple(within))]


def described(question: Question, therapy: str) -> bool:
    return answer(therapy, stated_in(question)) == "relevant"


def is_answer(question: Question, relevance: str) -> bool:
    return answer(question.about[0], stated_in(question)) == relevance


def settles(question: Question, field: str) -> bool:
    stated = stated_in(question)
    if stated.get(field) not in (None, "equivocal"):
        return False
    return all(answer(question.about[0], way) != "depends" for way in ways(field, stated))


def changes(question: Question, difference: str) -> bool:
    field, _, value = difference.partition("=")
    said: Any = value if field in RESULTS else () if value == "none" else tuple(value.split("+"))
    stated = stated_in(question)
    return answer(question.about[0], stated) != answer(question.about[0], {**stated, field: said})


def is_enough(question: Question, fields: str) -> bool:
    stated = stated_in(question)
    known = {name: stated[name] for name in fields.split("+")}
    return answer(question.about[0], known) != "depends"


JUDGES: dict[Kind, Callable[[Question, str], bool]] = {
    Kind.DESCRIBED: described,
    Kind.ANSWER: is_answer,
    Kind.SETTLES: settles,
    Kind.DIFFERENCE: changes,
    Kind.ENOUGH: is_enough,
}


@pytest.mark.parametrize("kind", JUDGES)
def test_every_choice_is_right_or_refuted(kind: Kind) -> None:
    these = [question for question in QUESTIONS if question.kind is kind]
    assert these
    for question in these:
        judged = {choice.value: JUDGES[kind](question, choice.value) for choice in question.choices}
        assert judged == {choice.value: choice.right for choice in question.choices}, question.asked()


def test_the_kinds_are_all_there_with_enough_choices_that_read_apart() -> None:
    assert set(JUDGES) == {question.kind for question in QUESTIONS}
    for question in QUESTIONS:
        texts = [choice.text for choice in question.choices]
        assert len(texts) == len(set(texts)) >= 3
        right = sum(choice.right for choice in question.choices)
        assert right >= 1 if question.several else right == 1


def test_no_question_is_asked_twice() -> None:
    assert len(QUESTIONS) == len({question.id for question in QUESTIONS})
    assert len(QUESTIONS) == len(
        {(question.asked(), tuple(one.text for one in question.choices)) for question in QUESTIONS}
    )


def test_each_right_choice_that_rests_on_the_document_has_its_place() -> None:
    placed = {Kind.ANSWER, Kind.DESCRIBED, Kind.DIFFERENCE}
    for question in QUESTIONS:
        if question.kind in placed and question.key != ("depends",):
            assert all(choice.passages for choice in question.choices if choice.right)


def test_an_open_answer_says_how_it_may_turn_out() -> None:
    for question in QUESTIONS:
        if question.kind is Kind.ANSWER and question.key == ("depends",):
            assert question.profile is not None
            option = explain(question.profile)[question.about[0]]
            right = next(choice for choice in question.choices if choice.right)
            assert right.feedback.startswith(option.summary)
            assert all(outcome.text in right.feedback for outcome in option.outcomes)


def test_what_settles_it_stands_beside_something_else_that_is_open() -> None:
    for question in QUESTIONS:
        if question.kind is Kind.SETTLES:
            stated = stated_in(question)
            still_open = {one.value for one in question.choices if stated.get(one.value) in {None, "equivocal"}}
            assert 2 <= len(still_open)
            assert set(question.key) < still_open


def test_how_a_result_is_read_is_told_with_the_answer_and_not_before() -> None:
    low = [question for question in QUESTIONS if "HER2 is low." in question.vignette]
    assert {*JUDGES} - {Kind.DIFFERENCE} <= {question.kind for question in low}
    for question in QUESTIONS:
        told = " ".join((*question.vignette, question.stem, *(choice.text for choice in question.choices)))
        assert not re.search(r"read as|read it|settled|\(", told.replace("(MBC)", ""))
        if question in low and question.about[0] == "targeted_therapy":
            assert 1 == question.feedback.casefold().count("we read her2-low as not positive")
