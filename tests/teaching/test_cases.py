"""Few people show all that anybody shows, from easy to hard."""

from functools import cache
from itertools import chain, combinations, product

import pytest

from mbc_explainer import Goal, PatientProfile, Symptom
from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.patient.facts import every_profile
from mbc_explainer.teaching.cases import (
    Case,
    cases,
    difficulty,
    everywhere,
    limits_met,
    shown_by,
    split_between_goals,
    with_more,
)
from mbc_explainer.teaching.people import People, Person

PEOPLE = People(rulebook_for())
SEEDS = range(5)


def person(**stated: object) -> Person:
    return Person(PatientProfile.model_validate(stated), PEOPLE.rules)


@cache
def chosen(seed: int) -> tuple[Case, ...]:
    return cases(PEOPLE, seed)


@cache
def everything() -> frozenset[str]:
    """By brute force: with any results and up to two sites; then with any one goal or two; then with any symptom.

    A third site can show nothing new: no text is about more than one, or about all.
    """
    results = [one.model_dump(exclude_defaults=True) for one in every_profile(("er", "pr", "her2"))]
    located = [
        one.model_dump(exclude_defaults=True)
        for one in every_profile(("sites.any",))
        if len(one.sites or one.symptomatic_sites or ()) <= 2
    ]
    people = [person(**one, **two) for one, two in product(results, located)]
    differing = list({one.signature: one for one in people}.values())
    goals = [*combinations(Goal, 2), *((goal,) for goal in Goal)]
    people += [other for one in differing for chosen in goals if (other := one.otherwise(goals=chosen))]
    people += [other for one in Symptom if (other := differing[0].otherwise(symptoms=(one,)))]
    return frozenset(chain.from_iterable(map(shown_by, people)))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cases_show_all_that_anybody_shows(seed: int) -> None:
    assert frozenset() == everything() - frozenset(chain.from_iterable(case.shows for case in chosen(seed)))


def test_every_answer_every_way_to_be_open_and_every_kind_of_thing_is_among_it() -> None:
    found = everything()
    counted = {kind: sum(one.startswith(f"{kind}:") for one in found) for kind in {one.split(":")[0] for one in found}}
    assert {
        "answer": 17,
        "open": 10,
        "reading": 4,
        "limit": 9,
        "note": 3,
        "goals": 4,
        "fit": 4,
        "site": 5,
        "symptom": 8,
        "plain": 1,
    } == counted


@pytest.mark.parametrize("seed", SEEDS)
def test_there_are_six_to_ten_and_they_never_get_easier(seed: int) -> None:
    assert 6 <= len(chosen(seed)) <= 10
    weights = [case.difficulty.weight for case in chosen(seed)]
    assert sorted(weights) == weights
    assert len({case.person.profile for case in chosen(seed)}) == len(chosen(seed))


def test_the_same_seed_gives_the_same_people_and_others_give_others() -> None:
    told = [[case.person.profile for case in cases(PEOPLE, seed)] for seed in (0, 0, 1)]
    assert told[0] == told[1] != told[2]


def test_no_case_can_be_left_out() -> None:
    for at in range(len(chosen(0))):
        others = (case.shows for number, case in enumerate(chosen(0)) if number != at)
        assert chosen(0)[at].shows - frozenset().union(*others)


def test_the_plainest_person_states_all_and_meets_nothing_that_is_left_open_for_them_alone() -> None:
    plain = person(er="neg", pr="neg", her2="+", sites=["lung"], symptomatic_sites=["lung"])
    assert "plain:" in shown_by(plain)
    assert (5, 0, 0) == tuple(difficulty(plain).model_dump().values())
    assert {"L47.2"} == {place for limit in limits_met(plain) for place in limit.sources}


def test_unknowns_and_open_readings_make_a_case_harder() -> None:
    assert (0, 5, 0) == tuple(difficulty(person()).model_dump().values())
    brain = person(er="+", pr="neg", her2="low", sites=["brain"], symptomatic_sites=[], goals=["extend_life"])
    assert (6, 0, 4) == tuple(difficulty(brain).model_dump().values())


def test_what_the_document_leaves_open_is_met_in_the_texts_that_say_so() -> None:
    met = {limit.sources for limit in limits_met(person(sites=["brain"]))}
    assert {("L41.2", "L49.2"), ("L49.1", "L49.2"), ("L47.2",)} == met


def test_a_kind_of_care_may_stand_between_two_goals() -> None:
    found = split_between_goals(person(goals=["extend_life", "limit_side_effects"]).explanation)
    assert ["chemotherapy", "immunotherapy"] == [option.therapy for option, _ in found]


def test_others_are_told_with_one_site_in_place_of_another_and_with_one_more_thing() -> None:
    sites = {one.profile.sites for one in everywhere(PEOPLE)}
    assert {("bone",), ("lung",), ("liver",), ("brain",), ("other",)} <= sites
    assert len(Symptom) == len(list(with_more(person(), "symptoms")))
    assert 15 == len(list(with_more(person(), "goals")))
