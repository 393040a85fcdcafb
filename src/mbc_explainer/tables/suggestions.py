"""Which columns may state what: suggested by their names and cells, for a person to look at, and never applied."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from mbc_explainer.patient.spelling import plain_word
from mbc_explainer.patient.vocabulary import FIELDS, SITES
from mbc_explainer.phrases import phrase, spellings

from .cells import NOT_STATED, CellRead, field_reader, yes_no_reader
from .encoding import Encoded
from .mapping import FieldColumns, TableMapping
from .subjects import Subject, has_any, subjects, words_in

__all__ = ["Suggestion", "suggestion"]

_SHOWN: Final = 12
"""So many spellings that were not read are named in a comment; a column with more of them says something else."""
_MOST_CELLS: Final = 10_000
"""A column with more distinct cells than this holds names or figures, and no status."""
_AS_IT_IS: Final = TableMapping((), sites_complete=True)
"""How cells are looked at; the sites of a list as it has them: whether they are complete is not for us to say."""


class Candidate(NamedTuple):
    """A column that may state a field."""

    column: str
    stated: int
    """In how many rows it says something that is read."""
    unread: Mapping[str, int]
    """The spellings that are not read, each with its rows."""
    missing: tuple[str, ...] = ()
    """The spellings that tables use where nothing is known, and a profile does not take."""


class Suggestion(NamedTuple):
    """Columns that may state what; a person has to look at it, and say what the table is about."""

    rows: int
    fields: Mapping[str, tuple[Candidate, ...]]
    """For each field the columns that may state it, those first that say something in most rows."""
    yes_no: Mapping[str, tuple[Candidate, ...]]
    """For each site the columns of yes and no that may be about it."""
    person: str | None
    unread: Mapping[str, tuple[Candidate, ...]] = {}
    """For each field and each site the columns that are named like it, and of which no word is read."""
    subjects: tuple[Subject, ...] = ()
    """The columns that say something of what the rows are about."""
    together: frozenset[str] = frozenset()
    """The sites that several columns state together; of another, one column does, and others may do so instead."""

    def to_toml(self) -> str:
        """A mapping to look at and change, as ``read_mapping`` takes it."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield from (f"# {line}" for line in phrase("tables.suggested.about").splitlines())
        yield '# about = "metastatic"'
        yield from map(self._about, self.subjects)
        if self.person is not None:
            yield f"person = {_text(self.person)}"
        if SITES in self.fields or self.yes_no:
            yield f"sites_complete = false  # {phrase('tables.suggested.sites_complete')}"
        missing = dict.fromkeys(word for one in self._best() for word in one.missing)
        yield f"missing = [{_texts(missing)}]  # {phrase('tables.suggested.missing')}"
        if unread := self._unread():
            yield f"# {phrase('tables.suggested.unread_words')}"
        yield from (f"#   {_in_rows(word, rows)}" for word, rows in unread)
        yield ""
        yield "[columns]"
        if not self._best():
            yield from (f"# {line}" for line in phrase("tables.suggested.none").splitlines())
        for field, (best, *others) in self.fields.items():
            yield f"{field} = {_text(best.column)}  # {self._share(best)}"
            yield from (f"# {field} = {_text(one.column)}  # {self._share(one)}" for one in others)
        yield from self._not_read(FIELDS)
        yield from self._sites()
        yield ""
        yield from (f"# {line}" for line in phrase("tables.suggested.words").splitlines())

    def _about(self, one: Subject) -> str:
        told = phrase(f"tables.suggested.{one.says}", column=_text(one.column), stated=one.stated, rows=self.rows)
        return f"# about = {{{_text(one.column)} = [{_texts(one.words)}]}}  # {told}" if one.words else f"# {told}"

    def _sites(self) -> Iterator[str]:
        not_read = tuple(self._not_read(FIELDS[SITES].vocabulary))
        if not self.yes_no and not not_read:
            return
        instead = "" if self.yes_no and SITES not in self.fields else "# "
        yield ""
        yield f"{instead}[columns.{SITES}]"
        for site, (best, *others) in self.yes_no.items():
            if others and site in self.together:
                columns = _texts(one.column for one in (best, *others))
                yield f"{instead}{site} = [{columns}]  # {self._share(best)}"
                continue
            yield f"{instead}{site} = {_text(best.column)}  # {self._share(best)}"
            yield from (f"# {site} = {_text(one.column)}  # {self._share(one)}" for one in others)
        yield from not_read

    def _not_read(self, names: Iterable[str]) -> Iterator[str]:
        for name in map(str, names):
            for one in self.unread.get(name, ()):
                words = ", ".join(_in_rows(word, rows) for word, rows in Counter(one.unread).most_common())
                yield f"# {name} = {_text(one.column)}  # {phrase('tables.suggested.nothing_read', words=words)}"

    def _share(self, candidate: Candidate) -> str:
        return phrase("tables.suggested.stated", stated=candidate.stated, rows=self.rows)

    def _best(self) -> list[Candidate]:
        return [candidates[0] for candidates in (*self.fields.values(), *self.yes_no.values())]

    def _unread(self) -> list[tuple[str, int]]:
        unread: Counter[str] = Counter()
        for candidate in self._best():
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
    names = {name: words_in(name) for name in columns}
    fitting = {name: words for name, words in names.items() if not has_any(words, known["never"])}
    later = frozenset(name for name, words in names.items() if has_any(words, known["later"]))
    fields: dict[str, tuple[Candidate, ...]] = {}
    yes_no: dict[str, tuple[Candidate, ...]] = {}
    unread: dict[str, tuple[Candidate, ...]] = {}
    for field in FIELDS:
        of_field = [name for name, words in fitting.items() if has_any(words, known[field])]
        _sort(field, [_candidate(field, name, read(name)) for name in of_field], later, fields, unread)
    places = _places()
    for site, called in places.items():
        of_site = [
            name for name, words in fitting.items() if has_any(words, called) and has_any(words, known["spread"])
        ]
        _sort(site, [_yes_no_candidate(site, name, read(name)) for name in of_site], later, yes_no, unread)
    of_places = {one.column for site in places for one in (*yes_no.get(site, ()), *unread.get(site, ()))}
    people = [one for word in known["person"] for one, words in names.items() if words == f" {word} "]
    return Suggestion(
        rows=rows,
        fields=fields,
        yes_no=yes_no,
        person=next(iter(people), None),
        unread=unread,
        subjects=subjects({name: words for name, words in names.items() if name not in of_places}, read),
        together=frozenset(site for site, called in places.items() if len(called) > 1),
    )


def _places() -> dict[str, list[str]]:
    """For each site what names of columns call it."""
    places = {str(site): [str(site)] for site in FIELDS[SITES].vocabulary}
    for word, hint in spellings().hints[SITES].items():
        if (site := hint.removesuffix("_site")) in places:
            places[site].append(word)
    return places


def _sort(
    name: str,
    candidates: Iterable[Candidate | None],
    later: frozenset[str],
    read: dict[str, tuple[Candidate, ...]],
    unread: dict[str, tuple[Candidate, ...]],
) -> None:
    """Keep the columns that say something, those that are about an early state last; and those that are not read."""
    found = [one for one in candidates if one]
    if best := sorted((one for one in found if one.stated), key=lambda one: (one.column in later, -one.stated)):
        read[name] = tuple(best)
    if nothing := [one for one in found if not one.stated and 0 < len(one.unread) <= _SHOWN]:
        unread[name] = tuple(nothing)


def _candidate(field: str, column: str, encoded: Encoded) -> Candidate | None:
    return _tried(column, encoded, field_reader(FieldColumns(field, column), _AS_IT_IS), NOT_STATED[field])


def _yes_no_candidate(site: str, column: str, encoded: Encoded) -> Candidate | None:
    reader = yes_no_reader(FieldColumns(SITES, yes_no={site: (column,)}), _AS_IT_IS)

    def read(cell: Any) -> CellRead:
        word = reader(cell)
        return CellRead(word.value, (word,))

    return _tried(column, encoded, read, None)


def _tried(column: str, encoded: Encoded, read: Callable[[Any], CellRead], nothing: Any) -> Candidate | None:
    """What a column says, if it is one that may say it at all."""
    if len(encoded.cells) > _MOST_CELLS:
        return None
    stated, unread, missing = 0, Counter[str](), dict[str, None]()
    for cell, rows in zip(encoded.cells, encoded.rows_of_each().tolist(), strict=True):
        found = read(cell)
        stated += rows * (found.value != nothing)
        for word in found.words:
            if word.refused and plain_word(word.given) in spellings().missing:
                missing[word.given.strip()] = None
            elif word.refused:
                unread[word.given] += rows
    return Candidate(column, stated, unread, tuple(missing))


def _in_rows(word: str, rows: int) -> str:
    return phrase("tables.suggested.unread", word=_text(word), rows=rows)


def _texts(words: Iterable[str]) -> str:
    return ", ".join(map(_text, words))


def _text(word: str) -> str:
    """A text as TOML writes it, which for a basic string is as JSON does."""
    return json.dumps(word, ensure_ascii=False).replace("\x7f", "\\u007f")
