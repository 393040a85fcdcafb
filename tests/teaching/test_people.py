"""The people in questions: everyone whom the answers tell apart, and each told from the profile alone."""

from operator import attrgetter

import pytest

from mbc_explainer import PatientProfile, Therapy
from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.teaching.people import People, Person

PEOPLE = People(rulebook_for())


def person(**stated: object) -> Person:
    return Person(PatientProfile.model_validate(stated), PEOPLE.rules)


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({}, "The ER, PR, and HER2 results are not known yet."),
        ({"er": "positive", "pr": "negative"}, "ER is positive. PR is negative. The HER2 result is not known yet."),
        ({"her2": "low"}, "HER2 is low. The ER and PR results are not known yet."),
        ({"her2": "equivocal"}, "HER2 is equivocal. "),
        ({"sites": ["bone", "liver"]}, "Places where the cancer has spread: bones and liver."),
        ({"sites": ["bone"], "symptomatic_sites": []}, "No tumor causes significant symptoms."),
        ({"symptomatic_sites": ["brain"]}, "Places where a tumor causes significant symptoms: brain."),
        ({"goals": ["extend_life"]}, "What matters to them: "),
        ({"symptoms": ["fatigue"]}, "They have: "),
    ],
)
def test_a_person_is_told_from_the_profile(stated: dict[str, object], told: str) -> None:
    assert told in " ".join(person(**stated).told())


def test_people_are_told_apart_in_every_set_of_answers_and_in_no_other_way() -> None:
    assert len(PEOPLE.by_signature) == len({one.signature for one in PEOPLE.everyone})
    assert len(PEOPLE.everyone) == len({one.profile for one in PEOPLE.everyone})


@pytest.mark.parametrize("therapy", Therapy)
def test_for_each_kind_of_care_there_is_one_person_for_each_way_of_stating_what_it_reads(therapy: Therapy) -> None:
    reads = PEOPLE.reads[therapy]
    told = [tuple(getattr(one.profile, name) for name in reads) for one in PEOPLE.telling(therapy)]
    assert (
        len(told)
        == len(set(told))
        == len({tuple(getattr(one.profile, name) for name in reads) for one in PEOPLE.everyone})
    )
    assert all(one.states_all for one in PEOPLE.telling(therapy, among=attrgetter("states_all")))


def test_a_change_is_in_one_thing_alone_and_leaves_nothing_open() -> None:
    one = person(er="positive", pr="negative", her2="negative", sites=["bone"], symptomatic_sites=[])
    for field, value, other in one.changes():
        differing = {name for name in one.stated if getattr(one.profile, name) != getattr(other.profile, name)}
        assert {field} == differing
        assert value == getattr(other.profile, field)
        assert other.states_all


def test_differences_are_those_that_change_an_answer() -> None:
    found = set(PEOPLE.differences())
    assert "difference:targeted_therapy:sometimes>relevant:her2" in found
    assert not any(name.startswith("difference:chemotherapy") for name in found)
    assert 16 == len(found)
