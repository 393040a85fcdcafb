"""What is read of a table is what a reader with a pencil would read: row by row, then person by person."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.errors import ProfileError, TableError
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.tables.encoding import encoded_list
from mbc_explainer.tables.mapping import TableMapping, mapping_of
from mbc_explainer.tables.reading_rows import PeopleRead, Rows, read_rows

RESULTS = ["positive", "neg", None, "", "NA", "GAIN"]
PLACES = ["bone", "BONE|liver", "brain,bone", None, "NA", "skin", "spine"]
SAYS = ["yes", "no", None, True, "?"]


def read(table: Mapping[str, list[Any]], mapping: TableMapping, **options: Any) -> PeopleRead:
    size = len(next(iter(table.values())))
    return read_rows(Rows({name: encoded_list(table[name]) for name in mapping.columns()}, size), mapping, **options)


def stated(found: PeopleRead, field: str) -> list[Any]:
    """What each row states of a field."""
    encoded = found.fields[field]
    codes = encoded.codes if found.of_row is None else encoded.codes[found.of_row]
    return [encoded.cells[code] for code in codes]


def pencil(field: str, cell: Any) -> Any:
    """A cell, read the long way; what can't be read is unknown."""
    if field == "sites" and isinstance(cell, str):
        cell = cell.replace("|", ",").split(",") if cell != "NA" else None
    try:
        return getattr(PatientProfile.model_validate({field: cell or None}), field)
    except ProfileError:
        return getattr(PatientProfile(), field)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["p", "q", "r", None]), *(st.sampled_from(RESULTS),) * 2, st.sampled_from(PLACES), st.booleans()
    ),
    min_size=1,
    max_size=12,
)


@given(ROWS, st.booleans(), st.booleans())
def test_rows_are_read_as_by_hand(rows: list[tuple[Any, ...]], by_person: bool, complete: bool) -> None:
    names = ("who", "er", "her2", "sites", "stage")
    table = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    mapping = mapping_of(
        about={"stage": "true"},
        columns={"er": "er", "her2": "her2", "sites": "sites"},
        missing=["NA"],
        person="who" if by_person else None,
        sites_complete=complete,
        on_unreadable="unknown",
    )
    found = read(table, mapping)
    for field in ("er", "her2", "sites"):
        nothing = getattr(PatientProfile(), field)
        each = [pencil(field, cell) if complete or field != "sites" else nothing for cell in table[field]]
        for at, name in enumerate(table["who"]):
            own = [other for other in range(len(rows)) if by_person and name and table["who"][other] == name] or [at]
            said = {each[one] for one in own} - {nothing}
            assert (said.pop() if len(said) == 1 else nothing) == stated(found, field)[at]
            about = found.about if found.of_row is None else found.about[found.of_row]
            assert any(table["stage"][one] for one in own) == about[at]
    assert sum(one.rows or 0 for one in found.reading if one.column == "er") == len(rows)


@given(st.lists(st.tuples(*(st.sampled_from(SAYS),) * 4), min_size=1, max_size=10), st.booleans())
def test_columns_of_yes_and_no_are_a_set_where_none_is_blank(rows: list[tuple[Any, ...]], complete: bool) -> None:
    table = {name: [row[at] for row in rows] for at, name in enumerate("abcd")}
    columns = {"sites": {"bone": "a", "liver": "b", "other": ["c", "d"]}}
    mapping = mapping_of(about="metastatic", columns=columns, missing=["?"], sites_complete=complete)
    found = stated(read(table, mapping), "sites")
    meaning = {"yes": True, True: True, "no": False}
    for row, value in zip(rows, found, strict=True):
        bone, liver, *others = [meaning.get(cell) for cell in row]
        other = True if True in others else None if None in others else False
        named = tuple(one for one, said in zip(("bone", "liver", "other"), (bone, liver, other), strict=True) if said)
        assert (named if complete and named and None not in (bone, liver, other) else None) == value


def test_what_cannot_be_read_stops_the_run_with_each_spelling_once_and_its_rows() -> None:
    table: dict[str, list[Any]] = {
        "er": ["Positve", "positive", "Positve", "LOSS"],
        "s": ["bone,SKIN", "SKIN|bone", "SKIN", None],
    }
    with pytest.raises(TableError) as refused:
        read(table, mapping_of(about="metastatic", columns={"er": "er", "sites": "s"}))
    told = refused.value.problems
    assert 4 == len(told)
    assert "column 's', for sites: can't read 'SKIN' in 3 rows, first in 1, 2, 3" in told[0]
    assert "'Positve' in 2 rows, first in 1, 3" in told[1]
    assert "accepted: positive, negative, unknown" in told[1]
    assert "'LOSS' in 1 rows, first in 4" in told[2]
    assert 'on_unreadable="unknown"' in told[3]


def test_what_cannot_be_read_is_in_the_report_where_it_counts_as_unknown() -> None:
    mapping = mapping_of(about="metastatic", columns={"er": "er"}, on_unreadable="unknown")
    found = read({"er": ["Positve", "positive"]}, mapping)
    assert ["unknown", "positive"] == stated(found, "er")
    (unread,) = found.reading.unread
    assert ("Positve", 1, (1,)) == (unread.given, unread.rows, unread.first_rows)
    assert "positive, negative, unknown" in unread.accepted


def test_a_message_is_bounded() -> None:
    with pytest.raises(TableError) as refused:
        read({"er": [f"word {at}" for at in range(5_000)]}, mapping_of(about="metastatic", columns={"er": "er"}))
    assert len(refused.value.problems) < 1_100
    assert "and 4000 more spellings" in refused.value.problems[-2]


def test_symptoms_elsewhere_than_in_a_site_are_refused_or_unknown() -> None:
    table: dict[str, list[Any]] = {"s": ["bone", "bone"], "t": ["lung", "bone"]}
    said: dict[str, Any] = {"about": "metastatic", "columns": {"sites": "s", "symptomatic_sites": "t"}}
    with pytest.raises(TableError, match="symptomatic_sites"):
        read(table, mapping_of(**said, sites_complete=True))
    found = read(table, mapping_of(**said, sites_complete=True, on_unreadable="unknown"))
    assert [None, ("bone",)] == stated(found, "sites") == stated(found, "symptomatic_sites")
    assert [("symptomatic_elsewhere", 1)] == [(note.kind, note.rows) for note in found.reading.notes]


def test_people_whose_rows_differ_are_counted_and_named_only_when_asked() -> None:
    table: dict[str, list[Any]] = {
        "who": ["Ann", "Ann", "Bea", "Bea"],
        "er": ["positive", "negative", "positive", None],
    }
    mapping = mapping_of(about="metastatic", columns={"er": "er"}, person="who")
    (differing,) = read(table, mapping).reading.disagreements
    assert ("er", 1, ()) == (differing.field, differing.people, differing.identifiers)
    (differing,) = read(table, mapping, identifiers=True).reading.disagreements
    assert ("Ann",) == differing.identifiers


def test_sites_that_are_not_said_to_be_complete_are_told_of() -> None:
    found = read({"s": ["bone", None, "liver"]}, mapping_of(about="metastatic", columns={"sites": "s"}))
    assert [("sites_not_complete", "sites", 2)] == [(note.kind, note.field, note.rows) for note in found.reading.notes]
