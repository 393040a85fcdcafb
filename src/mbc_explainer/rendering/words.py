"""Words of the field, explained where they stand on a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Explained", "Word"]


class Word(NamedTuple):
    """A word of the field, its other forms, and what it means."""

    term: str
    also: tuple[str, ...]
    meaning: str


class Explained:
    """Finds words of the field in the texts of one page, each once in every part of it."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._pattern, self._by_form = _forms(tuple(words))
        self._here: set[Word] = set()
        self.used: dict[Word, int] = {}
        """The words that were found, each with its number on the page."""

    def start(self) -> str:
        """Start a part of the page, in which each word is explained anew."""
        self._here.clear()
        return ""

    def pieces(self, text: str) -> list[tuple[str, int | None]]:
        """A text in pieces, each with the number of the word that it is, if it is to be explained."""
        if self._pattern is None:
            return [(text, None)]
        return [(piece, self._number(piece)) for piece in self._pattern.split(text) if piece]

    def _number(self, piece: str) -> int | None:
        word = self._by_form.get(piece.casefold())
        if word is None or word in self._here:
            return None
        self._here.add(word)
        return self.used.setdefault(word, len(self.used) + 1)


@lru_cache(maxsize=8)
def _forms(words: tuple[Word, ...]) -> tuple[re.Pattern[str] | None, dict[str, Word]]:
    by_form = {form.casefold(): word for word in words for form in (word.term, *word.also)}
    if not by_form:
        return None, by_form
    longest_first = sorted(map(re.escape, by_form), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(longest_first)})(?![\w-])", re.IGNORECASE), by_form
