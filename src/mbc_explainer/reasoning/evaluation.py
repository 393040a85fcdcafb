"""The decision tables, looked up in every way in which a profile may turn out.

There is one principle for what is not known. A profile stands for every way to fill
in its open fields: its worlds. Where all of them give the same answer, that is the
answer; where they differ, the answer depends on the fields that make it differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.snapshot import OPEN, DecisionTable
from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Relevance

from .implicants import Row

__all__ = [
    "MOST_ROWS",
    "MOST_WAYS",
    "Decided",
    "Evaluation",
    "TooLargeError",
    "World",
    "constant",
    "distinct",
    "ranked",
    "rules_that_always_hold",
    "rules_that_hold",
]

_NOTHING_STATED: Final = PatientProfile()

MOST_ROWS: Final = 4_096
"""Rows of one table; a question over more says so much that nobody can review it."""

MOST_WAYS: Final = 32_768
"""Ways to state what one table rests on: seven sites that rules name, or the document's five with every result."""


class TooLargeError(Exception):
    """A decision over more than anybody can review; it says over how much."""


class World(NamedTuple):
    """One way in which everything may be, as one decision sees it."""

    completion: tuple[tuple[str, Any], ...]
    facts: Row
    """The base facts by which it is told apart: those of ``Evaluation.base_facts``, in their order."""
    row: Row
    """The facts that the decision reads, in the order of its inputs."""
    fired: tuple[str, ...]
    """The rules that hold."""
    answer: str


class Decided(NamedTuple):
    """What a settled question may come to for a profile."""

    answers: tuple[str, ...]
    """Every answer that it may have, in their order."""
    depends_on: tuple[str, ...]
    """The open fields for which two completions that differ in nothing else give different answers."""
    fired: tuple[str, ...]
    """The rules that hold in every world."""

    @property
    def value(self) -> str | None:
        """The answer; None where it depends."""
        return self.answers[0] if len(self.answers) == 1 else None


class Evaluation:
    """Looks profiles up in one set of tables."""

    def __init__(
        self, rulebase: RuleBase, tables: Mapping[str, DecisionTable], other_answers: Mapping[str, str] | None = None
    ) -> None:
        """Look up in some tables, with what the rules answer, or some of them otherwise."""
        self._tables = tables
        self._derived_facts = {fact.fact for fact in rulebase.receptors.facts}
        self.answer_of: dict[str, str] = {
            rule.id: str(rule.relevance) for therapy in rulebase.therapies for rule in therapy.rules
        }
        self.answer_of |= {rule.id: rule.value for fact in rulebase.receptors.facts for rule in fact.rules}
        self.answer_of |= other_answers or {}
        """What each rule that gives an answer says."""
        self._base_facts: dict[str, tuple[str, ...]] = {}
        self._worlds_of_all: dict[str, tuple[World, ...]] = {}
        self._rows: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
        self._decided: dict[tuple[str, ...], Decided] = {}

    def table(self, decision: str) -> DecisionTable:
        """A decision's table."""
        return self._tables[decision]

    def inputs(self, decision: str) -> tuple[str, ...]:
        """The facts that a decision's rules test."""
        return self._tables[decision].inputs

    def base_facts(self, decision: str) -> tuple[str, ...]:
        """The base facts that a decision rests on, however indirectly."""
        if decision not in self._base_facts:
            self._base_facts[decision] = self.base_facts_of(self._tables[decision].inputs)
        return self._base_facts[decision]

    def base_facts_of(self, inputs: Iterable[str]) -> tuple[str, ...]:
        """The base facts that some facts rest on, each once."""
        return tuple(dict.fromkeys(self._resting_on(inputs)))

    def _resting_on(self, inputs: Iterable[str]) -> Iterator[str]:
        for fact in inputs:
            decision = self.decision_of(fact)
            yield from (fact,) if decision is None else self.base_facts(decision)

    def decision_of(self, fact: str) -> str | None:
        """The decision that a fact is the answer of; none for a base fact."""
        if fact in self._derived_facts:
            return fact
        subject, _, name = fact.partition(".")
        return f"{name}.relevance" if subject == "relevance" else None

    def worlds(
        self, decision: str, profile: PatientProfile, told_apart_by: tuple[str, ...] | None = None
    ) -> tuple[World, ...]:
        """Every way in which things can be for a profile, as far as base facts tell: the decision's own, or others."""
        base_facts, table = told_apart_by or self.base_facts(decision), self._tables[decision]
        decided: dict[Row, tuple[Row, tuple[str, ...], str]] = {}
        worlds = []
        for completion in facts.completions(profile, base_facts):
            settled = facts.settled(completion, base_facts)
            at = tuple(settled.values())
            if at not in decided:
                row = self._derived(table.inputs, settled)
                fired = table.fired(row)
                decided[at] = tuple(row.values()), fired, self.answer_of[fired[0]]
            worlds.append(World(tuple(completion.items()), at, *decided[at]))
        return tuple(worlds)

    def all_worlds(self, decision: str) -> tuple[World, ...]:
        """Every way in which things can be at all."""
        if decision not in self._worlds_of_all:
            self._worlds_of_all[decision] = self.worlds(decision, _NOTHING_STATED)
        return self._worlds_of_all[decision]

    def _derived(self, names: Sequence[str], settled: Mapping[str, str]) -> dict[str, str]:
        """Some facts, those that rules derive among them, from settled ones."""
        row = {}
        for name in names:
            table = self._tables.get(name) if name in self._derived_facts else None
            if table is None:
                row[name] = settled[name]
            else:
                row[name] = self.answer_of[table.fired(self._derived(table.inputs, settled))[0]]
        return row

    def decide(self, decision: str, profile: PatientProfile) -> Decided:
        """What a settled question may come to for a profile, without the reasons."""
        stated = facts.stated(profile)
        key = (decision, *(stated[name] for name in self.base_facts(decision)))
        if key not in self._decided:
            self._decided[key] = _decided(self.worlds(decision, profile))
        return self._decided[key]

    def facts(self, profile: PatientProfile, names: Iterable[str]) -> dict[str, str]:
        """Some facts as the profile puts them, what is derived from it included."""
        stated = facts.stated(profile)
        return {name: stated.get(name) or self._derived_as_stated(name, profile) for name in names}

    def _derived_as_stated(self, fact: str, profile: PatientProfile) -> str:
        decision = self.decision_of(fact)
        if decision is None:
            raise KeyError(fact)
        undecided = OPEN if fact in self._derived_facts else str(Relevance.DEPENDS)
        return self.decide(decision, profile).value or undecided

    def fired(self, decision: str, profile: PatientProfile) -> tuple[str, ...]:
        """The rules that hold, for a question about what the profile states."""
        table = self._tables[decision]
        return table.fired(self.facts(profile, table.inputs))

    def rows(self, kind: str, inputs: tuple[str, ...]) -> list[Row]:
        """Every combination of some facts that can be: settled, or as a profile states them.

        Raises:
            TooLargeError: there are more than ``MOST_ROWS``, or more than ``MOST_WAYS`` to go through for them.
        """
        if (kind, inputs) not in self._rows:
            if facts.ways_to_state(self.base_facts_of(inputs)) > MOST_WAYS:
                raise TooLargeError(f"over {MOST_WAYS} ways to state it")
            ways = self._settled_rows(inputs) if kind == "settled" else self._stated_rows(inputs)
            rows: dict[Row, None] = {}
            for way in ways:
                rows[tuple(way[fact] for fact in inputs)] = None
                if len(rows) > MOST_ROWS:
                    raise TooLargeError(f"over {MOST_ROWS} rows")
            self._rows[kind, inputs] = list(rows)
        return self._rows[kind, inputs]

    def _settled_rows(self, inputs: Sequence[str]) -> Iterator[dict[str, str]]:
        base_facts = self.base_facts_of(inputs)
        for completion in facts.completions(_NOTHING_STATED, base_facts):
            yield self._derived(inputs, facts.settled(completion, base_facts))

    def _stated_rows(self, inputs: Sequence[str]) -> Iterator[dict[str, str]]:
        for profile in facts.distinct_profiles(self.base_facts_of(inputs)):
            yield self.facts(profile, inputs)


def _decided(worlds: Sequence[World]) -> Decided:
    answers = ranked({world.answer for world in worlds})
    return Decided(answers, _fields_that_matter(worlds) if len(answers) > 1 else (), rules_that_always_hold(worlds))


def _fields_that_matter(worlds: Sequence[World]) -> tuple[str, ...]:
    matter = []
    for field, _ in worlds[0].completion:
        answers: dict[Any, set[str]] = {}
        for world in worlds:
            rest = tuple(value for name, value in world.completion if name != field)
            answers.setdefault(rest, set()).add(world.answer)
        if any(len(different) > 1 for different in answers.values()):
            matter.append(field)
    return tuple(matter)


def rules_that_always_hold(worlds: Sequence[World]) -> tuple[str, ...]:
    """The rules that hold in every one of some worlds."""
    return tuple(rule for rule in worlds[0].fired if all(rule in world.fired for world in worlds))


def rules_that_hold(worlds: Sequence[World]) -> tuple[str, ...]:
    """The rules that hold in every one of some worlds; if there are none, those that hold in any."""
    every = dict.fromkeys(rule for world in worlds for rule in world.fired)
    return rules_that_always_hold(worlds) or tuple(every)


def ranked(answers: Iterable[str]) -> tuple[str, ...]:
    """Answers in the order in which relevances are shown, others by name after them."""
    order = [str(relevance) for relevance in Relevance]
    return tuple(sorted(answers, key=lambda answer: (order.index(answer) if answer in order else len(order), answer)))


def distinct(worlds: Iterable[World]) -> tuple[World, ...]:
    """Worlds without those that have the same facts."""
    return tuple({world.facts: world for world in worlds}.values())


def constant(rows: Sequence[Row]) -> frozenset[int]:
    """The positions in which some rows are all alike."""
    return frozenset(at for at, values in enumerate(zip(*rows, strict=True)) if len(set(values)) == 1)
