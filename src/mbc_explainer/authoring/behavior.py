"""What rules do, over the whole of their tables: exactly, and not by samples.

Gaps and conflicts are refused when rules are compiled. Here is the rest: rules that never
hold, that hold and add nothing, or that mean the same; facts that never matter; and the
laws that the reading side rests on. Several reasons for one answer are no conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mbc_explainer.facts import every_profile, fillings, open_fields
from mbc_explainer.findings import Findings
from mbc_explainer.knowledge import Decision, Knowledge
from mbc_explainer.profile import PatientProfile
from mbc_explainer.topics import Text
from mbc_explainer.vocabulary import Therapy

from .compiling import Question, answers_of, smallest_profile, table_of

__all__ = ["Behavior", "behavior_findings", "law_findings"]


class Behavior(NamedTuple):
    """Something that is wrong with what a rule does."""

    rule: str
    what: str
    profile: str | None = None


def behavior_findings(
    knowledge: Knowledge, questions: Mapping[str, Question], findings: Findings
) -> Iterator[Behavior]:
    """Everything that is wrong with what the rules do."""
    texts = {text.id: text for text in knowledge.topics.texts()}
    answers = answers_of(knowledge.topics)
    for rule, tables in _tables_of(knowledge, questions).items():
        if not any(rule in held.split() for table in tables for held in table.rows.values()):
            yield Behavior(rule, "it never holds; expected a profile for which it does")
    for name, question in questions.items():
        table = knowledge.decisions[name]
        yield from _adding_nothing(question, table, texts, answers, findings)
        yield from (Behavior(next(iter(question.rules), name), what) for what in _idle_facts(question, table))
    read = {fact for question in questions.values() for fact in question.reads}
    for fact in knowledge.topics.receptors.facts:
        if fact.fact not in read and not fact.shown:
            yield Behavior(fact.rules[0].id, f"nothing reads {fact.fact}; expected a rule that does, or `shown: yes`")


def _tables_of(knowledge: Knowledge, questions: Mapping[str, Question]) -> dict[str, list[Decision]]:
    tables: dict[str, list[Decision]] = {}
    for name, question in questions.items():
        for rule in question.rules:
            tables.setdefault(rule, []).append(knowledge.decisions[name])
    return tables


def _adding_nothing(
    question: Question,
    table: Decision,
    texts: Mapping[str, Text],
    answers: Mapping[str, str],
    findings: Findings,
) -> Iterator[Behavior]:
    """Rules beside which another always holds that says the same and rests on the same places."""
    holds = {rule: {key for key, held in table.rows.items() if rule in held.split()} for rule in question.rules}
    for rule, rows in holds.items():
        for other, more in holds.items():
            if other == rule or not rows or not rows <= more:
                continue
            says_no_more = set(texts[rule].sources) <= set(texts[other].sources)
            if not says_no_more or answers.get(rule) != answers.get(other):
                continue
            profile = smallest_profile(table, min(rows, key=len), findings)
            if rows == more and texts[rule].sources == texts[other].sources:
                yield Behavior(rule, f"it means the same as {other}; expected one of them", profile)
            elif rows < more:
                yield Behavior(rule, f"it adds nothing to {other}, which always holds beside it", profile)


def _idle_facts(question: Question, table: Decision) -> Iterator[str]:
    """Facts that the rules read and that change nothing."""
    cells = [(key.split(), held) for key, held in table.rows.items()]
    for at, fact in enumerate(table.reads):
        if fact in question.over:
            continue
        seen: dict[tuple[str, ...], set[str]] = {}
        for row, held in cells:
            seen.setdefault((*row[:at], *row[at + 1 :]), set()).add(held)
        pairs = len(cells) != len(seen)
        if pairs and all(len(held) == 1 for held in seen.values()):
            yield f"it reads {fact}, which never matters; expected only facts that do"


def law_findings(knowledge: Knowledge, questions: Mapping[str, Question], findings: Findings) -> Iterator[Behavior]:
    """Where an answer hangs on the order of the rules, or learning a result does not only narrow."""
    for name, question in questions.items():
        turned = question._replace(
            rules=dict(reversed(list(question.rules.items()))), over=knowledge.decisions[name].reads
        )
        again = table_of(turned, findings, knowledge.topics)
        for key, held in knowledge.decisions[name].rows.items():
            if set(held.split()) != set(again.rows[key].split()):
                yield Behavior(next(iter(question.rules)), f"it hangs on the order of the rules where {key}")
    for therapy in Therapy:
        yield from _not_narrowing(therapy, findings)


def _not_narrowing(therapy: Therapy, findings: Findings) -> Iterator[Behavior]:
    """Profiles for which stating one open field changes a settled answer, or opens a new one."""
    decision = f"{therapy}.relevance"
    fields = findings.fields(decision)
    for profile in every_profile(findings.ground(decision)):
        before = findings.settled(decision, profile)
        possible = {before.answer} if before.answer else {outcome.answer for outcome in before.outcomes}
        for field in (field for field in open_fields(profile) if field in fields):
            for value in {filling[field] for filling in fillings(profile, fields)}:
                after = findings.settled(decision, _stating(profile, field, value))
                left = {after.answer} if after.answer else {outcome.answer for outcome in after.outcomes}
                if not left <= possible:
                    what = f"stating {field} gives {sorted(map(str, left - possible))}, which was not possible before"
                    yield Behavior(decision, what, profile.model_dump_json(exclude_defaults=True))


def _stating(profile: PatientProfile, field: str, value: Any) -> PatientProfile:
    said = {name: getattr(profile, name) for name in PatientProfile.model_fields} | {field: value}
    if said["symptomatic_sites"] is not None and said["sites"] is not None:
        said["sites"] = tuple({*said["sites"], *said["symptomatic_sites"]})
    return PatientProfile.model_validate(said)
