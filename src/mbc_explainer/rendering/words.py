"""Words of the field, explained where they stand on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Explained", "Word"]


class Word(NamedTuple):
    """A word of the field, its other forms, and what it means."""

    term: str
    also: tuple[str, ...]
    meaning: str


class Piece(NamedTuple):
    """Some text; and a word behind it that is explained, with its number and the punctuation that stays with it."""

    before: str
    word: str = ""
    number: int = 0
    mark: str = ""


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

    def pieces(self, text: str) -> Iterator[Piece]:
        """A text in pieces: at most one word that is to be explained in each, and what stands before it."""
        at = 0
        for found in self._pattern.finditer(text) if self._pattern else ():
            word = self._by_form[found["word"].casefold()]
            if word not in self._here:
                self._here.add(word)
                number = self.used.setdefault(word, len(self.used) + 1)
                yield Piece(text[at : found.start()], found["word"], number, found["mark"])
                at = found.end()
        yield Piece(text[at:])


@lru_cache(maxsize=8)
def _forms(words: tuple[Word, ...]) -> tuple[re.Pattern[str] | None, dict[str, Word]]:
    by_form = {form.casefold(): word for word in words for form in (word.term, *word.also)}
    if not by_form:
        return None, by_form
    longest_first = sorted(map(re.escape, by_form), key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])(?P<word>{'|'.join(longest_first)})(?![\w-])(?P<mark>[.,;:!?)]*)", re.IGNORECASE
    ), by_form
