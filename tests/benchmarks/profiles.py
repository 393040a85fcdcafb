"""Profiles drawn by chance: as mappings of plain words, in odd spellings, and as the library reads them.

The words come from the fields of ``PatientProfile``, so that another version of the
library can be measured with the same profiles.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from random import Random
from typing import Any, get_args

from mbc_explainer import PatientProfile

__all__ = ["Mapping", "distinct", "mappings", "oddly_spelled", "varied"]

Mapping = dict[str, Any]

_KNOWN = ("positive", "negative")


def _words(annotation: Any) -> tuple[str, ...]:
    """The vocabulary that a field's type names."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(str(member.value) for member in annotation)
    return next(filter(None, map(_words, get_args(annotation))), ())


_WORDS = {name: _words(field.annotation) for name, field in PatientProfile.model_fields.items()}


def _drawn(random: Random, *, settled: bool = False) -> Mapping:
    """A profile as a mapping of plain words; a settled one leaves nothing open."""
    sites = None if not settled and random.random() < 0.1 else random.sample(_WORDS["sites"], random.randint(1, 5))
    causing = random.sample(sites or [], random.randint(0, len(sites or [])))
    return {
        "er": random.choice(_KNOWN if settled else _WORDS["er"]),
        "pr": random.choice(_KNOWN if settled else _WORDS["pr"]),
        "her2": random.choice((*_KNOWN, "low") if settled else _WORDS["her2"]),
        "sites": sites,
        "symptomatic_sites": causing if settled or random.random() < 0.5 else None,
        "symptoms": random.sample(_WORDS["symptoms"], random.randint(0, 4)),
        "goals": random.sample(_WORDS["goals"], random.randint(0, 5)),
    }


def mappings(count: int, seed: int = 2026, *, settled: bool = False) -> list[Mapping]:
    """So many mappings, each of another profile."""
    random, found = Random(seed), dict[PatientProfile, Mapping]()
    while len(found) < count:
        given = _drawn(random, settled=settled)
        found.setdefault(PatientProfile.model_validate(given), given)
    return list(found.values())


def distinct(count: int, seed: int = 2026, *, settled: bool = False) -> list[PatientProfile]:
    """So many profiles, each another."""
    return [PatientProfile.model_validate(given) for given in mappings(count, seed, settled=settled)]


def oddly_spelled(given: Mapping, random: Random) -> Mapping:
    """The same profile as people type it: upper and lower case by chance, spaces, words with commas between."""
    return {name: _odd(value, random) if value else value for name, value in given.items()}


def _odd(value: Any, random: Random) -> str:
    text = value if isinstance(value, str) else " , ".join(value).replace("_", " ")
    return " " + "".join(letter.upper() if random.random() < 0.5 else letter for letter in text)


def varied(seed: int = 2026) -> Iterator[PatientProfile]:
    """Profiles without end, few of which come twice; none is kept here."""
    random = Random(seed)
    while True:
        yield PatientProfile.model_validate(_drawn(random))
