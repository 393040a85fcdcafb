"""What the cells of a table say: each distinct one is read once, by ``PatientProfile`` itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, Literal, NamedTuple

from mbc_explainer.errors import ProfileError, TableError
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.spelling import plain_word
from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.phrases import phrase

from .mapping import FieldColumns, TableMapping, read_yes_or_no

__all__ = ["NOT_STATED", "CellRead", "WordRead", "as_text", "field_reader", "says", "yes_no_reader"]

NOT_STATED: Final[Mapping[str, Any]] = {name: getattr(PatientProfile(), name) for name in FIELDS}
"""What each field is where nothing is stated."""
_ReadWord = Callable[[str, bool], "WordRead"]
_SEPARATORS: Final = "|;,"
"""What stands between the words of a list, the surest first: a comma may also be part of a word."""


class WordRead(NamedTuple):
    """One word of a cell, and what it was read as."""

    given: str
    value: Any = None
    by: Literal["profile", "words", "missing"] = "profile"
    refused: str = ""
    """What is accepted, where it can't be read."""


class CellRead(NamedTuple):
    """One cell: what it says of a field, and how each of its words was read."""

    value: Any
    words: tuple[WordRead, ...]
    note: str = ""
    """What else there is to say of it, by the name of a phrase."""

    @property
    def is_read(self) -> bool:
        """Whether all its words could be read."""
        return not any(word.refused for word in self.words)


def field_reader(field: FieldColumns, mapping: TableMapping) -> Callable[[Any], CellRead]:
    """What reads a cell of the one column that states a field."""
    nothing = NOT_STATED[field.field]
    word_read = _word_reader(field.field, mapping)
    read_stated = _set_reader if FIELDS[field.field].kind in {"sites", "choices"} else _result_reader
    read = read_stated(field.field, mapping, word_read)
    return lambda cell: CellRead(nothing, (WordRead("", nothing, "missing"),)) if cell is None else read(cell)


def _word_reader(name: str, mapping: TableMapping) -> _ReadWord:
    """What reads one word, each once; in a list, what states that there is none is no word."""
    own = mapping.words.get(name, {})

    @cache
    def read(word: str, among_others: bool) -> WordRead:  # noqa: FBT001 -- a cache's key
        if _is_missing(word, mapping):
            return WordRead(word, NOT_STATED[name], "missing")
        if plain_word(word) in own:
            return WordRead(word, own[plain_word(word)], "words")
        try:
            profile = PatientProfile.model_validate({name: [word] if among_others else word})
        except ProfileError as error:
            return WordRead(word, refused=error.problems[0].expected)
        return WordRead(word, getattr(profile, name))

    return read


def _result_reader(name: str, _: TableMapping, word_read: _ReadWord) -> Callable[[Any], CellRead]:
    def read(cell: Any) -> CellRead:
        word = word_read(as_text(cell), False)  # noqa: FBT003 -- a cache's key
        value = word.value if word.value is not None and not word.refused else NOT_STATED[name]
        return CellRead(value, (word,))

    return read


def _set_reader(name: str, mapping: TableMapping, word_read: _ReadWord) -> Callable[[Any], CellRead]:
    own = mapping.words.get(name, {})

    def words_in(cell: Any) -> list[str]:
        if isinstance(cell, tuple):
            return [as_text(one) for one in cell]
        text = as_text(cell)
        return [text] if plain_word(text) in own else list(_parts(text, own))

    def read(cell: Any) -> CellRead:
        given = words_in(cell)
        among_others = isinstance(cell, tuple) or len(given) > 1
        words = tuple(word_read(word, among_others) for word in given)
        if any(word.refused or word.value is None for word in words):
            return CellRead(NOT_STATED[name], words)  # a list with a gap in it is not known as a whole
        return _as_complete(name, words, mapping)

    return read


def _as_complete(name: str, words: tuple[WordRead, ...], mapping: TableMapping) -> CellRead:
    """What a list says, as far as it is known to be complete; a word for none says so by itself."""
    named = {one for word in words for one in word.value}
    value = tuple(one for one in FIELDS[name].vocabulary if one in named)
    if FIELDS[name].kind != "sites":
        return CellRead(value, words)
    if not value and not FIELDS[name].within:
        return CellRead(NOT_STATED[name], words, "no_site")
    if not mapping.sites_complete and not any(word.value == () for word in words):
        return CellRead(NOT_STATED[name], words, "sites_not_complete" if value else "")
    return CellRead(value, words)


def yes_no_reader(field: FieldColumns, mapping: TableMapping) -> Callable[[Any], WordRead]:
    """What reads a cell of a column that says yes or no: True, False, or None where nothing is known."""
    own = mapping.words.get(field.field, {})

    def read(cell: Any) -> WordRead:
        if cell is None or _is_missing(text := as_text(cell), mapping):
            return WordRead("" if cell is None else as_text(cell), None, "missing")
        if plain_word(text) in own:
            return WordRead(text, own[plain_word(text)], "words")
        try:
            return WordRead(text, read_yes_or_no(cell if isinstance(cell, bool) else text))
        except TableError as error:
            return WordRead(text, refused=error.problems[0])

    return read


def _is_missing(word: str, mapping: TableMapping) -> bool:
    stripped = word.strip()
    return not stripped or stripped in mapping.missing or plain_word(stripped) in mapping.missing - {"none"}


def as_text(cell: Any) -> str:
    """A cell as text; a whole number that a gap in its column made a fraction, as the whole number."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _parts(text: str, own: Iterable[str]) -> Iterator[str]:
    """The words of a list in one text; a word of the caller's stays whole, with what separates others in it."""
    separator = next((one for one in _SEPARATORS if one in text), None)
    if separator is None:
        yield text.strip()
        return
    pieces: Sequence[str] = text.split(separator)
    whole = {word for word in own if separator in word}
    at = 0
    while at < len(pieces):
        ends = range(len(pieces), at + 1, -1) if whole else ()
        end = next((one for one in ends if plain_word(separator.join(pieces[at:one])) in whole), at + 1)
        word = separator.join(pieces[at:end]).strip()
        if word:
            yield word
        at = end


def says(field: str, value: Any) -> str:
    """What a cell was read as, in the words of a report."""
    if value is None or (isinstance(value, str) and value == NOT_STATED[field]):
        return phrase("tables.not_stated")
    if isinstance(value, bool):
        return phrase("tables.yes") if value else phrase("tables.no")
    return str(value) if isinstance(value, str) else ", ".join(value) or phrase("tables.none")
