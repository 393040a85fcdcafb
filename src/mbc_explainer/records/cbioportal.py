"""Clinical tables of cBioPortal: who is in one, what each row says of them, and in which column."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from mbc_explainer.answers.renderable import Renderable, in_lines
from mbc_explainer.errors import RecordError, TableError, shortened
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.spelling import plain_word
from mbc_explainer.patient.vocabulary import FIELDS, SITES
from mbc_explainer.phrases import packed, phrase, spellings
from mbc_explainer.rendering import Items, Paragraph, Section
from mbc_explainer.tables.cells import NOT_STATED, CellRead, field_reader
from mbc_explainer.tables.mapping import METASTATIC, TableMapping, mapping_of

from .person import Contradiction, NoProfile, PassedOver, Person, Reading, Spread
from .person_in_words import in_a_line, section_of_person
from .statements import Origin, Reason

__all__ = ["CbioportalTable", "ColumnRead", "read_cbioportal"]

_ROW: Final = "row"
_LARGEST_CELL: Final = 1 << 20
"""Characters in one cell; Python's csv takes no more than it is told."""


class ColumnRead(NamedTuple):
    """A column that was read."""

    field: str
    """The field of the profile that it states."""
    column: str
    """What the table calls it."""


class CbioportalTable(Renderable):
    """What a clinical table says of each person in it, and in which row and column.

    It names nobody: people have numbers, unless identifiers were asked for.
    """

    people: tuple[Person, ...]
    """Everyone in the table, in its order; who has another cancer has no profile."""
    columns: tuple[ColumnRead, ...]
    """Which column was read as what."""
    rows: int
    """How many rows the table has: one for each sample."""

    @property
    def mapping(self) -> dict[str, str]:
        """For each field of a profile the column that was read first, as ``explain_table`` takes them."""
        return {one.field: one.column for one in reversed(self.columns)}

    def blocks(self) -> Section:
        """Which columns were read, then everyone in the table."""
        lines = tuple(Paragraph(column, lead=phrase(f"record.field.{field}")) for field, column in self.columns)
        columns = Section(phrase("record.columns"), (Items(lines),))
        return Section(phrase("record.table_title"), (columns, *map(section_of_person, self.people)))

    def __iter__(self) -> Iterator[Person]:  # type: ignore[override]  # it iterates as the people
        return iter(self.people)

    def _in_a_line(self) -> str:
        return in_lines(phrase("record.people", count=len(self.people)), *map(in_a_line, self.people[:5]))


@cache
def _known() -> dict[str, Any]:
    known: dict[str, Any] = json.loads(packed("mbc_explainer.records", "cbioportal.json"))
    return known


def read_cbioportal(
    table: Path | str | bytes,
    *,
    columns: Mapping[str, str] | None = None,
    sites_complete: bool = False,
    identifiers: bool = False,
) -> CbioportalTable:
    """Read a clinical table that cBioPortal exports, or a clinical file of one of its studies.

    A person may have several rows, one for each sample. What these state differently is not known, and
    neither is what can't be read. The words and columns that are known stand in ``cbioportal.json``.

    Args:
        table: the file, or its text.
        columns: for each field of a profile the column that states it, where another than the known is to be read.
        sites_complete: whether the table names every place that the cancer has spread to, as for ``read_fhir``.
        identifiers: whether the answer has the table's own names of people.

    Raises:
        RecordError: it is no such table, or none of its columns is known.
    """
    rows = _rows(table)
    names = tuple(rows[0]) if rows else ()
    mapping = _mapping(names, columns, sites_complete=sites_complete)
    person = _first(names, tuple(_known()["person"]))
    owned: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        owned.setdefault((row[person] or "").strip() or f"\0{at}" if person else f"\0{at}", []).append(at)
    readers = {field.field: field_reader(field, mapping) for field in mapping.fields}
    tests = {field.field: (field.column, *_second(field.field, names, columns)) for field in mapping.fields}
    people = (
        _person(number, name if identifiers and not name.startswith("\0") else None, own, rows, mapping, tests, readers)
        for number, (name, own) in enumerate(owned.items(), 1)
    )
    read = tuple(ColumnRead(field, column) for field, of_field in tests.items() for column in of_field)
    return CbioportalTable(people=tuple(people), columns=read, rows=len(rows))


def _rows(table: Path | str | bytes) -> list[dict[str, str]]:
    """The rows by column; lines that start with # are notes, the first of which has the display names."""
    text = _text(table)
    lines = text.splitlines(keepends=True)
    start = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    csv.field_size_limit(_LARGEST_CELL)
    try:
        reader = csv.DictReader(io.StringIO("".join(lines[start:]), newline=""), delimiter="\t", restval="")
        rows = [{str(name): str(cell) for name, cell in row.items()} for row in reader]
    except csv.Error as error:
        raise RecordError(phrase("record.no_table", given=shortened(text), error=error)) from None
    if not reader.fieldnames or len(reader.fieldnames) == 1:
        raise RecordError(phrase("record.no_columns", given=shortened(text[:100])))
    return rows


def _text(table: Path | str | bytes) -> str:
    if isinstance(table, str) and "\n" in table:
        return table
    try:
        content = table if isinstance(table, bytes) else Path(table).read_bytes()
        return content.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise RecordError(phrase("record.no_table", given=shortened(table), error=error)) from None


def _mapping(names: tuple[str, ...], columns: Mapping[str, str] | None, *, sites_complete: bool) -> TableMapping:
    known = _known()
    found = {field: name for field, names_of in known["columns"].items() if (name := _first(names, tuple(names_of)))}
    found |= columns or {}
    if not found:
        raise RecordError(phrase("record.no_known_column", columns=", ".join(map(repr, names[:20]))))
    unknown = [column for column in found.values() if column not in names]
    if unknown:
        raise RecordError(phrase("record.no_such_column", column=shortened(unknown[0])))
    try:
        return mapping_of(
            about=METASTATIC,
            columns=found,
            words={field: words for field, words in known["words"].items() if field in found},
            missing=spellings().missing,
            sites_complete=sites_complete,
        )
    except TableError as error:
        raise RecordError(str(error)) from None


@lru_cache(maxsize=64)
def _first(names: tuple[str, ...], known: tuple[str, ...]) -> str | None:
    """The first column of a table that is known, whatever its case and its underscores."""
    plain = {plain_word(name): name for name in reversed(names)}
    return next((plain[plain_word(one)] for one in known if plain_word(one) in plain), None)


def _person(  # noqa: PLR0913, PLR0917 -- what a person is read with
    number: int,
    name: str | None,
    own: Sequence[int],
    rows: Sequence[Mapping[str, str]],
    mapping: TableMapping,
    tests: Mapping[str, Sequence[str]],
    readers: Mapping[str, Callable[[Any], CellRead]],
) -> Person:
    readings: list[Reading] = []
    contradictions: list[Contradiction] = []
    passed_over: list[PassedOver] = []
    stated: dict[str, Any] = {}
    for field in mapping.fields:
        cells = [
            (found, _origin(at, column, rows))
            for at in own
            for column, found in _tested(field.field, tests[field.field], rows[at], readers[field.field])
        ]
        said = {found.value: None for found, _ in cells if found.value != NOT_STATED[field.field]}
        taken = [one for found, origin in cells if found.value in said for one in _readings(field.field, found, origin)]
        passed_over += [one for found, origin in cells for one in _not_taken(field.field, found, origin)]
        if len(said) == 1:
            stated[field.field] = next(iter(said))
            readings += taken
        elif said:
            text = phrase("record.rows_differ", field=phrase(f"record.field.{field.field}"))
            contradictions.append(Contradiction(field=field.field, readings=tuple(taken), text=text))
    another = _another_cancer(own, rows, mapping.missing)
    spread = tuple(_spread(own, rows))
    return Person(
        number=number,
        identifier=name,
        profile=None if another else PatientProfile.model_validate(stated),
        no_profile=NoProfile.ANOTHER_CANCER if another else None,
        metastatic=Spread.YES if spread else Spread.NOT_SAID,
        readings=(*another, *(() if another else readings), *spread),
        contradictions=tuple(contradictions),
        passed_over=tuple(passed_over),
    )


def _second(field: str, names: tuple[str, ...], asked: Mapping[str, str] | None) -> Iterator[str]:
    """The column of a second test, unless another column was asked for."""
    known = _known()["settled"].get(field)
    second = _first(names, tuple(known["columns"])) if known and field not in (asked or {}) else None
    if second:
        yield second


def _tested(
    field: str, columns: Sequence[str], row: Mapping[str, str], read: Callable[[Any], CellRead]
) -> list[tuple[str, CellRead]]:
    """What the tests of a sample say: each that settles it; the first where none does, or where that can't be read."""
    found = [(column, read(row[column])) for column in columns]
    settle = _known()["settled"].get(field, {}).get("words", ())
    settled = [(column, one) for column, one in found if one.value in settle]
    return settled if settled and found[0][1].is_read else found[:1]


def _origin(at: int, column: str, rows: Sequence[Mapping[str, str]]) -> Origin:
    return Origin(entry=at + 1, resource=_ROW, code=shortened(column)[1:-1], value=shortened(rows[at][column])[1:-1])


def _readings(field: str, found: CellRead, origin: Origin) -> Iterator[Reading]:
    values = found.value if isinstance(found.value, tuple) else (found.value,)
    yield from (Reading(field=field, value=str(value), origin=origin) for value in values)


def _not_taken(field: str, found: CellRead, origin: Origin) -> Iterator[PassedOver]:
    if not found.is_read:
        yield PassedOver(field=field, value="", reason=Reason.UNLISTED_WORD, origin=origin)
    elif found.note:
        named = {one for word in found.words for one in word.value}
        for value in (one for one in FIELDS[field].vocabulary if one in named):
            yield PassedOver(field=field, value=str(value), reason=Reason.LIST_NOT_COMPLETE, origin=origin)
    elif any(word.by == "words" and word.value == NOT_STATED[field] for word in found.words):
        yield PassedOver(field=field, value="", reason=Reason.INDETERMINATE, origin=origin)


def _another_cancer(
    own: Sequence[int], rows: Sequence[Mapping[str, str]], missing: frozenset[str]
) -> tuple[Reading, ...]:
    """Where a person's rows name a cancer, and none of them is of the breast."""
    known = _known()["cancer"]
    column = _first(tuple(rows[own[0]]), tuple(known["columns"]))
    named = [at for at in own if column and plain_word(rows[at][column]) not in {"", *missing}]
    breast = {plain_word(word) for word in known["breast"]}
    if not column or any(plain_word(rows[at][column]) in breast for at in named):
        return ()
    return tuple(Reading(field="another_cancer", value=Spread.YES, origin=_origin(at, column, rows)) for at in named)


class _SpreadColumn(NamedTuple):
    """A column that may say that the cancer has spread: by a word, or by naming a place."""

    name: str
    yes: frozenset[str]
    by_place: bool


@lru_cache(maxsize=8)
def _spread_columns(names: tuple[str, ...]) -> tuple[_SpreadColumn, ...]:
    return tuple(
        _SpreadColumn(column, frozenset(map(plain_word, part.get("yes", ()))), bool(part.get("named")))
        for part in _known()["spread"]
        for column in (_first(names, (name,)) for name in part["columns"])
        if column
    )


def _spread(own: Sequence[int], rows: Sequence[Mapping[str, str]]) -> Iterator[Reading]:
    """Where a person's rows say that the cancer has spread."""
    for column in _spread_columns(tuple(rows[own[0]])):
        for at in own:
            cell = rows[at][column.name]
            if plain_word(cell) in column.yes or (column.by_place and _places()(cell).value is not None):
                yield Reading(field="spread", value=Spread.YES, origin=_origin(at, column.name, rows))


@cache
def _places() -> Callable[[Any], CellRead]:
    """What reads a list of places, whether it is complete or not."""
    known = _known()
    words = {SITES: known["words"][SITES]}
    mapping = mapping_of(
        about=METASTATIC, columns={SITES: SITES}, words=words, missing=spellings().missing, sites_complete=True
    )
    return field_reader(mapping.fields[0], mapping)
