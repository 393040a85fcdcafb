"""Parts of an answer, each made once and then kept.

A part turns on a few fields of the profile, and mostly on little of what they say. So
the fields are looked at in groups, and what a group comes to for a part gets a number.
A part is kept for each combination of its numbers: a new profile is four or so
look-ups for its numbers, and then one for each part.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain, count
from operator import itemgetter
from typing import Any, Final, Generic, NamedTuple, TypeVar

from .profile import PatientProfile

__all__ = ["Keeper", "NotAsReadError", "Numbers", "Part", "Said", "Seen"]

MOST_KEPT: Final = 16_384
"""Combinations kept for one part, and for one group of fields, before it starts anew."""

_TOGETHER: Final = (("er", "pr", "her2"), ("sites", "symptomatic_sites"), ("goals",), ("symptoms",))
"""Fields that are looked at together."""

_MANY: Final = "symptoms"
"""The field with too many values to keep something for each: only what is asked of it is looked at."""

_T = TypeVar("_T")

Said = Mapping[str, Any]
"""A profile's fields."""

Numbers = Sequence[int]
"""What a profile comes to, number by number."""


class NotAsReadError(Exception):
    """A profile that was put together past its own checks."""


class Seen(NamedTuple):
    """What a part makes of some fields."""

    fields: tuple[str, ...]
    view: Callable[[PatientProfile], Hashable]
    asks: tuple[str, ...] = ()
    """The facts that the view asks about, as rules name them."""


class _Group:
    """A group of fields, and the numbers of what each of its views comes to."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self._fields = fields
        self._asked: dict[str, None] = {}
        self.pick: Callable[[Said], Any] = len
        self._views: list[tuple[Callable[[PatientProfile], Hashable], dict[Hashable, int]]] = []
        self.kept: dict[Any, Numbers] = {}
        self._next = count()

    def add(self, seen: Seen) -> int:
        """Add a view; its place among the group's numbers."""
        self._views.append((seen.view, {}))
        self._asked |= dict.fromkeys(fact.partition(".")[2] for fact in seen.asks if fact.startswith(_MANY))
        return len(self._views) - 1

    def settle(self) -> None:
        """Fix what is picked from a profile, once all views are there."""
        few = [field for field in self._fields if field != _MANY]
        pick: Callable[[Said], Any] = itemgetter(*few) if few else len
        names = [name for name in self._asked if name != "any"]
        if _MANY not in self._fields:
            self.pick = pick
        else:
            self.pick = lambda said: (pick(said), bool(said[_MANY]), *[name in said[_MANY] for name in names])

    def __len__(self) -> int:
        return len(self._views)

    def numbers(self, said: Said, profile: PatientProfile) -> Numbers:
        """The numbers for a profile, found once for each combination of the fields."""
        raw = self.pick(said)
        numbers = self.kept.get(raw)
        if numbers is None:
            if vars(PatientProfile.model_validate(dict(said))) != said:
                raise NotAsReadError
            numbers = tuple(seen.setdefault(view(profile), next(self._next)) for view, seen in self._views)
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[raw] = numbers
        return numbers


class Part(Generic[_T]):
    """A part of the answer, kept for each combination of its numbers."""

    def __init__(self, seen: tuple[Seen, ...], build: Callable[..., _T]) -> None:
        self.pick: Callable[[Numbers], Any] = len
        self._seen = seen
        self._build = build
        self.kept: dict[Any, _T] = {}

    def find_at(self, positions: list[int]) -> None:
        """Say where among a profile's numbers its own are."""
        if positions:
            self.pick = itemgetter(*positions)

    def __call__(self, numbers: Numbers, profile: PatientProfile) -> _T:
        """The part for a profile with these numbers."""
        key = self.pick(numbers)
        try:
            return self.kept[key]
        except KeyError:
            part = self._build(*(seen.view(profile) for seen in self._seen))
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[key] = part
            return part


class Keeper:
    """All the groups of fields that some parts look at."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], _Group] = {}
        self._places: list[tuple[Part[Any], list[tuple[tuple[str, ...], int]]]] = []
        self._always: list[Part[Any]] = []
        self._in_order: list[_Group] = []
        self._ways: list[tuple[dict[Any, Any], Callable[[Numbers], Any]]] = []

    def part(self, seen: Iterable[Seen], build: Callable[..., _T], *, always: bool = False) -> Part[_T]:
        """Add a part that is made from what it sees of some fields; ``build`` gets the views in order.

        ``always`` is for the parts that every answer has: they are looked up in one go.
        """
        these = tuple(seen)
        places = []
        for one in these:
            wanted = tuple(chain.from_iterable(group for group in _TOGETHER if not set(group).isdisjoint(one.fields)))
            places.append((wanted, self._groups.setdefault(wanted, _Group(wanted)).add(one)))
        part = Part(these, build)
        self._places.append((part, places))
        self._always += [part] if always else []
        return part

    def settle(self) -> None:
        """Fix where each part finds its numbers, once all parts are there."""
        starts, at = {}, 0
        for fields, group in self._groups.items():
            group.settle()
            starts[fields] = at
            at += len(group)
        for part, places in self._places:
            positions = [starts[fields] + place for fields, place in places]
            part.find_at(positions)
        self._in_order = list(self._groups.values())
        self._ways = [(part.kept, part.pick) for part in self._always]

    def numbers(self, said: Said, profile: PatientProfile) -> Numbers:
        """All numbers of a profile."""
        numbers: list[int] = []
        for group in self._in_order:
            numbers += group.kept.get(group.pick(said)) or group.numbers(said, profile)
        return numbers

    def parts(self, numbers: Numbers, profile: PatientProfile) -> list[Any]:
        """The parts that every answer has, in the order in which they were added."""
        try:
            return [kept[pick(numbers)] for kept, pick in self._ways]
        except KeyError:
            return [part(numbers, profile) for part in self._always]
