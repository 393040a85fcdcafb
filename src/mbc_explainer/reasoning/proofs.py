"""Why an answer is what it is: every smallest set of stated facts that is enough for it, and the way from there.

Nothing is decided here: everything is read off the worlds that an ``Evaluation`` looks up
in the tables. There are only names here; ``why`` and its neighbors put them into words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from mbc_explainer.patient.facts import BASE_FACTS, FactValue, fields_behind
from mbc_explainer.patient.profile import PatientProfile

from .answering import answer
from .evaluation import Evaluation, World, constant, distinct, rules_that_always_hold
from .implicants import minimal_cover, minimal_hitting_sets

__all__ = ["Proof", "ProofStep", "sufficient_reasons"]

Alternatives = tuple[tuple[FactValue, ...], ...]


class ProofStep(NamedTuple):
    """One step on the way from an answer back to the profile, and the steps that it rests on."""

    kind: Literal["rule", "fact", "said", "open"]
    rules: tuple[str, ...] = ()
    """The rules that hold here: the one rule, or those that a fact follows from."""
    facts: Alternatives = ()
    """What is so here: one fact, or where it is open, any of these."""
    rests_on: tuple[ProofStep, ...] = ()


class Proof(NamedTuple):
    """One way in which an answer follows for a profile."""

    answer: str
    premises: tuple[FactValue, ...]
    """What the profile states that is needed; nothing of it can be left out."""
    when: Alternatives
    """What would have to be so as well, any one of these, where the profile leaves it open."""
    steps: tuple[ProofStep, ...]


def sufficient_reasons(evaluation: Evaluation, decision: str, profile: PatientProfile) -> Iterator[Proof]:
    """Every way in which an answer follows, or each of its outcomes where it is open.

    Whoever agrees with the premises, and with one line of ``when`` if there is any, has
    this answer; no part of the premises is superfluous.
    """
    found = answer(evaluation, decision, profile)
    outcomes = [(found.value, ())] if found.value else [(outcome.value, outcome.when) for outcome in found.outcomes]
    prover = _prover(evaluation, decision, profile)
    for value, when in outcomes:
        proofs = tuple(prover.proofs(value, when))
        yield from proofs or _prover(evaluation, decision, profile, wide=True).proofs(value, when)


def _prover(evaluation: Evaluation, decision: str, profile: PatientProfile, *, wide: bool = False) -> _Prover:
    """What is needed to trace one decision for one profile.

    The wide one looks at every fact about the fields that the decision rests on. It
    takes longer, and only rules that set some of the sites with significant symptoms
    against others need it, since the sites bound those.
    """
    base_facts = evaluation.base_facts(decision)
    worlds, every = evaluation.worlds(decision, profile), evaluation.all_worlds(decision)
    if wide:
        fields = frozenset(fields_behind(base_facts))
        base_facts = tuple(name for name, fact in BASE_FACTS.items() if fact.settled and fields.issuperset(fact.fields))
        worlds, every = (evaluation.worlds(decision, stating, base_facts) for stating in (profile, PatientProfile()))
    return _Prover(evaluation, decision, base_facts, distinct(worlds), distinct(every))


class _Prover(NamedTuple):
    """Goes back from the answers of one decision to what one profile states."""

    evaluation: Evaluation
    decision: str
    base_facts: tuple[str, ...]
    worlds: tuple[World, ...]
    """Every way in which things can be for the profile, as far as the base facts tell them apart."""
    every: tuple[World, ...]
    """Every way in which they can be at all."""

    def proofs(self, answer: str, when: Alternatives) -> Iterator[Proof]:
        """Every way in which one answer follows."""
        agreeing = [world for world in self.every if self._any_holds(when, world)]
        against = {world.facts for world in agreeing if world.answer != answer}
        possible = [world for world in self.worlds if world.answer == answer]
        here = self.worlds[0].facts
        for chosen in minimal_hitting_sets(here, against, self._known()):
            inside = [world for world in agreeing if all(world.facts[at] == here[at] for at in chosen)]
            premises = tuple((self.base_facts[at], here[at]) for at in chosen)
            yield Proof(answer, premises, when, self._rules(inside, possible))

    def _known(self) -> frozenset[int]:
        return constant([world.facts for world in self.worlds])

    def _any_holds(self, when: Alternatives, world: World) -> bool:
        row = dict(zip(self.evaluation.inputs(self.decision), world.row, strict=True))
        return not when or any(all(row[name] == value for name, value in line) for line in when)

    def _rules(self, inside: Sequence[World], possible: Sequence[World]) -> tuple[ProofStep, ...]:
        """The rules that hold wherever the premises do; if there are none, those that can for the profile."""
        always = rules_that_always_hold(inside)
        if always:
            return tuple(self._rule(rule, inside, possible) for rule in always)
        some = dict.fromkeys(rule for world in possible for rule in world.fired)
        return tuple(self._rule(rule, [world for world in possible if rule in world.fired]) for rule in some)

    def _rule(self, rule: str, *scopes: Sequence[World]) -> ProofStep:
        return ProofStep("rule", (rule,), (), self._grounds(self.decision, scopes, lambda world: rule in world.fired))

    def _grounds(
        self, decision: str, scopes: tuple[Sequence[World], ...], holds: Callable[[World], bool]
    ) -> tuple[ProofStep, ...]:
        """What makes something hold: facts that are alike in the first scope where they are enough, or alternatives.

        The first scope is all that the premises say; the next is what the profile states besides.
        """
        inputs = self.evaluation.inputs(decision)
        others = {world.row for world in self.evaluation.all_worlds(decision) if not holds(world)}
        for at, worlds in enumerate(scopes):
            rows = [world.row for world in self._seen_by(decision, worlds)]
            enough = minimal_hitting_sets(rows[0], others, constant(rows))
            if enough:
                return tuple(self._fact(inputs[chosen], rows[0][chosen], scopes[at:]) for chosen in enough[0])
        cover = minimal_cover(sorted(set(rows)), sorted(others))
        return (
            ProofStep("open", (), tuple(tuple((inputs[at], value) for at, value in implicant) for implicant in cover)),
        )

    def _seen_by(self, decision: str, worlds: Sequence[World]) -> list[World]:
        """The worlds of a decision, or of one that it rests on, that agree with some."""
        positions = [self.base_facts.index(fact) for fact in self.evaluation.base_facts(decision)]
        seen = {tuple(world.facts[at] for at in positions) for world in worlds}
        return [world for world in self.evaluation.all_worlds(decision) if world.facts in seen]

    def _fact(self, fact: str, value: str, scopes: tuple[Sequence[World], ...]) -> ProofStep:
        here: Alternatives = (((fact, value),),)
        decision_of_fact = self.evaluation.decision_of(fact)
        if decision_of_fact is None:
            return ProofStep("said" if self.base_facts.index(fact) in self._known() else "open", (), here)
        rules = dict.fromkeys(rule for world in self._seen_by(decision_of_fact, scopes[0]) for rule in world.fired)
        return ProofStep(
            "fact", tuple(rules), here, self._grounds(decision_of_fact, scopes, lambda world: world.answer == value)
        )
