from itertools import product

import pytest

from mbc_explainer.facts import FACTS, every_profile, fillings, known_sites, open_fields, settled, stated
from mbc_explainer.profile import PatientProfile

SETTLED = [name for name, domain in FACTS.items() if domain.settled]
PLACES = ("sites", "symptomatic_sites")


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
    found = list(fillings(PatientProfile.model_validate(given), ("er", "pr", "her2", *PLACES)))
    assert count == len(found)
    assert all(set(one["symptomatic_sites"]) <= set(one["sites"]) for one in found)


def test_her2_low_reads_as_not_positive_and_equivocal_as_open() -> None:
    assert [{"her2": "negative"}] == list(fillings(PatientProfile(her2="low"), ("her2",)))
    assert 2 == len(list(fillings(PatientProfile(her2="equivocal"), ("her2",))))


def test_facts_have_the_values_of_their_domains() -> None:
    for profile in every_profile(("her2", "sites.brain")):
        said = stated(profile)
        assert set(FACTS) == set(said)
        assert all(value in FACTS[name].stated for name, value in said.items())
    for filling in fillings(PatientProfile(), ("er", "pr", "her2", *PLACES)):
        assert all(value in FACTS[name].settled for name, value in settled(filling, SETTLED).items())


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
    said = stated(PatientProfile.model_validate(given))
    assert facts == {name: said[name] for name in facts}


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
    assert len(FACTS) == 3 + 1 + 1 + 1 + len(list(product(PLACES, range(5)))) + 6 + 33
