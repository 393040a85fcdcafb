"""Which columns may state what: suggested by their names and cells, for a person to look at, and never applied."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from mbc_explainer.patient.vocabulary import FIELDS, SITES
from mbc_explainer.phrases import phrase, spellings

from .cells import NOT_STATED, CellRead, field_reader, yes_no_reader
from .encoding import Encoded
from .mapping import FieldColumns, TableMapping

__all__ = ["Suggestion", "suggestion"]

_SHOWN: Final = 12
"""So many spellings that were not read are named in a comment."""
_MOST_CELLS: Final = 10_000
"""A column with more distinct cells than this holds names or figures, and no status."""


class Candidate(NamedTuple):
    """A column that may state a field."""

    column: str
    stated: int
    """In how many rows it says something that is read."""
    unread: Mapping[str, int]
    """The spellings that are not read, each with its rows."""


class Suggestion(NamedTuple):
    """Columns that may state what; a person has to look at it, and say what the table is about."""

    rows: int
    fields: Mapping[str, tuple[Candidate, ...]]
    """For each field the columns that may state it, those first that say something in most rows."""
    yes_no: Mapping[str, tuple[Candidate, ...]]
    """For each site the columns of yes and no that may be about it."""
    person: str | None

    def to_toml(self) -> str:
        """A mapping to look at and change, as ``read_mapping`` takes it."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield from (f"# {line}" for line in phrase("tables.suggested.about").splitlines())
        yield '# about = "metastatic"'
        if self.person is not None:
            yield f"person = {_text(self.person)}"
        if SITES in self.fields or self.yes_no:
            yield f"sites_complete = false  # {phrase('tables.suggested.sites_complete')}"
        yield f"missing = []  # {phrase('tables.suggested.missing')}"
        for word, rows in self._unread():
            yield f"#   {phrase('tables.suggested.unread', word=_text(word), rows=rows)}"
        yield ""
        yield "[columns]"
        for field, candidates in self.fields.items():
            best, *others = candidates
            yield f"{field} = {_text(best.column)}  # {self._share(best)}"
            yield from (f"# {field} = {_text(one.column)}  # {self._share(one)}" for one in others)
        yield from self._sites()
        yield ""
        yield from (f"# {line}" for line in phrase("tables.suggested.words").splitlines())

    def _sites(self) -> Iterator[str]:
        if not self.yes_no:
            return
        instead = "# " if SITES in self.fields else ""
        yield ""
        yield f"{instead}[columns.{SITES}]"
        for site, candidates in self.yes_no.items():
            yield f"{instead}{site} = {_text(candidates[0].column)}  # {self._share(candidates[0])}"
            yield from (f"# {site} = {_text(one.column)}  # {self._share(one)}" for one in candidates[1:])

    def _share(self, candidate: Candidate) -> str:
        return phrase("tables.suggested.stated", stated=candidate.stated, rows=self.rows)

    def _unread(self) -> list[tuple[str, int]]:
        unread: Counter[str] = Counter()
        best = [candidates[0] for candidates in self.fields.values()]
        for candidate in best or [candidates[0] for candidates in self.yes_no.values()]:
            unread.update(candidate.unread)
        return unread.most_common(_SHOWN)


def suggestion(columns: Iterable[str], read: Callable[[str], Encoded], rows: int) -> Suggestion:
    """Suggest which columns state what.

    Args:
        columns: the names of the columns.
        read: reads a column; it is asked for those alone whose names fit.
        rows: how many rows the table has.
    """
    known = spellings().columns
    names = {name: f" {' '.join(re.findall(r'[a-z0-9%]+', name.casefold()))} " for name in columns}
    fitting = {name: words for name, words in names.items() if not _has(words, known["never"])}
    fields: dict[str, tuple[Candidate, ...]] = {}
    for field in FIELDS:
        candidates = (_candidate(field, one, read(one)) for one, words in fitting.items() if _has(words, known[field]))
        if found := _best(candidates):
            fields[field] = found
    yes_no: dict[str, tuple[Candidate, ...]] = {}
    for site in FIELDS[SITES].vocabulary:
        of_site = [name for name, words in fitting.items() if _has(words, [site]) and _has(words, known["spread"])]
        if found := _best(_yes_no_candidate(str(site), name, read(name)) for name in of_site):
            yes_no[str(site)] = found
    people = [one for word in known["person"] for one, words in names.items() if words == f" {word} "]
    return Suggestion(rows, fields, yes_no, next(iter(people), None))


def _has(words: str, any_of: Iterable[str]) -> bool:
    return any(f" {one} " in words for one in any_of)


def _best(candidates: Iterable[Candidate | None]) -> tuple[Candidate, ...]:
    return tuple(sorted((one for one in candidates if one and one.stated), key=lambda one: -one.stated))


def _candidate(field: str, column: str, encoded: Encoded) -> Candidate | None:
    # The sites of a list are shown as it has them: whether they are complete is not for us to say.
    reader = field_reader(FieldColumns(field, column), TableMapping((), sites_complete=True))
    return _tried(column, encoded, reader, NOT_STATED[field])


def _yes_no_candidate(site: str, column: str, encoded: Encoded) -> Candidate | None:
    reader = yes_no_reader(FieldColumns(SITES, yes_no={site: (column,)}), TableMapping(()))

    def read(cell: Any) -> CellRead:
        word = reader(cell)
        return CellRead(word.value, (word,))

    return _tried(column, encoded, read, None)


def _tried(column: str, encoded: Encoded, read: Callable[[Any], CellRead], nothing: Any) -> Candidate | None:
    """What a column says, if it is one that may say it at all."""
    if len(encoded.cells) > _MOST_CELLS:
        return None
    stated, unread = 0, Counter[str]()
    for cell, rows in zip(encoded.cells, encoded.rows_of_each().tolist(), strict=True):
        found = read(cell)
        stated += rows * (found.value != nothing)
        for word in found.words:
            if word.refused:
                unread[word.given] += rows
    return Candidate(column, stated, unread)


def _text(word: str) -> str:
    """A text as TOML writes it, which for a basic string is as JSON does."""
    return json.dumps(word, ensure_ascii=False).replace("\x7f", "\\u007f")
