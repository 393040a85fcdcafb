"""What holds for a profile, what is open, and why: looked up in the decision tables.

There is one principle for what is not known. A profile stands for every way to fill
in its open fields. Where all of them give the same answer, that is the answer; where
they differ, the answer depends on the fields that make it differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from . import facts
from .folding import Row, fewest_lines, sufficient_sets
from .knowledge import Decision
from .profile import PatientProfile, fields_of
from .topics import Topics
from .vocabulary import Relevance, Therapy

__all__ = ["OPEN", "FactValue", "Finding", "Findings", "Fired", "OutcomeFound", "World", "constant"]

OPEN: Final = "open"
"""What a derived fact reads as where the profile does not settle it."""

FactValue = tuple[str, str]
"""A fact's name and its value."""

_NOTHING_SAID: Final = PatientProfile()


class Fired(NamedTuple):
    """A rule that holds."""

    rule: str
    because: tuple[FactValue, ...]
    """What the profile says that makes it hold."""
    when: tuple[tuple[FactValue, ...], ...] = ()
    """What would have to be so as well, any one of these, where the profile leaves it open."""


class OutcomeFound(NamedTuple):
    """One way in which an open answer may turn out."""

    answer: str
    when: tuple[tuple[FactValue, ...], ...]
    reasons: tuple[Fired, ...]


class Finding(NamedTuple):
    """What a settled question comes to for a profile."""

    answer: str | None
    """The answer; None where it depends."""
    depends_on: tuple[str, ...]
    reasons: tuple[Fired, ...]
    outcomes: tuple[OutcomeFound, ...]


class World(NamedTuple):
    """One way in which everything may be, as one decision sees it."""

    filling: tuple[tuple[str, Any], ...]
    facts: Row
    """The facts it rests on in the end, in the order of ``Findings.ground``."""
    row: Row
    """The facts it reads, in the order of ``Findings.reads``."""
    fired: tuple[str, ...]
    """The rules that hold."""
    answer: str


class Findings:
    """Answers questions about profiles from one set of tables; keeps what it has found."""

    def __init__(self, topics: Topics, decisions: Mapping[str, Decision]) -> None:
        self._decisions = decisions
        self._derived_facts = {fact.fact for fact in topics.receptors.facts}
        self._answers: dict[str, str] = {
            rule.id: rule.relevance for therapy in topics.therapies for rule in therapy.rules
        } | {rule.id: rule.value for fact in topics.receptors.facts for rule in fact.rules}
        self._found: dict[tuple[Any, ...], Finding] = {}
        self._worlds_of_all: dict[str, tuple[World, ...]] = {}
        self._rows: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
        self._grounds: dict[str, tuple[str, ...]] = {}
        self._fields: dict[tuple[str, ...], tuple[str, ...]] = {}

    def ground(self, decision: str) -> tuple[str, ...]:
        """The facts of the profile that a decision rests on, however indirectly."""
        if decision not in self._grounds:
            self._grounds[decision] = tuple(dict.fromkeys(self.ground_of(self._decisions[decision].reads)))
        return self._grounds[decision]

    def ground_of(self, reads: Iterable[str]) -> Iterator[str]:
        """The facts of the profile that some facts rest on."""
        for fact in reads:
            behind = self.decision_behind(fact)
            yield from (fact,) if behind is None else self.ground(behind)

    def reads(self, decision: str) -> tuple[str, ...]:
        """The facts that a decision's rules test."""
        return self._decisions[decision].reads

    def decision_behind(self, fact: str) -> str | None:
        """The decision that a fact is the answer of; none for what a profile says itself."""
        if fact in self._derived_facts:
            return fact
        subject, _, name = fact.partition(".")
        return f"{name}.relevance" if subject == "relevance" else None

    def fields(self, *decisions: str) -> tuple[str, ...]:
        """The profile's fields that some decisions rest on, in the profile's order."""
        if decisions not in self._fields:
            ground = {fact for decision in decisions for fact in self.ground(decision)}
            read = {field for fact in ground for field in facts.FACTS[fact].fields}
            self._fields[decisions] = tuple(field for field in fields_of() if field in read)
        return self._fields[decisions]

    def stated(self, decision: str, profile: PatientProfile) -> tuple[str, ...]:
        """The rules that hold, for a question about what the profile states."""
        table = self._decisions[decision]
        return table.fired(self.facts(profile, table.reads))

    def facts(self, profile: PatientProfile, names: Sequence[str]) -> dict[str, str]:
        """Some facts as the profile puts them, what is derived from it included."""
        said = facts.stated(profile)
        return {name: said.get(name) or self._derived_as_stated(name, profile) for name in names}

    def _derived_as_stated(self, fact: str, profile: PatientProfile) -> str:
        behind = self.decision_behind(fact)
        if behind is None:
            raise KeyError(fact)
        answer = self.settled(behind, profile).answer
        return answer or (OPEN if fact in self._derived_facts else str(Relevance.DEPENDS))

    def stated_because(self, decision: str, profile: PatientProfile) -> tuple[FactValue, ...]:
        """The facts that make a stated question's rules hold for a profile."""
        reads = self.reads(decision)
        said = self.facts(profile, reads)
        needed = {at for chosen in self.premises(decision, tuple(said.values())) for at in chosen}
        return tuple((name, said[name]) for at, name in enumerate(reads) if at in needed)

    def premises(self, decision: str, row: Row) -> list[tuple[int, ...]]:
        """Every smallest set of positions on which a row of a table differs from all with another result."""
        table = self._decisions[decision]
        here = self._result(table, table.fired(dict(zip(table.reads, row, strict=True))))
        others = [
            tuple(cell.partition("=")[2] for cell in key.split())
            for key, rules in table.rows.items()
            if self._result(table, tuple(rules.split())) != here
        ]
        return sufficient_sets(row, others, range(len(row)))

    def _result(self, table: Decision, fired: tuple[str, ...]) -> str | tuple[str, ...]:
        return self._answers[fired[0]] if table.kind == "settled" else fired

    def settled(self, decision: str, profile: PatientProfile) -> Finding:
        """What a settled question comes to, over every way to fill in what is open."""
        key = self._key(decision, profile)
        if key not in self._found:
            self._found[key] = self._find(decision, profile)
        return self._found[key]

    def _key(self, decision: str, profile: PatientProfile) -> tuple[Any, ...]:
        return (decision, *(getattr(profile, field) for field in self.fields(decision)))

    def relevance(self, therapy: Therapy, profile: PatientProfile) -> Finding:
        """How relevant a therapy category is."""
        return self.settled(f"{therapy}.relevance", profile)

    def _find(self, decision: str, profile: PatientProfile) -> Finding:
        worlds = self.worlds(decision, profile)
        known = constant([world.facts for world in worlds])
        said = facts.stated(profile)
        explain = _Reasons(
            self.ground(decision), self._decisions[decision].reads, known, said, self.all_worlds(decision)
        )
        answers = self.ranked({world.answer for world in worlds})
        if len(answers) == 1:
            return Finding(answers[0], (), explain.reasons(worlds, worlds), ())
        outcomes = []
        for answer in answers:
            these = [world for world in worlds if world.answer == answer]
            lines = explain.lines([w.row for w in these], [w.row for w in worlds if w.answer != answer])
            outcomes.append(OutcomeFound(answer, lines, explain.reasons(these, worlds)))
        return Finding(None, _fields_that_matter(worlds), (), tuple(outcomes))

    def ranked(self, answers: Iterable[str]) -> list[str]:
        """Answers in the order in which relevances are shown, others by name after them."""
        order = [str(relevance) for relevance in Relevance]
        return sorted(answers, key=lambda one: (order.index(one) if one in order else len(order), one))

    def all_worlds(self, decision: str) -> tuple[World, ...]:
        """Every way in which things can be at all."""
        if decision not in self._worlds_of_all:
            self._worlds_of_all[decision] = self.worlds(decision, _NOTHING_SAID)
        return self._worlds_of_all[decision]

    def worlds(self, decision: str, profile: PatientProfile) -> tuple[World, ...]:
        """Every way in which things can be for a profile."""
        if decision in self._worlds_of_all and self._key(decision, profile) == self._key(decision, _NOTHING_SAID):
            return self._worlds_of_all[decision]
        ground, table = self.ground(decision), self._decisions[decision]
        decided: dict[Row, tuple[Row, tuple[str, ...], str]] = {}
        worlds = []
        for filling in facts.fillings(profile, self.fields(decision)):
            settled = facts.settled(filling, ground)
            at = tuple(settled.values())
            if at not in decided:
                row = self._derived(table.reads, settled)
                fired = table.fired(row)
                decided[at] = tuple(row.values()), fired, self._answers[fired[0]]
            worlds.append(World(tuple(filling.items()), at, *decided[at]))
        return tuple(worlds)

    def _derived(self, names: Sequence[str], settled: Mapping[str, str]) -> dict[str, str]:
        """Some facts, those that rules derive among them, from settled ones."""
        row = {}
        for name in names:
            behind = self._decisions.get(name) if name in self._derived_facts else None
            if behind is None:
                row[name] = settled[name]
            else:
                row[name] = self._answers[behind.fired(self._derived(behind.reads, settled))[0]]
        return row

    def rows(self, kind: str, reads: tuple[str, ...]) -> list[Row]:
        """Every combination of some facts that can be: settled, or as a profile states them."""
        if (kind, reads) not in self._rows:
            ways = self._settled_rows(reads) if kind == "settled" else self._stated_rows(reads)
            self._rows[kind, reads] = list(dict.fromkeys(tuple(row[fact] for fact in reads) for row in ways))
        return self._rows[kind, reads]

    def _settled_rows(self, reads: Sequence[str]) -> Iterator[dict[str, str]]:
        ground = tuple(dict.fromkeys(self.ground_of(reads)))
        fields = {field for fact in ground for field in facts.FACTS[fact].fields}
        ordered = tuple(field for field in fields_of() if field in fields)
        for filling in facts.fillings(PatientProfile(), ordered):
            yield self._derived(reads, facts.settled(filling, ground))

    def _stated_rows(self, reads: Sequence[str]) -> Iterator[dict[str, str]]:
        for profile in facts.every_profile(tuple(dict.fromkeys(self.ground_of(reads)))):
            yield self.facts(profile, reads)


def constant(rows: Sequence[Row]) -> frozenset[int]:
    """The positions in which some rows are all alike."""
    return frozenset(at for at, values in enumerate(zip(*rows, strict=True)) if len(set(values)) == 1)


def _fields_that_matter(worlds: Sequence[World]) -> tuple[str, ...]:
    """The fields for which two fillings that differ in nothing else give different answers."""
    fields = [name for name, _ in worlds[0].filling]
    matter = []
    for field in fields:
        answers: dict[Any, set[str]] = {}
        for world in worlds:
            rest = tuple(value for name, value in world.filling if name != field)
            answers.setdefault(rest, set()).add(world.answer)
        if any(len(different) > 1 for different in answers.values()):
            matter.append(field)
    return tuple(matter)


class _Reasons(NamedTuple):
    """Says why rules hold, for one decision and one profile."""

    ground: tuple[str, ...]
    reads: tuple[str, ...]
    known: frozenset[int]
    said: Mapping[str, str]
    all_worlds: tuple[World, ...]

    def reasons(self, these: Sequence[World], possible: Sequence[World]) -> tuple[Fired, ...]:
        """The rules that hold in all of these; if there are none, each that can, with its condition."""
        always = [rule for rule in these[0].fired if all(rule in world.fired for world in these)]
        if always:
            return tuple(Fired(rule, self.because(rule, these)) for rule in always)
        rules = dict.fromkeys(rule for world in these for rule in world.fired)
        return tuple(
            Fired(
                rule,
                self.because(rule, [world for world in these if rule in world.fired]),
                self.lines(
                    [world.row for world in these if rule in world.fired],
                    [world.row for world in possible if rule not in world.fired],
                ),
            )
            for rule in rules
        )

    def because(self, rule: str, these: Sequence[World]) -> tuple[FactValue, ...]:
        """What the profile says that is needed for the rule."""
        others = {world.facts for world in self.all_worlds if rule not in world.fired}
        needed: set[int] = set()
        for usable in (self.known, range(len(self.ground))):
            for row in {world.facts for world in these}:
                needed |= {at for chosen in sufficient_sets(row, others, usable) for at in chosen}
            if needed or not others:
                break
        return tuple((name, self.said[name]) for at, name in enumerate(self.ground) if at in needed & self.known)

    def lines(self, rows: Sequence[Row], others: Sequence[Row]) -> tuple[tuple[FactValue, ...], ...]:
        """The fewest lines that tell some rows from others, over the facts that rules test."""
        folded = fewest_lines(sorted(set(rows)), sorted(set(others)))
        return tuple(tuple((self.reads[at], value) for at, value in line) for line in folded)
