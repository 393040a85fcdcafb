"""Words of the field, explained where they stand on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

__all__ = ["Found", "TermMarker", "Word"]

_NOT_PLAIN: Final = re.compile("[^A-Za-z0-9]")


class Word(NamedTuple):
    """A word of the field, its other forms, and what it means."""

    term: str
    also: tuple[str, ...]
    meaning: str

    @property
    def slug(self) -> str:
        """A name made from the term alone, another for each: letters, digits, - and _."""
        return _NOT_PLAIN.sub(lambda found: "-" if found[0] == " " else f"_{ord(found[0]):x}_", self.term)


class Found(NamedTuple):
    """Where a word stands in a text."""

    word: Word
    start: int
    form: str
    """The word as it is written there."""
    mark: str
    """The punctuation that stays with it."""


class TermMarker:
    """Finds words of the field in the texts of one page, each where it first stands, or ``everywhere``."""

    def __init__(self, words: Sequence[Word], *, everywhere: bool = False) -> None:
        self._glossary = _glossary(tuple(words))
        self._everywhere = everywhere
        self._here: set[Word] = set()
        self._beyond: set[Word] = set()
        self._in_beyond = False

    @contextmanager
    def beyond(self) -> Iterator[None]:
        """Within it, what is marked is beyond the detail that was asked for."""
        self._in_beyond = True
        yield
        self._in_beyond = False

    def first_in(self, text: str) -> tuple[Found, ...]:
        """Where words stand in a text that are to be explained there, in its order."""
        if self._everywhere:
            return _found(self._glossary, text)
        first = []
        for found in _found(self._glossary, text):
            if found.word not in self._here:
                self._here.add(found.word)
                first.append(found)
                if self._in_beyond:
                    self._beyond.add(found.word)
            elif not self._in_beyond:
                self._beyond.discard(found.word)
        return tuple(first)

    def is_beyond(self, word: Word) -> bool:
        """Whether a word stands only beyond the detail that was asked for."""
        return word in self._beyond

    def used(self) -> list[Word]:
        """The words that were found, in the order of the alphabet."""
        return sorted(self._here, key=lambda word: (word.term.casefold(), word))


class _Glossary:
    """Words by the forms in which they are found."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._by_form = {form.casefold(): word for word in words for form in (word.term, *word.also)}
        forms = "|".join(_patterns(filter(None, self._by_form))) or "(?!)"
        self._pattern = re.compile(rf"(?<![\w-])(?P<word>{forms})(?![\w-])(?P<mark>[.,;:!?)]*)")

    def find(self, text: str) -> Iterator[Found]:
        """Each word of a text, with its position."""
        for found in self._pattern.finditer(text):
            if word := self._by_form.get(found["word"].casefold()):
                yield Found(word, found.start(), found["word"], found["mark"])


def _patterns(forms: Iterable[str]) -> Iterator[str]:
    """Patterns of forms, the longest first; told apart by the first letter, which makes a search five times as fast."""
    for letter, alike in groupby(sorted(forms, key=lambda form: (form[0], -len(form))), lambda form: form[0]):
        rests = "|".join(re.escape(form[1:]) for form in alike)
        yield f"[{re.escape(letter + letter.upper())}](?i:{rests})"


@lru_cache(maxsize=8)
def _glossary(words: tuple[Word, ...]) -> _Glossary:
    return _Glossary(words)


@lru_cache(maxsize=4096)
def _found(glossary: _Glossary, text: str) -> tuple[Found, ...]:
    return tuple(glossary.find(text))
