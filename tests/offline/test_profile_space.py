"""A space holds each way to state some facts once, and its conditions hold for every profile that states the same."""

from functools import reduce
from operator import or_

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import profiles

from mbc_explainer import PatientProfile
from mbc_explainer.offline.diagrams import ALWAYS, NEVER
from mbc_explainer.offline.profile_space import ProfileSpace, Variables
from mbc_explainer.patient.facts import BASE_FACTS, stated

ASKED = ("her2", "sites.brain", "symptomatic_sites.any", "goals.extend_life", "symptoms.any")


VARIABLES = Variables()
DERIVED = tuple(VARIABLES.derived())
SPACE = ProfileSpace(ASKED, VARIABLES)
KNOWN = list(map(stated, SPACE))


def values_of(profile: PatientProfile) -> list[int]:
    values = list(VARIABLES.of_profile(profile))
    for root in DERIVED:
        values.append(VARIABLES.diagrams.value(root, values))
    return values


@given(profiles())
def test_each_variable_is_what_its_fact_is(profile: PatientProfile) -> None:
    known, values = stated(profile), values_of(profile)
    for fact in BASE_FACTS:
        variable, value = VARIABLES.of_fact(fact, known[fact])
        assert value == values[variable], fact


@settings(max_examples=50)
@given(st.data())
def test_a_condition_holds_for_every_profile_that_states_the_same(data: st.DataObject) -> None:
    members = data.draw(st.integers(0, (1 << SPACE.size) - 1) | st.sampled_from([0, (1 << SPACE.size) - 1]))
    profile = data.draw(profiles())
    told = {name: value for name, value in stated(profile).items() if name in ASKED}
    (at,) = (at for at, known in enumerate(KNOWN) if told.items() <= known.items())
    assert members >> at & 1 == VARIABLES.diagrams.value(SPACE.root(members), values_of(profile))


@pytest.mark.parametrize("fact", ["er", "symptoms.cough"])
def test_conditions_ask_for_no_more_than_they_need(fact: str) -> None:
    space = ProfileSpace((*ASKED, fact), VARIABLES)
    known = [stated(profile)[fact] for profile in space]
    for value in BASE_FACTS[fact].stated:
        members = reduce(or_, (1 << at for at, one in enumerate(known) if one == value), 0)
        variable, number = VARIABLES.of_fact(fact, value)
        assert VARIABLES.diagrams.is_value(variable, number) == space.root(members)
    assert (NEVER, ALWAYS) == (space.root(0), space.root((1 << space.size) - 1))
