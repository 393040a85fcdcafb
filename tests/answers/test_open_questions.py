"""What is still open and still matters, the most telling first."""

import pytest
from hypothesis import given
from strategies import profiles

from mbc_explainer import PatientProfile, Relevance, explain
from mbc_explainer.answers.open_questions import OpenQuestions
from mbc_explainer.patient.facts import BASE_FACTS, completions


@pytest.mark.parametrize(
    ("profile", "fields"),
    [
        ({}, ["er", "pr", "sites", "symptomatic_sites", "her2"]),
        ({"er": "neg"}, ["pr", "sites", "symptomatic_sites", "her2"]),
        ({"er": "neg", "sites": ["bone"]}, ["symptomatic_sites", "pr", "her2"]),
        ({"er": "+", "sites": ["brain"]}, ["her2"]),
        ({"er": "+", "her2": "+", "sites": ["brain"]}, []),
    ],
)
def test_the_most_telling_comes_first(profile: dict[str, object], fields: list[str]) -> None:
    """By how many answers turn on it, by how many it settles whichever way, and in the profile's order."""
    questions = explain(profile).open_questions()
    assert fields == [question.field for question in questions]
    assert len(fields) == len(questions)


@given(profiles())
def test_there_are_none_exactly_when_nothing_depends(profile: PatientProfile) -> None:
    explanation = explain(profile)
    depending = any(option.relevance is Relevance.DEPENDS for option in explanation.options)
    assert depending == bool(len(explanation.open_questions()))
    assert explanation.open_questions() == OpenQuestions.from_json(explanation.open_questions().model_dump_json())


@given(profiles())
def test_each_says_which_answers_turn_on_it_and_which_it_settles(profile: PatientProfile) -> None:
    explanation = explain(profile)
    for question in explanation.open_questions():
        turning = [option.therapy for option in explanation.options if question.field in option.depends_on]
        assert turning == list(question.therapies)
        behind = [name for name, fact in BASE_FACTS.items() if fact.settled and question.field in fact.fields]
        shown = profile.model_dump()
        ways = [shown | {question.field: way[question.field]} for way in completions(profile, behind)]
        for therapy in turning:
            answers = set()
            for way in ways:
                if way["symptomatic_sites"] and way["sites"] and not set(way["symptomatic_sites"]) <= set(way["sites"]):
                    continue
                answers.add(explain(way)[therapy].relevance)
            assert (therapy in question.settles) == (Relevance.DEPENDS not in answers)


def test_it_says_so_when_nothing_is_open() -> None:
    text = explain({"er": "+", "her2": "+", "sites": ["brain"]}).open_questions().to_text()
    assert "What is still open can't change an answer here." in text


def test_it_names_what_turns_on_each() -> None:
    first, *_ = explain({"er": "neg"}).open_questions()
    assert ("pr", "the PR result") == (first.field, first.title)
    settles, may_settle = first.text.split(". ")
    assert "This is all it takes to be clear on hormone therapy" == settles
    assert "This may be all it takes to be clear on targeted therapy." == may_settle


def test_they_are_a_sequence_and_a_prompt_shows_them() -> None:
    questions = explain({"er": "+"}).open_questions()
    assert list(questions) == [questions[at] for at in range(len(questions))]
    assert questions[-1] == list(questions)[-1]
    with pytest.raises(IndexError):
        questions[len(questions)]
    for question in questions:
        assert f"\n  {question.field}: {question.text}" in repr(questions)
    assert "answer here.>" in repr(explain({"er": "+", "her2": "+", "sites": ["brain"]}).open_questions())
