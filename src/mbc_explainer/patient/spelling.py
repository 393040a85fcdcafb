"""How the values of a profile may be spelled, and what is refused.

Spelling is forgiving, meaning is not: a missing result never turns into a negative
one, and what can be read in two ways is refused with the words that are accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from types import MappingProxyType
from typing import Any, Final, NoReturn, TypeVar

from pydantic_core import PydanticCustomError

from mbc_explainer.errors import accepted, shortened

from .vocabulary import FIELDS, RECEPTORS, Site

__all__ = ["READERS"]

_Name = TypeVar("_Name", bound=StrEnum)

_LONGEST_WORD: Final = 60  # characters: longer than every accepted word, short enough to compare
_LONGEST_LIST: Final = 100_000  # characters in one string of words
_MOST_WORDS: Final = 1_000  # in one list: many more than there are names, few enough to read
_MINUS: Final = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{HYPHEN}": "-"})

_NOT_KNOWN: Final = frozenset(
    {"", "unknown", "not known", "not done", "not tested", "pending", "indeterminate", "n/a", "na"}
)
_NOT_STATED: Final = frozenset({"", "unknown", "not known", "not stated", "n/a", "na"})
_MISSING: Final = frozenset({"None", "nan", "NaN", "<NA>", "NaT", "null", "NULL"})
"""What Python, NumPy, pandas and databases write where there is nothing, in just their spelling."""
_NONE: Final = "none"
"""What states that there is none; in no other case, since ``str(None)`` is so close to it."""
_RESULTS: Final = {"pos": "positive", "neg": "negative", "borderline": "equivocal"}
_SIGNS: Final = {"+": "positive", "-": "negative"}
_EVERYDAY: Final = {
    "bones": "bone",
    "lungs": "lung",
    "others": "other",
    "elsewhere": "other",
    "distant lymph node": "other",
    "distant lymph nodes": "other",
    "anaemia": "anemia",
    "hypercalcemia": "high_calcium",
    "hypercalcaemia": "high_calcium",
    "jaundice": "yellow_skin",
    "ascites": "abdominal_swelling",
    "headaches": "persistent_headaches",
    "tiredness": "fatigue",
}
_LYMPH_NODES: Final = (
    "nearby lymph nodes are not a metastatic site (L2.1, L7.4, L7.5), so leave them out; "
    "give distant lymph nodes as other"
)


def _refuse(given: object, expected: str) -> NoReturn:
    raise PydanticCustomError(
        "profile", "{given} is not accepted; {expected}", {"given": shortened(given), "expected": expected}
    )


def _is_missing(given: Any) -> bool:
    """None, and the missing values of NumPy and pandas, none of which equals itself; or either as text."""
    if given is None or type(given).__name__ in {"NAType", "NaTType"}:
        return True
    if isinstance(given, str):
        return len(given) <= _LONGEST_WORD and given.strip() in _MISSING
    return isinstance(given, float) and given != given  # noqa: PLR0124 -- only NaN differs from itself


def _normal(word: str) -> str:
    return " ".join(word.translate(_MINUS).casefold().replace("_", " ").split())


def _result(name: str, statuses: type[_Name]) -> Callable[[Any], _Name]:
    """Read the spellings of one result, its own name with a sign among them."""

    def read(given: Any) -> _Name:
        if _is_missing(given):
            return statuses("unknown")
        if not isinstance(given, str):
            _refuse(given, accepted(statuses))
        if len(given) <= _LONGEST_WORD:
            word = _normal(given)
            if word.startswith(name):
                own = word.removeprefix(name).strip()
                word = _SIGNS.get(own) or own.lstrip("-:= ") or given
            word = "unknown" if word in _NOT_KNOWN else _RESULTS.get(word, word)
            word = "positive" if word == "+" else word
            if word in set(statuses):
                return statuses(word)
        close_to = None if "not" in given[:_LONGEST_WORD].casefold().split() else given
        _refuse(given, f"{accepted(statuses, close_to)}{_result_hint(name, given)}")

    return read


def _result_hint(name: str, given: str) -> str:
    word = _normal(given[:_LONGEST_WORD])
    if word.strip("-\N{EM DASH} ") == "":
        return "; a dash can stand for negative or for missing: write out which"
    if any(word.startswith(other) for other in RECEPTORS if other != name):
        return f"; that names another receptor than {name}"
    if re.search(r"\d", word.removeprefix(name)):
        return "; give the result in words, not as a score or a percentage"
    return ""


def _names(vocabulary: type[_Name]) -> Callable[[Any], tuple[_Name, ...]]:
    """Read a set of names, each in its everyday spellings, into the vocabulary's order."""

    def read_one(given: Any) -> _Name:
        if isinstance(given, str) and len(given) <= _LONGEST_WORD:
            word = _normal(given)
            name = _EVERYDAY.get(word, word).replace(" ", "_").replace("-", "_")
            if name in set(vocabulary):
                return vocabulary(name)
            if vocabulary is Site and re.search(r"\b(lymph|nodes?)\b", word):
                _refuse(given, _LYMPH_NODES)
        _refuse(given, accepted(vocabulary, given))

    def read(given: Any) -> tuple[_Name, ...]:
        words = _words_of(given, vocabulary)
        chosen = {read_one(word) for word in words}
        return tuple(name for name in vocabulary if name in chosen)

    return read


def _words_of(given: Any, vocabulary: type[StrEnum]) -> list[Any]:
    """The words of a list, or of a string with commas between them."""
    if isinstance(given, str):
        if len(given) > _LONGEST_LIST:
            _refuse(given, f"give at most {_LONGEST_LIST} characters; {accepted(vocabulary)}")
        words = list(filter(None, map(str.strip, given.split(","))))
        if not words:
            _refuse(given, f"there is no word in it; {accepted(vocabulary)}")
        return words
    if isinstance(given, Mapping | bytes | bytearray) or not isinstance(given, Iterable):
        _refuse(given, f"give a list of words; {accepted(vocabulary)}")
    try:
        read = list(islice(given, _MOST_WORDS + 1))
    except Exception as error:  # noqa: BLE001 -- a stranger's iterator may raise anything
        _refuse(given, f"reading it raised {type(error).__name__}; give a list of words; {accepted(vocabulary)}")
    if len(read) > _MOST_WORDS:
        _refuse(given, f"give at most {_MOST_WORDS} words; {accepted(vocabulary)}")
    if not read and isinstance(given, Iterator):
        _refuse(given, "an iterator without words can be empty or used up: give a list")
    return read


def _stated(read: Callable[[Any], tuple[_Name, ...]], *, may_be_none: bool) -> Callable[[Any], Any]:
    """Read a set that may also be left unstated, or be said to be empty."""

    def read_stated(given: Any) -> tuple[_Name, ...] | None:
        if _is_missing(given):
            return None
        if isinstance(given, str) and len(given) <= _LONGEST_LIST:
            word = _normal(given)
            if word in _NOT_STATED:
                return None
            if may_be_none and given.strip() == _NONE:
                return ()
            if may_be_none and word == _NONE:
                _refuse(given, f"it can stand for {_NONE} or for missing: say {_NONE}, or leave it out")
        names = read(given)
        if not names and not may_be_none:
            _refuse(given, "MBC has spread to at least one place: leave sites out when it is not known")
        return names

    return read_stated


def _or_empty(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda given: read(given) or ()


def _reader(name: str) -> Callable[[Any], Any]:
    field = FIELDS[name]
    if field.kind in {"receptor", "result"}:
        return _result(name, field.vocabulary)
    if field.kind == "sites":
        return _stated(_names(field.vocabulary), may_be_none=bool(field.within))
    return _or_empty(_stated(_names(field.vocabulary), may_be_none=True))


READERS: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType({name: _reader(name) for name in FIELDS})
"""For each field, what reads a value as it is given; it raises a PydanticCustomError that says what is accepted."""
