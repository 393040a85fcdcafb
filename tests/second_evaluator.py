"""The document's reading once more, in a dozen plain lines that share no code with the library."""

from collections.abc import Callable
from functools import cache
from itertools import combinations, product

SITES = ("bone", "lung", "liver", "brain", "other")
Locations = tuple[frozenset[str], frozenset[str]]


def subsets(of: tuple[str, ...] | frozenset[str]) -> list[frozenset[str]]:
    return [frozenset(one) for size in range(len(of) + 1) for one in combinations(sorted(of), size)]


def targeted(er: str, pr: str, her2: str) -> str:
    return "relevant" if her2 == "+" else "sometimes" if "+" in er + pr else "not_described"


def hormone(er: str, pr: str, _: str) -> str:
    return "relevant" if "+" in er + pr else "not_described"


def local_treatment(sites: frozenset[str], symptomatic: frozenset[str]) -> str:
    return "relevant" if symptomatic or "brain" in sites else "sometimes"


BY_RECEPTORS = {"targeted_therapy": targeted, "hormone_therapy": hormone}
BY_LOCATIONS = {"radiation": local_treatment, "surgery": local_treatment}
FIXED = {
    "chemotherapy": "relevant",
    "immunotherapy": "sometimes",
    "symptom_relief": "relevant",
    "mental_health_care": "relevant",
}


@cache
def receptor_completions(*given: str) -> list[tuple[str, ...]]:
    reads = {"positive": "+", "negative": "-", "low": "-"}
    return list(product(*(reads.get(one, "+-") for one in given)))


@cache
def location_completions(sites: frozenset[str] | None, symptomatic: frozenset[str] | None) -> list[Locations]:
    known = sites if sites is not None else symptomatic or None
    every = [known] if known is not None else [one for one in subsets(SITES) if one]
    return [(one, causing) for one in every for causing in (subsets(one) if symptomatic is None else [symptomatic])]


def over_completions(
    decide: Callable[..., str], ways: list[tuple[str, ...]] | list[Locations]
) -> tuple[str, tuple[int, ...]]:
    """The answer, or ``depends`` with the positions that alone can change it."""
    answers = {way: decide(*way) for way in ways}
    turning = [
        at
        for at in range(len(ways[0]))
        if any(
            answers[one] != answers[two] and all(one[n] == two[n] for n in range(len(one)) if n != at)
            for one in ways
            for two in ways
        )
    ]
    found = set(answers.values())
    return (found.pop(), ()) if len(found) == 1 else ("depends", tuple(turning))


@cache
def by_receptors(therapy: str, *given: str) -> tuple[str, tuple[str, ...]]:
    answer, turning = over_completions(BY_RECEPTORS[therapy], receptor_completions(*given))
    return answer, tuple(("er", "pr", "her2")[at] for at in turning)


@cache
def by_locations(
    therapy: str, sites: frozenset[str] | None, symptomatic: frozenset[str] | None
) -> tuple[str, tuple[str, ...]]:
    answer, turning = over_completions(BY_LOCATIONS[therapy], location_completions(sites, symptomatic))
    return answer, tuple(("sites", "symptomatic_sites")[at] for at in turning)
