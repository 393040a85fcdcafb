"""A cell says what ``PatientProfile`` reads in it, and a missing result never becomes a negative one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.errors import ProfileError
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.tables.cells import NOT_STATED, CellRead, field_reader, says, yes_no_reader
from mbc_explainer.tables.mapping import FieldColumns, mapping_of


def read(field: str, cell: Any, **said: Any) -> CellRead:
    mapping = mapping_of(**{"about": "metastatic", "columns": {field: "column"}, "sites_complete": True, **said})
    return field_reader(mapping.fields[0], mapping)(cell)


CELLS: list[tuple[str, Any, dict[str, Any], Any]] = [
    ("er", "Positive", {}, "positive"),
    ("er", " neg ", {}, "negative"),
    ("er", None, {}, "unknown"),
    ("er", "  ", {}, "unknown"),
    ("er", "Unk/ND", {"missing": ["UNK/nd"]}, "unknown"),
    ("er", "Positve", {"words": {"er": {"positve": "positive"}}}, "positive"),
    ("er", 1.0, {"words": {"er": {1: "positive", 0: "negative"}}}, "positive"),
    ("er", "ABSTRACTION_PENDING", {"missing": ["abstraction pending"]}, "unknown"),
    ("her2", "MULTIPLE", {"words": {"her2": {"multiple": None}}}, "unknown"),
    ("sites", "bone", {}, ("bone",)),
    ("sites", "liver|bone", {}, ("bone", "liver")),
    ("sites", "liver; bone", {}, ("bone", "liver")),
    ("sites", "LIVER,BONE,", {}, ("bone", "liver")),
    ("sites", ("bone", "brain"), {}, ("bone", "brain")),
    ("sites", ("bone", "?"), {"missing": ["?"]}, None),
    ("sites", "bone,NOT_FOUND", {"missing": ["not found"]}, None),
    ("sites", "BONE,SKIN", {"words": {"sites": {"skin": "other"}}}, ("bone", "other")),
    ("sites", "BONE,BREAST", {"words": {"sites": {"breast": []}}}, ("bone",)),
    ("sites", "Other, specify,bone", {"words": {"sites": {"Other, specify": "other"}}}, ("bone", "other")),
    ("sites", "bone|Other, specify", {"words": {"sites": {"other, specify": "other"}}}, ("bone", "other")),
    ("sites", "everywhere", {"words": {"sites": {"everywhere": ["bone", "lung"]}}}, ("bone", "lung")),
    ("sites", "bone", {"sites_complete": False}, None),
    ("sites", (), {}, None),
    ("sites", "BREAST", {"words": {"sites": {"breast": []}}}, None),
    ("symptomatic_sites", "none", {}, ()),
    ("symptomatic_sites", "none", {"sites_complete": False}, ()),
    ("symptomatic_sites", "None", {}, None),
    ("symptomatic_sites", (), {}, ()),
    ("symptomatic_sites", (), {"sites_complete": False}, None),
    ("symptomatic_sites", "bone", {"sites_complete": False}, None),
    ("symptomatic_sites", "no", {"words": {"symptomatic_sites": {"no": "none"}}, "sites_complete": False}, ()),
    ("goals", "extend life|quality of life", {}, ("extend_life", "quality_of_life")),
    ("goals", None, {}, ()),
    ("symptoms", "tired, cough", {}, ("fatigue", "cough")),
]


@pytest.mark.parametrize(("field", "cell", "said", "value"), CELLS, ids=str)
def test_a_cell_is_read(field: str, cell: Any, said: dict[str, Any], value: Any) -> None:
    found = read(field, cell, **said)
    assert (value, True) == (found.value, found.is_read)


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        *(("er", "GAIN"), ("er", "-"), ("er", 3), ("er", b"pos"), ("er", {"a": 1}), ("her2", "2+")),
        *(("sites", "bone,SKIN"), ("sites", "none"), ("sites", ("none", "bone")), ("sites", "x" * 100_000)),
        ("symptomatic_sites", "none,bone"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_cannot_be_read_is_known_for_nothing(field: str, cell: Any) -> None:
    found = read(field, cell)
    assert (NOT_STATED[field], False) == (found.value, found.is_read)
    assert all(word.refused for word in found.words if word.given in {"GAIN", "SKIN", "2+"})


@pytest.mark.parametrize(
    ("cell", "said", "note"),
    [
        ("bone", {"sites_complete": False}, "sites_not_complete"),
        ("bone", {}, ""),
        ((), {}, "no_site"),
        (None, {"sites_complete": False}, ""),
    ],
)
def test_what_else_there_is_to_say_of_sites(cell: Any, said: dict[str, Any], note: str) -> None:
    assert note == read("sites", cell, **said).note


@given(st.sampled_from(list(FIELDS)), st.text(max_size=30) | st.none() | st.floats() | st.integers())
def test_a_cell_without_separators_is_read_as_a_profile_reads_it(field: str, cell: Any) -> None:
    """But for numbers, which are read as their text, and for blanks, which say nothing."""
    found = read(field, cell)
    text = cell if cell is None else str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    if text is not None and (not text.strip() or any(separator in text for separator in "|;,")):
        return
    try:
        expected, refused = getattr(PatientProfile.model_validate({field: text}), field), ""
    except ProfileError as error:
        expected, refused = NOT_STATED[field], error.problems[0].expected
    assert (expected, [refused]) == (found.value, [word.refused for word in found.words])


@pytest.mark.parametrize(
    ("cell", "value"), [("Yes", True), ("absent", False), ("?", None), (None, None), (1.0, True), (False, False)]
)
def test_yes_and_no_are_read_with_the_callers_words(cell: Any, value: bool | None) -> None:
    said = {"columns": {"sites": {"bone": "b"}}, "words": {"sites": {"absent": "no"}}, "missing": ["?"]}
    mapping = mapping_of(about="metastatic", **said)
    assert value is yes_no_reader(FieldColumns("sites", yes_no={"bone": ("b",)}), mapping)(cell).value


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        *(("er", "unknown", "not stated"), ("sites", None, "not stated"), ("sites", ("bone", "lung"), "bone, lung")),
        *(("symptomatic_sites", (), "none"), ("sites", True, "yes"), ("er", "positive", "positive")),
    ],
)
def test_what_a_cell_was_read_as_is_said(field: str, value: Any, said: str) -> None:
    assert said == says(field, value)
