"""Claims, drawn, and what comes of each over everyone, as the second evaluator has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from random import Random
from typing import Any, NamedTuple

from brute_force import LOCATIONS
from second_evaluator import BY_LOCATIONS, BY_RECEPTORS, FIXED, SITES, by_locations, by_receptors, subsets

RECEPTORS = ("er", "pr", "her2")
PLACES = ("sites", "symptomatic_sites")
READS = {"positive": "+", "negative": "-", "low": "-"}
STATUSES = {"er": ("positive", "negative", "unknown"), "pr": ("positive", "negative", "unknown")} | {
    "her2": ("positive", "negative", "low", "equivocal", "unknown")
}
ANSWERS = ("relevant", "sometimes", "not_described", "depends")
Person = dict[str, Any]
"""Every field: a status, or a set of sites; ``unknown`` or None where it is not known."""


class DrawnClaim(NamedTuple):
    """A claim as somebody makes it."""

    therapy: str
    answer: str
    negated: bool
    stated: Person
    unless: list[Person]
    unless_known: list[str]

    def arguments(self) -> dict[str, Any]:
        """What ``check_claim`` takes."""
        return {
            "therapy": self.therapy,
            "answer": self.answer,
            "profile": {field: said(value) for field, value in self.stated.items()},
            "negated": self.negated,
            "unless": [{field: said(value) for field, value in one.items()} for one in self.unless],
            "unless_known": self.unless_known,
        }

    def wants(self, answer: str) -> bool:
        """Whether an answer is as claimed."""
        return (answer != self.answer) if self.negated else (answer == self.answer)


def said(value: Any) -> Any:
    if value is None:
        return "unknown"
    return value if isinstance(value, str) else sorted(value) or "none"


def drawn_claim(draw: Random) -> DrawnClaim:
    """A claim; its parts may contradict one another."""
    therapy = draw.choice([*BY_RECEPTORS, *BY_LOCATIONS] * 3 + [*FIXED])
    not_known = draw.sample([*RECEPTORS, *PLACES], draw.choice([0, 0, 0, 1, 2]))
    exceptions = [conditions(draw, 0.3) for _ in range(draw.choice([0, 0, 1, 2]))]
    return DrawnClaim(
        therapy,
        draw.choice(ANSWERS if not_known else ANSWERS[:3] * 6 + ANSWERS[3:]),
        draw.random() < 0.3,
        conditions(draw, 0.35),
        [one for one in exceptions if one],
        not_known,
    )


def conditions(draw: Random, often: float) -> Person:
    stated: Person = {
        field: draw.choice([*statuses[:2] * 3, *statuses])
        for field, statuses in STATUSES.items()
        if draw.random() < often
    }
    if draw.random() < often / 2:
        located = dict(zip(PLACES, draw.choice(LOCATIONS), strict=True))
        stated |= {field: located[field] for field in draw.sample(PLACES, draw.choice([1, 1, 2]))}
    return stated


def is_open(field: str, value: Any) -> bool:
    return value not in READS if field in RECEPTORS else value is None


def reading(field: str, value: Any) -> Any:
    return READS.get(value) if field in RECEPTORS else value


def everyone(claim: DrawnClaim) -> list[Person]:
    """Everyone whom a claim is about, the excepted ones too: over what can matter, with all else as not known."""
    named = {field for one in claim.unless for field in one}
    results = claim.therapy in BY_RECEPTORS or named & {*RECEPTORS}
    places = claim.therapy in BY_LOCATIONS or named & {*PLACES}
    open_fields = {*claim.unless_known, *(field for field, value in claim.stated.items() if is_open(field, value))}
    choices: list[Iterable[Any]] = []
    for field, statuses in STATUSES.items():
        known = ["unknown"] if field in open_fields or not results else [one for one in statuses if one in READS]
        choices.append([claim.stated[field]] if field in claim.stated else known)
    people = [dict(zip(RECEPTORS, one, strict=True)) for one in product(*choices)]
    located = list(where(claim, open_fields)) if places else [dict.fromkeys(PLACES) | of_places(claim)]
    return [one | place for one, place in product(people, located)]


def of_places(claim: DrawnClaim) -> Person:
    return {field: claim.stated[field] for field in PLACES if field in claim.stated}


def where(claim: DrawnClaim, open_fields: set[str]) -> Iterator[Person]:
    """Every way to know where it has spread to, and what causes symptoms, as far as the claim lets it be known."""
    for sites in (one for one in subsets(SITES) if one):
        for causing in subsets(sites):
            place: Person = {"sites": sites, "symptomatic_sites": causing}
            place |= {field: None for field in PLACES if field in open_fields}
            told_by_the_other = place["sites"] is None and place["symptomatic_sites"]
            if not told_by_the_other and place == place | of_places(claim):
                yield place


def contradicts_itself(claim: DrawnClaim) -> bool:
    """Whether something is stated and not known at once."""
    stated = claim.stated
    open_fields = {*claim.unless_known, *(field for field, value in stated.items() if is_open(field, value))}
    if any(field in stated and not is_open(field, stated[field]) for field in claim.unless_known):
        return True
    sites, causing = (stated.get(field) for field in PLACES)
    if causing and ("sites" in open_fields or not causing <= (sites or causing)):
        return True
    return claim.answer == "depends" and not open_fields


def is_excepted(claim: DrawnClaim, person: Person) -> bool:
    return any(
        all(reading(field, person[field]) == reading(field, value) for field, value in one.items())
        for one in claim.unless
    )


def answer_for(therapy: str, person: Person) -> str:
    """The answer for somebody, which is that it depends where something is not known that can change it."""
    if therapy in BY_RECEPTORS:
        return by_receptors(therapy, *(person[field] for field in RECEPTORS))[0]
    if therapy in BY_LOCATIONS:
        return by_locations(therapy, *(person[field] for field in PLACES))[0]
    return FIXED[therapy]


def told_apart(therapy: str, person: Person) -> tuple[Any, ...]:
    """What of somebody the rules on a therapy category ask for."""
    if therapy in BY_RECEPTORS:
        fields = RECEPTORS if therapy == "targeted_therapy" else RECEPTORS[:2]
        return tuple(reading(field, person[field]) for field in fields)
    if therapy in BY_LOCATIONS:
        sites, causing = (person[field] for field in PLACES)
        return (sites if sites is None else "brain" in sites, causing if causing is None else bool(causing))
    return ()


class Told(NamedTuple):
    """Somebody whom a claim is about, with the answer for them."""

    person: Person
    readings: Person
    answer: str
    excepted: bool


def told(claim: DrawnClaim) -> list[Told]:
    """Everyone whom a claim is about, with their answers."""
    return [
        Told(
            one,
            {field: reading(field, value) for field, value in one.items()},
            answer_for(claim.therapy, one),
            is_excepted(claim, one),
        )
        for one in everyone(claim)
    ]


def fewest(claim: DrawnClaim, people: list[Told], *, as_claimed: bool) -> list[Person]:
    """Every profile with the fewest fields beside the claim's own that has an answer as wanted, however the rest is."""
    free = [field for field in (*RECEPTORS, *PLACES) if len({one.person[field] for one in people}) > 1]
    for size in range(len(free) + 1):
        found = [
            values
            for fields in combinations(free, size)
            for values, meant in stating(fields, people)
            if is_settled(claim, values, meant, as_claimed=as_claimed)
        ]
        if found:
            return found
    return []


def stating(fields: tuple[str, ...], people: list[Told]) -> Iterator[tuple[Person, list[Told]]]:
    """Each way to state some fields, with all who agree with it."""
    alike: dict[tuple[Any, ...], list[Told]] = {}
    for one in people:
        alike.setdefault(tuple(one.readings[field] for field in fields), []).append(one)
    for these in alike.values():
        for values in {tuple(one.person[field] for field in fields) for one in these}:
            yield dict(zip(fields, values, strict=True)), these


def is_settled(claim: DrawnClaim, values: Person, agreeing: list[Told], *, as_claimed: bool) -> bool:
    """Whether all who agree with a profile, as it reads, have one answer, as wanted, and none of them is excepted."""
    nothing: Person = dict.fromkeys(RECEPTORS, "unknown") | dict.fromkeys(PLACES)
    profile = nothing | claim.stated | values
    sites = profile["sites"] if profile["sites"] is not None else profile["symptomatic_sites"] or None
    meant = [one for one in agreeing if sites is None or one.person["sites"] in {sites, None}]
    answers = {one.answer for one in meant}
    if len(answers) != 1 or any(one.excepted for one in meant):
        return False
    (answer,) = answers
    return claim.wants(answer) is as_claimed and answer == answer_for(claim.therapy, profile)


def sites_named(values: Person) -> int:
    return sum(len(value) for field, value in values.items() if field in PLACES and value is not None)
