"""One therapy category for one profile with all its worlds, as the second evaluator has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, combinations, product
from typing import Any

from second_evaluator import BY_LOCATIONS, BY_RECEPTORS, SITES, location_completions, receptor_completions, subsets

from mbc_explainer import PatientProfile
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.reasoning.evaluation import Evaluation

EVALUATION = Evaluation(shipped().topics, shipped().decisions)
WORLD = dict[str, str]

RECEPTORS = list(
    product(*[("positive", "negative", "unknown")] * 2, ("positive", "negative", "low", "equivocal", "unknown"))
)
LOCATIONS = [(None, causing) for causing in (None, *subsets(SITES))] + [
    (sites, causing) for sites in subsets(SITES) if sites for causing in (None, *subsets(sites))
]


def parts_of(of: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    every = tuple(of)
    return chain.from_iterable(combinations(every, size) for size in range(len(every) + 1))


def receptor_world(er: str, pr: str, her2: str) -> WORLD:
    named = {"+": "positive", "-": "negative"}
    return {"er": named[er], "pr": named[pr], "her2": named[her2]}


def location_world(sites: frozenset[str], causing: frozenset[str]) -> WORLD:
    return {"symptomatic_sites.any": "yes" if causing else "no", "sites.brain": "yes" if "brain" in sites else "no"}


class Case:
    """One therapy category for one profile, with all its worlds, as the second evaluator has them."""

    def __init__(
        self, therapy: str, profile: PatientProfile, ways: list[Any], every: list[Any], world: Callable[..., WORLD]
    ) -> None:
        decide: Callable[..., str] = BY_RECEPTORS[therapy] if therapy in BY_RECEPTORS else BY_LOCATIONS[therapy]
        self.decision = f"{therapy}.relevance"
        self.profile = profile
        self.worlds = [(world(*way), decide(*way)) for way in ways]
        self.every = [(world(*way), decide(*way)) for way in every]
        first = self.worlds[0][0]
        self.known = {name: first[name] for name in first if len({world[name] for world, _ in self.worlds}) == 1}
        self.base_facts = set(EVALUATION.base_facts(self.decision))

    def answers(self, known: WORLD) -> set[str]:
        return {answer for world, answer in self.every if known.items() <= world.items()}


@cache
def cases() -> list[Case]:
    found = []
    for therapy, given in product(BY_RECEPTORS, RECEPTORS):
        profile = PatientProfile(er=given[0], pr=given[1], her2=given[2])
        every = receptor_completions("unknown", "unknown", "unknown")
        found.append(Case(therapy, profile, receptor_completions(*given), every, receptor_world))
    for therapy, locations in product(BY_LOCATIONS, LOCATIONS):
        profile = PatientProfile(sites=locations[0], symptomatic_sites=locations[1])
        found.append(
            Case(therapy, profile, location_completions(*locations), location_completions(None, None), location_world)
        )
    return found
