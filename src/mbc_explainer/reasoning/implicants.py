"""The fewest implicants of some rows of a table, as the minimizing of Boolean functions has it.

A row is a sequence of values, one for each fact. An implicant names some of the facts with
their values; it covers every row that agrees. Nothing here knows what a fact is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Final

__all__ = ["Implicant", "Row", "minimal_cover", "minimal_hitting_sets"]

Row = tuple[str, ...]
Implicant = tuple[tuple[int, str], ...]
"""Positions in a row, each with its value."""

_EXACT_UP_TO: Final = 14
"""So many candidates are tried in every combination; beyond that, the best next one is taken."""


def minimal_hitting_sets(row: Row, others: Iterable[Row], usable: Collection[int]) -> list[tuple[int, ...]]:
    """Every smallest set of positions on which no other row agrees with this one.

    Whoever agrees on one of these sets is told apart from all the others; no smaller
    part of it is enough. Empty when the usable positions can't tell them apart.
    """
    found: list[frozenset[int]] = [frozenset()]
    for difference in _smallest({frozenset(at for at in usable if row[at] != other[at]) for other in others}):
        telling = {chosen for chosen in found if chosen & difference}
        extended = {chosen | {at} for chosen in found if chosen not in telling for at in difference}
        found = _smallest(telling | extended)
    return sorted((tuple(sorted(chosen)) for chosen in found), key=lambda chosen: (len(chosen), chosen))


def _smallest(sets: Collection[frozenset[int]]) -> list[frozenset[int]]:
    """The sets of which no other is a part."""
    return [chosen for chosen in sets if not any(other < chosen for other in sets)]


def minimal_cover(rows: Sequence[Row], others: Sequence[Row]) -> list[Implicant]:
    """The fewest and shortest implicants that cover all of some rows and none of the others."""
    candidates = _candidates(rows, others)
    covers = {
        implicant: sum(1 << n for n, row in enumerate(rows) if _covers(implicant, row)) for implicant in candidates
    }
    needed: set[Implicant] = set()
    for n in range(len(rows)):
        covering = [implicant for implicant in candidates if covers[implicant] >> n & 1]
        needed.update(covering if len(covering) == 1 else ())
    left = ((1 << len(rows)) - 1) & ~_together(covers[implicant] for implicant in needed)
    more = _fewest([implicant for implicant in candidates if covers[implicant] & left], covers, left)
    return [implicant for implicant in candidates if implicant in needed or implicant in more]


def _candidates(rows: Sequence[Row], others: Sequence[Row]) -> list[Implicant]:
    """Every implicant that covers a row and none of the others, and that can't be shorter; the shortest first."""
    candidates: set[Implicant] = set()
    for row in rows:
        for chosen in minimal_hitting_sets(row, others, range(len(row))):
            candidates.add(tuple((at, row[at]) for at in chosen))
    return sorted(candidates, key=lambda implicant: (len(implicant), implicant))


def _covers(implicant: Implicant, row: Row) -> bool:
    return all(row[at] == value for at, value in implicant)


def _together(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


def _fewest(candidates: list[Implicant], covers: dict[Implicant, int], wanted: int) -> list[Implicant]:
    """The fewest, and among these the shortest, implicants that cover all that is wanted."""
    if len(candidates) > _EXACT_UP_TO:
        return _greedy_cover(candidates, covers, wanted)
    for size in range(len(candidates) + 1):
        chosen = combinations(candidates, size)
        whole = [
            implicants
            for implicants in chosen
            if not wanted & ~_together(covers[implicant] for implicant in implicants)
        ]
        if whole:
            return list(min(whole, key=lambda implicants: sum(map(len, implicants))))
    raise ValueError("no implicants cover all rows: one of them is among the others")


def _greedy_cover(candidates: list[Implicant], covers: dict[Implicant, int], wanted: int) -> list[Implicant]:
    chosen = []
    while wanted:
        best = max(candidates, key=lambda implicant: ((covers[implicant] & wanted).bit_count(), -len(implicant)))
        chosen.append(best)
        wanted &= ~covers[best]
    return chosen
