"""A claim is read, refused with what is accepted, or named as more than can be expressed; never guessed."""

from typing import Any

import pytest

from mbc_explainer import (
    ClaimError,
    MbcExplainerError,
    PatientProfile,
    ProfileError,
    Relevance,
    Therapy,
    UnknownNameError,
)
from mbc_explainer.answers.claim_reading import Beyond, Claim, read_claim
from mbc_explainer.answers.rulebooks import rulebook_for

NEGATIVE = PatientProfile(er="negative")
TITLES = rulebook_for().phrasing.therapies


def read(therapy: Any, answer: Any, stated: Any = None, unless: Any = (), unless_known: Any = ()) -> Any:
    return read_claim(therapy, answer, (stated or {}, unless, unless_known), TITLES, negated=False)


@pytest.mark.parametrize("therapy", ["hormone_therapy", "Hormone Therapy", " hormone therapy", Therapy.HORMONE_THERAPY])
@pytest.mark.parametrize("answer", ["relevant", "RELEVANT", "Described for this cancer", Relevance.RELEVANT])
def test_names_are_read_as_names_and_as_titles(therapy: str, answer: str) -> None:
    claim = read(therapy, answer)
    assert isinstance(claim, Claim)
    assert (Therapy.HORMONE_THERAPY, Relevance.RELEVANT) == (claim.therapy, claim.answer)


def test_what_is_stated_is_read_as_in_a_profile() -> None:
    claim = read("radiation", "sometimes", {"er": "+", "sites": "bones, lungs", "her2": "borderline"})
    assert {"er": "positive", "her2": "equivocal", "sites": ("bone", "lung")} == claim.scope.stated
    assert {"her2"} == claim.scope.not_known


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_what_is_missing_is_left_out_and_what_is_said_to_be_unknown_is_not(missing: object) -> None:
    assert {} == read("radiation", "sometimes", {"er": missing, "sites": missing}).scope.stated
    said = read("radiation", "depends", {"er": "unknown", "sites": "not stated"}).scope
    assert ({"er": "unknown", "sites": None}, {"er", "sites"}) == (said.stated, said.not_known)


@pytest.mark.parametrize(
    "unless", [{"er": "neg"}, [{"er": "neg"}], (PatientProfile(er="neg"),), PatientProfile(er="neg")]
)
@pytest.mark.parametrize("unless_known", ["pr, her2", ["pr", "her2"]])
def test_exceptions_and_fields_come_one_or_several(unless: object, unless_known: object) -> None:
    scope = read("hormone_therapy", "relevant", None, unless, unless_known).scope
    assert (({"er": "negative"},), {"pr", "her2"}) == (scope.exceptions, scope.not_known)


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        (
            ("hormon_therapy", "relevant"),
            UnknownNameError,
            r"no therapy category .*did you mean hormone_therapy\?",
        ),
        (("hormone", "relevant"), UnknownNameError, r"did you mean hormone_therapy\?"),
        (("", "relevant"), UnknownNameError, "accepted: chemotherapy"),
        ((None, "relevant"), UnknownNameError, "accepted: chemotherapy"),
        ((17, "relevant"), UnknownNameError, "accepted: chemotherapy"),
        (("surgery", "relevnt"), UnknownNameError, r"no answer 'relevnt'; .* \(did you mean relevant\?\)"),
        (("surgery", ""), UnknownNameError, "accepted: relevant, sometimes, not_described, depends"),
        (("surgery", "relevant", {"site": "bone"}), ProfileError, r"did you mean sites\?"),
        (("surgery", "relevant", {"her2": "3+"}), ProfileError, "give the result in words"),
        (("surgery", "relevant", {"sites": ["lymph nodes"]}), ProfileError, "distant lymph nodes as other"),
        (("surgery", "relevant", [("er", "+")]), ClaimError, "give a mapping with any of er"),
        (("surgery", "relevant", {}, [{}]), ClaimError, "states nothing"),
        (("surgery", "relevant", {}, 17), ClaimError, "17 is not accepted"),
        (("surgery", "relevant", {}, "er"), ClaimError, "'er' is not accepted"),
        (("surgery", "relevant", {}, ["er"]), ClaimError, "'er' is not accepted"),
        (("surgery", "relevant", {}, [{"pr2": "+"}]), ProfileError, "a profile has er, pr"),
        (("surgery", "relevant", {}, (), ["goals"]), ClaimError, "accepted: er, pr, her2, sites, symptomatic_sites"),
        (("surgery", "relevant", {}, (), ["site"]), UnknownNameError, r"did you mean sites\?"),
        (("surgery", "relevant", {"er": "+"}, (), ["er"]), ClaimError, "that er is not known, and states what"),
        (("surgery", "relevant", {"symptomatic_sites": "bone"}, (), ["sites"]), ClaimError, "that sites is not known"),
        (("surgery", "depends"), ClaimError, "say what: give a field as unknown"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_is_accepted(
    given: tuple[Any, ...], error: type[MbcExplainerError], told: str
) -> None:
    with pytest.raises(error, match=told):
        read(*given)


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        (("CDK4/6 inhibitors", "relevant"), ["therapy"]),
        (("radiotherapy", "relevant"), ["therapy"]),
        (("surgery", "cures"), ["answer"]),
        (("surgery", "relevant", {"stage": "4", "er": "+"}), ["field"]),
        (("surgery", "relevant", {}, [{"age": "70"}], ["menopause"]), ["field", "field"]),
        (("magic", "works", {"brca": "yes"}), ["therapy", "answer", "field"]),
        (("surgery", "relevant", {17: 17}, (), 17), ["field", "field"]),
    ],
)
def test_what_cannot_be_expressed_is_named_with_what_can(given: tuple[Any, ...], parts: list[str]) -> None:
    beyond = read(*given)
    assert parts == [one.part for one in beyond]
    accepted = {"therapy": "mental_health_care", "answer": "not_described", "field": "symptomatic_sites"}
    for one in beyond:
        assert isinstance(one, Beyond)
        assert one.given in one.text
        assert accepted[one.part] in one.text


def test_a_negated_claim_holds_where_the_answer_is_another() -> None:
    claim = read("surgery", "relevant")
    assert [True, False] == [claim.holds(answer) for answer in ("relevant", "depends")]
    assert [False, True] == [claim._replace(negated=True).holds(answer) for answer in ("relevant", "depends")]
