"""From an answer back to what the profile says, and on to the answers that it does not have.

Nothing is decided here: everything is read off the worlds that ``findings`` looks up in
the tables. There are only names here; ``why`` and its neighbors put them into words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from . import facts
from .findings import FactValue, Findings, World, constant
from .folding import Row, fewest_lines, sufficient_sets
from .profile import PatientProfile

__all__ = ["Difference", "MapLine", "Stage", "Trace", "branches", "changes", "differences", "folded", "settles"]

Alternatives = tuple[tuple[FactValue, ...], ...]


class Stage(NamedTuple):
    """One stage on the way from an answer back to the profile, and what it rests on in turn."""

    kind: Literal["rule", "fact", "said", "open"]
    rules: tuple[str, ...] = ()
    """The rules that hold here: the one rule, or those that a fact follows from."""
    facts: Alternatives = ()
    """What is so here: one fact, or where it is open, any of these."""
    rests_on: tuple[Stage, ...] = ()


class Trace(NamedTuple):
    """One way in which an answer follows for a profile."""

    answer: str
    premises: tuple[FactValue, ...]
    """What the profile says that is needed; nothing of it can be left out."""
    when: Alternatives
    """What would have to be so as well, any one of these, where the profile leaves it open."""
    stages: tuple[Stage, ...]


class Difference(NamedTuple):
    """A smallest set of facts that would give another answer."""

    facts: tuple[FactValue, ...]
    rules: tuple[str, ...]
    """The rules that would hold then."""


class MapLine(NamedTuple):
    """One line of a folded table."""

    answer: str
    when: tuple[FactValue, ...]
    rules: tuple[str, ...]


def branches(findings: Findings, decision: str, profile: PatientProfile) -> Iterator[Trace]:
    """Every way in which an answer follows, or each of its outcomes where it is open.

    Whoever agrees with the premises, and with one line of ``when`` if there is any, has
    this answer; no part of the premises is superfluous.
    """
    found = findings.settled(decision, profile)
    outcomes = [(found.answer, ())] if found.answer else [(one.answer, one.when) for one in found.outcomes]
    proof = _proof(findings, decision, profile)
    for answer, when in outcomes:
        yield from tuple(proof.traces(answer, when)) or _proof(findings, decision, profile, wide=True).traces(
            answer, when
        )


def _proof(findings: Findings, decision: str, profile: PatientProfile, *, wide: bool = False) -> _Proof:
    """What is needed to trace one decision for one profile.

    The wide one looks at every fact about the fields that the decision rests on. It
    takes longer, and only rules that set some of the sites with significant symptoms
    against others need it, since the sites bound those.
    """
    ground = findings.ground(decision)
    worlds, every = findings.worlds(decision, profile), findings.all_worlds(decision)
    if wide:
        fields = {name for name, _ in worlds[0].filling}
        ground = tuple(name for name, fact in facts.FACTS.items() if fact.settled and fields.issuperset(fact.fields))
        worlds, every = (tuple(_seen_as(world, ground) for world in some) for some in (worlds, every))
    return _Proof(findings, decision, ground, _distinct(worlds), _distinct(every))


def _seen_as(world: World, ground: tuple[str, ...]) -> World:
    return world._replace(facts=tuple(facts.settled(dict(world.filling), ground).values()))


def _distinct(worlds: Iterable[World]) -> tuple[World, ...]:
    return tuple({world.facts: world for world in worlds}.values())


class _Proof(NamedTuple):
    """Goes back from the answers of one decision to what one profile says."""

    findings: Findings
    decision: str
    ground: tuple[str, ...]
    worlds: tuple[World, ...]
    """Every way in which things can be for the profile, as far as the ground tells them apart."""
    every: tuple[World, ...]
    """Every way in which they can be at all."""

    def traces(self, answer: str, when: Alternatives) -> Iterator[Trace]:
        """Every way in which one answer follows."""
        agreeing = [world for world in self.every if self._one_holds(when, world)]
        against = {world.facts for world in agreeing if world.answer != answer}
        possible = [world for world in self.worlds if world.answer == answer]
        here = self.worlds[0].facts
        for chosen in sufficient_sets(here, against, self._known()):
            inside = [world for world in agreeing if all(world.facts[at] == here[at] for at in chosen)]
            premises = tuple((self.ground[at], here[at]) for at in chosen)
            yield Trace(answer, premises, when, self._rules(inside, possible))

    def _known(self) -> frozenset[int]:
        return constant([world.facts for world in self.worlds])

    def _one_holds(self, when: Alternatives, world: World) -> bool:
        row = dict(zip(self.findings.reads(self.decision), world.row, strict=True))
        return not when or any(all(row[name] == value for name, value in line) for line in when)

    def _rules(self, inside: Sequence[World], possible: Sequence[World]) -> tuple[Stage, ...]:
        """The rules that hold wherever the branch does; if there are none, those that can for the profile."""
        always = [rule for rule in inside[0].fired if all(rule in world.fired for world in inside)]
        if always:
            return tuple(self._rule(rule, inside, possible) for rule in always)
        rules = dict.fromkeys(rule for world in possible for rule in world.fired)
        return tuple(self._rule(rule, [world for world in possible if rule in world.fired]) for rule in rules)

    def _rule(self, rule: str, *scopes: Sequence[World]) -> Stage:
        return Stage("rule", (rule,), (), self._behind(self.decision, scopes, lambda world: rule in world.fired))

    def _behind(
        self, decision: str, scopes: tuple[Sequence[World], ...], holds: Callable[[World], bool]
    ) -> tuple[Stage, ...]:
        """What makes something hold: facts that are alike in the first scope where they are enough, or alternatives.

        The first scope is all that the branch says; the next is what the profile says besides.
        """
        reads = self.findings.reads(decision)
        others = {world.row for world in self.findings.all_worlds(decision) if not holds(world)}
        for at, worlds in enumerate(scopes):
            rows = [world.row for world in self._seen_by(decision, worlds)]
            enough = sufficient_sets(rows[0], others, constant(rows))
            if enough:
                return tuple(self._fact(reads[one], rows[0][one], scopes[at:]) for one in enough[0])
        lines = fewest_lines(sorted(set(rows)), sorted(others))
        return (Stage("open", (), tuple(tuple((reads[at], value) for at, value in line) for line in lines)),)

    def _seen_by(self, decision: str, worlds: Sequence[World]) -> list[World]:
        """The worlds of a decision, or of one that it rests on, that agree with some."""
        places = [self.ground.index(one) for one in self.findings.ground(decision)]
        seen = {tuple(world.facts[at] for at in places) for world in worlds}
        return [world for world in self.findings.all_worlds(decision) if world.facts in seen]

    def _fact(self, fact: str, value: str, scopes: tuple[Sequence[World], ...]) -> Stage:
        here: Alternatives = (((fact, value),),)
        behind = self.findings.decision_behind(fact)
        if behind is None:
            return Stage("said" if self.ground.index(fact) in self._known() else "open", (), here)
        rules = dict.fromkeys(rule for world in self._seen_by(behind, scopes[0]) for rule in world.fired)
        return Stage("fact", tuple(rules), here, self._behind(behind, scopes, lambda world: world.answer == value))


def changes(findings: Findings, decision: str, profile: PatientProfile, wanted: str) -> list[Difference]:
    """Every smallest set of facts with which a profile would have the wanted answer, fewest first.

    Each fact is one that the profile has otherwise, or leaves open. All profiles that
    agree with the set, and besides with what this one says, have the answer; no part
    of the set is superfluous.
    """
    ground, every = findings.ground(decision), _distinct(findings.all_worlds(decision))
    worlds = findings.worlds(decision, profile)
    known = constant([world.facts for world in worlds])
    left_open = [at for at in range(len(ground)) if at not in known]
    said = worlds[0].facts
    found: dict[frozenset[tuple[int, str]], None] = {}
    for row in dict.fromkeys(world.facts for world in every if world.answer == wanted):
        against = {
            world.facts for world in every if world.answer != wanted and all(world.facts[at] == row[at] for at in known)
        }
        other = [at for at in sorted(known) if row[at] != said[at]]
        found |= {
            frozenset((at, row[at]) for at in (*other, *more)): None
            for more in sufficient_sets(row, against, left_open)
        }
    smallest = [one for one in found if not any(two < one for two in found)]
    inorder = sorted((sorted(one) for one in smallest), key=lambda one: (len(one), one))
    return [
        Difference(tuple((ground[at], value) for at, value in one), _rules_then(every, said, known, dict(one)))
        for one in inorder
    ]


def _rules_then(every: Sequence[World], said: Row, known: Iterable[int], change: Mapping[int, str]) -> tuple[str, ...]:
    """The rules that would hold with a change: in every way that is left, or else in some."""
    then = {at: said[at] for at in known} | dict(change)
    left = [world for world in every if all(world.facts[at] == value for at, value in then.items())]
    always = [rule for rule in left[0].fired if all(rule in world.fired for world in left)]
    return tuple(always or dict.fromkeys(rule for world in left for rule in world.fired))


def settles(findings: Findings, decision: str, profile: PatientProfile, field: str) -> bool:
    """Whether an open field settles a question, whichever way it turns out."""
    answers: dict[object, set[str]] = {}
    for world in findings.worlds(decision, profile):
        answers.setdefault(dict(world.filling)[field], set()).add(world.answer)
    return all(len(possible) == 1 for possible in answers.values())


def differences(
    findings: Findings, decision: str, before: PatientProfile, after: PatientProfile
) -> list[tuple[str, ...]]:
    """The smallest sets of facts that bring a profile's answers about, taken over into another that has others."""
    ground, every = findings.ground(decision), findings.all_worlds(decision)
    answers = {world.facts: world.answer for world in every}
    old, new = (_known(findings, decision, profile) for profile in (before, after))
    wanted = _answers(answers, new)
    if wanted == _answers(answers, old):
        return []
    differing = [at for at in range(len(ground)) if old.get(at) != new.get(at)]
    for size in range(1, len(differing) + 1):
        enough = [
            tuple(ground[at] for at in chosen)
            for chosen in combinations(differing, size)
            if _answers(answers, _taken_over(old, new, chosen)) == wanted
        ]
        if enough:
            return enough
    return []


def _known(findings: Findings, decision: str, profile: PatientProfile) -> dict[int, str]:
    worlds = findings.worlds(decision, profile)
    return {at: worlds[0].facts[at] for at in constant([world.facts for world in worlds])}


def _taken_over(old: Mapping[int, str], new: Mapping[int, str], chosen: Iterable[int]) -> dict[int, str]:
    kept = {at: value for at, value in old.items() if at not in chosen}
    return kept | {at: new[at] for at in chosen if at in new}


def _answers(answers: Mapping[Row, str], known: Mapping[int, str]) -> set[str]:
    return {answer for row, answer in answers.items() if all(row[at] == value for at, value in known.items())}


def folded(findings: Findings, decision: str) -> Iterator[MapLine]:
    """A whole table in its fewest lines, answer by answer."""
    reads, every = findings.reads(decision), findings.all_worlds(decision)
    for answer in findings.ranked({world.answer for world in every}):
        rows = sorted({world.row for world in every if world.answer == answer})
        others = sorted({world.row for world in every if world.answer != answer})
        for line in fewest_lines(rows, others):
            inside = [world for world in every if all(world.row[at] == value for at, value in line)]
            always = [rule for rule in inside[0].fired if all(rule in world.fired for world in inside)]
            rules = always or dict.fromkeys(rule for world in inside for rule in world.fired)
            yield MapLine(answer, tuple((reads[at], value) for at, value in line), tuple(rules))
