from typing import Any

import pytest
from made_up_records import (
    AJCC,
    BONE,
    BREAST,
    ER,
    HER2,
    ICD10,
    ICD10_GM,
    INTERPRETATION,
    LOINC,
    LUNG_CANCER,
    M_CATEGORY,
    NEGATIVE,
    OBDS,
    POSITIVE,
    PR,
    SITE_OF_SPREAD,
    SNOMED,
    STAGE,
    STAGE_3A,
    STAGE_4,
    UICC,
    UNSPECIFIED,
    concept,
    condition,
    observation,
    sure,
)

from mbc_explainer.records.bundles import Entry
from mbc_explainer.records.statements import Reason, statements_of, voided


def said(content: dict[str, Any], within: dict[str, Any] | None = None) -> list[tuple[str, str, str, str | None]]:
    entry = Entry(1, content["resourceType"], content, "", 0, within)
    return [(one.of, one.means, one.value, one.reason) for one in statements_of(entry)]


FOUND = ("result", "er", "positive", None)


def passed(reason: str, field: str = "er") -> tuple[str, str, str, str]:
    return ("result", field, "", reason)


OF_VALUE: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "two codes for one thing": ({"valueCodeableConcept": concept(POSITIVE, (LOINC, "LA6576-8"))}, [FOUND]),
    "a code of a system of its own beside": ({"valueCodeableConcept": concept(("urn:x", "P"), POSITIVE)}, [FOUND]),
    "a value that strict readers refuse beside": (
        {"valueCodeableConcept": concept(POSITIVE), "valueQuantity": {"value": 3}},
        [FOUND],
    ),
    "an interpretation alone": ({"interpretation": [concept((INTERPRETATION, "POS"))]}, [FOUND]),
    "an interpretation as it was once written": ({"interpretation": concept((INTERPRETATION, "POS"))}, [FOUND]),
    "an interpretation that says otherwise": (
        {"valueCodeableConcept": concept(POSITIVE), "interpretation": [concept((INTERPRETATION, "NEG"))]},
        [FOUND, ("result", "er", "negative", None)],
    ),
    "two codes that differ": (
        {"valueCodeableConcept": concept(POSITIVE, NEGATIVE)},
        [FOUND, ("result", "er", "negative", None)],
    ),
    "an interpretation as the value": (
        {"valueCodeableConcept": concept(("http://hl7.org/fhir/v2/0078", "POS"))},
        [FOUND],
    ),
    "no value": ({}, [passed("no_value")]),
    "words alone": ({"valueCodeableConcept": {"text": "Positive"}}, [passed("unlisted_value")]),
    "free text": ({"valueString": "Positive"}, [passed("not_in_words")]),
    "a share": ({"valueQuantity": {"value": 90, "unit": "%"}}, [passed("not_in_words")]),
    "a share with an interpretation": (
        {"valueQuantity": {"value": 0}, "interpretation": [concept((INTERPRETATION, "NEG"))]},
        [passed("not_in_words")],
    ),
    "another code": ({"valueCodeableConcept": concept((SNOMED, "260373001", "Detected"))}, [passed("unlisted_value")]),
    "no reason for nothing": (
        {"dataAbsentReason": concept(("x", "unknown")), "interpretation": [concept((INTERPRETATION, "NEG"))]},
        [passed("absent")],
    ),
    "a name that says otherwise": (
        {"valueCodeableConcept": concept((SNOMED, "260385009", "Positive"))},
        [passed("display_disagrees")],
    ),
    "words that say otherwise": (
        {"valueCodeableConcept": concept(NEGATIVE, text="Low")},
        [passed("display_disagrees")],
    ),
    "in German": ({"valueCodeableConcept": concept((SNOMED, "10828004", "Positiv"))}, [FOUND]),
    "in German, the other": (
        {"valueCodeableConcept": concept((SNOMED, "10828004", "Nicht positiv"))},
        [passed("display_disagrees")],
    ),
    "words that say the same": ({"valueCodeableConcept": concept(POSITIVE, text="ER positive (90%)")}, [FOUND]),
    "preliminary": ({"valueCodeableConcept": concept(POSITIVE), "status": "preliminary"}, [passed("not_final")]),
    "no status": ({"valueCodeableConcept": concept(POSITIVE), "status": None}, [FOUND]),
    "corrected": ({"valueCodeableConcept": concept(POSITIVE), "status": "corrected"}, [FOUND]),
    "in error": (
        {"valueCodeableConcept": concept(POSITIVE), "status": "entered-in-error"},
        [passed("entered_in_error")],
    ),
    "called off": ({"status": "cancelled"}, [passed("cancelled")]),
    "changed in a way that is not known": (
        {"valueCodeableConcept": concept(POSITIVE), "modifierExtension": [{"url": "x"}]},
        [passed("modified")],
    ),
    "an extension": ({"valueCodeableConcept": concept(POSITIVE), "extension": [{"url": "x"}]}, [FOUND]),
}


@pytest.mark.parametrize("name", OF_VALUE)
def test_a_result_is_what_its_codes_say(name: str) -> None:
    given, expected = OF_VALUE[name]
    assert sorted(expected, key=str) == sorted(said(observation(ER, **given)), key=str)


OF_CODE: dict[str, tuple[Any, list[Any]]] = {
    "two codes for one receptor": (concept((LOINC, "16112-5"), ER), [FOUND]),
    "two receptors": (concept(ER, PR), [passed("codes_disagree")]),
    "a name that says otherwise": (
        concept((LOINC, "16112-5", "Androgen receptor [Interpretation] in Tissue")),
        [passed("display_disagrees")],
    ),
    "words that say otherwise": (concept(ER, text="Progesterone"), [passed("display_disagrees")]),
    "words that name more": (concept(ER, text="ER, PR and HER2"), [FOUND]),
    "a share": (concept((LOINC, "85329-1")), [passed("amount", "")]),
    "a share beside the result": (concept(ER, (LOINC, "85329-1", "ER cells")), [passed("amount")]),
    "two receptors in one": (concept((LOINC, "10480-2")), [passed("combined", "")]),
    "in blood": (concept((LOINC, "42914-2", "HER2 [Mass/volume] in Serum")), [passed("serum", "her2")]),
    "a code that is none": (
        concept((LOINC, "34566", "HER2 [Presence] in Breast cancer specimen")),
        [passed("unlisted_code", "her2")],
    ),
    "words alone": ({"text": "Estrogen receptor"}, [passed("unlisted_code")]),
    "another finding": (concept((LOINC, "89247-1", "ECOG Performance Status score")), []),
    "another receptor": (concept((LOINC, "10457-0", "Androgen receptor Ag")), []),
    "a mutation": (concept((LOINC, "69548-6", "Genetic variant assessment")), []),
    "nothing": (None, []),
}


@pytest.mark.parametrize("name", OF_CODE)
def test_a_finding_is_what_its_codes_say(name: str) -> None:
    code, expected = OF_CODE[name]
    assert expected == said({**observation(ER, POSITIVE), "code": code})


def test_a_component_is_read_with_the_status_of_the_whole() -> None:
    parts = [
        {"code": concept(ER), "valueCodeableConcept": concept(POSITIVE)},
        {"code": concept(HER2), "interpretation": [concept((INTERPRETATION, "NEG"))]},
        {"code": concept(PR), "dataAbsentReason": concept(("x", "not-performed"))},
        "nonsense",
    ]
    panel = observation((LOINC, "10480-2"), component=parts)
    expected = [passed("combined", ""), FOUND, ("result", "her2", "negative", None), passed("absent", "pr")]
    assert expected == said(panel)
    assert {"cancelled", "combined"} <= {reason for *_, reason in said({**panel, "status": "cancelled"})}
    assert not [value for _, _, value, _ in said({**panel, "status": "cancelled"}) if value]


SURE: dict[str, Any] = {"verificationStatus": concept(("x", "confirmed"))}
OF_CONDITION: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "breast cancer": (condition(BREAST), [("cancer", "breast", "", None)]),
    "breast cancer by ICD-10": (condition((ICD10, "C50.911")), [("cancer", "breast", "", None)]),
    "breast cancer in German": (
        condition((ICD10_GM, "C50.4", "Bösartige Neubildung: Oberer äußerer Quadrant der Brustdrüse")),
        [("cancer", "breast", "", None)],
    ),
    "breast cancer suspected in German": (
        condition((ICD10_GM, "C50.4", "Verdacht auf Mammakarzinom")),
        [("cancer", "breast", "", "display_disagrees")],
    ),
    "another cancer by its name in German": (
        condition(("urn:x", "1", "Bösartige Neubildung des Ovars")),
        [("cancer", "another", "", None)],
    ),
    "bone in German": (
        condition((ICD10_GM, "C79.5", "Sekundäre bösartige Neubildung des Knochens und des Knochenmarkes")),
        [("spread", "bone", "", None)],
    ),
    **{
        f"bone that is {name}, beside the {where}": (
            {**condition(), "code": {"coding": [{"system": ICD10_GM, "code": "C79.5"} | inner]}, **outer},
            [("spread", "bone", "", reason)],
        )
        for letter, name, reason in [
            ("G", "sure", None),
            ("V", "suspected", "unverified"),
            ("A", "ruled out", "refuted"),
            ("Z", "over", "over"),
        ]
        for where, inner, outer in [
            ("code", {"extension": [sure(letter)]}, {}),
            ("diagnosis", {}, {"extension": [sure(letter)]}),
        ]
    },
    "breast cancer in remission": (
        condition(BREAST, clinicalStatus=concept(("x", "remission")), **SURE),
        [("cancer", "breast", "", None)],
    ),
    "refuted": (
        condition(BREAST, verificationStatus=concept(("x", "refuted"))),
        [("cancer", "breast", "", "refuted")],
    ),
    "in error, as it was once written": (
        condition(BREAST, verificationStatus="entered-in-error"),
        [("cancer", "breast", "", "entered_in_error")],
    ),
    "provisional": (
        condition(BREAST, verificationStatus=concept(("x", "provisional"))),
        [("cancer", "breast", "", "unverified")],
    ),
    "sure in words alone": (
        condition(BREAST, verificationStatus={"text": "Confirmed"}),
        [("cancer", "breast", "", "unverified")],
    ),
    "a name of another": (
        condition((SNOMED, "254837009", "Malignant neoplasm of lung")),
        [("cancer", "breast", "", "display_disagrees")],
    ),
    "cancer without a place": (
        condition((SNOMED, "363346000", "Malignant neoplastic disease")),
        [("cancer", "unplaced", "", "place_unknown")],
    ),
    "breast cancer, and cancer without a place": (
        condition(BREAST, (SNOMED, "363346000")),
        [("cancer", "breast", "", None)],
    ),
    "breast cancer and another in one": (condition(BREAST, LUNG_CANCER), [("cancer", "another", "", None)]),
    "another cancer": (condition(LUNG_CANCER), [("cancer", "another", "", None)]),
    "another cancer by its name": (
        condition((SNOMED, "999", "Carcinoma of ampulla of Vater")),
        [("cancer", "another", "", None)],
    ),
    "breast cancer by its name": (
        condition((SNOMED, "999", "Malignant tumor of breast")),
        [("cancer", "breast", "", "unlisted_code")],
    ),
    "bone": (condition(BONE), [("spread", "bone", "", None)]),
    "bone in two systems": (condition(BONE, (ICD10, "C79.51")), [("spread", "bone", "", None)]),
    "bone, and unspecified": (condition(BONE, UNSPECIFIED), [("spread", "bone", "", None)]),
    "bone and liver in one": (condition(BONE, (SNOMED, "94381002")), [("spread", "bone", "", "codes_disagree")]),
    "bone that is over": (
        condition(BONE, clinicalStatus=concept(("x", "resolved"))),
        [("spread", "bone", "", "over")],
    ),
    "from another cancer": (
        condition((SNOMED, "94391008", "Metastasis from malignant tumor of lung")),
        [("spread", "lung", "", "display_disagrees")],
    ),
    "unspecified": (condition(UNSPECIFIED), [("spread", "unspecified", "", None)]),
    "unspecified, with a place": (
        condition(UNSPECIFIED, bodySite=[concept((SNOMED, "10200004", "Liver structure"))]),
        [("spread", "liver", "", None)],
    ),
    "nearby lymph nodes": (condition((SNOMED, "94181007")), [("spread", "nearby_nodes", "", "lymph_nodes")]),
    "lymph nodes by ICD-10": (condition((ICD10, "C77.1")), [("spread", "lymph_nodes", "", "lymph_nodes")]),
    "lymph nodes by their name": (
        condition((SNOMED, "999", "Secondary malignant neoplasm of mediastinal lymph nodes")),
        [("spread", "unclear", "", "lymph_nodes")],
    ),
    "another place by its name": (
        condition((SNOMED, "999", "Secondary malignant neoplasm of spleen")),
        [("spread", "unclear", "", "unlisted_code")],
    ),
    "breast cancer that has spread": (
        condition((SNOMED, "315004001", "Metastasis from malignant tumor of breast")),
        [("cancer", "breast", "", None), ("spread", "unspecified", "", None)],
    ),
    "another illness": (condition((SNOMED, "38341003", "Hypertension")), []),
    "nothing": ({"resourceType": "Condition"}, []),
    "a stage": (
        condition(BREAST, stage=[{"summary": concept(STAGE_4)}, {"summary": concept((SNOMED, "258215001", "TEST"))}]),
        [
            ("cancer", "breast", "", None),
            ("staging", "spread", "", None),
            ("staging", "not_spread", "", "display_disagrees"),
        ],
    ),
    "a stage of what is refuted": (
        condition(BREAST, stage=[{"summary": concept(STAGE_4)}], verificationStatus=concept(("x", "refuted"))),
        [("cancer", "breast", "", "refuted")],
    ),
}


@pytest.mark.parametrize("name", OF_CONDITION)
def test_a_condition_is_what_its_codes_say(name: str) -> None:
    given, expected = OF_CONDITION[name]
    assert expected == said(given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (observation(STAGE, STAGE_4), ("spread", None)),
        (observation(STAGE, STAGE_3A), ("not_spread", None)),
        (observation((LOINC, "21902-2", "Stage group.clinical Cancer"), STAGE_3A), ("not_spread", None)),
        (observation(M_CATEGORY, (AJCC, "cM1")), ("spread", None)),
        (observation(M_CATEGORY, (AJCC, "cM0(i+)")), ("not_spread", None)),
        (observation(M_CATEGORY, (UICC, "M1")), ("spread", None)),
        (observation(M_CATEGORY, (UICC, "M0")), ("not_spread", None)),
        (observation(STAGE, (UICC, "IVC")), ("spread", None)),
        (observation(STAGE, (UICC, "IIA")), ("not_spread", None)),
        (observation(M_CATEGORY, (AJCC, "cMX")), ("", "unlisted_value")),
        (observation(M_CATEGORY, STAGE_4), ("", "unlisted_value")),
        (observation(STAGE, STAGE_4, status="preliminary"), ("", "not_final")),
        ({**observation(STAGE), "valueCodeableConcept": concept(STAGE_4, STAGE_3A)}, ("", "codes_disagree")),
    ],
)
def test_a_stage_says_whether_it_has_spread(given: dict[str, Any], expected: tuple[str, str | None]) -> None:
    assert [("staging", expected[0], "", expected[1])] == said(given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (observation(SITE_OF_SPREAD, (OBDS, "PUL", "Lunge")), ("lung", None)),
        (observation(SITE_OF_SPREAD, bodySite=concept((OBDS, "HEP", "Leber"))), ("liver", None)),
        (observation(SITE_OF_SPREAD, (OBDS, "SKI", "Haut")), ("other", None)),
        (observation(SITE_OF_SPREAD, (SNOMED, "39607008", "Lung structure")), ("lung", None)),
        (observation(SITE_OF_SPREAD, (OBDS, "LYM")), ("lymph_nodes", "lymph_nodes")),
        (observation(SITE_OF_SPREAD, (OBDS, "MAR", "Knochenmark")), ("unclear", "place_unknown")),
        (observation(SITE_OF_SPREAD, (OBDS, "BRA", "Lunge")), ("brain", "display_disagrees")),
        (observation(SITE_OF_SPREAD, (OBDS, "BRA"), bodySite=concept((OBDS, "OSS"))), ("bone", "codes_disagree")),
        (observation(SITE_OF_SPREAD, (OBDS, "XYZ")), ("unclear", "unlisted_value")),
        (observation(SITE_OF_SPREAD, (OBDS, "OSS"), status="preliminary"), ("bone", "not_final")),
        (observation(SITE_OF_SPREAD, dataAbsentReason=concept(("x", "unknown"))), ("unclear", "absent")),
    ],
)
def test_a_finding_may_name_a_place_that_it_has_spread_to(
    given: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    assert [("spread", expected[0], "", expected[1])] == said(given)


@pytest.mark.parametrize(("value", "places"), [("J", [("spread", "bone", "", None)]), ("N", [])])
def test_a_place_beside_a_stage_counts_where_it_has_spread(value: str, places: list[Any]) -> None:
    word = ("http://dktk.dkfz.de/fhir/onco/core/CodeSystem/JNUCS", value)
    stage, *more = said(observation(M_CATEGORY, word, bodySite=concept((OBDS, "OSS"))))
    assert ("staging", "spread" if places else "not_spread", "", None) == stage
    assert places == more


@pytest.mark.parametrize("status", ["cancelled", "entered-in-error"])
def test_what_is_within_something_in_error_is_in_error(status: str) -> None:
    inner, report = observation(ER, POSITIVE), {"resourceType": "DiagnosticReport", "status": status}
    assert [Reason(status.replace("-", "_"))] == [reason for *_, reason in said(inner, report)]
    assert voided(Entry(1, "Observation", inner, "", 0)) is None
