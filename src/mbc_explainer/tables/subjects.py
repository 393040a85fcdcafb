"""What the rows of a table may be about: which columns say that cancer has spread, or name another cancer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from mbc_explainer.patient.spelling import plain_word
from mbc_explainer.phrases import spellings

from .cells import as_text
from .encoding import Encoded

__all__ = ["Subject", "has_any", "subjects", "words_in"]

_MOST_WORDS: Final = 200
"""A column with more distinct cells than this holds neither stages nor kinds of cancer."""


class Subject(NamedTuple):
    """A column that says something of what the rows are about."""

    column: str
    says: Literal["says_spread", "no_spread", "other_cancers"]
    words: tuple[str, ...]
    """Its words that say that the cancer has spread."""
    stated: int
    """In how many rows it says so."""


def words_in(name: str) -> str:
    """The words of a name, with a space around each."""
    words = " ".join(re.findall(r"[^\W_]+|%", name.casefold()))
    return f" {words} "


def has_any(words: str, any_of: Iterable[str]) -> bool:
    """Whether any of some words, or of some words in a row, is among those of a name."""
    return any(f" {one} " in words for one in any_of)


def subjects(names: Mapping[str, str], read: Callable[[str], Encoded]) -> tuple[Subject, ...]:
    """The columns that may say what the rows are about; one that says nothing of it only where none says more.

    Args:
        names: the columns, each with the words of its name.
        read: reads a column; it is asked for those alone whose names fit.
    """
    found = tuple(_subjects(names, read))
    spread = any(one.says == "says_spread" for one in found)
    return tuple(one for one in found if not (spread and one.says == "no_spread"))


def _subjects(names: Mapping[str, str], read: Callable[[str], Encoded]) -> Iterator[Subject]:
    known = spellings().columns
    for name, words in names.items():
        if words.strip() in known["cancer"]:
            yield from _other_cancers(name, read(name))
        elif has_any(words, known["stage"]) and not has_any(words, known["no_stage"]):
            yield from _spread(name, words, read(name))


def _spread(name: str, words: str, encoded: Encoded) -> Iterator[Subject]:
    known = spellings().columns
    yes = {*known["has_spread"], *(known["spread_yes"] if has_any(words, known["yes_to_spread"]) else ())}
    said = _said(encoded)
    found = {word: rows for word, rows in said.items() if plain_word(word) in yes}
    if found:
        yield Subject(name, "says_spread", tuple(found), sum(found.values()))
    elif said and has_any(words, known["stages"]):
        yield Subject(name, "no_spread", (), 0)


def _other_cancers(name: str, encoded: Encoded) -> Iterator[Subject]:
    breast = spellings().columns["breast"]
    others = [rows for word, rows in _said(encoded).items() if not has_any(words_in(word), breast)]
    if others:
        yield Subject(name, "other_cancers", (), sum(others))


def _said(encoded: Encoded) -> dict[str, int]:
    """The words of a column that say something, each with its rows; none where they are too many."""
    if len(encoded.cells) > _MOST_WORDS:
        return {}
    nothing = spellings().missing | spellings().not_stated
    rows = encoded.rows_of_each().tolist()
    said = {"" if cell is None else as_text(cell): count for cell, count in zip(encoded.cells, rows, strict=True)}
    return {word: count for word, count in said.items() if count and plain_word(word) not in nothing}
