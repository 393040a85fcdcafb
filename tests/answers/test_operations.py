"""What is asked as data is read or refused field by field, and answered as by the library's own functions."""

from typing import Any

import pytest
from answered import ASKED, HORMONE
from hypothesis import given
from strategies import profiles

from mbc_explainer import PatientProfile, ProfileError, explain, what_if
from mbc_explainer.answers.operations import OPERATIONS, read


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_answers_as_its_function_does(name: str) -> None:
    given, expected = ASKED[name]
    operation = OPERATIONS[name]
    assert expected == operation.run(read(operation, given), None)
    assert type(expected) is operation.gives


@given(profiles())
def test_every_profile_is_read_as_it_was_written(profile: PatientProfile) -> None:
    operation = OPERATIONS["explain"]
    assert explain(profile) is operation.run(read(operation, {"profile": profile.model_dump(mode="json")}), None)


REFUSED: list[tuple[str, Any, list[str]]] = [
    ("explain", 7, ["request: 7 is not accepted; this takes profile"]),
    ("explain", {}, ["profile: nothing is not accepted; a profile: what is known"]),
    ("explain", {"profile": []}, ["profile: [] is not accepted; give an object with any of er"]),
    ("explain", {"profile": {"her2": "2+"}}, ["profile.her2: '2+' is not accepted; accepted: positive"]),
    ("explain", {"profile": {}, "x": 1}, ["'x': this field is not accepted; this takes profile"]),
    ("why", {"profile": {}, "therapy": 7}, ["therapy: 7 is not accepted; a therapy category"]),
    ("what_if", {"profile": {}, "changes": {"sits": ["bone"]}}, ["changes.'sits': this field is not accepted"]),
    (
        "compare",
        {"first": {"er": 1}, "second": {"pr": 2}},
        ["first.er: 1 is not accepted", "second.pr: 2 is not accepted"],
    ),
    ("compare", {"first": {}, "second": {}, "names": ["Ada"]}, ["names.1: nothing is not accepted; two names"]),
    ("check_claim", {"therapy": "surgery", "answer": "relevant", "negated": "no"}, ["negated: 'no' is not accepted"]),
    ("check_claim", {"therapy": "surgery", "answer": "relevant", "unless": [{}] * 21}, ["unless: [{}, {}"]),
]


@pytest.mark.parametrize(("name", "given", "told"), REFUSED)
def test_what_is_refused_is_told_field_by_field_with_what_is_accepted(name: str, given: Any, told: list[str]) -> None:
    with pytest.raises(ProfileError) as refused:
        read(OPERATIONS[name], given)
    assert len(told) == len(refused.value.problems)
    assert all(str(problem).startswith(start) for problem, start in zip(refused.value.problems, told, strict=True))


def test_a_change_takes_back_what_was_stated_however_the_rest_is_written() -> None:
    """A null that stands beside what is read in the long way is a change too."""
    operation = OPERATIONS["what_if"]
    asked = read(operation, {"profile": HORMONE, "changes": {"sites": None, "er": float("nan")}})
    assert what_if(HORMONE, sites=None, er=None) == operation.run(asked, None)
