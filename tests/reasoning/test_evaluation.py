"""Every answer for every profile, against a second evaluator; and the laws of completions."""

from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from second_evaluator import BY_LOCATIONS, BY_RECEPTORS, FIXED, SITES, by_locations, by_receptors, subsets
from strategies import profiles

from mbc_explainer import PatientProfile, Relevance, Therapy, explain
from mbc_explainer.answers.therapy_options import TherapyOption
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.patient import facts
from mbc_explainer.patient.facts import BASE_FACTS, completions, settled
from mbc_explainer.patient.vocabulary import Goal, Symptom
from mbc_explainer.reasoning.evaluation import Evaluation, TooLargeError

EVALUATION = Evaluation(shipped().topics, shipped().decisions)
SETTLED = tuple(name for name, domain in BASE_FACTS.items() if domain.settled)
RECEPTORS = list(
    product(*[("positive", "negative", "unknown")] * 2, ("positive", "negative", "low", "equivocal", "unknown"))
)
LOCATIONS = [(None, causing) for causing in (None, *subsets(SITES))] + [
    (sites, causing) for sites in subsets(SITES) if sites for causing in (None, *subsets(sites))
]


@cache
def profile_of(receptors: tuple[str, ...], locations: tuple[Any, Any]) -> PatientProfile:
    er, pr, her2 = receptors
    return PatientProfile(er=er, pr=pr, her2=her2, sites=locations[0], symptomatic_sites=locations[1])


def expected(therapy: Therapy, receptors: tuple[str, ...], locations: tuple[Any, Any]) -> tuple[str, tuple[str, ...]]:
    if therapy in BY_RECEPTORS:
        return by_receptors(therapy, *receptors)
    if therapy in BY_LOCATIONS:
        return by_locations(therapy, *locations)
    return FIXED[therapy], ()


def test_all_profiles_that_differ_are_there() -> None:
    assert (45, 306, 13_770) == (len(RECEPTORS), len(LOCATIONS), len(RECEPTORS) * len(LOCATIONS))


def test_a_second_evaluator_agrees_on_every_profile() -> None:
    """Relevance and depends_on of every therapy category, for all 13,770 profiles."""
    different = [
        (option.therapy, receptors, locations)
        for receptors in RECEPTORS
        for locations in LOCATIONS
        for option in explain(profile_of(receptors, locations)).options
        if (option.relevance, option.depends_on) != expected(option.therapy, receptors, locations)
    ]
    assert [] == different


def rows(option: TherapyOption, profile: PatientProfile) -> list[tuple[dict[str, str], str]]:
    """Every way in which the profile may turn out: the facts, hr among them, and the answer."""
    found = []
    for completion in completions(profile, SETTLED):
        facts = settled(completion, SETTLED)
        facts["hr"] = "positive" if "positive" in {facts["er"], facts["pr"]} else "negative"
        whole = PatientProfile.model_validate(completion)
        found.append((facts, str(explain(whole)[option.therapy].relevance)))
    return found


def holds(alternatives: tuple[tuple[tuple[str, str], ...], ...], facts: dict[str, str]) -> bool:
    return any(all(facts[name] == value for name, value in alternative) for alternative in alternatives)


SAMPLE = [(receptors, (None, None)) for receptors in RECEPTORS] + [
    (RECEPTORS[-1], locations) for locations in LOCATIONS[::3]
]


@pytest.mark.parametrize("therapy", [*BY_RECEPTORS, *BY_LOCATIONS])
def test_outcomes_say_exactly_when_each_answer_comes(therapy: str) -> None:
    """Each outcome's alternatives hold in just those completions, and none can be dropped or shortened."""
    seen = set()
    for receptors, locations in SAMPLE:
        profile = profile_of(receptors, locations)
        option = explain(profile)[therapy]
        assert (option.relevance == "depends") == bool(option.outcomes)
        if not option.outcomes or option.outcomes in seen:
            continue
        seen.add(option.outcomes)
        ways = rows(option, profile)
        for outcome in option.outcomes:
            when = tuple(tuple((fact.name, fact.value) for fact in alternative) for alternative in outcome.when)
            wanted = [answer == outcome.relevance for _, answer in ways]
            assert wanted == [holds(when, facts) for facts, _ in ways]
            shorter = [when[:n] + when[n + 1 :] for n in range(len(when))]
            shorter += [
                (*when[:n], alternative[:at] + alternative[at + 1 :], *when[n + 1 :])
                for n, alternative in enumerate(when)
                for at in range(len(alternative))
            ]
            assert not any(wanted == [holds(alternative, facts) for facts, _ in ways] for alternative in shorter)
    assert seen


@given(profiles())
def test_reasons_hold_in_every_completion_or_say_when(profile: PatientProfile) -> None:
    for option in explain(profile).options:
        rules = {rule.id: rule for topic in shipped().topics.therapies for rule in topic.rules}
        stated = [reason for reason in option.reasons if reason.rule in rules]
        assert bool(stated) != (option.relevance is Relevance.DEPENDS)
        for reason in stated:
            assert option.relevance == rules[reason.rule].relevance


@given(profiles(), st.randoms())
def test_order_and_duplicates_change_nothing(profile: PatientProfile, draw: Any) -> None:
    stated = profile.model_dump(mode="json", exclude_none=True)
    for name in ("sites", "symptomatic_sites", "symptoms", "goals"):
        stated[name] = None if name not in stated else draw.sample(stated[name] * 2, len(stated[name]) * 2)
    keys = draw.sample(list(stated), len(stated))
    assert explain(profile) == explain({name: stated[name] for name in keys})


@st.composite
def learned(draw: st.DrawFn) -> tuple[PatientProfile, PatientProfile]:
    """A profile, and one in which an open field is stated."""
    before = draw(profiles())
    way = draw(st.sampled_from(list(completions(before, SETTLED))))
    names = draw(st.sets(st.sampled_from(["er", "pr", "her2", "sites", "symptomatic_sites"]), min_size=1))
    stated = {name: getattr(before, name) for name in PatientProfile.model_fields}
    if "symptomatic_sites" in names or stated["symptomatic_sites"] is not None:
        names |= {"sites"} if stated["sites"] is not None or "sites" in names else set()
    stated |= {name: way[name] for name in names if stated[name] in {"unknown", "equivocal", None}}
    return before, PatientProfile.model_validate(stated)


@given(learned())
def test_learning_a_result_only_narrows(profiles_: tuple[PatientProfile, PatientProfile]) -> None:
    before, after = map(explain, profiles_)
    for old, new in zip(before.options, after.options, strict=True):
        if old.relevance is not Relevance.DEPENDS:
            assert old.relevance == new.relevance
        else:
            possible = {outcome.relevance for outcome in old.outcomes}
            left = {outcome.relevance for outcome in new.outcomes} or {new.relevance}
            assert left <= possible
            assert set(new.depends_on) <= set(old.depends_on)


def test_a_derived_fact_may_be_settled_by_fewer_results() -> None:
    """ER and PR negative with HER2 unknown settles the brain note, whichever HER2 is."""
    profile = PatientProfile(er="neg", pr="neg")
    brain, triple = (EVALUATION.decide(name, profile) for name in ("brain_more_common", "triple_negative"))
    assert ("yes", ()) == (brain.value, brain.depends_on)
    assert (None, ("her2",)) == (triple.value, triple.depends_on)
    assert {"triple_negative": "open", "brain_more_common": "yes"} == EVALUATION.facts(
        profile, ["triple_negative", "brain_more_common"]
    )


def test_an_unknown_fact_is_named() -> None:
    with pytest.raises(KeyError, match="bogus"):
        EVALUATION.facts(PatientProfile(), ["bogus"])


def test_a_decision_over_too_many_rows_is_not_gone_through() -> None:
    symptoms = tuple(f"symptoms.{name}" for name in list(Symptom)[:13])
    with pytest.raises(TooLargeError):
        EVALUATION.rows("stated", symptoms)
    assert 4096 == len(EVALUATION.rows("stated", symptoms[:12]))


def test_a_decision_that_can_be_stated_in_too_many_ways_is_not_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows, and more ways to come to them than can be gone through: they are counted, and not made."""
    goals = tuple(f"goals.{goal}" for goal in Goal)
    monkeypatch.setattr(facts, "distinct_profiles", None)
    with pytest.raises(TooLargeError, match="over 32768 ways to state it"):
        EVALUATION.rows("stated", ("hr", "her2_group", "sites.brain", *goals))
