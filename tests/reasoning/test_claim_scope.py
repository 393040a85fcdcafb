"""Whom a claim is about: every way in which the rest may be; held against brute force in ``test_claims``."""

import pytest
from brute_force import EVALUATION

from mbc_explainer import PatientProfile, Relevance
from mbc_explainer.patient.facts import fields_behind
from mbc_explainer.patient.vocabulary import Goal, Site
from mbc_explainer.reasoning.claim_scope import Scope, answer_now, is_known, smallest, ways

LOCAL, HORMONE = "radiation.relevance", "hormone_therapy.relevance"
BONE = (Site.BONE,)


@pytest.mark.parametrize(
    ("field", "value", "known"),
    [
        ("er", "positive", True),
        ("her2", "low", True),
        ("her2", "equivocal", False),
        ("pr", "unknown", False),
        ("sites", None, False),
        ("symptomatic_sites", (), True),
        ("goals", (), True),
    ],
)
def test_what_is_not_settled_is_not_known(field: str, value: object, *, known: bool) -> None:
    assert known is is_known(field, value)


@pytest.mark.parametrize(
    ("decision", "scope", "count"),
    [
        (HORMONE, Scope({}), 4),
        (HORMONE, Scope({"er": "positive"}), 2),
        (HORMONE, Scope({}, frozenset({"er"})), 2),
        (HORMONE, Scope({"goals": (Goal.EXTEND_LIFE,)}), 4),
        (HORMONE, Scope({}, exceptions=({"her2": "positive"},)), 8),
        (LOCAL, Scope({}), 26),
        (LOCAL, Scope({"sites": BONE}), 2),
        (LOCAL, Scope({"symptomatic_sites": BONE}), 8),
        (LOCAL, Scope({}, frozenset({"sites"})), 1),
        (LOCAL, Scope({}, frozenset({"sites", "symptomatic_sites"})), 1),
        (LOCAL, Scope({"er": "positive"}), 26),
        ("chemotherapy.relevance", Scope({"er": "positive"}), 1),
    ],
)
def test_what_is_left_out_goes_over_all_that_can_be_known(decision: str, scope: Scope, count: int) -> None:
    """Brain and two sites that stand for the others make 26 ways; a claim names more sites."""
    every = ways(EVALUATION, decision, scope)
    assert count == len(every) == len({way.profile for way in every})
    for way in every:
        read = {field: getattr(way.profile, field) for field in scope.stated if field in decision_fields(decision)}
        assert read == {field: scope.stated[field] for field in read}
        assert way.answer == answer_now(EVALUATION, decision, way.profile)


def decision_fields(decision: str) -> tuple[str, ...]:
    return fields_behind(EVALUATION.base_facts(decision))


def test_a_site_that_an_exception_names_is_told_apart() -> None:
    exception = {"sites": (Site.LIVER, Site.OTHER)}
    every = ways(EVALUATION, LOCAL, Scope({}, exceptions=(exception,)))
    assert {exception["sites"]} == {way.profile.sites for way in every if way.excepted}
    assert 4 == sum(way.excepted for way in every)


def test_low_is_taken_out_with_negative_since_both_read_alike() -> None:
    every = ways(EVALUATION, "targeted_therapy.relevance", Scope({}, exceptions=({"her2": "low"},)))
    assert {"negative"} == {way.profile.her2 for way in every if way.excepted}


def test_nobody_who_agrees_with_the_smallest_is_excepted() -> None:
    scope = Scope({}, exceptions=({"er": "positive", "her2": "positive"}, {"pr": "positive"}))
    every = ways(EVALUATION, HORMONE, scope)
    found = smallest(every, scope, lambda profile: answer_now(EVALUATION, HORMONE, profile), Relevance.RELEVANT.__eq__)
    assert PatientProfile(er="positive", pr="negative", her2="negative") == found


def test_there_is_no_smallest_where_no_way_has_the_answer() -> None:
    every = ways(EVALUATION, HORMONE, Scope({}))
    assert None is smallest(every, Scope({}), lambda _: "sometimes", "sometimes".__eq__)


def test_an_empty_scope_mentions_nothing() -> None:
    assert [] == list(Scope({}).mentioned())
    named = Scope({"er": "positive"}, frozenset({"pr"}), ({"her2": "low"},)).mentioned()
    assert {"er": "positive", "pr": None, "her2": "low"} == dict(named)
