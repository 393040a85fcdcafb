"""What rules may ask about a profile, and what a profile leaves open.

There are two ways to ask. A *settled* question is answered as if every result were
in: ``her2`` is positive or negative there, brain is among the sites or not. A
*stated* question is about what the profile states, "not stated" included. Rules that
decide about therapies and receptor groups ask the first kind; rules that pick notes
and questions ask the second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, combinations, product
from math import prod
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from .profile import PatientProfile
from .vocabulary import CHOICES, FIELDS, RESULTS, SITES, SYMPTOMATIC_SITES, Site

__all__ = [
    "BASE_FACTS",
    "Completion",
    "Domain",
    "FactValue",
    "completions",
    "distinct_profiles",
    "every_profile",
    "fields_behind",
    "known_sites",
    "open_fields",
    "settled",
    "stated",
    "ways_to_state",
]

FactValue = tuple[str, str]
"""A fact's name and its value."""

Completion = Mapping[str, Any]
"""One way in which a profile's open fields may turn out: field name to value."""

_LOCATIONS: Final = (SITES, SYMPTOMATIC_SITES)
_STAND_INS: Final = 2
"""So many sites stand for all that nothing asks for: one alone, and one more beside it."""


class Domain(NamedTuple):
    """One fact: the profile fields it comes from and the values it can take."""

    fields: tuple[str, ...]
    settled: tuple[str, ...]
    """Its values once everything is known; empty for a fact that is only ever stated."""
    stated: tuple[str, ...]
    """Its values as the profile puts it."""


def _base_facts() -> dict[str, Domain]:
    facts: dict[str, Domain] = {}
    for name in RESULTS:
        field = FIELDS[name]
        facts[name] = Domain((name,), tuple(dict.fromkeys(field.reads_as.values())), tuple(map(str, field.vocabulary)))
    facts["sites.any"] = Domain(_LOCATIONS, (), ("yes", "not_stated"))
    facts["sites.taken_from_symptomatic_sites"] = Domain(_LOCATIONS, (), ("yes", "no"))
    facts["symptomatic_sites.any"] = Domain(_LOCATIONS, ("yes", "no"), ("yes", "no", "not_stated"))
    for name, site in product(_LOCATIONS, Site):
        facts[f"{name}.{site}"] = Domain(_LOCATIONS, ("yes", "no"), ("yes", "no", "not_stated"))
    for name in CHOICES:
        names = ("any", *FIELDS[name].vocabulary)
        facts |= {f"{name}.{chosen}": Domain((name,), (), ("yes", "no")) for chosen in names}
    return facts


BASE_FACTS: Final[Mapping[str, Domain]] = MappingProxyType(_base_facts())
"""Every fact that a rule may ask about without deriving it, by name."""


def fields_behind(facts: Iterable[str]) -> tuple[str, ...]:
    """The profile's fields that some base facts come from, in the profile's order."""
    read = {field for fact in facts for field in BASE_FACTS[fact].fields}
    return tuple(field for field in FIELDS if field in read)


def completions(profile: PatientProfile, facts: Iterable[str]) -> Iterator[Completion]:
    """Every way to fill in a profile's open fields, as far as some base facts can tell the ways apart.

    Sites and the sites with significant symptoms are filled in together, since the
    second is always a part of the first. Of the sites that no fact asks for, two stand
    for all: so the ways grow with the sites that rules name, and not with those that there are.
    """
    asked = tuple(facts)
    fields = fields_behind(asked)
    choices: list[list[Completion]] = [
        [{name: value} for value in _readings(profile, name)] for name in RESULTS if name in fields
    ]
    if not set(_LOCATIONS).isdisjoint(fields):
        choices.append(list(_located(profile, frozenset(asked))))
    for parts in product(*choices):
        yield dict(chain.from_iterable(part.items() for part in parts))


def open_fields(profile: PatientProfile) -> tuple[str, ...]:
    """The fields that a profile leaves open, in the profile's order."""
    results = [name for name in RESULTS if getattr(profile, name) not in FIELDS[name].reads_as]
    unstated = {SITES: known_sites(profile), SYMPTOMATIC_SITES: profile.symptomatic_sites}
    return (*results, *(name for name, value in unstated.items() if value is None))


def _readings(profile: PatientProfile, name: str) -> tuple[str, ...]:
    reading = FIELDS[name].reads_as.get(getattr(profile, name))
    return BASE_FACTS[name].settled if reading is None else (reading,)


def _located(profile: PatientProfile, asked: frozenset[str]) -> Iterator[Completion]:
    sites, symptomatic = known_sites(profile), profile.symptomatic_sites
    for located in _subsets(_told_apart(tuple(Site), asked)) if sites is None else (sites,):
        if located:
            causing = _subsets(_told_apart(located, asked)) if symptomatic is None else (symptomatic,)
            yield from ({SITES: located, SYMPTOMATIC_SITES: one} for one in causing)


def _told_apart(sites: tuple[Site, ...], asked: frozenset[str]) -> tuple[Site, ...]:
    """The sites that some facts name, and stand-ins for the others."""
    named = {site for site in sites if any(f"{name}.{site}" in asked for name in _LOCATIONS)}
    stand_ins = [site for site in sites if site not in named][:_STAND_INS]
    return tuple(site for site in sites if site in named or site in stand_ins)


def known_sites(profile: PatientProfile) -> tuple[Site, ...] | None:
    """The sites as given, or as the sites with significant symptoms state them."""
    return profile.sites if profile.sites is not None else profile.symptomatic_sites or None


def _subsets(of: tuple[Site, ...]) -> Iterator[tuple[Site, ...]]:
    return chain.from_iterable(combinations(of, size) for size in range(len(of) + 1))


def settled(completion: Completion, names: Iterable[str]) -> dict[str, str]:
    """Some facts of a completion, each with its settled value."""
    return {name: _settled(completion, *name.partition(".")) for name in names}


def _settled(completion: Completion, field: str, dot: str, name: str) -> str:
    value = completion[field]
    if not dot:
        return str(value)
    return _yes(value if name == "any" else name in value)


def stated(profile: PatientProfile) -> dict[str, str]:
    """Every base fact as the profile puts it, what it leaves out included."""
    facts = _ALL_NO.copy()
    facts |= _stated_locations(profile.sites, profile.symptomatic_sites)
    for name in RESULTS:
        facts[name] = str(getattr(profile, name))
    for name in CHOICES:
        for chosen in getattr(profile, name):
            facts[f"{name}.any"] = facts[f"{name}.{chosen}"] = "yes"
    return facts


@lru_cache(maxsize=512)  # 306 ways to state sites: half of the time of ``stated``
def _stated_locations(given: tuple[Site, ...] | None, symptomatic: tuple[Site, ...] | None) -> Mapping[str, str]:
    sites = given if given is not None else symptomatic or None
    facts = {
        "sites.any": "not_stated" if sites is None else "yes",
        "sites.taken_from_symptomatic_sites": _yes(given is None and sites is not None),
        "symptomatic_sites.any": "not_stated" if symptomatic is None else _yes(symptomatic),
    }
    for site in Site:
        among = "not_stated" if sites is None else _yes(site in sites)
        facts[f"sites.{site}"] = among
        if symptomatic is not None:
            facts[f"symptomatic_sites.{site}"] = _yes(site in symptomatic)
        else:
            facts[f"symptomatic_sites.{site}"] = "no" if among == "no" else "not_stated"
    return facts


_ALL_NO: Final = dict.fromkeys(BASE_FACTS, "no")


def _yes(holds: object) -> str:
    return "yes" if holds else "no"


def every_profile(facts: Iterable[str]) -> Iterator[PatientProfile]:
    """Profiles that differ in some base facts, one for each way in which those fields can be stated.

    Sets of goals and of symptoms go only over what the facts name, since no rule
    can tell the others apart.
    """
    yield from _profiles(tuple(facts), tuple(Site), lambda *_: True)


def distinct_profiles(
    facts: Iterable[str], accepts: Callable[[str, Any], bool] | None = None
) -> Iterator[PatientProfile]:
    """The same, with two sites for all that the facts do not name: enough for every way to state those facts.

    Args:
        facts: base facts.
        accepts: whether a field may have a value; if left out, each may have any.
    """
    asked = tuple(facts)
    yield from _profiles(asked, _told_apart(tuple(Site), frozenset(asked)), accepts or (lambda *_: True))


def ways_to_state(facts: Iterable[str]) -> int:
    """How many profiles ``distinct_profiles`` gives, without making them."""
    asked = tuple(facts)
    fields = fields_behind(asked)
    ways: int = prod(len(BASE_FACTS[name].stated) for name in RESULTS if name in fields)
    if not set(_LOCATIONS).isdisjoint(fields):
        # A site is stated with symptoms, without, or not at all; and both fields may be left out.
        sites = len(_told_apart(tuple(Site), frozenset(asked)))
        ways *= 3**sites + 2 ** (sites + 1) - 1
    ways *= 2 ** sum(len(_named(name, asked)) for name in CHOICES if name in fields)
    return ways


def _profiles(
    facts: tuple[str, ...], sites: tuple[Site, ...], accepts: Callable[[str, Any], bool]
) -> Iterator[PatientProfile]:
    fields = fields_behind(facts)
    results: list[list[dict[str, Any]]] = [
        [{name: status} for status in BASE_FACTS[name].stated] for name in RESULTS if name in fields
    ]
    locations = [] if set(_LOCATIONS).isdisjoint(fields) else [list(_every_location(sites))]
    sets: list[list[dict[str, Any]]] = [
        [{field: chosen} for chosen in _chosen(field, facts)] for field in CHOICES if field in fields
    ]
    accepted = (
        [part for part in parts if all(accepts(*one) for one in part.items())]
        for parts in (*results, *locations, *sets)
    )
    for parts in product(*accepted):
        yield PatientProfile.model_validate(dict(chain.from_iterable(part.items() for part in parts)))


def _every_location(sites: tuple[Site, ...]) -> Iterator[dict[str, Any]]:
    for stated_sites in _subsets(sites):
        for symptomatic in (None, *_subsets(stated_sites or sites)):
            yield {SITES: stated_sites or None, SYMPTOMATIC_SITES: symptomatic}


def _chosen(field: str, facts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    named = _named(field, facts)
    return chain.from_iterable(combinations(named, size) for size in range(len(named) + 1))


def _named(field: str, facts: tuple[str, ...]) -> list[str]:
    """The names that the facts are about, and one more where they ask for any."""
    members = tuple(map(str, FIELDS[field].vocabulary))
    named = [name for name in members if f"{field}.{name}" in facts]
    if f"{field}.any" in facts:
        named += [name for name in members if name not in named][:1]
    return named
