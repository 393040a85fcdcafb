"""Distractors: choices that a reader may take for right, and that the document refutes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from typing import Final

from mbc_explainer.answers.rulebooks import RuleBook
from mbc_explainer.knowledge.texts import Text

__all__ = ["DISTRACTORS", "Parts", "alike", "in_drawn_order", "kinship", "share_a_word", "stands_alone"]

DISTRACTORS: Final = 3
"""Choices beside the right one."""
_ALIKE: Final = 2
"""So many longer words in common, and two texts could be taken for one another."""
_STEM: Final = 4
"""Words that share so many letters from the first on count as one word."""
_IN_MANY: Final = 12
"""A word that stands in so many parts of the document gives none of them away."""
_POINTS_BACK: Final = re.compile(
    r"^(?:in other|no|other|some|there|yes)\b|\b(?:also|here|it|its|such|them|these|they|this|those)\b", re.IGNORECASE
)
"""Words that mean something that was said before."""
_POINTS_AHEAD: Final = re.compile(r"\b[Ii]t (?:is|can be) \w+ to\b")
"""Where *it* stands for what follows."""


def in_drawn_order(of: object, candidates: Iterable[str]) -> list[str]:
    """Candidates in an order that is drawn from what they are for, and so is always the same."""
    return sorted(candidates, key=lambda one: sha256(f"{of}|{one}".encode()).hexdigest())


def alike(one: str, other: str) -> bool:
    """Whether two texts name the same things, so that one could be taken for the other."""
    return len(_content(one) & _content(other)) >= _ALIKE


def share_a_word(one: str, other: str) -> bool:
    """Whether a longer word stands in both."""
    return not _stems(one).isdisjoint(_stems(other))


@cache
def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[a-z]{5,}", text.casefold()) if word not in {"people", "person"})


@cache
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in re.findall(r"[a-z0-9]+", text.casefold()) if len(word) >= _STEM)


def stands_alone(text: str) -> bool:
    """Whether the first sentence of a text says of what it speaks, and does not point back to another."""
    first = re.split(r"(?<=[.?!]) ", text)[0]
    return _POINTS_BACK.search(_POINTS_AHEAD.sub("", first)) is None


class Parts:
    """The parts of the document, and which of them could be taken for one another."""

    def __init__(self, rules: RuleBook) -> None:
        self.gists: dict[str, list[str]] = defaultdict(list)
        self._part_of: dict[str, str] = {}
        for part, sentence in rules.knowledge.topics.document.sentences():
            self._part_of[sentence.locator] = part
            if not sentence.unused:
                self.gists[part].append(sentence.gist)
        self._together: dict[str, set[str]] = defaultdict(set)
        self._said_at: dict[str, set[str]] = defaultdict(set)
        for text in rules.knowledge.topics.texts():
            cited = self.of(text)
            self._said_at[text.text] |= cited.keys()
            for part in cited:
                self._together[part] |= cited.keys()
        self._spread = Counter(stem for gists in self.gists.values() for stem in _stems(" ".join(gists)))

    def of(self, text: Text) -> dict[str, None]:
        """The parts that a text cites, each once, in the order in which it does."""
        return dict.fromkeys(self._part_of[locator] for locator in text.sources)

    def give_away(self, text: str, title: str) -> bool:
        """Whether a text has a word of a title that would point to it."""
        told = text.casefold()
        return any(stem in told and self._spread[stem] < _IN_MANY for stem in _stems(title))

    def apart(self, text: Text) -> Iterator[str]:
        """The parts in which nobody could find it: no text cites both, and no sentence there sounds like it."""
        related = set().union(*(self._together[part] for part in self._said_at[text.text]))
        for part in self._together:
            if part not in related and not any(alike(text.text, gist) for gist in self.gists[part]):
                yield part

    def without(self, words: str) -> Iterator[str]:
        """The parts that name none of some words."""
        for part in self._together:
            if not share_a_word(words, " ".join((part, *self.gists[part]))):
                yield part


def kinship(part: str, other: str) -> int:
    """How far two parts of the document stand apart: under one heading, both under none, or else."""
    (head, colon, _), (other_head, other_colon, _) = part.partition(":"), other.partition(":")
    return 0 if head == other_head else 1 if colon == other_colon else 2
