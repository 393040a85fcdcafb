"""What rules may ask about a profile, and what a profile leaves open.

There are two ways to ask. A *settled* question is answered as if every result were
in: ``her2`` is positive or negative there, brain is among the sites or not. A
*stated* question is about what the profile says, "not stated" included. Rules that
decide about therapies and receptor groups ask the first kind; rules that pick notes
and questions ask the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, combinations, product
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from .profile import PatientProfile
from .vocabulary import Goal, Her2Status, ReceptorStatus, Site, Symptom

__all__ = [
    "FACTS",
    "Domain",
    "Filling",
    "every_profile",
    "fillings",
    "known_sites",
    "open_fields",
    "settled",
    "stated",
]

_RECEPTORS = ("er", "pr", "her2")
_PLACES = ("sites", "symptomatic_sites")

_RECEPTOR_READING: Final = MappingProxyType({"positive": "positive", "negative": "negative", "low": "negative"})
"""How a stated receptor result reads once settled; what is missing here is open (L13.2, L14.2)."""

Filling = Mapping[str, Any]
"""One way in which a profile's open fields may turn out: field name to value."""


class Domain(NamedTuple):
    """One fact: the profile fields it comes from and the values it can take."""

    fields: tuple[str, ...]
    settled: tuple[str, ...]
    """Its values once everything is known; empty for a fact that is only ever stated."""
    stated: tuple[str, ...]
    """Its values as the profile puts it."""


def _facts() -> dict[str, Domain]:
    facts = {name: Domain((name,), ("positive", "negative"), tuple(ReceptorStatus)) for name in ("er", "pr")}
    facts["her2"] = Domain(("her2",), ("positive", "negative"), tuple(Her2Status))
    facts["sites.any"] = Domain(_PLACES, (), ("yes", "not_stated"))
    facts["sites.taken_from_symptomatic_sites"] = Domain(_PLACES, (), ("yes", "no"))
    facts["symptomatic_sites.any"] = Domain(_PLACES, ("yes", "no"), ("yes", "no", "not_stated"))
    for field, site in product(_PLACES, Site):
        facts[f"{field}.{site}"] = Domain(_PLACES, ("yes", "no"), ("yes", "no", "not_stated"))
    for field, names in (("goals", Goal), ("symptoms", Symptom)):
        facts |= {f"{field}.{name}": Domain((field,), (), ("yes", "no")) for name in ("any", *names)}
    return facts


FACTS: Final[Mapping[str, Domain]] = MappingProxyType(_facts())
"""Every fact that a rule may ask about without deriving it, by name."""


def fillings(profile: PatientProfile, fields: tuple[str, ...]) -> Iterator[Filling]:
    """Every way to fill in the open ones among some of a profile's fields.

    Sites and the sites with significant symptoms are filled in together, since the
    second is always a part of the first.
    """
    choices: list[list[Filling]] = [
        [{name: value} for value in _receptor_readings(profile, name)] for name in _RECEPTORS if name in fields
    ]
    if not set(_PLACES).isdisjoint(fields):
        choices.append(list(_place_readings(profile)))
    for parts in product(*choices):
        yield dict(chain.from_iterable(part.items() for part in parts))


def open_fields(profile: PatientProfile) -> tuple[str, ...]:
    """The fields that a profile leaves open, in the profile's order."""
    receptors = [name for name in _RECEPTORS if getattr(profile, name) not in _RECEPTOR_READING]
    unstated = {"sites": known_sites(profile), "symptomatic_sites": profile.symptomatic_sites}
    return (*receptors, *(name for name, value in unstated.items() if value is None))


def _receptor_readings(profile: PatientProfile, name: str) -> tuple[str, ...]:
    reading = _RECEPTOR_READING.get(getattr(profile, name))
    return FACTS[name].settled if reading is None else (reading,)


def _place_readings(profile: PatientProfile) -> Iterator[Filling]:
    sites, symptomatic = known_sites(profile), profile.symptomatic_sites
    for filled in _subsets(tuple(Site)) if sites is None else (sites,):
        if filled:
            for causing in _subsets(filled) if symptomatic is None else (symptomatic,):
                yield {"sites": filled, "symptomatic_sites": causing}


def known_sites(profile: PatientProfile) -> tuple[Site, ...] | None:
    """The sites as given, or as the sites with significant symptoms state them."""
    return profile.sites if profile.sites is not None else profile.symptomatic_sites or None


def _subsets(of: tuple[Site, ...]) -> Iterator[tuple[Site, ...]]:
    return chain.from_iterable(combinations(of, size) for size in range(len(of) + 1))


def settled(filling: Filling, names: Iterable[str]) -> dict[str, str]:
    """Some facts of a filling, each with its settled value."""
    return {name: _settled(filling, *name.partition(".")) for name in names}


def _settled(filling: Filling, field: str, dot: str, name: str) -> str:
    value = filling[field]
    if not dot:
        return str(value)
    return _yes(value if name == "any" else name in value)


@lru_cache(maxsize=16)  # a profile is asked about many times while its answer is put together
def stated(profile: PatientProfile) -> Mapping[str, str]:
    """Every fact as the profile puts it, what it leaves out included."""
    sites, symptomatic = known_sites(profile), profile.symptomatic_sites
    facts: dict[str, str] = {name: str(getattr(profile, name)) for name in _RECEPTORS}
    facts["sites.any"] = "not_stated" if sites is None else "yes"
    facts["sites.taken_from_symptomatic_sites"] = _yes(profile.sites is None and sites is not None)
    facts["symptomatic_sites.any"] = "not_stated" if symptomatic is None else _yes(symptomatic)
    for site in Site:
        among = "not_stated" if sites is None else _yes(site in sites)
        facts[f"sites.{site}"] = among
        if symptomatic is not None:
            facts[f"symptomatic_sites.{site}"] = _yes(site in symptomatic)
        else:
            facts[f"symptomatic_sites.{site}"] = "no" if among == "no" else "not_stated"
    facts |= _NONE_CHOSEN
    for field in ("goals", "symptoms"):
        said = getattr(profile, field)
        facts |= {f"{field}.{name}": "yes" for name in (*said, *(["any"] if said else []))}
    return MappingProxyType(facts)


_NONE_CHOSEN: Final = {name: "no" for name in FACTS if name.startswith(("goals.", "symptoms."))}


def _yes(holds: object) -> str:
    return "yes" if holds else "no"


def every_profile(facts: tuple[str, ...]) -> Iterator[PatientProfile]:
    """Profiles that differ in some facts, one for each way in which those fields can be stated.

    Sets of goals and of symptoms go only over what the facts name, since no rule
    can tell the others apart.
    """
    fields = {field for fact in facts for field in FACTS[fact].fields}
    receptors: list[list[dict[str, Any]]] = [
        [{name: status} for status in FACTS[name].stated] if name in fields else [{}] for name in _RECEPTORS
    ]
    places = list(_every_place()) if fields & set(_PLACES) else [{}]
    sets: list[list[dict[str, Any]]] = [
        [{field: chosen} for chosen in _chosen(field, facts)] if field in fields else [{}]
        for field in ("symptoms", "goals")
    ]
    for parts in product(*receptors, places, *sets):
        yield PatientProfile(**dict(chain.from_iterable(part.items() for part in parts)))


def _every_place() -> Iterator[dict[str, Any]]:
    for sites in _subsets(tuple(Site)):
        for symptomatic in (None, *_subsets(sites or tuple(Site))):
            yield {"sites": sites or None, "symptomatic_sites": symptomatic}


def _chosen(field: str, facts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every set of the names that the facts are about, and of one more where they ask for any."""
    members = [fact.partition(".")[2] for fact in FACTS if fact.startswith(f"{field}.")][1:]
    named = [name for name in members if f"{field}.{name}" in facts]
    if f"{field}.any" in facts:
        named += [name for name in members if name not in named][:1]
    return chain.from_iterable(combinations(named, size) for size in range(len(named) + 1))
