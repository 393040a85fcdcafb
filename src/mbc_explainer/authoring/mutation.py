"""What the examples are worth: each rule is changed in every small way, and they must notice."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from mbc_explainer.knowledge.decisions import decision_specs, values_of
from mbc_explainer.knowledge.rulebase import (
    Alternative,
    Condition,
    FactRule,
    FitRule,
    ReceptorsTopic,
    RelevanceRule,
    Text,
    Topics,
)
from mbc_explainer.knowledge.snapshot import DecisionTable, Knowledge
from mbc_explainer.patient.vocabulary import Fit, Relevance
from mbc_explainer.reasoning.evaluation import Evaluation

from .compiler import table_of, table_problems
from .example_checks import example_problems
from .rule_file import RuleFile
from .rule_set import RuleFiles

__all__ = ["Mutant", "Trial", "mutants", "try_mutants"]


class Mutant(NamedTuple):
    """One rule, changed in one small way; or taken out, where it is None."""

    rule: str
    change: str
    text: Text | None


class Trial(NamedTuple):
    """What became of all mutants."""

    killed: int
    equivalent: int
    """Those whose tables equal the original's: the same rule in other words."""
    survived: tuple[Mutant, ...]


def mutants(rule: Text, topics: Topics) -> Iterator[Mutant]:
    """Every small change of a rule: a condition dropped, negated or swapped, its answer swapped, the rule removed."""
    yield Mutant(rule.id, "removed", None)
    kind = "settled" if isinstance(rule, RelevanceRule | FactRule) else "stated"
    for change, condition in _conditions(rule.when or ({},), kind, topics):
        yield Mutant(rule.id, change, rule.model_copy(update={"when": condition}))
    for name, others in _answers(rule, topics).items():
        for other in others:
            yield Mutant(rule.id, f"{name} is {other}", rule.model_copy(update={name: other}))


def _conditions(when: Condition, kind: str, topics: Topics) -> Iterator[tuple[str, Condition]]:
    for at, one in enumerate(when):
        if len(when) > 1:
            yield f"alternative {at + 1} dropped", when[:at] + when[at + 1 :]
        for fact, values in one.items():
            known = tuple(Relevance) if fact == "relevance" else values_of(fact, kind, topics)
            yield f"{fact} dropped", _with(when, at, {name: some for name, some in one.items() if name != fact})
            others = tuple(value for value in known if value not in values)
            if others:
                yield f"{fact} negated", _with(when, at, {**one, fact: others})
            for value in others:
                yield f"{fact} is {value}", _with(when, at, {**one, fact: (value,)})
            for value in values if len(values) > 1 else ():
                fewer = tuple(kept for kept in values if kept != value)
                yield f"{fact} without {value}", _with(when, at, {**one, fact: fewer})


def _with(when: Condition, at: int, one: Alternative) -> Condition:
    return (*when[:at], one, *when[at + 1 :])


def _answers(rule: Text, topics: Topics) -> dict[str, list[Any]]:
    """What the rule answers, and the other answers that it could give."""
    if isinstance(rule, RelevanceRule):
        return {"relevance": [one for one in Relevance if one not in {rule.relevance, Relevance.DEPENDS}]}
    if isinstance(rule, FitRule):
        return {"fit": [one for one in Fit if one != rule.fit]}
    if isinstance(rule, FactRule):
        values = next(fact.values for fact in topics.receptors.facts if rule in fact.rules)
        return {"value": [one for one in values if one != rule.value]}
    return {}


def try_mutants(rules: RuleFiles, knowledge: Knowledge) -> Trial:
    """Let the examples look at every mutant of every rule."""
    trial = _Trial(rules, knowledge)
    became: dict[str, list[Mutant]] = {"killed": [], "equivalent": [], "survived": []}
    for file in rules.files:
        for _, text in file.texts():
            for mutant in mutants(text, rules.topics) if text.when is not None else ():
                became[trial.of(mutant, text, file)].append(mutant)
    return Trial(len(became["killed"]), len(became["equivalent"]), tuple(became["survived"]))


class _Trial:
    """The rules as they are, beside which each mutant is held."""

    def __init__(self, rules: RuleFiles, knowledge: Knowledge) -> None:
        self._rules = rules
        self._tables = dict(knowledge.decisions)
        self._specs = {spec.id: spec for spec in decision_specs(rules.topics)}
        self._of_rule: dict[str, list[str]] = {}
        self._readers: dict[str, list[str]] = {}
        for name, spec in self._specs.items():
            for rule in spec.rules:
                self._of_rule.setdefault(rule, []).append(name)
            for fact in spec.inputs:
                self._readers.setdefault(fact, []).append(name)
        self._evaluation = Evaluation(rules.topics, self._tables)

    def of(self, mutant: Mutant, original: Text, file: RuleFile) -> str:
        """What becomes of a mutant: ``killed``, ``equivalent``, or ``survived``."""
        topic = _replaced(file.topic, mutant)
        derives = isinstance(file.topic, ReceptorsTopic)
        topics = self._rules.topics
        if isinstance(original, RelevanceRule | FactRule):
            topics = _with_topic(topics, file, topic)
        changed = self._evaluated(mutant, topics, derives=derives)
        if changed is None:
            return "killed"  # compiling refuses it
        kept = mutant.text.model_copy(update={"when": original.when}) if mutant.text else None
        if kept == original and all(table == self._tables[name] for name, table in changed.items()):
            return "equivalent"
        evaluation = Evaluation(topics, {**self._tables, **changed})
        looking = [one for one in self._rules.files if one is not file] if derives else []
        killed = any(
            _comes_out_otherwise(one, number, evaluation)
            for one in (file._replace(topic=topic), *looking)
            for number in range(len(one.examples))
        )
        return "killed" if killed else "survived"

    def _evaluated(self, mutant: Mutant, topics: Topics, *, derives: bool) -> dict[str, DecisionTable] | None:
        """The tables that the mutant touches, evaluated anew; None where compiling would refuse them."""
        changed: dict[str, DecisionTable] = {}
        evaluation = Evaluation(topics, ChainMap(changed, self._tables)) if derives else self._evaluation
        answer_of = Evaluation(topics, {}).answer_of
        for name in self._touched(mutant, derives=derives):
            spec = self._specs[name]
            if mutant.rule in spec.rules:
                spec = spec.with_rule(mutant.rule, mutant.text.when if mutant.text else None)
            if not spec.rules and spec.hit_policy == "any":
                continue  # its one text is gone, and nobody asks for it
            changed[name] = table_of(spec, evaluation, topics)
            if any(True for _ in table_problems(spec, changed[name], answer_of)):
                return None
        return changed

    def _touched(self, mutant: Mutant, *, derives: bool) -> list[str]:
        """The decisions whose tables may be others with a mutant, each after those that it reads."""
        touched = set(self._of_rule[mutant.rule])
        if derives:
            for name in self._specs:  # in the order in which they read one another
                if name in touched:
                    facts = (name, f"relevance.{name.removesuffix('.relevance')}")
                    touched.update(reader for fact in facts for reader in self._readers.get(fact, ()))
        return [name for name in self._specs if name in touched]


def _with_topic(topics: Topics, file: RuleFile, topic: Any) -> Topics:
    """The topics with another in the place of a file's own."""
    slot = getattr(topics, file.slot)
    new = tuple(topic if one is file.topic else one for one in slot) if isinstance(slot, tuple) else topic
    return topics.model_copy(update={file.slot: new})


def _comes_out_otherwise(file: RuleFile, number: int, evaluation: Evaluation) -> bool:
    try:
        return any(True for _ in example_problems(file, number, evaluation))
    except KeyError:
        return True  # it comes to a row that the table of another rule does not have


def _replaced(value: Any, mutant: Mutant) -> Any:
    """A topic in which the mutant stands for its rule."""
    if isinstance(value, tuple):
        kept = tuple(_replaced(one, mutant) for one in value)
        return tuple(one for one in kept if one is not None)
    if isinstance(value, Text):
        return mutant.text if value.id == mutant.rule else value
    if isinstance(value, BaseModel):
        changed = {
            name: new
            for name in type(value).model_fields
            if (new := _replaced(getattr(value, name), mutant)) is not getattr(value, name)
        }
        return value.model_copy(update=changed) if changed else value
    return value
