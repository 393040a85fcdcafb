"""Whether a compiled snapshot is whole: every topic, table, row and answer is there, and is what its rules say.

A fingerprint only shows that nothing was changed since it was made. Whoever writes a
snapshot writes its fingerprint too, so that what is loaded is looked at itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from mbc_explainer.knowledge.decisions import DecisionSpec, decision_specs, row_problem, values_of
from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.snapshot import AnswerTable, DecisionTable, Knowledge, row_key
from mbc_explainer.knowledge.texts import Condition
from mbc_explainer.patient.vocabulary import Goal, Site, Symptom, Therapy

from .answering import answer_tables
from .evaluation import Evaluation, TooLargeError

__all__ = ["soundness_problems"]


def soundness_problems(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """What is wrong with a snapshot whose shape is right: where, and what was expected."""
    for found in (_topic_problems, _table_problems, _answer_problems):
        problems = list(found(knowledge))
        yield from problems
        if problems:  # what comes after rests on what is wrong here
            return


def _topic_problems(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for problems in (_missing_topics, _names_twice, _unknown_locators, _condition_problems):
        yield from problems(knowledge.topics)


def _missing_topics(rulebase: RuleBase) -> Iterator[tuple[str, str]]:
    for name, found, expected in (
        ("therapies", [topic.therapy for topic in rulebase.therapies], list(Therapy)),
        ("sites", [topic.site for topic in rulebase.sites], list(Site)),
        ("goals", [topic.goal for topic in rulebase.goals], list(Goal)),
        ("symptoms", [topic.symptom for topic in rulebase.symptoms.symptoms], list(Symptom)),
    ):
        if found != expected:
            what = f"{', '.join(found) or 'none'}; expected each once, in this order: {', '.join(expected)}"
            yield f"topics.{name}", what


def _names_twice(rulebase: RuleBase) -> Iterator[tuple[str, str]]:
    names = Counter([text.id for text in rulebase.texts()] + [fact.fact for fact in rulebase.receptors.facts])
    for name in sorted(name for name, count in names.items() if count > 1):
        yield name, "this name stands twice; expected each once"


def _unknown_locators(rulebase: RuleBase) -> Iterator[tuple[str, str]]:
    locators = {sentence.locator for _, sentence in rulebase.document.sentences()}
    for text in rulebase.texts():
        for locator in text.sources:
            if locator not in locators:
                yield text.id, f"{locator} is not in the document's index; expected one of its locators"


def _condition_problems(rulebase: RuleBase) -> Iterator[tuple[str, str]]:
    """Conditions that name facts or values that there are not, or facts that are derived later."""
    later = {fact.fact for fact in rulebase.receptors.facts}
    for spec in decision_specs(rulebase):
        for rule, condition in spec.rules.items():
            for fact, values in (test for alternative in condition for test in alternative.items()):
                known = () if fact in later else values_of(fact, spec.kind, rulebase)
                words = known if fact.startswith("relevance.") else rulebase.facts.facts.get(fact, {})
                for value in values:
                    if value not in known:
                        yield rule, f"{fact}={value} is not a {spec.kind} fact; expected one that rules may ask for"
                    elif value not in words:
                        yield rule, f"{fact}={value} has no words; expected them among topics.facts"
        later.discard(spec.id)


def _table_problems(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    specs = {spec.id: spec for spec in decision_specs(knowledge.topics)}
    if specs.keys() != knowledge.decisions.keys():
        yield from _names_problems("decisions", specs, knowledge.decisions)
        return
    evaluation = Evaluation(knowledge.topics, knowledge.decisions)
    for name, spec in specs.items():
        found = list(_rows_problems(spec, knowledge.decisions[name], evaluation))
        yield from ((f"decisions.{name}", what) for what in found)
        if found:  # a later table may rest on this one
            return


def _names_problems(
    where: str, expected: Mapping[str, object], found: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    for name in expected.keys() - found.keys():
        yield where, f"{name} is missing; expected a table for each question that the topics ask"
    for name in found.keys() - expected.keys():
        yield where, f"{name} is there; expected no table for what the topics do not ask"


def _rows_problems(spec: DecisionSpec, table: DecisionTable, evaluation: Evaluation) -> Iterator[str]:
    if (table.kind, table.inputs) != (spec.kind, spec.inputs):
        yield f"it is {table.kind}, over {', '.join(table.inputs)}; expected {spec.kind}, over {', '.join(spec.inputs)}"
        return
    try:
        rows = {row: dict(zip(spec.inputs, row, strict=True)) for row in evaluation.rows(spec.kind, spec.inputs)}
    except TooLargeError as error:
        yield f"it reads too much, {error}; expected fewer facts: {', '.join(spec.inputs)}"
        return
    expected = {row_key(facts, spec.inputs): facts for facts in rows.values()}
    if expected.keys() != table.rows.keys():
        yield f"its rows are others than the {len(expected)} that there can be; expected these, each once"
        return
    for key, facts in expected.items():
        fired = tuple(table.rows[key].split())
        if fired != tuple(rule for rule, condition in spec.rules.items() if _holds(condition, facts)):
            yield f"the row {key!r} has {' '.join(fired) or 'no rule'}; expected the rules whose conditions hold there"
        elif what := row_problem(spec, key, fired, evaluation.answer_of):
            yield what.format(where=f"in the row {key!r}")


def _holds(condition: Condition, facts: Mapping[str, str]) -> bool:
    """Whether a condition holds: to hold a table against its rules, never to decide about a profile."""
    return any(all(facts[name] in values for name, values in alternative.items()) for alternative in condition)


def _answer_problems(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    evaluation = Evaluation(knowledge.topics, knowledge.decisions)
    expected: dict[str, AnswerTable] = dict(answer_tables(knowledge.topics, evaluation))
    yield from _names_problems("answers", expected, knowledge.answers)
    for name, table in expected.items():
        if name in knowledge.answers and knowledge.answers[name] != table:
            yield (
                f"answers.{name}",
                "it is not what follows from the tables; expected just that: compile the rules anew",
            )
