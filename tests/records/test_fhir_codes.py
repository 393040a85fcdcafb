import re
from typing import Any

import pytest

from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import RECEPTORS, Site
from mbc_explainer.records.fhir_codes import (
    CodeList,
    codings_in,
    fhir_codes,
    hints_in,
    meanings,
    results_named,
    status_of,
)

CODES = fhir_codes()


@pytest.mark.parametrize("one", CODES.lists, ids=lambda one: f"{one.of} {one.means}")
def test_each_list_has_its_source_and_systems_that_are_known_with_terms_of_use(one: CodeList) -> None:
    systems = {*one.codes, *one.patterns}
    assert systems <= set(CODES.systems) == set(CODES.names) == set(CODES.terms_of_use)
    assert one.source
    assert all(codes and len(set(codes)) == len(codes) for codes in one.codes.values())


def test_no_code_means_two_things_of_one_kind() -> None:
    listed = [(one.of, system, code) for one in CODES.lists for system in one.codes for code in one.codes[system]]
    assert len(set(listed)) == len(listed)


def test_what_a_profile_holds_is_what_a_profile_takes() -> None:
    assert set(RECEPTORS) == {one.means for one in CODES.lists if one.of == "result"}
    assert set(Site) <= {one.means for one in CODES.lists if one.of == "spread"}
    assert PatientProfile(her2="equivocal") != PatientProfile()


def snomed_check_digit_holds(code: str) -> bool:
    """Verhoeff's check, as SNOMED CT has it: a slip of the pen in one digit does not pass."""
    times = [[(a + b) % 5 + (5 if (a >= 5) != (b >= 5) else 0) for b in range(10)] for a in range(10)]
    for a in range(5, 10):
        for b in range(10):
            times[a][b] = (a - b) % 5 + (0 if b >= 5 else 5)
    moved = [list(range(10)), [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]]
    while len(moved) < 8:
        moved.append([moved[-1][moved[1][digit]] for digit in range(10)])
    check = 0
    for place, digit in enumerate(reversed(code)):
        check = times[check][moved[place % 8][int(digit)]]
    return check == 0


def loinc_check_digit_holds(code: str) -> bool:
    """The modulus 10 that LOINC ends its codes with."""
    digits, check = code.split("-")
    odd = str(int(digits[::-1][::2][::-1]) * 2)
    total = sum(map(int, odd + digits[::-1][1::2]))
    return (10 - total % 10) % 10 == int(check)


@pytest.mark.parametrize("one", CODES.lists, ids=lambda one: f"{one.of} {one.means}")
def test_check_digits_hold(one: CodeList) -> None:
    assert [] == [code for code in one.codes.get("snomed", ()) if not snomed_check_digit_holds(code)]
    assert [] == [
        code for code in one.codes.get("loinc", ()) if code[0].isdecimal() and not loinc_check_digit_holds(code)
    ]


SNOMED, LOINC = "http://snomed.info/sct", "http://loinc.org"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"


@pytest.mark.parametrize(
    ("of", "system", "code", "display", "expected"),
    [
        ("result", LOINC, "16112-5", "Estrogen receptor [Interpretation] in Tissue", ("er", True)),
        ("result", LOINC, "16112-5", "Androgen receptor [Interpretation] in Tissue", ("er", False)),
        ("result", LOINC, "85337-4", "Cells.estrogen receptor/100 cells", ("er", False)),
        ("result", "https://loinc.org", "16113-3", "Progesterone Receptor", ("pr", True)),
        ("result", LOINC, "85318-4", "ERBB2 gene duplication [Presence] in Breast cancer by FISH", ("her2", True)),
        ("result", "http://example.org", "85318-4", "", None),
        ("value", SNOMED, "10828004", "Negative (qualifier value)", ("positive", False)),
        ("value", SNOMED, "10828004", "Not positive", ("positive", False)),
        ("value", f"{SNOMED}/731000124108/version/20240301", "260385009", "", ("negative", True)),
        ("value", f"{SNOMED}|2024", "260385009", "", ("negative", True)),
        ("spread", SNOMED, "94391008", "Metastatic malignant neoplasm to lung (disorder)", ("lung", True)),
        ("spread", SNOMED, "94391008", "Metastasis from malignant tumor of lung (disorder)", ("lung", False)),
        ("spread", ICD10, "C79.51", "Secondary malignant neoplasm of bone", ("bone", True)),
        ("spread", ICD10, "C7951", "", ("bone", True)),
        ("spread", ICD10, "C78.02", "", ("lung", True)),
        ("spread", ICD10, "C79.31", "", ("brain", True)),
        ("spread", ICD10, "C79.32", "", ("other", True)),
        ("spread", ICD10, "C77.3", "", ("nearby_nodes", True)),
        ("spread", ICD10, "C77.1", "", ("lymph_nodes", True)),
        ("spread", ICD10, "C79.81", "", ("unclear", True)),
        ("cancer", ICD10, "C50.911", "Malignant neoplasm of unsp site of right female breast", ("breast", True)),
        ("cancer", ICD10, "C34.90", "", ("another", True)),
        ("cancer", "http://terminology.hl7.org/CodeSystem/icd-o-3", "C34.9", "Lung, NOS", ("another", True)),
        ("cancer", "http://terminology.hl7.org/CodeSystem/icd-o-3", "C50.9", "Breast, NOS", None),
        ("cancer", ICD10, "C78.7", "", None),
        ("cancer", ICD10, "D05.1", "", None),
        ("stage_group", "http://cancerstaging.org", "c3A", "", ("not_spread", True)),
        ("stage_group", "http://cancerstaging.org", "4", "IV", ("spread", True)),
        ("stage_group", SNOMED, "258215001", "TEST", ("not_spread", False)),
        ("stage_group", SNOMED, "261638004", "Stage 3A (qualifier value)", ("not_spread", True)),
        ("stage_group", SNOMED, "258228008", "Stage 3 (qualifier value)", ("spread", False)),
        ("stage_group", SNOMED, "1222837003", "American Joint Committee on Cancer stage IV", ("spread", True)),
        ("m_category", SNOMED, "1229901006", "American Joint Committee on Cancer cM0", ("not_spread", True)),
        ("m_category", "http://cancerstaging.org", "cM1", "", ("spread", True)),
    ],
)  # fmt: skip
def test_a_code_means_what_its_list_says_and_its_name_only_takes_away(
    of: str, system: str, code: str, display: str, expected: tuple[str, bool] | None
) -> None:
    found = meanings(of, codings_in({"coding": [{"system": system, "code": code, "display": display}]}))
    assert ([] if expected is None else [expected]) == [(one.means, one.agrees) for one in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Primary malignant neoplasm of colon", {"another"}),
        ("Metastasis from malignant tumor of lung", {"another"}),
        ("Metastasis from malignant tumor of breast", {"breast"}),
        ("Malignant tumor of male breast", {"breast"}),
        ("Family history of cancer", set()),
        ("Suspected lung cancer (situation)", set()),
        ("Anemia due to malignant neoplasm", set()),
        ("Secondary malignant neoplasm of adrenal gland", set()),
        ("Hypertension", set()),
    ],
)
def test_words_are_hints_of_a_cancer(words: str, expected: set[str]) -> None:
    assert expected == hints_in("cancer", [words])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("HER2 Receptor", {"her2"}),
        ("ER", {"er"}),
        ("ER visit", set()),
        ("Androgen receptor", {"another"}),
        ("Pain", set()),
    ],
)
def test_words_may_name_a_result(words: str, expected: set[str]) -> None:
    assert expected == results_named(words)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("final", "final"),
        ("entered-in-error", "entered_in_error"),
        ({"coding": [{"code": "confirmed"}]}, "confirmed"),
        ({"coding": [{"code": "confirmed"}, {"code": "refuted"}]}, "refuted"),
        ({"text": "Confirmed"}, None),
        ("Final", None),
        (None, None),
        (17, None),
    ],
)
def test_a_status_comes_to_something(given: Any, expected: str | None) -> None:
    assert expected == status_of(given)


@pytest.mark.parametrize(
    "given", [None, 17, "x", [], {}, {"coding": {}}, {"coding": [None, {"code": 17}, {"code": None}]}]
)
def test_what_is_no_concept_has_no_codes(given: Any) -> None:
    assert () == codings_in(given)


@pytest.mark.parametrize("pattern", sorted({p for one in CODES.lists for p in (*one.patterns.values(), one.display)}))
def test_no_pattern_takes_long_over_what_is_looked_at(pattern: str) -> None:
    """Two open repeats within one another are what takes forever."""
    assert not re.search(r"[+*]\)[+*]", pattern)
