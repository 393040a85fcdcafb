"""What a record says of its people: laws over made-up records, and real ones where they are at hand."""

import copy
import html
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_records import (
    AJCC,
    BONE,
    BREAST,
    ER,
    HER2,
    INTERPRETATION,
    LOINC,
    LUNG_CANCER,
    NEGATIVE,
    POSITIVE,
    PR,
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

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.patient.vocabulary import RECEPTORS
from mbc_explainer.records import FhirRecord, RecordError, read_fhir

RECORD = with_breast_cancer(observation(ER, POSITIVE), observation(PR, NEGATIVE), condition(BONE))
SHARED = Path(__file__).parents[3] / "shared" / "data" / "fhir"


def test_a_record_is_read_and_shown_with_the_disclaimer() -> None:
    record = read_fhir(RECORD)
    assert list(record) == list(record.people)
    assert record == FhirRecord.from_json(record.model_dump_json())
    assert "<FhirRecord: people in the record: 1\n  Person 1: ER positive" in repr(record)
    for text in (record.to_text(), record.to_markdown(), html.unescape(record.to_page()), record.model_dump_json()):
        assert DISCLAIMER in " ".join(text.split())
    assert DISCLAIMER_SHORT in " ".join(record.to_text(detail="brief").split())
    assert DISCLAIMER == record.model_copy(update={"disclaimer": ""}).model_dump(exclude={"disclaimer"})["disclaimer"]


def test_nobody_is_named_unless_that_is_asked_for() -> None:
    own = {"id": "secret-1", "identifier": [{"system": "urn:x", "value": "secret-2"}], "name": [{"family": "secret-3"}]}
    given = bundle(
        {**patient(), **own}, condition(BREAST, of="Patient/secret-1", id="secret-4", note=[{"text": "secret-5"}]),
        observation(ER, of="Patient/secret-1", valueString="secret-6", id="secret-7"),
        observation((LOINC, "secret-8", "ER secret-9"), POSITIVE, of="Patient/secret-1"),
    )  # fmt: skip
    record = read_fhir(given)
    for text in (
        record.to_text(detail="full"),
        record.to_page(),
        record.model_dump_json(),
        repr(record),
        repr(record.people),
    ):
        assert "secret" not in text
    asked = read_fhir(given, identifiers=True)
    assert "Person 1 (secret-1)" in asked.to_text()
    assert "Condition/secret-4" in asked.to_text()
    assert not [n for n in (2, 3, 5, 6, 8, 9) if f"secret-{n}" in asked.model_dump_json()]


def test_what_is_no_fhir_is_an_error_of_ours() -> None:
    with pytest.raises(RecordError, match="accepted: FHIR"):
        read_fhir("nonsense")


def test_a_record_of_nobody_says_so() -> None:
    record = read_fhir(bundle())
    assert () == record.people
    assert "Nobody is in this record." in record.to_text(detail="brief")


# Laws

CODES = st.sampled_from([ER, PR, HER2, (LOINC, "85329-1"), (LOINC, "10480-2"), STAGE, (LOINC, "89247-1")])
VALUES = st.sampled_from(
    [POSITIVE, NEGATIVE, (SNOMED, "42425007"), (SNOMED, "82334004"), ("urn:x", "N"), STAGE_4, STAGE_3A]
)
STATUSES = st.sampled_from(["final", "final", "final", "amended", "preliminary", "entered-in-error", "unknown", None])
ODD = st.sampled_from(
    [
        {},
        {"dataAbsentReason": concept(("x", "unknown"))},
        {"valueString": "Negative", "valueCodeableConcept": None},
        {"valueCodeableConcept": {"text": "Negative"}},
        {"valueCodeableConcept": None, "interpretation": [concept((INTERPRETATION, "NEG"))]},
        {"valueCodeableConcept": None},
        {"modifierExtension": [{"url": "x"}]},
    ]
)
OBSERVATIONS = st.builds(
    lambda code, value, status, odd: {**observation(code, value, status=status), **odd}, CODES, VALUES, STATUSES, ODD
)
CONDITIONS = st.sampled_from(
    [
        condition(BREAST),
        condition(LUNG_CANCER),
        condition(BONE),
        condition(UNSPECIFIED),
        condition((SNOMED, "94181007")),
    ]
)
RESOURCES = st.lists(OBSERVATIONS | OBSERVATIONS | CONDITIONS, max_size=8)
UNRELATED = [
    {"resourceType": "Practitioner", "id": "p"},
    {"resourceType": "MedicationStatement", "subject": {"reference": "Patient/p"}},
    condition((SNOMED, "38341003", "Hypertension")),
    observation((LOINC, "8302-2", "Body height"), valueQuantity={"value": 170}),
    observation((LOINC, "69548-6"), (LOINC, "LA9633-4", "Present")),
]


def told(record: Any, **options: Any) -> list[Any]:
    """What is said of each person, but for where it stands."""
    return [
        (
            person.profile,
            person.no_profile,
            person.metastatic,
            sorted({(one.field, one.value) for one in person.readings}),
            sorted({one.field for one in person.contradictions}),
            sorted({(one.field, one.value, one.reason) for one in person.passed_over}),
        )
        for person in read_fhir(record, **options)
    ]


def clean(one: dict[str, Any], code: tuple[str, str]) -> bool:
    """Whether a result says negative as plainly as can be."""
    said = one.get("valueCodeableConcept") == concept(NEGATIVE) or (
        one.get("valueCodeableConcept") is None and "interpretation" in one
    )
    odd = {"dataAbsentReason", "modifierExtension", "valueString"}
    return (
        one.get("code") == concept(code)
        and one.get("status") in {"final", "amended", None}
        and said
        and not odd & set(one)
    )


@given(RESOURCES)
def test_nothing_is_negative_but_what_says_so_plainly(resources: list[dict[str, Any]]) -> None:
    for person in read_fhir(with_breast_cancer(*resources)):
        for field, code in zip(RECEPTORS, (ER, PR, HER2), strict=True):
            if person.profile and getattr(person.profile, field) == "negative":
                assert any(clean(one, code) for one in resources)
        assert person.profile is None or person.profile.sites is None


@given(RESOURCES, st.randoms())
def test_the_order_of_entries_and_of_codes_makes_no_difference(resources: list[dict[str, Any]], draw: Any) -> None:
    record = [patient(), condition(BREAST, (SNOMED, "363346000")), *resources]
    shuffled = copy.deepcopy(record)
    draw.shuffle(shuffled)
    for one in shuffled:
        for part in (one.get("code"), one.get("valueCodeableConcept")):
            if isinstance(part, dict) and "coding" in part:
                part["coding"] = [*reversed(part["coding"])]
    for complete in (False, True):
        assert told(record, sites_complete=complete) == told(shuffled, sites_complete=complete)


@given(RESOURCES, st.lists(st.sampled_from(UNRELATED)), st.integers(0, 9))
def test_what_has_nothing_to_do_with_it_changes_nothing(
    resources: list[dict[str, Any]], unrelated: list[dict[str, Any]], at: int
) -> None:
    record = [patient(), *resources]
    assert told(record) == told([*record[:at], *unrelated, *record[at:]])


@given(RESOURCES, OBSERVATIONS | CONDITIONS)
def test_more_never_turns_a_result_into_its_opposite(resources: list[dict[str, Any]], more: dict[str, Any]) -> None:
    (before,), (after,) = (read_fhir(with_breast_cancer(*given)) for given in (resources, [*resources, more]))
    for field in RECEPTORS:
        values = {str(getattr(one.profile, field)) for one in (before, after) if one.profile}
        assert not {"positive", "negative"} <= values


@given(RESOURCES, RESOURCES)
def test_what_is_said_of_one_person_is_not_said_of_another(
    first: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    elsewhere = [{**one, "subject": {"reference": "Patient/q"}} for one in other]
    together = told([patient(), patient("q"), *first, *elsewhere])
    assert [*told([patient(), *first]), *told([patient("q"), *elsewhere])] == together


# Real records

REAL = {
    "bct_patient_data.json": ({}, "no", []),
    "ctm_Patient01.json": ({"er": "positive", "pr": "positive", "her2": "negative"}, "yes", []),
    "ctm_Patient02.json": ({"er": "positive", "pr": "positive", "her2": "negative"}, "yes", []),
    "ctms_patient_data.json": ({"er": "positive", "her2": "positive"}, "not_said", ["spread"]),
    "hl_sample.json": ({}, "not_said", []),
    "ts_patient_data.json": ({"er": "positive", "her2": "positive"}, "not_said", ["spread"]),
}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the records are not at hand")
@pytest.mark.parametrize("name", REAL)
def test_real_records_are_read(name: str) -> None:
    profile, metastatic, contradictions = REAL[name]
    (person,) = read_fhir((SHARED / name).read_bytes())
    assert person.profile is not None
    assert (profile, metastatic, contradictions) == (
        person.profile.model_dump(mode="json", exclude_defaults=True),
        person.metastatic,
        [one.field for one in person.contradictions],
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="the records are not at hand")
def test_real_records_together_are_as_many_people() -> None:
    """Three of them are of one person, by the data that says who it is."""
    records = [json.loads((SHARED / name).read_text("utf-8")) for name in REAL]
    lines = "\n".join(map(json.dumps, records))
    assert 4 == len(told(records)) == len(told(lines))
    others = [record for name, record in zip(REAL, records, strict=True) if name[:3] not in {"bct", "ts_"}]
    assert told(others) == [one for record in others for one in told(record)]


def test_stages_are_read_from_where_they_stand() -> None:
    given = condition(BREAST, stage=[{"summary": concept((AJCC, "IV"))}])
    assert ["yes"] == [person.metastatic for person in read_fhir([patient(), given])]
