"""What the examples are worth: each rule is changed in every small way, and they must notice.

As mutation testing has it, a mutant is *killed* where an example fails with it, *equivalent*
where it is the same rule in other words, and else it has *survived*.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from mbc_explainer.knowledge.decisions import values_of
from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.snapshot import DecisionTable
from mbc_explainer.knowledge.texts import Alternative, Condition, FactRule, FitRule, RelevanceRule, Text
from mbc_explainer.patient.vocabulary import Fit, Relevance
from mbc_explainer.reasoning.evaluation import Evaluation

from .compiler import table_of, table_problems
from .example_checks import FileExamples
from .issues import Issue, Subject

__all__ = ["Mutant", "Mutation", "mutants", "mutate", "survivors"]

Fate = Literal["killed", "equivalent", "survived"]


class Mutant(NamedTuple):
    """One rule, changed in one small way; or taken out, where it is None."""

    rule: str
    change: str
    text: Text | None


class Mutation(NamedTuple):
    """What became of all mutants."""

    killed: int
    equivalent: int
    survived: tuple[Mutant, ...]

    @property
    def score(self) -> float:
        """The share of mutants that were killed, of those that are not equivalent, in percent."""
        judged = self.killed + len(self.survived)
        return 100 * self.killed / judged if judged else 100.0


def survivors(subject: Subject, mutation: Mutation) -> Iterator[Issue]:
    """The mutants that no example kills."""
    for mutant in mutation.survived:
        yield subject.issue(mutant.rule, f"{mutant.change}: this mutant survived; expected an example that kills it")


def mutants(rule: Text, rulebase: RuleBase) -> Iterator[Mutant]:
    """Every small change of a rule: a condition dropped, negated or swapped, its answer swapped, the rule removed."""
    yield Mutant(rule.id, "removed", None)
    kind = "settled" if isinstance(rule, RelevanceRule | FactRule) else "stated"
    for change, condition in _conditions(rule.when or ({},), kind, rulebase):
        yield Mutant(rule.id, change, rule.model_copy(update={"when": condition}))
    for name, others in _answers(rule, rulebase).items():
        for other in others:
            yield Mutant(rule.id, f"{name} is {other}", rule.model_copy(update={name: other}))


def _conditions(when: Condition, kind: str, rulebase: RuleBase) -> Iterator[tuple[str, Condition]]:
    for at, alternative in enumerate(when):
        if len(when) > 1:
            yield f"alternative {at + 1} dropped", when[:at] + when[at + 1 :]
        for fact, values in alternative.items():
            fewer = {name: kept for name, kept in alternative.items() if name != fact}
            yield f"{fact} dropped", _with(when, at, fewer)
            known = tuple(Relevance) if fact == "relevance" else values_of(fact, kind, rulebase)
            for change, changed in _values(values, known):
                yield f"{fact} {change}", _with(when, at, {**alternative, fact: changed})


def _values(values: tuple[str, ...], known: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    others = tuple(value for value in known if value not in values)
    if others:
        yield "negated", others
    yield from ((f"is {value}", (value,)) for value in others)
    for value in values if len(values) > 1 else ():
        yield f"without {value}", tuple(kept for kept in values if kept != value)


def _with(when: Condition, at: int, alternative: Alternative) -> Condition:
    return (*when[:at], alternative, *when[at + 1 :])


def _answers(rule: Text, rulebase: RuleBase) -> dict[str, list[Any]]:
    """What the rule answers, and the other answers that it could give."""
    if isinstance(rule, RelevanceRule):
        return {"relevance": [other for other in Relevance if other not in {rule.relevance, Relevance.DEPENDS}]}
    if isinstance(rule, FitRule):
        return {"fit": [other for other in Fit if other != rule.fit]}
    if isinstance(rule, FactRule):
        values = next(fact.values for fact in rulebase.receptors.facts if rule in fact.rules)
        return {"value": [other for other in values if other != rule.value]}
    return {}


def mutate(subject: Subject) -> Mutation:
    """Hold every mutant of every rule against the examples."""
    trial = _Trial(subject)
    fates: dict[Fate, list[Mutant]] = {"killed": [], "equivalent": [], "survived": []}
    for examples in trial.examples:
        for _, text in examples.file.texts():
            for mutant in mutants(text, subject.rulebase) if text.when is not None else ():
                fates[trial.fate(mutant, text, examples)].append(mutant)
    return Mutation(len(fates["killed"]), len(fates["equivalent"]), tuple(fates["survived"]))


class _Trial:
    """The rules as they are, with which each mutant is compared: only the decisions that it changes are made anew."""

    def __init__(self, subject: Subject) -> None:
        self.examples = [FileExamples.of(file, subject.specs) for file in subject.rules.files]
        self._rulebase = subject.rulebase
        self._specs = subject.specs
        self._tables = dict(subject.knowledge.decisions)
        self._evaluation = subject.evaluation
        self._order = {name: at for at, name in enumerate(subject.specs)}
        self._decisions: dict[str, list[str]] = {}
        self._readers: dict[str, list[str]] = {}
        for name, spec in subject.specs.items():
            for rule in spec.rules:
                self._decisions.setdefault(rule, []).append(name)
            for fact in spec.inputs:
                self._readers.setdefault(subject.evaluation.decision_of(fact) or fact, []).append(name)

    def fate(self, mutant: Mutant, original: Text, own: FileExamples) -> Fate:
        """What becomes of a mutant of a rule in a file."""
        changed: dict[str, DecisionTable] = {}
        evaluation = Evaluation(self._rulebase, ChainMap(changed, self._tables), _answer(mutant))
        for name in self._touched(original):
            spec = self._specs[name]
            if mutant.rule in spec.rules:
                spec = spec.with_rule(mutant.rule, mutant.text.when if mutant.text else None)
            # Facts that a mutant leaves as they are have the same rows as ever, which are kept.
            by = evaluation if isinstance(original, FactRule) else self._evaluation
            changed[name] = table_of(spec, by, self._rulebase)
            if any(True for _ in table_problems(spec, changed[name], evaluation.answer_of)):
                return "killed"  # compiling refuses it
        kept = mutant.text.model_copy(update={"when": original.when}) if mutant.text else None
        if kept == original and all(table == self._tables[name] for name, table in changed.items()):
            return "equivalent"
        if isinstance(mutant.text, FitRule):
            own = own._replace(fit_of={**own.fit_of, mutant.rule: mutant.text.fit})
        looking = self.examples if isinstance(original, FactRule) else [own]
        killed = any(True for examples in looking for _ in examples.problems(evaluation, changed))
        return "killed" if killed else "survived"

    def _touched(self, rule: Text) -> list[str]:
        """The decisions whose tables may be others with a mutant of a rule, each after those that it reads."""
        touched = set(self._decisions[rule.id])
        if isinstance(rule, FactRule):
            left = list(touched)
            while left:
                more = set(self._readers.get(left.pop(), ())) - touched
                touched |= more
                left += more
        return sorted(touched, key=self._order.__getitem__)


def _answer(mutant: Mutant) -> dict[str, str]:
    """What the rule of a mutant answers, where it is one that does."""
    if isinstance(mutant.text, RelevanceRule):
        return {mutant.rule: str(mutant.text.relevance)}
    return {mutant.rule: mutant.text.value} if isinstance(mutant.text, FactRule) else {}
