"""The profiles that some facts tell apart, and conditions on them as decision diagrams.

A variable is a number: first those that a profile states (which of a field's values it
has; whether a name is among a field's), then the base facts that follow from these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import Any, Final, NamedTuple

from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import CHOICES, FIELDS, RESULTS, SITES, SYMPTOMATIC_SITES

from .diagrams import ALWAYS, NEVER, Diagrams

__all__ = ["NULLABLE", "ProfileSpace", "Variables"]

NULLABLE: Final = (SITES, SYMPTOMATIC_SITES)
"""The fields of names for which "not stated" differs from "none"."""

_NO, _YES, _NOT_STATED = range(3)


class Variables:
    """The numbers of all variables, and the diagrams over them."""

    def __init__(self) -> None:
        self._stated = {
            variable: at
            for at, variable in enumerate(
                (name, value)
                for name, field in FIELDS.items()
                for value in ((None,) if name in RESULTS else tuple(field.vocabulary))
            )
        }
        derived = (name for name in facts.BASE_FACTS if name not in RESULTS and not self._is_stated(name))
        self._derived = {name: at for at, name in enumerate(derived, len(self._stated))}
        self.diagrams = Diagrams(
            [
                *(
                    len(FIELDS[name].vocabulary) if value is None else 2 + (name in NULLABLE)
                    for name, value in self._stated
                ),
                *(len(facts.BASE_FACTS[name].stated) for name in self._derived),
            ]
        )

    @staticmethod
    def _is_stated(fact: str) -> bool:
        """Whether a fact is what a profile states as it is: that a name is among those of a field."""
        field, _, name = fact.partition(".")
        return field in CHOICES and name != "any"

    def of_profile(self, profile: PatientProfile) -> tuple[int, ...]:
        """The values of those variables that a profile states."""
        return tuple(self._value(getattr(profile, name), name, word) for name, word in self._stated)

    @staticmethod
    def _value(stated: Any, name: str, word: Any) -> int:
        if word is None:
            return tuple(FIELDS[name].vocabulary).index(stated)
        return _NOT_STATED if stated is None else int(word in stated)

    def of_fact(self, fact: str, value: str) -> tuple[int, int]:
        """The variable of a base fact, and the number of one of its values."""
        if fact in RESULTS:
            return self._stated[fact, None], tuple(FIELDS[fact].vocabulary).index(value)
        if self._is_stated(fact):
            field, _, name = fact.partition(".")
            return self._stated[field, FIELDS[field].vocabulary(name)], _YES if value == "yes" else _NO
        return self._derived[fact], facts.BASE_FACTS[fact].stated.index(value)

    def has(self, name: str, word: str) -> int:
        """The condition that a name is stated among those of a field."""
        return self.diagrams.is_value(self._stated[name, FIELDS[name].vocabulary(word)], _YES)

    def derived(self) -> Iterator[int]:
        """A root for each base fact that follows from what is stated, in the order of their variables."""
        for name in self._derived:
            domain = facts.BASE_FACTS[name]
            if domain.fields[0] in CHOICES:
                field = domain.fields[0]
                some = self.diagrams.either(*(self.has(field, word) for word in FIELDS[field].vocabulary))
                yield some if domain.stated.index("yes") == _YES else self.diagrams.negated(some)
            else:
                yield self._of_locations(name)

    def _of_locations(self, name: str) -> int:
        variables = [at for (field, _), at in self._stated.items() if field in NULLABLE]
        values = facts.BASE_FACTS[name].stated
        return self.diagrams.of_rows(
            variables,
            {
                tuple(self.of_profile(profile)[at] for at in variables): values.index(facts.stated(profile)[name])
                for profile in facts.every_profile(("sites.any",))
            },
        )


class _Axis(NamedTuple):
    """Fields that are stated independently of the others: each way to state them, and what their facts then are."""

    ways: tuple[Mapping[str, Any], ...]
    values: tuple[Mapping[int, int], ...]
    step: int
    """How far apart profiles are that differ in this axis alone, by one."""


class ProfileSpace:
    """Every way to state the fields behind some base facts, as far as these facts tell them apart."""

    def __init__(self, asked: Iterable[str], variables: Variables) -> None:
        self._diagrams = variables.diagrams
        self._roots: dict[int, int] = {}
        named = frozenset(asked)
        axes: list[_Axis] = []
        step = 1
        for fields in ((SITES, SYMPTOMATIC_SITES), *((name,) for name in FIELDS if name not in NULLABLE)):
            behind = tuple(
                fact for fact in facts.BASE_FACTS if fact in named and facts.BASE_FACTS[fact].fields[0] in fields
            )
            if behind:
                told_apart: dict[tuple[tuple[int, int], ...], dict[str, Any]] = {}
                for profile in facts.distinct_profiles(behind):
                    stated = facts.stated(profile)
                    values = tuple(variables.of_fact(fact, stated[fact]) for fact in behind)
                    told_apart.setdefault(values, {name: getattr(profile, name) for name in fields})
                axes.append(_Axis(tuple(told_apart.values()), tuple(map(dict, told_apart)), step))
                step *= len(told_apart)
        self._axes = tuple(axes)
        self.size = step
        """How many ways there are."""

    def __iter__(self) -> Iterator[PatientProfile]:
        for ways in product(*(axis.ways for axis in reversed(self._axes))):
            stated: dict[str, Any] = {}
            for way in ways:
                stated |= way
            yield PatientProfile.model_validate(stated)

    def root(self, members: int) -> int:
        """The condition of being among some profiles, which are given as the bits of a number."""
        if members not in self._roots:
            self._roots[members] = self._root(members)
        return self._roots[members]

    def _root(self, members: int) -> int:
        if not members:
            return NEVER
        if members == (1 << self.size) - 1:
            return ALWAYS
        axes = [axis for at, axis in enumerate(self._axes) if not self._is_alike(at, members)]
        rows: dict[tuple[int, ...], int] = {}
        variables = sorted(variable for axis in axes for variable in axis.values[0])
        for ways in product(*(range(len(axis.ways)) for axis in axes)):
            values: dict[int, int] = {}
            at = 0
            for axis, way in zip(axes, ways, strict=True):
                values |= axis.values[way]
                at += way * axis.step
            rows[tuple(values[variable] for variable in variables)] = members >> at & 1
        return self._diagrams.of_rows(variables, rows)

    def _is_alike(self, at: int, members: int) -> bool:
        """Whether it makes no difference how the fields of an axis are stated."""
        axis, first = self._axes[at], self._firsts[at]
        lowest = members & first
        return all((members >> way * axis.step) & first == lowest for way in range(1, len(axis.ways)))

    @cached_property
    def _firsts(self) -> Sequence[int]:
        """For each axis the profiles that state its fields in the first way."""
        return [
            sum(((1 << axis.step) - 1) << start for start in range(0, self.size, axis.step * len(axis.ways)))
            for axis in self._axes
        ]
