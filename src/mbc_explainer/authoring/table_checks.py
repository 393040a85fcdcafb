"""What rules do, over the whole of their tables: exactly, and not by samples.

Gaps and conflicts are refused when rules are compiled. Here is the rest: rules that never
hold, that hold and add nothing, or that mean the same; facts that never matter; and the
laws that the reading side rests on. Several reasons for one answer are no conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mbc_explainer.knowledge.decisions import DecisionSpec
from mbc_explainer.knowledge.rulebase import Text
from mbc_explainer.knowledge.snapshot import DecisionTable, Knowledge
from mbc_explainer.patient.facts import completions, distinct_profiles, fields_behind, open_fields
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS, Therapy
from mbc_explainer.reasoning.evaluation import Evaluation

from .compiler import smallest_profile, table_of

__all__ = ["Behavior", "behavior_findings", "law_findings"]


class Behavior(NamedTuple):
    """Something that is wrong with what a rule does."""

    rule: str
    what: str
    profile: str | None = None


def behavior_findings(
    knowledge: Knowledge, specs: Mapping[str, DecisionSpec], evaluation: Evaluation
) -> Iterator[Behavior]:
    """Everything that is wrong with what the rules do."""
    texts = {text.id: text for text in knowledge.topics.texts()}
    for rule, tables in _tables_of(knowledge, specs).items():
        if not any(rule in held.split() for table in tables for held in table.rows.values()):
            yield Behavior(rule, "it never holds; expected a profile for which it does")
    for name, spec in specs.items():
        table = knowledge.decisions[name]
        yield from _adding_nothing(spec, table, texts, evaluation)
        yield from (Behavior(next(iter(spec.rules), name), what) for what in _idle_facts(spec, table))
    read = {fact for spec in specs.values() for fact in spec.inputs}
    for fact in knowledge.topics.receptors.facts:
        if fact.fact not in read and not fact.shown:
            yield Behavior(fact.rules[0].id, f"nothing reads {fact.fact}; expected a rule that does, or `shown: yes`")


def _tables_of(knowledge: Knowledge, specs: Mapping[str, DecisionSpec]) -> dict[str, list[DecisionTable]]:
    tables: dict[str, list[DecisionTable]] = {}
    for name, spec in specs.items():
        for rule in spec.rules:
            tables.setdefault(rule, []).append(knowledge.decisions[name])
    return tables


def _adding_nothing(
    spec: DecisionSpec,
    table: DecisionTable,
    texts: Mapping[str, Text],
    evaluation: Evaluation,
) -> Iterator[Behavior]:
    """Rules beside which another always holds that says the same and rests on the same places."""
    holds = {rule: {key for key, held in table.rows.items() if rule in held.split()} for rule in spec.rules}
    for rule, rows in holds.items():
        for other, more in holds.items():
            if other == rule or not rows or not rows <= more:
                continue
            says_no_more = set(texts[rule].sources) <= set(texts[other].sources)
            if not says_no_more or evaluation.answer_of.get(rule) != evaluation.answer_of.get(other):
                continue
            profile = smallest_profile(table, min(rows, key=len), evaluation)
            if rows == more and texts[rule].sources == texts[other].sources:
                yield Behavior(rule, f"it means the same as {other}; expected one of them", profile)
            elif rows < more:
                yield Behavior(rule, f"it adds nothing to {other}, which always holds beside it", profile)


def _idle_facts(spec: DecisionSpec, table: DecisionTable) -> Iterator[str]:
    """Facts that the rules read and that change nothing."""
    cells = [(key.split(), held) for key, held in table.rows.items()]
    for at, fact in enumerate(table.inputs):
        if fact in spec.also_over:
            continue
        seen: dict[tuple[str, ...], set[str]] = {}
        for row, held in cells:
            seen.setdefault((*row[:at], *row[at + 1 :]), set()).add(held)
        pairs = len(cells) != len(seen)
        if pairs and all(len(held) == 1 for held in seen.values()):
            yield f"it reads {fact}, which never matters; expected only facts that do"


def law_findings(knowledge: Knowledge, specs: Mapping[str, DecisionSpec], evaluation: Evaluation) -> Iterator[Behavior]:
    """Where an answer hangs on the order of the rules, or learning a result does not only narrow."""
    for name, spec in specs.items():
        turned = spec._replace(
            rules=dict(reversed(list(spec.rules.items()))), also_over=knowledge.decisions[name].inputs
        )
        again = table_of(turned, evaluation, knowledge.topics)
        for key, held in knowledge.decisions[name].rows.items():
            if set(held.split()) != set(again.rows[key].split()):
                yield Behavior(next(iter(spec.rules)), f"it hangs on the order of the rules where {key}")
    for therapy in Therapy:
        yield from _not_narrowing(therapy, evaluation)


def _not_narrowing(therapy: Therapy, evaluation: Evaluation) -> Iterator[Behavior]:
    """Profiles for which stating one open field gives an answer that was not possible before."""
    decision = f"{therapy}.relevance"
    base_facts = evaluation.base_facts(decision)
    fields = fields_behind(base_facts)
    for profile in distinct_profiles(base_facts):
        before = set(evaluation.decide(decision, profile).answers)
        for field in (field for field in open_fields(profile) if field in fields):
            for value in {completion[field] for completion in completions(profile, base_facts)}:
                after = set(evaluation.decide(decision, _stating(profile, field, value)).answers)
                if not after <= before:
                    what = f"stating {field} gives {sorted(after - before)}, which was not possible before"
                    yield Behavior(decision, what, profile.model_dump_json(exclude_defaults=True))


def _stating(profile: PatientProfile, field: str, value: Any) -> PatientProfile:
    stated = {name: getattr(profile, name) for name in FIELDS} | {field: value}
    for name, declared in FIELDS.items():
        if declared.within and stated[name] is not None and stated[declared.within] is not None:
            stated[declared.within] = tuple({*stated[declared.within], *stated[name]})
    return PatientProfile.model_validate(stated)
