import pickle
from pathlib import Path

import pytest

from mbc_explainer.errors import (
    DocumentError,
    EngineError,
    ExtraError,
    KnowledgeError,
    MbcExplainerError,
    NotListedError,
    Problem,
    ProfileError,
    ProfileProblem,
    RecordError,
    RuleFileError,
    UnknownNameError,
    nearest,
    shortened,
)
from mbc_explainer.patient.vocabulary import Therapy

ALL: list[MbcExplainerError] = [
    ProfileError([ProfileProblem("er", "'x'", "accepted: positive")]),
    UnknownNameError("therapy category", "surgry", ["surgery", "radiation"]),
    NotListedError("rule", "hormone", ["hormone_hr"], "There is one.", alike=0.9),
    DocumentError("other"),
    RecordError("no FHIR"),
    RuleFileError([Problem("a.yaml", 3, "rules.1", "wrong; expected right")]),
    EngineError("missing"),
    ExtraError("matplotlib", "pip install it"),
    KnowledgeError("gone"),
]


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_one_root_catches_everything(error: MbcExplainerError) -> None:
    assert isinstance(error, MbcExplainerError)


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling(error: MbcExplainerError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- what was just dumped
    assert (type(error), str(error)) == (type(again), str(again))


def test_a_profile_error_says_field_given_and_expected() -> None:
    assert "er: 'x' is not accepted; accepted: positive" == str(ALL[0])


def test_an_unknown_name_gets_the_nearest() -> None:
    assert str(ALL[1]).endswith("(did you mean surgery?)")


def test_a_name_that_is_only_begun_gets_the_whole() -> None:
    assert str(UnknownNameError("therapy category", "mental", Therapy)).endswith("(did you mean mental_health_care?)")


@pytest.mark.parametrize("given", ["radiotherapy", "remission", "h", ""])
def test_a_therapy_is_not_taken_for_one_that_only_looks_like_it(given: str) -> None:
    assert "did you mean" not in str(UnknownNameError("therapy category", given, Therapy))


def test_rule_problems_come_sorted_and_once() -> None:
    one, two = Problem("a.yaml", 3, "x", "w"), Problem("a.yaml", 1, "x", "w")
    assert (two, one) == RuleFileError([one, two, one]).problems


class Hostile:
    def __repr__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize("given", ["x" * 100_000, list(range(100_000)), {"a": "b" * 9_999}, b"\0" * 9_999, Hostile()])
def test_what_was_given_is_shown_short(given: object) -> None:
    assert 0 < len(shortened(given)) <= 120


class Escaping:
    def __repr__(self) -> str:
        return "\x1b[31mred\u202e"


ODD = "\x1b[31m\0\u202e\u2028\ud800\n"


def test_what_a_stranger_named_can_be_shown_in_a_terminal() -> None:
    """Names of files and keys, and whatever else was given, come with their odd characters written out."""
    told = str(Problem(f"{ODD}.yaml", 1, f"texts.{ODD}", f"unknown key {ODD}"))
    given = str(ProfileError([ProfileProblem("profile", shortened(Escaping()), "give an object")]))
    for text in (told, given, str(UnknownNameError("rule", ODD, ["a"])), shortened({ODD: Path(ODD)})):
        assert text.isprintable()
    assert "\\x1b[31m\\x00\\u202e\\u2028\\ud800\\n.yaml:1: texts." in told


@pytest.mark.parametrize("given", [None, 17, "x" * 61, "zzzz"])
def test_nothing_near_is_nothing(given: object) -> None:
    assert nearest(given, ["positive", "negative"]) is None
