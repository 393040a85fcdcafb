from itertools import product

import pytest

from mbc_explainer.patient import facts as facts_module
from mbc_explainer.patient.facts import (
    BASE_FACTS,
    completions,
    distinct_profiles,
    every_profile,
    known_sites,
    open_fields,
    settled,
    stated,
    ways_to_state,
)
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Site

SETTLED = [name for name, domain in BASE_FACTS.items() if domain.settled]
LOCATIONS = ("sites", "symptomatic_sites")


def test_every_profile_that_differs_is_gone_through() -> None:
    """45 receptor states, and 306 ways to state sites and symptomatic sites."""
    assert 45 == len(set(every_profile(("er", "pr", "her2"))))
    assert 306 == len(set(every_profile(("sites.brain",))))
    assert 13_770 == len(set(every_profile(("er", "pr", "her2", "sites.any"))))


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        (("goals.extend_life",), 2),
        (("goals.any",), 2),
        (("goals.any", "goals.extend_life"), 4),
        (("symptoms.any",), 2),
        ((), 1),
    ],
)
def test_sets_go_only_over_what_is_asked(facts: tuple[str, ...], count: int) -> None:
    assert count == len(list(every_profile(facts)))


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({}, 2 * 2 * 2 * 242),
        ({"er": "positive", "pr": "negative", "her2": "low", "sites": ["bone"], "symptomatic_sites": []}, 1),
        ({"her2": "equivocal", "er": "+", "pr": "+", "sites": ["bone", "lung"]}, 2 * 4),
        ({"er": "+", "pr": "+", "her2": "+", "symptomatic_sites": []}, 31),
        ({"er": "+", "pr": "+", "her2": "+", "symptomatic_sites": ["lung"]}, 1),
    ],
)
def test_a_profile_stands_for_every_way_to_fill_it_in(given: dict[str, str], count: int) -> None:
    found = list(completions(PatientProfile.model_validate(given), SETTLED))
    assert count == len(found)
    assert all(set(completion["symptomatic_sites"]) <= set(completion["sites"]) for completion in found)


def test_her2_low_reads_as_not_positive_and_equivocal_as_open() -> None:
    assert [{"her2": "negative"}] == list(completions(PatientProfile(her2="low"), ("her2",)))
    assert 2 == len(list(completions(PatientProfile(her2="equivocal"), ("her2",))))


def test_facts_have_the_values_of_their_domains() -> None:
    for profile in every_profile(("her2", "sites.brain")):
        facts_stated = stated(profile)
        assert set(BASE_FACTS) == set(facts_stated)
        assert all(value in BASE_FACTS[name].stated for name, value in facts_stated.items())
    for completion in completions(PatientProfile(), SETTLED):
        assert all(value in BASE_FACTS[name].settled for name, value in settled(completion, SETTLED).items())


@pytest.mark.parametrize(
    ("given", "facts"),
    [
        ({}, {"sites.any": "not_stated", "sites.brain": "not_stated", "symptomatic_sites.any": "not_stated"}),
        (
            {"sites": ["bone"]},
            {"sites.brain": "no", "symptomatic_sites.brain": "no", "symptomatic_sites.bone": "not_stated"},
        ),
        ({"symptomatic_sites": ["brain"]}, {"sites.brain": "yes", "sites.taken_from_symptomatic_sites": "yes"}),
        ({"symptomatic_sites": []}, {"sites.any": "not_stated", "symptomatic_sites.any": "no"}),
        ({"her2": "low"}, {"her2": "low", "er": "unknown"}),
        ({"goals": ["extend_life"]}, {"goals.any": "yes", "goals.extend_life": "yes", "goals.quality_of_life": "no"}),
    ],
)
def test_stated_facts_are_as_the_profile_puts_them(given: dict[str, str], facts: dict[str, str]) -> None:
    facts_stated = stated(PatientProfile.model_validate(given))
    assert facts == {name: facts_stated[name] for name in facts}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("er", "pr", "her2", "sites", "symptomatic_sites")),
        ({"er": "+", "her2": "equivocal", "symptomatic_sites": ["bone"]}, ("pr", "her2")),
        ({"er": "-er", "sites": "bone"}, None),
    ],
)
def test_open_fields_come_in_the_profiles_order(given: dict[str, str], expected: tuple[str, ...] | None) -> None:
    if expected is not None:
        assert expected == open_fields(PatientProfile.model_validate(given))


def test_known_sites_may_come_from_symptomatic_ones() -> None:
    assert ("bone",) == known_sites(PatientProfile(symptomatic_sites=["bone"]))
    assert known_sites(PatientProfile(symptomatic_sites=[])) is None


def test_names_do_not_clash() -> None:
    assert len(BASE_FACTS) == 3 + 1 + 1 + 1 + len(list(product(LOCATIONS, range(5)))) + 6 + 33


def test_two_sites_stand_for_all_that_nothing_asks_for() -> None:
    """What a fact comes to, and which facts can come together, is the same as over all sites."""
    for asked in (("sites.brain",), ("symptomatic_sites.any", "sites.brain"), ("symptomatic_sites.bone", "sites.lung")):
        every = {tuple(stated(profile)[fact] for fact in asked) for profile in every_profile(asked)}
        assert every == {tuple(stated(profile)[fact] for fact in asked) for profile in distinct_profiles(asked)}
        for profile in distinct_profiles(asked):
            whole = {tuple(settled(completion, asked).values()) for completion in completions(profile, SETTLED)}
            assert whole == {tuple(settled(completion, asked).values()) for completion in completions(profile, asked)}
    assert 27 > len(list(completions(PatientProfile(), ("sites.brain",))))


ASKED = [
    (),
    ("her2",),
    ("sites.brain",),
    ("er", "symptomatic_sites.bone", "sites.lung"),
    ("goals.any", "goals.extend_life", "symptoms.any"),
    tuple(f"sites.{site}" for site in Site),
]


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_ways_are_counted_as_they_are_gone_through(asked: tuple[str, ...]) -> None:
    assert len(list(distinct_profiles(asked))) == ways_to_state(asked)


def test_ways_grow_with_the_sites_that_are_asked_for_and_not_with_those_that_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ("symptomatic_sites.any", "sites.brain")
    before = ways_to_state(asked), len(list(completions(PatientProfile(), asked)))
    monkeypatch.setattr(facts_module, "Site", [*Site, *(f"site{number}" for number in range(6, 16))])
    assert before == (ways_to_state(asked), len(list(completions(PatientProfile(), asked)))) == (42, 26)
