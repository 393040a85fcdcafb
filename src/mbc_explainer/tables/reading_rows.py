"""The mapped columns of a table, read: for each field of a profile a code for each row, and what was read as what."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

import numpy as np

from mbc_explainer.errors import ProfileError, TableError, shortened
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.spelling import plain_word
from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.phrases import phrase

from .cells import NOT_STATED, CellRead, WordRead, as_text, field_reader, says, yes_no_reader
from .encoding import Codes, Encoded, combined, weighed
from .grouping import Grouping, grouped_by
from .mapping import FieldColumns, TableMapping
from .table_reading import Disagreement, ReadingNote, SpellingRead, TableReading

__all__ = ["PeopleRead", "Rows", "read_rows"]

_MOST_UNREAD: Final = 1_000
"""So many spellings that can't be read are told, each in a line."""


class Rows(NamedTuple):
    """The columns of a table that are read; or its distinct rows, with how often each stands there."""

    columns: Mapping[str, Encoded]
    size: int
    """How many rows there are here."""
    weights: Codes | None = None
    """How often each stands in the table; None where it is the table itself."""

    @property
    def in_table(self) -> int:
        """How many rows the table has."""
        return self.size if self.weights is None else int(self.weights.sum())


class PeopleRead(NamedTuple):
    """What a table says of each person, or of each row where it names no people."""

    fields: Mapping[str, Encoded]
    """For each mapped field, save those of which the words alone are told, what each person states; 0 says nothing."""
    about: Codes
    """Whether the table says of a person that it is about them."""
    weights: Codes | None
    """How many rows, or how many people, each stands for; None where it is one each."""
    of_row: Codes | None
    """The person of each row; None where each row is its own."""
    reading: TableReading


def read_rows(
    rows: Rows, mapping: TableMapping, *, words_alone: Container[str] = (), identifiers: bool = False
) -> PeopleRead:
    """Read the mapped columns; of some fields the words alone are told.

    Raises:
        TableError: cells that can't be read, each spelling once, unless these are to count as unknown.
    """
    found = _Found(rows)
    fields: Mapping[str, Encoded] = dict(_fields(mapping, found, words_alone))
    fields, elsewhere = _possible(fields)
    for name, (told, apart) in elsewhere.items():
        count = int(weighed(apart, 2, rows.weights)[1])
        found.unread.append((phrase("tables.unread_pair", problem=told, count=count), count))
        found.note("symptomatic_elsewhere", name, count)
    if found.unread and mapping.on_unreadable == "raise":
        raise TableError(_told(found))
    about = _about(mapping, rows)
    people = grouped_by(rows.columns[mapping.person]) if mapping.person is not None else None
    disagreements: tuple[Disagreement, ...] = ()
    weights = rows.weights
    if people is not None:
        weights = people.how_many(rows.weights)
        fields, disagreements = _as_people(fields, people, identifiers=identifiers)
        about = people.any_of(about)
    left_out = weighed(~(about if people is None else about[people.of_row]), 2, rows.weights)[1]
    if left_out:
        found.note("not_about", "", int(left_out))
    reading = TableReading(
        rows=rows.in_table,
        people=int(weights.sum()) if people is not None and weights is not None else None,
        about=phrase("tables.about_all")
        if not mapping.about_words
        else phrase("tables.about_column", column=mapping.about),
        spellings=tuple(
            sorted(found.spellings, key=lambda one: (list(FIELDS).index(one.field), one.column, -(one.rows or 0)))
        ),
        notes=tuple(found.notes),
        disagreements=disagreements,
    )
    return PeopleRead(fields, about, weights, people.of_row if people is not None else None, reading)


class _Found:
    """What is found while the columns are read: spellings, those that can't be read, and what else there is to say."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.spellings: list[SpellingRead] = []
        self.notes: list[ReadingNote] = []
        self.unread: list[tuple[str, int]] = []

    def note(self, kind: str, field: str, rows: int) -> None:
        """Keep what else there is to say of a field."""
        if rows:
            self.notes.append(ReadingNote(kind=kind, field=field, rows=rows))

    def spelled(self, field: str, column: str, read: Sequence[Sequence[WordRead]], counts: Sequence[int]) -> None:
        """Keep how each word of a column was read: one line for a word, in however many cells it stands."""
        encoded = self.rows.columns[column]
        firsts = encoded.first_rows() if encoded.weights is None else [()] * len(counts)
        lines: dict[tuple[str, str], tuple[WordRead, int, tuple[int, ...]]] = {}
        for words, count, first in zip(read, counts, firsts, strict=True):
            for word in dict.fromkeys(words) if count else ():
                key = (word.given.strip(), word.refused)
                _, before, at = lines.get(key, (word, 0, ()))
                lines[key] = (word, before + count, tuple(sorted({*at, *first})[:3]))
        for word, count, first in lines.values():
            shown = shortened(word.given.strip())[1:-1] if word.given.strip() else ""
            read_as = None if word.refused else says(field, word.value)
            self.spellings.append(
                SpellingRead.model_construct(
                    field=field,
                    column=column,
                    given=shown,
                    read_as=read_as,
                    rows=count,
                    first_rows=first,
                    by=word.by,
                    accepted=word.refused,
                )
            )
            if word.refused:
                where = phrase("tables.first_rows", rows=", ".join(map(str, first))) if first else ""
                given = phrase("tables.unread_given", given=shortened(word.given), count=count, first=where)
                told = phrase(
                    "tables.unread", column=shortened(column), field=field, given=given, expected=word.refused
                )
                self.unread.append((told, count))


def _told(found: _Found) -> Iterator[str]:
    """What can't be read, a line a spelling: those of most rows first."""
    unread = sorted(found.unread, key=lambda one: -one[1])
    yield from (told for told, _ in unread[:_MOST_UNREAD])
    if len(unread) > _MOST_UNREAD:
        yield phrase("tables.unread_more", count=len(unread) - _MOST_UNREAD)
    yield phrase("tables.unread_what_to_do")


def _fields(mapping: TableMapping, found: _Found, words_alone: Container[str]) -> Iterator[tuple[str, Encoded]]:
    """What each row states of each field; code 0 says nothing."""
    for field in mapping.fields:
        columns = [*_yes_no(field, mapping, found)] if field.yes_no else [_column(field, mapping, found)]
        if field.field not in words_alone:
            yield field.field, _together(field, columns, mapping, found) if field.yes_no else columns[0]


def _column(field: FieldColumns, mapping: TableMapping, found: _Found) -> Encoded:
    """What the one column of a field states."""
    encoded = found.rows.columns[field.column]
    weights = encoded.rows_of_each().tolist()
    read = field_reader(field, mapping)
    nothing = CellRead(NOT_STATED[field.field], ())
    cells = [read(cell) if rows else nothing for cell, rows in zip(encoded.cells, weights, strict=True)]
    found.spelled(field.field, field.column, [cell.words for cell in cells], weights)
    for kind in sorted({cell.note for cell in cells} - {""}):
        rows = sum(count for cell, count in zip(cells, weights, strict=True) if cell.note == kind)
        found.note(kind, field.field, rows)
    return encoded.with_values(NOT_STATED[field.field], [cell.value for cell in cells])


def _yes_no(field: FieldColumns, mapping: TableMapping, found: _Found) -> Iterator[Encoded]:
    """What each column of yes and no states."""
    read = yes_no_reader(field, mapping)
    for column in field.columns():
        encoded = found.rows.columns[column]
        counts = encoded.rows_of_each().tolist()
        words = [read(cell) if rows else WordRead("") for cell, rows in zip(encoded.cells, counts, strict=True)]
        found.spelled(field.field, column, [(word,) for word in words], counts)
        yield encoded.with_values(None, [word.value for word in words])


def _together(field: FieldColumns, columns: Sequence[Encoded], mapping: TableMapping, found: _Found) -> Encoded:
    """What several columns of yes and no state together."""
    each, states = iter(columns), []
    for names in field.yes_no.values():
        said = combined([*islice(each, len(names))])
        states.append(said.with_values(None, [_either(cell) for cell in said.cells]))
    together = combined(states)
    sets = [_set_of(field, cell, mapping) for cell in together.cells]
    weights = together.rows_of_each().tolist()
    for kind in sorted({note for _, note in sets} - {""}):
        rows = sum(count for (_, note), count in zip(sets, weights, strict=True) if note == kind)
        found.note(kind, field.field, rows)
    return together.with_values(NOT_STATED[field.field], [value for value, _ in sets])


def _either(said: Sequence[bool | None]) -> bool | None:
    """One yes is enough; without one, a gap leaves it open."""
    return True if True in said else None if None in said else False


def _set_of(field: FieldColumns, said: Sequence[bool | None], mapping: TableMapping) -> tuple[Any, str]:
    """The set that yes and no make, and what else there is to say of it."""
    name = field.field
    value = tuple(one for one in FIELDS[name].vocabulary if dict(zip(field.yes_no, said, strict=True)).get(str(one)))
    if FIELDS[name].kind != "sites":
        return value, ""
    if None in said:
        return NOT_STATED[name], "blank_among_columns" if value else ""
    if not mapping.sites_complete:
        return NOT_STATED[name], "sites_not_complete" if value else ""
    return (value, "") if value or FIELDS[name].within else (NOT_STATED[name], "no_site")


def _possible(fields: Mapping[str, Encoded]) -> tuple[dict[str, Encoded], dict[str, tuple[str, Codes]]]:
    """The fields without what no profile can state together; and for each field that was in the way, why and where."""
    kept, elsewhere = dict(fields), {}
    for name, field in FIELDS.items():
        if not field.within or name not in fields or field.within not in fields:
            continue
        pairs = combined((fields[field.within], fields[name]))
        refused = [_refusal({field.within: outer, name: inner}) for outer, inner in pairs.cells]
        if any(refused):
            apart = np.array([bool(one) for one in refused])[pairs.codes]
            elsewhere[name] = (next(filter(None, refused)), apart)
            for one in (field.within, name):
                kept[one] = kept[one]._replace(codes=np.where(apart, 0, kept[one].codes))
    return kept, elsewhere


def _refusal(stated: Mapping[str, Any]) -> str:
    try:
        PatientProfile.model_validate(dict(stated))
    except ProfileError as error:
        return str(error.problems[0])
    return ""


def _about(mapping: TableMapping, rows: Rows) -> Codes:
    """Whether the table says of each row that it is about it."""
    if not mapping.about_words:
        return np.ones(rows.size, np.bool_)
    column = rows.columns[mapping.about]
    says_so = [cell is not None and plain_word(as_text(cell)) in mapping.about_words for cell in column.cells]
    return np.array(says_so, np.bool_)[column.codes]


def _as_people(
    fields: Mapping[str, Encoded], people: Grouping, *, identifiers: bool
) -> tuple[dict[str, Encoded], tuple[Disagreement, ...]]:
    """What each person's rows state alike, and for whom they differ."""
    agreed = {name: people.agreed(encoded.codes) for name, encoded in fields.items()}
    differing = {name: differ for name, (_, differ) in agreed.items()}
    merged = {name: encoded._replace(codes=agreed[name][0]) for name, encoded in fields.items()}
    merged, elsewhere = _possible(merged)
    for name, (_, apart) in elsewhere.items():
        differing[name] = np.union1d(differing[name], np.flatnonzero(apart))
    return merged, tuple(
        Disagreement(
            field=name,
            people=len(differ),
            identifiers=tuple(str(people.names[one]) for one in differ.tolist()) if identifiers else (),
        )
        for name, differ in differing.items()
        if len(differ)
    )
