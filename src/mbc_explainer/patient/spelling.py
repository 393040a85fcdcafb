"""How the values of a profile may be spelled, and what is refused.

Spelling is forgiving, meaning is not: a missing result never turns into a negative
one, and what can be read in two ways is refused with the words that are accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import Any, Final, NoReturn, TypeVar

from pydantic_core import PydanticCustomError

from mbc_explainer.errors import accepted, shortened
from mbc_explainer.phrases import PHRASES, phrase, spellings

from .vocabulary import FIELDS, RECEPTORS

__all__ = ["READERS", "is_missing", "plain_word"]

_Name = TypeVar("_Name", bound=StrEnum)

_LONGEST_WORD: Final = 60  # characters: longer than every accepted word, short enough to compare
_LONGEST_LIST: Final = 100_000  # characters in one string of words
_MOST_WORDS: Final = 1_000  # in one list: many more than there are names, few enough to read
_MOST_KEPT: Final = 1_024  # words, since people spell alike
_MINUS: Final = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{HYPHEN}": "-"})

_MISSING: Final = frozenset({"None", "nan", "NaN", "<NA>", "NaT", "null", "NULL"})
"""What Python, NumPy, pandas and databases write where there is nothing, in just their spelling."""
_NONE: Final = "none"
"""What states that there is none; in no other case, since ``str(None)`` is so close to it."""
_WORDS: Final = spellings()


def _refuse(given: object, expected: str) -> NoReturn:
    context = {"given": shortened(given), "expected": expected}
    raise PydanticCustomError("profile", PHRASES["refused.sentence"], context)


def is_missing(given: Any) -> bool:
    """None, and the missing values of NumPy and pandas, none of which equals itself; or either as text."""
    if given is None or type(given).__name__ in {"NAType", "NaTType"}:
        return True
    if isinstance(given, str):
        return len(given) <= _LONGEST_WORD and given.strip() in _MISSING
    return isinstance(given, float) and given != given  # noqa: PLR0124 -- only NaN differs from itself


def plain_word(word: str) -> str:
    """A word in the one form in which its spellings are compared: no capitals, no underscores, no double spaces."""
    return " ".join(word.translate(_MINUS).casefold().replace("_", " ").split())


def _result(name: str, statuses: type[_Name]) -> Callable[[Any], _Name]:
    """Read the spellings of one result, its own name with a sign among them."""
    members = {str(status): status for status in statuses}

    def read(given: Any) -> _Name:
        if is_missing(given):
            return members["unknown"]
        if not isinstance(given, str):
            _refuse(given, accepted(statuses))
        if len(given) <= _LONGEST_WORD:
            word = plain_word(given)
            if word.startswith(name):
                own = word.removeprefix(name).strip()
                word = _WORDS.signs.get(own) or own.lstrip("-:= ") or given
            word = "unknown" if word in _WORDS.unknown else _WORDS.results.get(word, word)
            if word in members:
                return members[word]
        negated = not _WORDS.negations.isdisjoint(given[:_LONGEST_WORD].casefold().split())
        expected = accepted(statuses, None if negated else given, typos_only=True)
        hint = _result_hint(name, given)
        _refuse(given, f"{expected}; {hint}" if hint else expected)

    return read


def _result_hint(name: str, given: str) -> str:
    word = plain_word(given[:_LONGEST_WORD])
    if word.strip("-\N{EM DASH} ") == "":
        return phrase("refused.dash")
    if any(word.startswith(other) for other in RECEPTORS if other != name):
        return phrase("refused.other_receptor", field=name)
    if re.search(r"\d", word.removeprefix(name)):
        return phrase("refused.score")
    return ""


def _names(vocabulary: type[_Name], hints: Mapping[str, str]) -> Callable[[Any], tuple[_Name, ...]]:
    """Read a set of names, each in its everyday spellings, into the vocabulary's order."""
    names, places = tuple(vocabulary), {str(name): at for at, name in enumerate(vocabulary)}

    @lru_cache(maxsize=_MOST_KEPT)
    def place(word: str) -> int | None:
        normal = plain_word(word)
        return places.get(_WORDS.names.get(normal, normal).replace(" ", "_").replace("-", "_"))

    def place_of(given: Any) -> int:
        if not isinstance(given, str) or len(given) > _LONGEST_WORD:
            _refuse(given, accepted(vocabulary, given, typos_only=True))
        at = place(given)
        if at is not None:
            return at
        hint = next((hints[part] for part in re.findall(r"\w+", plain_word(given)) if part in hints), None)
        _refuse(given, phrase(f"refused.hint.{hint}") if hint else accepted(vocabulary, given, typos_only=True))

    def read(given: Any) -> tuple[_Name, ...]:
        chosen = {place_of(word) for word in _words_of(given, vocabulary)}
        return tuple([names[at] for at in sorted(chosen)])

    return read


def _words_of(given: Any, vocabulary: type[StrEnum]) -> Sequence[Any]:
    """The words of a list, or of a string with commas between them."""
    if type(given) in {list, tuple} and len(given) <= _MOST_WORDS:
        words: Sequence[Any] = given
        return words
    if isinstance(given, str):
        if len(given) > _LONGEST_LIST:
            _refuse(given, phrase("refused.too_long", most=_LONGEST_LIST, accepted=accepted(vocabulary)))
        words = tuple(filter(None, map(str.strip, given.split(","))))
        if not words:
            _refuse(given, phrase("refused.no_word", accepted=accepted(vocabulary)))
        return words
    if isinstance(given, Mapping | bytes | bytearray) or not isinstance(given, Iterable):
        _refuse(given, phrase("refused.no_list", accepted=accepted(vocabulary)))
    try:
        read = list(islice(given, _MOST_WORDS + 1))
    except Exception as error:  # noqa: BLE001 -- a stranger's iterator may raise anything
        _refuse(given, phrase("refused.broken_list", error=type(error).__name__, accepted=accepted(vocabulary)))
    if len(read) > _MOST_WORDS:
        _refuse(given, phrase("refused.too_many", most=_MOST_WORDS, accepted=accepted(vocabulary)))
    if not read and isinstance(given, Iterator):
        _refuse(given, phrase("refused.used_up"))
    return read


def _stated(read: Callable[[Any], tuple[_Name, ...]], *, may_be_none: bool) -> Callable[[Any], Any]:
    """Read a set that may also be left unstated, or be said to be empty."""

    def read_stated(given: Any) -> tuple[_Name, ...] | None:
        if is_missing(given):
            return None
        if isinstance(given, str) and len(given) <= _LONGEST_LIST:
            word = plain_word(given)
            if word in _WORDS.not_stated:
                return None
            if may_be_none and given.strip() == _NONE:
                return ()
            if word == _NONE:
                expected = phrase("refused.none_or_missing", none=_NONE) if may_be_none else phrase("refused.no_site")
                _refuse(given, expected)
        names = read(given)
        if not names and not may_be_none:
            _refuse(given, phrase("refused.no_site"))
        return names

    return read_stated


def _or_empty(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda given: read(given) or ()


def _reader(name: str) -> Callable[[Any], Any]:
    field = FIELDS[name]
    if field.kind in {"receptor", "result"}:
        return _result(name, field.vocabulary)
    names = _names(field.vocabulary, _WORDS.hints.get(field.within or name, {}))
    if field.kind == "sites":
        return _stated(names, may_be_none=bool(field.within))
    return _or_empty(_stated(names, may_be_none=True))


READERS: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType({name: _reader(name) for name in FIELDS})
"""For each field, what reads a value as it is given; it raises a PydanticCustomError that says what is accepted."""
