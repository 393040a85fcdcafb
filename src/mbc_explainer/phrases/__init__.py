"""Every phrase that a reader meets and that is not in the rules, by key; and the words that readers may give."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from pkgutil import get_data
from types import MappingProxyType
from typing import Any, Final, NamedTuple

__all__ = ["PHRASES", "Spellings", "linked", "packed", "phrase", "spellings"]


def packed(package: str, name: str) -> str:
    """A text that a package of this library brings along, in a folder or in a zip.

    Raises:
        OSError: there is none.
    """
    return (get_data(package, name) or b"").decode()  # importlib.resources takes longer to import than all phrases


def phrase(key: str, /, **gaps: object) -> str:
    """The phrase of a key, such as ``why.title``, with its gaps filled in.

    Raises:
        KeyError: there is no such phrase, or a gap is left; it names the key or the gap.
    """
    text = PHRASES[key]
    return text.format_map(gaps) if gaps else text


def linked(key: str, texts: Iterable[str]) -> str:
    """Several texts as one, by a phrase that puts ``{first}`` and ``{following}`` together.

    Raises:
        KeyError: there is no such phrase.
    """
    several = list(texts)
    return reduce(lambda first, following: phrase(key, first=first, following=following), several) if several else ""


class Spellings(NamedTuple):
    """The words of one language that readers may give, in lower case."""

    unknown: frozenset[str]
    """What says that a result is not known."""
    not_stated: frozenset[str]
    """What says that something is not stated."""
    missing: frozenset[str]
    """What tables write where nothing is known, and a profile does not take: suggested, or read where it is known."""
    yes: frozenset[str]
    """What says yes, where a column of a table asks for yes or no."""
    no: frozenset[str]
    """What says no there."""
    columns: Mapping[str, list[str]]
    """How columns of tables are named: for each field, for spread to a site, for a person, and what none of them is;
    which are put last; and the words that say that it has spread, and which cancer it is."""
    results: Mapping[str, str]
    """Other words for the results of tests."""
    signs: Mapping[str, str]
    """What may stand behind a receptor's own name."""
    negations: frozenset[str]
    """What turns a word round, so that the nearest word would be its opposite."""
    hints: Mapping[str, Mapping[str, str]]
    """For each field, words that it does not take, to the name of the phrase that says what to give instead."""
    medicine_endings: frozenset[str]
    """How names of medicines end."""
    names: Mapping[str, str]
    """Everyday words for sites and symptoms."""
    skip: frozenset[str]
    """What passes over a question."""
    back: frozenset[str]
    """What goes back to the question before."""
    help: frozenset[str]
    """What asks what a question means."""


@cache
def spellings() -> Spellings:
    """The words that readers may give, from ``en_spelling.json``."""
    read = json.loads(packed(__name__, "en_spelling.json"))
    words: dict[str, Any] = {
        name: frozenset(given) if isinstance(given, list) else given for name, given in read.items()
    }
    return Spellings(**words)


def _by_key(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
        return
    for name, inner in value.items():
        yield from _by_key(inner, f"{key}.{name}" if key else name)


PHRASES: Final[Mapping[str, str]] = MappingProxyType(dict(_by_key(json.loads(packed(__name__, "en.json")), "")))
"""All phrases by key."""
