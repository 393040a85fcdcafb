"""The decisions that topics ask for: all of them, each after what it reads, and how many rules may hold in a row."""

import pytest

from mbc_explainer.knowledge.decisions import DecisionSpec, decision_specs, remarks_of, row_problem, values_of
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.patient.vocabulary import Goal, Therapy

TOPICS = shipped().topics
SPECS = {spec.id: spec for spec in decision_specs(TOPICS)}
ANSWER_OF = {"a": "relevant", "b": "relevant", "c": "sometimes"}


def test_each_decision_comes_after_those_that_it_reads() -> None:
    before: set[str] = set()
    for spec in SPECS.values():
        derived = {fact.partition(".")[2] + ".relevance" if "relevance." in fact else fact for fact in spec.inputs}
        assert derived & set(SPECS) <= before
        before.add(spec.id)


def test_every_goal_has_a_decision_about_every_therapy_category() -> None:
    assert {f"{goal}.{therapy}" for goal in Goal for therapy in Therapy} <= set(SPECS)
    assert set(remarks_of(TOPICS)) <= set(SPECS)


def test_plain_relevance_is_that_of_the_therapy_category() -> None:
    spec = SPECS["hormone_therapy.summary"]
    assert ("relevance.hormone_therapy",) == spec.inputs
    rule = next(iter(spec.rules))
    assert ("relevance.hormone_therapy", "er") == spec.with_rule(rule, ({"er": ("positive",)},)).inputs[::-1]
    assert rule not in spec.with_rule(rule, None).rules


@pytest.mark.parametrize(
    ("policy", "key", "fired", "problem"),
    [
        ("any", "", (), None),
        ("any", "", ("a", "c"), None),
        ("one_text", "", ("a",), None),
        ("one_text", "", (), "no rule holds"),
        ("one_text", "", ("a", "b"), "a and b hold"),
        ("one_answer", "", ("a", "b"), None),
        ("one_answer", "", ("a", "c"), "two answers"),
        ("one_fit", "relevance.x=relevant", ("a",), None),
        ("one_fit", "relevance.x=not_described", (), None),
        ("one_fit", "relevance.x=not_described", ("a",), "expected no fit"),
    ],
)
def test_a_gap_and_a_conflict_are_told(policy: str, key: str, fired: tuple[str, ...], problem: str | None) -> None:
    spec = DecisionSpec("x", "settled", {}, policy)  # type: ignore[arg-type]  # a literal, from a table
    found = row_problem(spec, key, fired, ANSWER_OF)
    assert found is None if problem is None else problem in (found or "")


@pytest.mark.parametrize(
    ("fact", "kind", "values"),
    [
        ("her2", "settled", ("positive", "negative")),
        ("hr", "stated", ("positive", "negative", "open")),
        ("hr", "settled", ("positive", "negative")),
        ("relevance.surgery", "stated", ("relevant", "sometimes", "not_described", "depends")),
        ("relevance.surgery", "settled", ()),
        ("bogus", "stated", ()),
    ],
)
def test_the_values_of_a_fact_are_known_for_each_kind(fact: str, kind: str, values: tuple[str, ...]) -> None:
    assert values == values_of(fact, kind, TOPICS)
