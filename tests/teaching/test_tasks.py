"""Tasks follow from what a case shows, and each answer has its places."""

import pytest
from courses import PEOPLE, chosen

from mbc_explainer import PatientProfile
from mbc_explainer.patient.vocabulary import Relevance
from mbc_explainer.phrases import phrase
from mbc_explainer.teaching.cases import Case, difficulty, shown_by
from mbc_explainer.teaching.people import Person
from mbc_explainer.teaching.tasks import answer_table, changes, tasks

KINDS = ("goals", "open", "readings", "symptoms", "changes")
MEASURED = ("Name ", "Say ", "Tell apart ", "List ", "Find ")


def case(**stated: object) -> Case:
    person = Person(PatientProfile.model_validate(stated), PEOPLE.rules)
    return Case(person, difficulty(person), shown_by(person))


ALL = {"er": "positive", "pr": "negative", "her2": "negative", "sites": ["bone"], "symptomatic_sites": []}


@pytest.mark.parametrize(
    ("stated", "kinds"),
    [
        ({}, ["open"]),
        ({"symptoms": ["nausea"], "goals": ["extend_life"]}, ["open", "symptoms"]),
        ({"goals": ["extend_life", "limit_side_effects"]}, ["goals", "open"]),
        ({"goals": ["most_aggressive", "quality_of_life"]}, ["goals", "open"]),
        (ALL, ["readings", "changes"]),
        ({**ALL, "er": "negative", "symptomatic_sites": ["bone"]}, ["changes"]),
    ],
)
def test_a_case_asks_for_what_it_shows(stated: dict[str, object], kinds: list[str]) -> None:
    assert kinds == [task.kind for task in tasks(case(**stated))]


def test_each_kind_of_task_is_on_a_sheet_of_the_course() -> None:
    assert set(KINDS) == {task.kind for one in chosen() for task in tasks(one)[:2]}


@pytest.mark.parametrize("kind", ["names", *KINDS])
def test_an_aim_can_be_measured(kind: str) -> None:
    assert phrase(f"teaching.course.{kind}.aim", count=8).startswith(MEASURED)


@pytest.mark.parametrize("at", range(len(chosen())))
def test_each_statement_of_an_answer_has_its_place_or_is_ours(at: int) -> None:
    for task in tasks(chosen()[at]):
        assert [] == [one.text for one in task.answer if not (one.citations or one.ours)]


def test_open_answers_say_on_what_they_turn() -> None:
    (task,) = tasks(case(er="negative", sites=["bone"], symptomatic_sites=[]))[:1]
    assert {
        "Targeted therapy": "This turns on the PR and HER2 results.",
        "Hormone therapy": "This turns on the PR result.",
    } == {one.lead: one.text for one in task.answer}


def test_a_change_is_one_that_changes_an_answer_and_of_the_same_effect_there_is_one() -> None:
    found = changes(case(**ALL).person)
    assert ["ER is negative.", "HER2 is positive."] == [change.words for change in found][:2]
    assert 1 == sum("HER2" in change.words for change in found)
    assert () == changes(case().person)


def test_the_table_has_the_answer_for_each_kind_of_care() -> None:
    person = case(**ALL).person
    answers = [option.relevance for option in person.explanation.options]
    assert answers == [Relevance(row[1].variant) for row in answer_table(person).rows if not isinstance(row[1], str)]
