"""Checked rule files to knowledge: every decision evaluated over its whole space."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from pathlib import Path
from typing import Final, Literal, NamedTuple

from mbc_explainer.errors import Problem, RuleFileError
from mbc_explainer.facts import FACTS, every_profile
from mbc_explainer.findings import OPEN, Findings
from mbc_explainer.knowledge import Decision, Knowledge
from mbc_explainer.topics import Condition, FactRule, FitRule, RelevanceRule, Topics
from mbc_explainer.vocabulary import Relevance, Therapy

from .engine import evaluate
from .rule_files import RuleFiles, read_rule_files

__all__ = ["Question", "answers_of", "compile_rules", "questions", "smallest_profile", "table_of", "table_problems"]

MOST_ROWS: Final = 4096
_ALWAYS: Final[Condition] = ({},)


class Question(NamedTuple):
    """A decision before it is evaluated."""

    id: str
    kind: Literal["settled", "stated"]
    rules: Mapping[str, Condition]
    answers: Literal["any", "one_text", "one_answer", "one_fit"]
    """How many answers a row may have: any rules at all, just one, or any that agree."""
    over: tuple[str, ...] = ()
    """Facts that the table is over even where no rule tests them."""

    @property
    def reads(self) -> tuple[str, ...]:
        """The facts that its rules test, in the order in which they name them."""
        tested = (fact for condition in self.rules.values() for one in condition for fact in one)
        return tuple(dict.fromkeys((*self.over, *tested)))


def compile_rules(source: Path | RuleFiles) -> Knowledge:
    """Compile a folder of rules.

    Raises:
        RuleFileError: the files are wrong, or leave a profile without an answer or with two.
        EngineError: durable_rules is missing or broke off.
    """
    rules = source if isinstance(source, RuleFiles) else read_rule_files(source)
    decisions: dict[str, Decision] = {}
    problems: list[Problem] = []
    findings = Findings(rules.topics, decisions)
    answers = answers_of(rules.topics)
    for question in questions(rules.topics):
        place = _place(question, rules)
        size = prod(len(_values(fact, question.kind, rules.topics)) for fact in question.reads)
        if size > MOST_ROWS:
            what = f"its rules read too much, {size} rows; expected at most {MOST_ROWS}: {', '.join(question.reads)}"
            raise RuleFileError([*problems, Problem(*place, question.id, what)])
        decisions[question.id] = table_of(question, findings, rules.topics)
        found = [
            f"{what}; for example {smallest_profile(decisions[question.id], row, findings)}"
            for row, what in table_problems(question, decisions[question.id], answers)
        ]
        problems += [Problem(*place, question.id, what) for what in found]
        if found and question.kind == "settled":
            raise RuleFileError(problems)
    if problems:
        raise RuleFileError(problems)
    return Knowledge.of(rules.topics, decisions)


def questions(topics: Topics) -> Iterator[Question]:
    """Every decision that some topics ask for, each after those that it reads."""
    for fact in topics.receptors.facts:
        yield Question(fact.fact, "settled", {rule.id: rule.when for rule in fact.rules}, "one_answer")
    for therapy in topics.therapies:
        rules = {rule.id: rule.when for rule in therapy.rules}
        yield Question(f"{therapy.therapy}.relevance", "settled", rules, "one_answer")
    for therapy in topics.therapies:
        summary = {text.id: _about(text.when or _ALWAYS, therapy.therapy) for text in therapy.summary}
        yield Question(f"{therapy.therapy}.summary", "stated", summary, "one_text")
        for text in therapy.remarks:
            if text.when is not None:
                yield Question(text.id, "stated", {text.id: _about(text.when, therapy.therapy)}, "any")
    for goal in topics.goals:
        for therapy in topics.therapies:
            fits = {fit.id: _about(fit.when, therapy.therapy) for fit in goal.fits if therapy.therapy in fit.therapies}
            over = (f"relevance.{therapy.therapy}",)
            yield Question(f"{goal.goal}.{therapy.therapy}", "stated", fits, "one_fit", over)
    for text in topics.texts():
        elsewhere = isinstance(text, RelevanceRule | FactRule | FitRule) or text.id in _of_therapies(topics)
        if text.when is not None and not elsewhere:
            yield Question(text.id, "stated", {text.id: text.when}, "any")


def _of_therapies(topics: Topics) -> set[str]:
    return {text.id for therapy in topics.therapies for text in (*therapy.summary, *therapy.remarks)}


def _about(condition: Condition, therapy: Therapy) -> Condition:
    """A condition in which plain ``relevance`` is that of one therapy category."""
    return tuple(
        {f"relevance.{therapy}" if fact == "relevance" else fact: values for fact, values in one.items()}
        for one in condition
    )


def _values(fact: str, kind: str, topics: Topics) -> tuple[str, ...]:
    if fact in FACTS:
        return FACTS[fact].settled if kind == "settled" else FACTS[fact].stated
    for derived in topics.receptors.facts:
        if derived.fact == fact:
            return derived.values if kind == "settled" else (*derived.values, OPEN)
    return tuple(Relevance)


def table_of(question: Question, findings: Findings, topics: Topics) -> Decision:
    """A question's table, evaluated by durable_rules over every row that a profile can have."""
    reads = question.reads
    order = [{value: n for n, value in enumerate(_values(fact, question.kind, topics))} for fact in reads]
    rows = sorted(
        findings.rows(question.kind, reads),
        key=lambda row: tuple(rank[value] for rank, value in zip(order, row, strict=True)),
    )
    fired = evaluate(reads, rows, question.rules)
    return Decision(
        kind=question.kind,
        reads=reads,
        rows={
            Decision.key(dict(zip(reads, row, strict=True)), reads): " ".join(r for r in question.rules if r in held)
            for row, held in zip(rows, fired, strict=True)
        },
    )


def answers_of(topics: Topics) -> dict[str, str]:
    """What each rule that gives an answer says."""
    return {
        text.id: str(text.relevance if isinstance(text, RelevanceRule) else text.value)
        for text in topics.texts()
        if isinstance(text, RelevanceRule | FactRule)
    }


def table_problems(question: Question, table: Decision, answers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Gaps and conflicts in one table: the row, and what is wrong with it."""
    if question.answers == "any":
        return
    for key, held in table.rows.items():
        where = f"where {key.replace(' ', ' and ')}" if key else "for every profile"
        what = _row_problem(question, key, held.split(), answers)
        if what:
            yield key, what.format(where=where)


def _row_problem(question: Question, key: str, fired: list[str], answers: Mapping[str, str]) -> str | None:
    names = " and ".join(fired)
    if question.answers == "one_fit" and f"={Relevance.NOT_DESCRIBED}" in key:
        return f"{names} holds {{where}}; expected no fit where the therapy is not described" if fired else None
    if not fired:
        return "no rule holds {where}; expected one"
    if question.answers == "one_answer":
        said = ", ".join(f"{rule} says {answers[rule]}" for rule in fired)
        return f"two answers {{where}}: {said}; expected one" if len({answers[rule] for rule in fired}) > 1 else None
    return f"{names} hold {{where}}; expected one" if len(fired) > 1 else None


def smallest_profile(table: Decision, row: str, findings: Findings) -> str:
    """The profile that states the least and comes to a row, as JSON."""
    ground = tuple(dict.fromkeys(fact for fact in findings.ground_of(table.reads)))
    found = [
        profile.model_dump_json(exclude_defaults=True)
        for profile in every_profile(ground)
        if Decision.key(findings.facts(profile, table.reads), table.reads) == row
    ]
    return min(found, key=lambda text: (len(text), text), default="no profile that states it")


def _place(question: Question, rules: RuleFiles) -> tuple[str, int]:
    """Where a question's first rule stands, or the first text of what it is about."""
    about = question.id.partition(".")[0]
    near = (place for name, place in rules.places.items() if name.startswith(f"{about}."))
    return next((rules.places[rule] for rule in question.rules if rule in rules.places), None) or next(near)
