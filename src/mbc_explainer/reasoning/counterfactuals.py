"""What would have to differ for another answer, what tells two profiles' answers apart, and tables in few lines.

As in ``proofs``, everything is read off the worlds that an ``Evaluation`` looks up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from mbc_explainer.patient.facts import FactValue
from mbc_explainer.patient.profile import PatientProfile

from .evaluation import Evaluation, World, constant, distinct, ranked, rules_that_hold
from .implicants import Row, minimal_cover, minimal_hitting_sets

__all__ = ["Difference", "TableLine", "contrast", "counterfactuals", "is_decisive", "table_map"]


class Difference(NamedTuple):
    """A smallest set of facts that would give another answer."""

    facts: tuple[FactValue, ...]
    rules: tuple[str, ...]
    """The rules that would hold then."""


class TableLine(NamedTuple):
    """One line of a table in few lines."""

    answer: str
    when: tuple[FactValue, ...]
    rules: tuple[str, ...]


def counterfactuals(evaluation: Evaluation, decision: str, profile: PatientProfile, wanted: str) -> list[Difference]:
    """Every smallest set of facts with which a profile would have the wanted answer, fewest first.

    Each fact is one that the profile has otherwise, or leaves open. All profiles that
    agree with the set, and besides with what this one states, have the answer; no part
    of the set is superfluous.
    """
    base_facts, every = evaluation.base_facts(decision), distinct(evaluation.all_worlds(decision))
    worlds = evaluation.worlds(decision, profile)
    here, known = worlds[0].facts, constant([world.facts for world in worlds])
    found: set[frozenset[tuple[int, str]]] = set()
    for row in {world.facts for world in every if world.answer == wanted}:
        found.update(_changes(here, known, row, [world for world in every if world.answer != wanted]))
    smallest = [sorted(change) for change in found if not any(other < change for other in found)]
    return [
        Difference(
            tuple((base_facts[at], value) for at, value in change), _rules_then(every, here, known, dict(change))
        )
        for change in sorted(smallest, key=lambda change: (len(change), change))
    ]


def _changes(
    here: Row, known: frozenset[int], there: Row, others: Iterable[World]
) -> Iterator[frozenset[tuple[int, str]]]:
    """Each smallest change that leads to a row, and to none that agrees on what is known and has another answer."""
    against = {world.facts for world in others if all(world.facts[at] == there[at] for at in known)}
    otherwise = [at for at in known if there[at] != here[at]]
    left_open = [at for at in range(len(there)) if at not in known]
    for more in minimal_hitting_sets(there, against, left_open):
        yield frozenset((at, there[at]) for at in (*otherwise, *more))


def _rules_then(every: Sequence[World], here: Row, known: Iterable[int], change: Mapping[int, str]) -> tuple[str, ...]:
    """The rules that would hold with a change: in every way that is left, or else in some."""
    then = {at: here[at] for at in known} | dict(change)
    return rules_that_hold([world for world in every if _agrees(world.facts, then.items())])


def is_decisive(evaluation: Evaluation, decision: str, profile: PatientProfile, field: str) -> bool:
    """Whether an open field decides a question, whichever way it turns out."""
    answers: dict[object, set[str]] = {}
    for world in evaluation.worlds(decision, profile):
        answers.setdefault(dict(world.completion)[field], set()).add(world.answer)
    return all(len(possible) == 1 for possible in answers.values())


def contrast(
    evaluation: Evaluation, decision: str, before: PatientProfile, after: PatientProfile
) -> list[tuple[str, ...]]:
    """The smallest sets of facts that bring a profile's answers about, taken over into another that has others."""
    base_facts, every = evaluation.base_facts(decision), evaluation.all_worlds(decision)
    answers = {world.facts: world.answer for world in every}
    old, new = (_known(evaluation, decision, profile) for profile in (before, after))
    wanted = _answers(answers, new)
    if wanted == _answers(answers, old):
        return []
    differing = [at for at in range(len(base_facts)) if old.get(at) != new.get(at)]
    for size in range(1, len(differing) + 1):
        enough = [
            tuple(base_facts[at] for at in chosen)
            for chosen in combinations(differing, size)
            if _answers(answers, _taken_over(old, new, chosen)) == wanted
        ]
        if enough:
            return enough
    return []


def _known(evaluation: Evaluation, decision: str, profile: PatientProfile) -> dict[int, str]:
    worlds = evaluation.worlds(decision, profile)
    return {at: worlds[0].facts[at] for at in constant([world.facts for world in worlds])}


def _taken_over(old: Mapping[int, str], new: Mapping[int, str], chosen: Iterable[int]) -> dict[int, str]:
    kept = {at: value for at, value in old.items() if at not in chosen}
    return kept | {at: new[at] for at in chosen if at in new}


def _answers(answers: Mapping[Row, str], known: Mapping[int, str]) -> set[str]:
    return {answer for row, answer in answers.items() if _agrees(row, known.items())}


def table_map(evaluation: Evaluation, decision: str) -> Iterator[TableLine]:
    """A whole table in its fewest lines, answer by answer."""
    inputs, every = evaluation.inputs(decision), evaluation.all_worlds(decision)
    for answer in ranked({world.answer for world in every}):
        rows = sorted({world.row for world in every if world.answer == answer})
        others = sorted({world.row for world in every if world.answer != answer})
        for implicant in minimal_cover(rows, others):
            rules = rules_that_hold([world for world in every if _agrees(world.row, implicant)])
            yield TableLine(answer, tuple((inputs[at], value) for at, value in implicant), rules)


def _agrees(row: Row, values: Iterable[tuple[int, str]]) -> bool:
    return all(row[at] == value for at, value in values)
