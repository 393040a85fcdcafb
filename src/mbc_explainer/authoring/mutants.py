"""What the examples are worth: each rule is changed in every small way, and they must notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from mbc_explainer.facts import FACTS
from mbc_explainer.findings import OPEN, Findings
from mbc_explainer.knowledge import Decision, Knowledge
from mbc_explainer.topics import Alternative, Condition, FactRule, FitRule, ReceptorsTopic, RelevanceRule, Text, Topics
from mbc_explainer.vocabulary import Fit, Relevance

from .compiling import answers_of, questions, table_of, table_problems
from .rule_examples import example_problems
from .rule_file import RuleFile
from .rule_files import RuleFiles

__all__ = ["Mutant", "Trial", "mutants", "try_mutants"]


class Mutant(NamedTuple):
    """One rule, changed in one small way; or taken out, where it is None."""

    rule: str
    change: str
    text: Text | None


class Trial(NamedTuple):
    """What became of all mutants."""

    noticed: int
    same: int
    """Those whose tables equal the original's: the same rule in other words."""
    survivors: tuple[Mutant, ...]


def mutants(rule: Text, topics: Topics) -> Iterator[Mutant]:
    """Every small change of a rule: a condition dropped, negated or swapped, its answer swapped, the rule removed."""
    yield Mutant(rule.id, "removed", None)
    for change, condition in _conditions(rule.when or ({},), isinstance(rule, RelevanceRule | FactRule), topics):
        yield Mutant(rule.id, change, rule.model_copy(update={"when": condition}))
    for name, others in _answers(rule, topics).items():
        for other in others:
            yield Mutant(rule.id, f"{name} is {other}", rule.model_copy(update={name: other}))


def _conditions(when: Condition, settled: bool, topics: Topics) -> Iterator[tuple[str, Condition]]:  # noqa: FBT001 -- two kinds
    for at, one in enumerate(when):
        if len(when) > 1:
            yield f"alternative {at + 1} dropped", when[:at] + when[at + 1 :]
        for fact, values in one.items():
            known = _values(fact, settled, topics)
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


def _values(fact: str, settled: bool, topics: Topics) -> tuple[str, ...]:  # noqa: FBT001 -- two kinds of question
    if fact in FACTS:
        return FACTS[fact].settled if settled else FACTS[fact].stated
    for derived in topics.receptors.facts:
        if derived.fact == fact:
            return derived.values if settled else (*derived.values, OPEN)
    return tuple(Relevance)


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
    became: dict[str, list[Mutant]] = {"noticed": [], "same": [], "survived": []}
    for file in rules.files:
        for _, text in file.texts():
            for mutant in mutants(text, rules.topics) if text.when is not None else ():
                became[trial.of(mutant, text, file)].append(mutant)
    return Trial(len(became["noticed"]), len(became["same"]), tuple(became["survived"]))


class _Trial:
    """The rules as they are, beside which each mutant is held."""

    def __init__(self, rules: RuleFiles, knowledge: Knowledge) -> None:
        self._rules = rules
        self._decisions = dict(knowledge.decisions)
        self._questions = {question.id: question for question in questions(rules.topics)}
        self._findings = Findings(rules.topics, self._decisions)

    def of(self, mutant: Mutant, original: Text, file: RuleFile) -> str:
        """What becomes of a mutant: ``noticed``, ``same``, or ``survived``."""
        topics = _replaced(self._rules.topics, mutant)
        decisions = self._evaluated(topics, mutant)
        if decisions is None:
            return "noticed"  # compiling refuses it
        kept = mutant.text.model_copy(update={"when": original.when}) if mutant.text else None
        if decisions == self._decisions and kept == original:
            return "same"
        findings = Findings(topics, decisions)
        looking = self._rules.files if isinstance(file.topic, ReceptorsTopic) else (file,)
        noticed = any(
            _comes_out_otherwise(one._replace(topic=_replaced(one.topic, mutant)), number, findings)
            for one in looking
            for number in range(len(one.examples))
        )
        return "noticed" if noticed else "survived"

    def _evaluated(self, topics: Topics, mutant: Mutant) -> dict[str, Decision] | None:
        """All tables, those that the mutant touches evaluated anew; None where compiling would refuse them."""
        now = {question.id: question for question in questions(topics)}
        decisions = {name: table for name, table in self._decisions.items() if name in now}
        derives = any(mutant.rule == rule.id for fact in self._rules.topics.receptors.facts for rule in fact.rules)
        findings = Findings(topics, decisions) if derives else self._findings
        answers, touched = answers_of(topics), set[str]()
        for name, question in now.items():
            if mutant.rule not in self._questions[name].rules and not touched & set(question.reads):
                continue
            touched |= {name, f"relevance.{name.removesuffix('.relevance')}"} if derives else set()
            decisions[name] = table_of(question, findings, topics)
            if any(True for _ in table_problems(question, decisions[name], answers)):
                return None
        return decisions


def _comes_out_otherwise(file: RuleFile, number: int, findings: Findings) -> bool:
    try:
        return any(True for _ in example_problems(file, number, findings))
    except KeyError:
        return True  # it comes to a row that the table of another rule does not have


def _replaced(value: Any, mutant: Mutant) -> Any:
    """Topics in which the mutant stands for its rule."""
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
