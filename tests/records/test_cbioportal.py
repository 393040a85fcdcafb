"""Clinical tables of cBioPortal: each person's rows as one, and each thing with its row and column."""

import contextlib
import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer import explain
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.records import NoProfile, Reason, RecordError, Spread, read_cbioportal

SHARED = Path(__file__).parents[3] / "shared" / "data"
HEAD = (
    "Patient ID",
    "Sample ID",
    "ER Status",
    "HER2 Status",
    "Overall Patient PR Status",
    *("Cancer Type", "Stage At Diagnosis"),
)


def table(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD, notes: str = "") -> str:
    content = io.StringIO()
    csv.writer(content, delimiter="\t", lineterminator="\n").writerows([head, *rows])
    return notes + content.getvalue()


ANN = ("ann", "1", "Positve", "Negative", "Negative", "Breast Cancer", "4")


def test_a_row_is_read_with_its_places() -> None:
    found = read_cbioportal(table(ANN))
    (person,) = found.people
    assert person.profile is not None
    assert ("positive", "unknown", "negative") == (person.profile.er, person.profile.pr, person.profile.her2)
    assert {"er": "ER Status", "her2": "HER2 Status"} == found.mapping
    assert [(1, "ER Status", "Positve"), (1, "HER2 Status", "Negative"), (1, "Stage At Diagnosis", "4")] == [
        (one.origin.entry, one.origin.code, one.origin.value) for one in person.readings
    ]
    assert Spread.YES is person.metastatic


def test_an_overall_column_is_never_read() -> None:
    assert "pr" not in read_cbioportal(table(ANN)).mapping


def test_rows_of_a_person_that_differ_are_told_and_not_known() -> None:
    (person,) = read_cbioportal(table(ANN, ("ann", "2", "Negative", "", "", "Breast Cancer", "2"))).people
    assert person.profile is not None
    assert ("unknown", "negative") == (person.profile.er, person.profile.her2)
    (both,) = person.contradictions
    assert ["positive", "negative"] == [one.value for one in both.readings]


@pytest.mark.parametrize(
    ("cell", "value", "reason"),
    [
        ("[Not Evaluated]", "unknown", None),
        ("Unk/ND", "unknown", None),
        ("", "unknown", None),
        ("Indeterminate", "unknown", Reason.INDETERMINATE),
        ("Negative (Outside Positive)", "unknown", Reason.INDETERMINATE),
        ("GAIN", "unknown", Reason.UNLISTED_WORD),
        ("Positive", "positive", None),
    ],
)
def test_what_is_not_known_never_becomes_negative(cell: str, value: str, reason: Reason | None) -> None:
    (person,) = read_cbioportal(table(("ann", "1", cell, "", "", "", ""))).people
    assert person.profile is not None
    assert (value, [reason] if reason else []) == (person.profile.er, [one.reason for one in person.passed_over])


def test_places_are_passed_over_unless_they_are_all() -> None:
    rows = table(("ann", "BONE,SKIN"), head=("Patient ID", "MedR Ever Metastatic Sites"))
    (person,) = read_cbioportal(rows).people
    assert person.profile is not None
    assert (None, Spread.YES) == (person.profile.sites, person.metastatic)
    assert {("bone", Reason.LIST_NOT_COMPLETE), ("other", Reason.LIST_NOT_COMPLETE)} == {
        (one.value, one.reason) for one in person.passed_over
    }
    (person,) = read_cbioportal(rows, sites_complete=True).people
    assert person.profile is not None
    assert ("bone", "other") == person.profile.sites


def test_somebody_with_another_cancer_has_no_profile() -> None:
    (person,) = read_cbioportal(table((*ANN[:5], "Breast Sarcoma", "4"))).people
    assert (None, NoProfile.ANOTHER_CANCER) == (person.profile, person.no_profile)


@pytest.mark.parametrize("cancer", ["", "NA", "[Not Available]", "Breast Cancer, NOS", "Invasive Breast Carcinoma"])
def test_a_cancer_that_is_missing_is_no_other(cancer: str) -> None:
    (person,) = read_cbioportal(table((*ANN[:5], cancer, "4"))).people
    assert person.profile is not None


@pytest.mark.parametrize(
    ("head", "mapping", "metastatic"),
    [
        (
            ("ER_UPDATED_CLINICAL_STATUS", "x", "ERBB2_UPDATED_CLINICAL_STATUS", "ERBB2_PROTEOGENOMIC_STATUS"),
            "er her2",
            0,
        ),
        (
            ("ER Status of the Primary", "ER Status of Sequenced Sample", "Metastatic Disease at Last Follow-up"),
            "er",
            1,
        ),
        (("ER Status By IHC", "Metastatic tumor indicator", "Patient Metastatic Sites"), "er sites", 1),
    ],
)
def test_columns_of_more_studies_are_known(head: tuple[str, ...], mapping: str, metastatic: int) -> None:
    found = read_cbioportal(
        table(("ann", *("YES" if "etastatic" in name else "NA" for name in head)), head=("Patient ID", *head))
    )
    assert mapping == " ".join(sorted(found.mapping))
    assert "ER Status of the Primary" not in found.mapping.values()
    assert metastatic == sum(person.metastatic is Spread.YES for person in found)


@pytest.mark.parametrize(
    ("first", "second", "value", "both"),
    [
        ("Equivocal", "Negative", "negative", False),
        ("Equivocal", "Positive", "positive", False),
        ("NA", "Positive", "positive", False),
        ("Negative", "NA", "negative", False),
        ("Negative", "Equivocal", "negative", False),
        ("Negative", "Test Failure", "negative", False),
        ("Equivocal", "Equivocal", "equivocal", False),
        ("Equivocal", "Negative (outside)", "equivocal", False),
        ("NA", "NA", "unknown", False),
        ("3+", "Negative", "unknown", False),
        ("Negative", "Positive", "unknown", True),
        ("Positive", "Negative", "unknown", True),
    ],
)
def test_a_second_test_of_a_sample_settles_the_first_or_contradicts_it(
    first: str, second: str, value: str, both: bool
) -> None:
    head = ("Patient ID", "HER2 IHC Status of Sequenced Sample", "HER2 FISH Status of Sequenced Sample")
    found = read_cbioportal(table(("ann", first, second), head=head))
    (person,) = found.people
    assert person.profile is not None
    assert (value, both) == (person.profile.her2, bool(person.contradictions))
    assert [head[1], head[2]] == [one.column for one in found.columns]
    (asked,) = read_cbioportal(table(("ann", first, second), head=head), columns={"her2": head[1]}).people
    assert asked.profile is not None
    assert not asked.contradictions


def test_a_clinical_file_of_a_study_has_notes_above_its_attributes() -> None:
    head = ("PATIENT_ID", "ER_STATUS", "HER2_STATUS")
    found = read_cbioportal(table(("ann", "positive", "negative"), head=head, notes="#Patient\tER\tHER2\n#STRING\n"))
    assert {"er": "ER_STATUS", "her2": "HER2_STATUS"} == found.mapping


def test_nobody_is_named_unless_it_is_asked_for() -> None:
    assert "ann" not in read_cbioportal(table(ANN)).to_text()
    assert "ann" in read_cbioportal(table(ANN), identifiers=True).to_text()
    assert DISCLAIMER in read_cbioportal(table(ANN)).to_page()


def test_another_column_is_read_where_it_is_named() -> None:
    (person,) = read_cbioportal(table(ANN), columns={"pr": "Overall Patient PR Status"}).people
    assert person.profile is not None
    assert "negative" == person.profile.pr


@pytest.mark.parametrize(
    ("given", "options", "told"),
    [
        ("a\tb\n1\t2\n", {}, "none of its columns is known: 'a', 'b'"),
        ("a\n1\n", {}, "has no columns"),
        (b"\xff\xfe\n", {}, "is not a table"),
        (Path("missing.tsv"), {}, "is not a table"),
        ("ER Status\tb\n1\t2\n", {"columns": {"pr": "PR"}}, "the table has no column 'PR'"),
        ("ER Status\tb\n1\t2\n", {"columns": {"hr": "b"}}, "'hr' is not accepted"),
    ],
)
def test_what_is_no_such_table_is_refused(given: Any, options: dict[str, Any], told: str) -> None:
    with pytest.raises(RecordError) as refused:
        read_cbioportal(given, **options)
    assert told in str(refused.value)


@given(st.permutations([ANN, ("bea", "2", "Negative", "x", "", "", ""), ("ann", "3", "", "Positive", "", "", "1")]))
def test_the_order_of_rows_makes_no_difference(rows: list[tuple[str, ...]]) -> None:
    found = read_cbioportal(table(*rows), identifiers=True)
    said = {person.identifier: person.profile and (person.profile.er, person.profile.her2) for person in found}
    assert {"ann": ("positive", "unknown"), "bea": ("negative", "unknown")} == said


@given(st.text(alphabet="\t\n\"'#;,|aZ0 \u2028é", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(RecordError):
        read_cbioportal(f"Patient ID\tER Status\n{text}").to_text()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the tables are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "people", "known", "metastatic"),
    [
        ("metabric.tsv", 2509, {"er": 2466, "pr": 1977, "her2": 1977, "sites": 0}, 11),
        ("mbcproject/clinical.tsv", 301, {"er": 229, "pr": 226, "her2": 221, "sites": 247}, 294),
    ],
)
def test_real_tables_are_read(name: str, people: int, known: dict[str, int], metastatic: int) -> None:
    found = read_cbioportal(SHARED / name, sites_complete=True)
    unknown = ("unknown", None)
    profiles = [person.profile for person in found if person.profile]
    assert people == len(found.people)
    assert known == {field: sum(getattr(one, field) not in unknown for one in profiles) for field in known}
    assert metastatic == sum(person.metastatic is Spread.YES for person in found)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the tables are not beside this checkout")
def test_no_result_that_a_real_table_lacks_becomes_negative_and_every_answer_has_its_why() -> None:
    table = SHARED / "mbcproject/clinical.tsv"
    found = read_cbioportal(table, identifiers=True, sites_complete=True)
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    people = {person.identifier: person.profile for person in found}
    assert (379, 301) == (len(rows), len(people))
    for row in rows:
        profile = people[row["Patient ID"]]
        assert profile is not None
        for field, column in found.mapping.items():
            if (value := getattr(profile, field)) in {"positive", "negative", "equivocal"}:
                assert value.upper() == row[column]
    for profile in {one for one in people.values() if one}:
        explanation = explain(profile)
        assert all(explanation.why(option.therapy).branches for option in explanation.options)
        depending = {field for option in explanation.options for field in option.depends_on}
        assert depending == {question.field for question in explanation.open_questions()}
