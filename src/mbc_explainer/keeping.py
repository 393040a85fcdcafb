"""Parts of an answer, each made once and then kept.

A part turns on a few fields of the profile, and mostly on little of what they say. So
the fields are looked at in groups, and what a group comes to for a part gets a number.
A part is kept for each combination of its numbers: a new profile is four or so
look-ups for its numbers, and then one for each part.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import chain, count
from operator import itemgetter
from typing import Any, Final, Generic, NamedTuple, TypeVar

from .profile import PatientProfile

__all__ = ["Keeper", "NotAsReadError", "Numbers", "Part", "Said", "Seen"]

MOST_KEPT: Final = 16_384
"""Combinations kept for one part, and for one group of fields, before it starts anew."""

_TOGETHER: Final = (("er", "pr", "her2"), ("sites", "symptomatic_sites"), ("goals",), ("symptoms",))
"""Fields that are looked at together."""

_T = TypeVar("_T")

Said = Mapping[str, Any]
"""A profile's fields."""

Numbers = tuple[int, ...]
"""What a profile comes to, number by number."""


class NotAsReadError(Exception):
    """A profile that was put together past its own checks."""


class Seen(NamedTuple):
    """What a part makes of some fields."""

    fields: tuple[str, ...]
    view: Callable[[PatientProfile], Hashable]


class _Group:
    """A group of fields, and the numbers of what each of its views comes to."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self._pick: Callable[[Said], Any] = itemgetter(*fields) if fields else len
        self._views: list[tuple[Callable[[PatientProfile], Hashable], dict[Hashable, int]]] = []
        self._numbers: dict[Any, Numbers] = {}
        self._next = count()

    def add(self, view: Callable[[PatientProfile], Hashable]) -> int:
        """Add a view; its place among the group's numbers."""
        self._views.append((view, {}))
        return len(self._views) - 1

    def __len__(self) -> int:
        return len(self._views)

    def numbers(self, said: Said, profile: PatientProfile) -> Numbers:
        """The numbers for a profile, found once for each combination of the fields."""
        raw = self._pick(said)
        numbers = self._numbers.get(raw)
        if numbers is None:
            if vars(PatientProfile.model_validate(dict(said))) != said:
                raise NotAsReadError
            numbers = tuple(seen.setdefault(view(profile), next(self._next)) for view, seen in self._views)
            if len(self._numbers) >= MOST_KEPT:
                self._numbers.clear()
            self._numbers[raw] = numbers
        return numbers


class Part(Generic[_T]):
    """A part of the answer, kept for each combination of its numbers."""

    def __init__(self, seen: tuple[Seen, ...], build: Callable[..., _T]) -> None:
        self._pick: Callable[[Numbers], Any] = len
        self._seen = seen
        self._build = build
        self._kept: dict[Any, _T] = {}

    def find_at(self, positions: list[int]) -> None:
        """Say where among a profile's numbers its own are."""
        if positions:
            self._pick = itemgetter(*positions)

    def __call__(self, numbers: Numbers, profile: PatientProfile) -> _T:
        """The part for a profile with these numbers."""
        key = self._pick(numbers)
        try:
            return self._kept[key]
        except KeyError:
            part = self._build(*(seen.view(profile) for seen in self._seen))
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = part
            return part


class Keeper:
    """All the groups of fields that some parts look at."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], _Group] = {}
        self._places: list[tuple[Part[Any], list[tuple[tuple[str, ...], int]]]] = []

    def part(self, seen: Iterable[Seen], build: Callable[..., _T]) -> Part[_T]:
        """A part that is made from what it sees of some fields; called with the views, in order."""
        these = tuple(seen)
        places = []
        for fields, view in these:
            wanted = tuple(chain.from_iterable(group for group in _TOGETHER if not set(group).isdisjoint(fields)))
            places.append((wanted, self._groups.setdefault(wanted, _Group(wanted)).add(view)))
        part = Part(these, build)
        self._places.append((part, places))
        return part

    def settle(self) -> None:
        """Fix where each part finds its numbers, once all parts are there."""
        starts, at = {}, 0
        for fields, group in self._groups.items():
            starts[fields] = at
            at += len(group)
        for part, places in self._places:
            positions = [starts[fields] + place for fields, place in places]
            part.find_at(positions)

    def numbers(self, said: Said, profile: PatientProfile) -> Numbers:
        """All numbers of a profile."""
        return tuple(chain.from_iterable([group.numbers(said, profile) for group in self._groups.values()]))
