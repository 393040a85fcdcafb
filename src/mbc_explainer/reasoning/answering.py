"""From the tables to the answer of one question: what it is, what it depends on, and the rules that hold.

This is the solver. It runs when rules are compiled: its answers stand in the snapshot,
one for each way in which a profile can state what the question rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mbc_explainer.knowledge.decisions import decision_specs, remarks_of
from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.snapshot import Answer, AnswerTable, DecisionTable, FiredRule, PossibleAnswer, row_key
from mbc_explainer.patient import facts
from mbc_explainer.patient.facts import FactValue
from mbc_explainer.patient.profile import PatientProfile

from .evaluation import Evaluation, World, constant, rules_that_always_hold, rules_that_hold
from .implicants import Row, minimal_cover, minimal_hitting_sets

__all__ = ["answer", "answer_tables", "premises", "remark"]


def answer_tables(rulebase: RuleBase, evaluation: Evaluation) -> Iterator[tuple[str, AnswerTable]]:
    """The answers that a snapshot keeps: of every settled decision, and of the remarks."""
    for spec in decision_specs(rulebase):
        if spec.kind == "settled":
            yield spec.id, _table(evaluation.base_facts(spec.id), evaluation, spec.id, answer)
    for name in remarks_of(rulebase):
        yield name, _table(evaluation.inputs(name), evaluation, name, remark)


def _table(
    inputs: tuple[str, ...],
    evaluation: Evaluation,
    decision: str,
    solve: Callable[[Evaluation, str, PatientProfile], Answer],
) -> AnswerTable:
    """An answer for each way to state some facts, by the first profile that states them so."""
    rows: dict[str, Answer] = {}
    for profile in facts.distinct_profiles(evaluation.base_facts_of(inputs)):
        key = row_key(evaluation.facts(profile, inputs), inputs)
        if key not in rows:
            rows[key] = solve(evaluation, decision, profile)
    return AnswerTable(inputs=inputs, rows=rows)


def answer(evaluation: Evaluation, decision: str, profile: PatientProfile) -> Answer:
    """What a settled question comes to, over every way to fill in what is open."""
    decided = evaluation.decide(decision, profile)
    worlds = evaluation.worlds(decision, profile)
    reasons = _Reasons(
        evaluation.base_facts(decision),
        evaluation.inputs(decision),
        constant([world.facts for world in worlds]),
        facts.stated(profile),
        evaluation.all_worlds(decision),
    )
    if decided.value:
        return Answer(value=decided.value, reasons=reasons.of(worlds, worlds))
    outcomes = (_outcome(value, worlds, reasons) for value in decided.answers)
    return Answer(depends_on=decided.depends_on, outcomes=tuple(outcomes))


def _outcome(value: str, worlds: Sequence[World], reasons: _Reasons) -> PossibleAnswer:
    these = [world for world in worlds if world.answer == value]
    when = reasons.cover([world.row for world in these], [world.row for world in worlds if world.answer != value])
    return PossibleAnswer(value=value, when=when, reasons=reasons.of(these, worlds))


class _Reasons(NamedTuple):
    """Says why rules hold, for one decision and one profile."""

    base_facts: tuple[str, ...]
    inputs: tuple[str, ...]
    known: frozenset[int]
    stated: Mapping[str, str]
    all_worlds: tuple[World, ...]

    def of(self, these: Sequence[World], possible: Sequence[World]) -> tuple[FiredRule, ...]:
        """The rules that hold in all of these; if there are none, each that can, with its condition."""
        if rules_that_always_hold(these):
            return tuple(FiredRule(rule=rule, because=self._because(rule, these)) for rule in rules_that_hold(these))
        return tuple(self._possible(rule, these, possible) for rule in rules_that_hold(these))

    def _possible(self, rule: str, these: Sequence[World], possible: Sequence[World]) -> FiredRule:
        """A rule that holds in some of these, and when."""
        holding = [world for world in these if rule in world.fired]
        others = [world.row for world in possible if rule not in world.fired]
        return FiredRule(
            rule=rule,
            because=self._because(rule, holding),
            when=self.cover([world.row for world in holding], others),
        )

    def _because(self, rule: str, these: Sequence[World]) -> tuple[FactValue, ...]:
        """What the profile states that is needed for the rule."""
        others = {world.facts for world in self.all_worlds if rule not in world.fired}
        needed = _positions(these[:1], others, self.known)  # in what is known, all of these are alike
        if not needed and others:
            needed = _positions(these, others, range(len(self.base_facts)))
        return tuple((name, self.stated[name]) for at, name in enumerate(self.base_facts) if at in needed & self.known)

    def cover(self, rows: Sequence[Row], others: Sequence[Row]) -> tuple[tuple[FactValue, ...], ...]:
        """The fewest sets of facts that tell some rows from others, over the facts that rules test."""
        cover = minimal_cover(sorted(set(rows)), sorted(set(others)))
        return tuple(tuple((self.inputs[at], value) for at, value in implicant) for implicant in cover)


def _positions(worlds: Iterable[World], others: Collection[Row], usable: Collection[int]) -> set[int]:
    """The positions of every smallest set that tells some worlds from all others."""
    rows = {world.facts for world in worlds}
    return {at for row in rows for chosen in minimal_hitting_sets(row, others, usable) for at in chosen}


def remark(evaluation: Evaluation, decision: str, profile: PatientProfile) -> Answer:
    """Whether a text shows for what a profile states, and because of what."""
    stated = evaluation.facts(profile, evaluation.inputs(decision))
    if not evaluation.fired(decision, profile):
        return Answer()
    needed = {at for chosen in premises(evaluation.table(decision), tuple(stated.values())) for at in chosen}
    because = tuple(fact for at, fact in enumerate(stated.items()) if at in needed)
    return Answer(value=decision, reasons=(FiredRule(rule=decision, because=because),))


def premises(table: DecisionTable, row: Row) -> list[tuple[int, ...]]:
    """Every smallest set of positions on which a row differs from all in which other rules hold."""
    here = table.fired(dict(zip(table.inputs, row, strict=True)))
    others = [values for values, fired in table.each_row() if fired != here]
    return minimal_hitting_sets(row, others, range(len(row)))
