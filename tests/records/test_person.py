from typing import Any

import pytest
from made_up_records import (
    BONE,
    BREAST,
    ER,
    HER2,
    LUNG_CANCER,
    M_CATEGORY,
    MII,
    NEGATIVE,
    OBDS,
    POSITIVE,
    PR,
    SITE_OF_SPREAD,
    SNOMED,
    STAGE,
    STAGE_3A,
    STAGE_4,
    UNSPECIFIED,
    bundle,
    concept,
    condition,
    observation,
    patient,
    with_breast_cancer,
)

from mbc_explainer import PatientProfile
from mbc_explainer.records.bundles import sorted_by_person
from mbc_explainer.records.person import NoProfile, Person, Reason, Spread, person_of

REFUTED: dict[str, Any] = {"verificationStatus": concept(("x", "refuted"))}
LIVER = (SNOMED, "94381002")
M0 = ("http://cancerstaging.org", "cM0")


def read(record: Any, *, sites_complete: bool = False, identifiers: bool = False) -> Person:
    (owned,) = sorted_by_person(record).people
    return person_of(1, owned, sites_complete=sites_complete, identifiers=identifiers)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], {}),
        ([observation(ER, POSITIVE), observation(PR, NEGATIVE)], {"er": "positive", "pr": "negative"}),
        ([observation(HER2, (SNOMED, "42425007"))], {"her2": "equivocal"}),
        ([observation(HER2, (MII, "low", "HER2-low"))], {"her2": "low"}),
        ([observation(ER, (MII, "low"))], {}),
        ([observation(HER2, (MII, "ultralow"))], {}),
        ([observation(ER, (SNOMED, "42425007"))], {}),
        ([observation(ER, (SNOMED, "82334004"))], {}),
        ([observation(ER, POSITIVE), observation((ER[0], "16112-5"), POSITIVE)], {"er": "positive"}),
        ([observation(ER, POSITIVE), observation((ER[0], "16112-5"), NEGATIVE)], {}),
        ([observation(HER2, NEGATIVE), observation(HER2, (SNOMED, "42425007"))], {}),
        ([observation(ER, POSITIVE), observation(ER, NEGATIVE, status="preliminary")], {"er": "positive"}),
        ([observation(ER, POSITIVE), observation(ER, NEGATIVE, status="entered-in-error")], {"er": "positive"}),
        ([observation(ER, POSITIVE, id="1"), observation(ER, POSITIVE, id="1", status="entered-in-error")], {}),
        ([condition(BONE)], {}),
    ],
)
def test_a_profile_holds_what_the_record_says_in_one_way(given: list[Any], expected: dict[str, Any]) -> None:
    assert PatientProfile(**expected) == read(with_breast_cancer(*given)).profile


def test_results_that_differ_are_listed_and_none_counts_as_the_newer() -> None:
    person = read(
        with_breast_cancer(
            observation(ER, POSITIVE, effectiveDateTime="2015-01-01"),
            observation(ER, NEGATIVE, effectiveDateTime="2024-01-01"),
        )
    )
    (found,) = person.contradictions
    assert ("er", [("positive", 3), ("negative", 4)]) == (
        found.field,
        [(one.value, one.origin.entry) for one in found.readings],
    )
    assert "er" not in {one.field for one in person.readings}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([LUNG_CANCER], NoProfile.ANOTHER_CANCER),
        ([BREAST, LUNG_CANCER], NoProfile.ANOTHER_CANCER),
        ([BREAST], None),
        ([], NoProfile.NO_BREAST_CANCER),
        ([(SNOMED, "38341003", "Hypertension")], NoProfile.NO_BREAST_CANCER),
        ([(SNOMED, "999", "Malignant tumor of breast")], NoProfile.NO_BREAST_CANCER),
        ([BONE], NoProfile.NO_BREAST_CANCER),
    ],
)
def test_somebody_has_a_profile_where_breast_cancer_is_coded_and_no_other(given: list[Any], expected: Any) -> None:
    person = read(bundle(patient(), observation(ER, POSITIVE), *map(condition, given)))
    assert expected == person.no_profile
    assert (expected is None) == (person.profile is not None) == ("er" in {one.field for one in person.readings})


def test_a_cancer_that_proved_wrong_is_no_other_cancer_and_no_breast_cancer() -> None:
    assert read(bundle(patient(), condition(BREAST), condition(LUNG_CANCER, **REFUTED))).profile == PatientProfile()
    assert read(bundle(patient(), condition(BREAST, **REFUTED))).no_profile is NoProfile.NO_BREAST_CANCER


@pytest.mark.parametrize(
    ("given", "expected", "both"),
    [
        ([], Spread.NOT_SAID, False),
        ([condition(BONE)], Spread.YES, False),
        ([condition(UNSPECIFIED)], Spread.YES, False),
        ([observation(STAGE, STAGE_4)], Spread.YES, False),
        ([observation(STAGE, STAGE_3A)], Spread.NO, False),
        ([observation(M_CATEGORY, M0)], Spread.NO, False),
        ([condition((SNOMED, "94181007"))], Spread.NOT_SAID, False),
        ([condition(BONE, **REFUTED)], Spread.NOT_SAID, False),
        ([condition(UNSPECIFIED), observation(STAGE, STAGE_3A)], Spread.NOT_SAID, True),
        ([observation(STAGE, STAGE_4), observation(M_CATEGORY, M0)], Spread.NOT_SAID, True),
        ([condition(BONE), observation(STAGE, STAGE_3A)], Spread.YES, True),
    ],
)
def test_whether_it_has_spread_is_yes_no_or_not_said(given: list[Any], expected: Spread, both: bool) -> None:
    person = read(with_breast_cancer(*given))
    assert expected is person.metastatic
    assert (["spread"] if both else []) == [one.field for one in person.contradictions]


@pytest.mark.parametrize(
    ("given", "complete", "expected"),
    [
        ([condition(BONE), condition(LIVER)], False, None),
        ([condition(BONE), condition(LIVER)], True, ("bone", "liver")),
        ([condition(BONE), condition((SNOMED, "94493005"))], True, ("bone", "other")),
        ([condition(BONE), observation(SITE_OF_SPREAD, (OBDS, "PUL"))], True, ("bone", "lung")),
        ([condition(BONE), observation(SITE_OF_SPREAD, (OBDS, "XYZ"))], True, None),
        ([], True, None),
        ([condition(BONE), condition((SNOMED, "94181007"))], True, ("bone",)),
        ([condition(BONE), condition((SNOMED, "94392001"))], True, None),
        ([condition(BONE), condition(UNSPECIFIED)], True, None),
        ([condition(BONE), condition((SNOMED, "999", "Secondary malignant neoplasm of spleen"))], True, None),
        ([condition(BONE), condition(LIVER, verificationStatus=concept(("x", "provisional")))], True, None),
        ([condition(BONE), condition(LIVER, **REFUTED)], True, ("bone",)),
        ([condition(BONE), condition(LIVER, clinicalStatus=concept(("x", "resolved")))], True, ("bone",)),
    ],
)
def test_places_are_taken_where_they_are_said_to_be_all_and_each_can_be_told(
    given: list[Any], complete: bool, expected: tuple[str, ...] | None
) -> None:
    person = read(with_breast_cancer(*given), sites_complete=complete)
    assert person.profile is not None
    assert expected == person.profile.sites
    not_taken = [one.value for one in person.passed_over if one.reason is Reason.LIST_NOT_COMPLETE]
    assert (expected is None and condition(BONE) in given) == ("bone" in not_taken)


def test_what_was_taken_and_what_was_not_say_where_and_name_nobody() -> None:
    record = with_breast_cancer(observation(ER, POSITIVE, id="er-7"), observation((ER[0], "85329-1"), id="share"))
    person = read(record)
    taken = next(one for one in person.readings if one.field == "er")
    assert ("positive", 3, "Observation", "LOINC 85337-4", "SNOMED CT 10828004", None) == (
        taken.value,
        *vars(taken.origin).values(),
    )
    assert [(Reason.AMOUNT, 4, "LOINC 85329-1")] == [
        (one.reason, one.origin.entry, one.origin.code) for one in person.passed_over
    ]
    assert person.identifier is None
    asked = read(record, identifiers=True)
    assert ("p", "Observation/er-7") == (
        asked.identifier,
        next(one for one in asked.readings if one.field == "er").origin.identifier,
    )
    assert asked.profile == person.profile
