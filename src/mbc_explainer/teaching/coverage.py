"""What questions show of the rules, of how much; and the few that show most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import islice, takewhile
from math import fsum
from random import Random
from typing import Any, Final

from mbc_explainer.answers.phrasing import capitalized
from mbc_explainer.frozen import Frozen
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Table

from .question import Question

__all__ = ["Coverage", "Shown", "coverage", "few", "most_new_first", "spread"]

_KINDS: Final = ("signature", "difference", "rule", "sentence", "word")
"""What can be covered: sets of answers, differences that change one, rules, the document's sentences, its words."""


class Shown(Frozen):
    """Of one kind of thing, how much is shown."""

    kind: str
    """What is counted."""
    shown: int
    """How much of it is shown."""
    of: int
    """How much there is."""


class Coverage(Frozen):
    """What some questions show of all that can be asked."""

    parts: tuple[Shown, ...]
    """Kind by kind."""
    missing: tuple[str, ...] = ()
    """What none of them shows, by name."""

    def table(self) -> Table:
        """How it is shown."""
        rows = tuple(
            (phrase(f"teaching.coverage.{one.kind}"), phrase("teaching.coverage.share", shown=one.shown, of=one.of))
            for one in self.parts
        )
        head = (phrase("teaching.coverage.what"), phrase("teaching.coverage.how_much"))
        return Table(capitalized(phrase("teaching.coverage.title")), head, rows)


def coverage(questions: Iterable[Question], universe: Iterable[str]) -> Coverage:
    """How much of all that there is some questions show."""
    shown = set().union(*(question.covers for question in questions))
    there = set(universe)
    parts = (
        Shown(kind=kind, shown=_of_kind(shown & there)[kind], of=_of_kind(there)[kind])
        for kind in _KINDS
        if _of_kind(there)[kind]
    )
    return Coverage(parts=tuple(parts), missing=tuple(sorted(there - shown)))


def _of_kind(names: Iterable[str]) -> Mapping[str, int]:
    return Counter(name.partition(":")[0] for name in names)


def spread(questions: Sequence[Question], count: int, draw: Random) -> list[Question]:
    """So many questions that show as much as they can: each next one adds most to those before it.

    What there is little of counts more, the kinds of question among it: one of sixteen differences as
    much as eight or nine of all sentences. Among equals a draw decides, so that another seed gives
    another spread.
    """
    shows = [question.covers | {f"kind:{question.kind}"} for question in questions]
    sizes = _of_kind(set().union(*shows))
    drawn = draw.sample(range(len(questions)), len(questions))
    order = most_new_first(shows, drawn, lambda name: 1 / sizes[name.partition(":")[0]])
    return [questions[at] for at, _ in islice(order, count)]


def few(questions: Sequence[Question]) -> list[Question]:
    """As few questions as show all that these show; of those that show equally much, the earlier."""
    order = most_new_first([question.covers for question in questions], range(len(questions)))
    return [questions[at] for at, _ in takewhile(lambda one: one[1] > 0, order)]


def most_new_first(
    shows: Sequence[frozenset[str]], ties: Sequence[Any], weight: Callable[[str], float] = lambda _: 1
) -> Iterator[tuple[int, float]]:
    """What adds most to all before it, then the next: each by its position, and how much it adds.

    (This is the greedy cover; no fast way does better than it by much: Feige, 1998.)

    Args:
        shows: what each shows.
        ties: of those that add equally much, the one with the least of these goes first.
        weight: how much it counts that something is shown.
    """
    shown: set[str] = set()

    def adds(at: int) -> float:
        return fsum(map(weight, shows[at] - shown))  # to the same bit in whatever order a set has

    waiting = [(-adds(at), ties[at], at) for at in range(len(shows))]
    heapify(waiting)
    while waiting:
        _, tie, at = heappop(waiting)
        now = (-adds(at), tie, at)
        if waiting and now > waiting[0]:  # it adds less than when it was put there: others may add more
            heappush(waiting, now)
            continue
        yield at, -now[0]
        shown |= shows[at]
