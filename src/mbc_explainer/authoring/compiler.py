"""Checked rule files to knowledge: every decision evaluated over its whole space, and every answer that follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from mbc_explainer.errors import Problem, RuleFileError
from mbc_explainer.knowledge.decisions import DecisionSpec, decision_specs, row_problem, values_of
from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.snapshot import DecisionTable, Knowledge, row_key
from mbc_explainer.patient.facts import distinct_profiles
from mbc_explainer.reasoning.answering import answer_tables
from mbc_explainer.reasoning.evaluation import Evaluation, TooLargeError

from .engine import evaluate
from .rule_set import RuleFiles, read_rule_files

__all__ = ["compile_rules", "smallest_profile", "table_of", "table_problems"]


def compile_rules(source: Path | RuleFiles) -> Knowledge:
    """Compile a folder of rules.

    Raises:
        RuleFileError: the files are wrong, or leave a profile without an answer or with two.
        EngineError: durable_rules is missing or broke off.
    """
    rules = source if isinstance(source, RuleFiles) else read_rule_files(source)
    decisions: dict[str, DecisionTable] = {}
    problems: list[Problem] = []
    evaluation = Evaluation(rules.topics, decisions)
    for spec in decision_specs(rules.topics):
        where = _where(spec, rules)
        try:
            decisions[spec.id] = table_of(spec, evaluation, rules.topics)
        except TooLargeError as error:
            what = f"its rules read too much, {error}; expected fewer facts: {', '.join(spec.inputs)}"
            raise RuleFileError([*problems, Problem(*where, spec.id, what)]) from None
        found = [
            f"{what}; for example {smallest_profile(decisions[spec.id], row, evaluation)}"
            for row, what in table_problems(spec, decisions[spec.id], evaluation.answer_of)
        ]
        problems += [Problem(*where, spec.id, what) for what in found]
        if found and spec.kind == "settled":
            raise RuleFileError(problems)
    if problems:
        raise RuleFileError(problems)
    return Knowledge.of(rules.topics, decisions, dict(answer_tables(rules.topics, evaluation)))


def table_of(spec: DecisionSpec, evaluation: Evaluation, rulebase: RuleBase) -> DecisionTable:
    """A decision's table, evaluated by durable_rules over every row that a profile can have.

    Raises:
        TooLargeError: there are more than anybody can review.
    """
    inputs = spec.inputs
    order = [{value: at for at, value in enumerate(values_of(fact, spec.kind, rulebase))} for fact in inputs]
    rows = sorted(
        evaluation.rows(spec.kind, inputs),
        key=lambda row: tuple(rank[value] for rank, value in zip(order, row, strict=True)),
    )
    fired = evaluate(inputs, rows, spec.rules)
    return DecisionTable(
        kind=spec.kind,
        inputs=inputs,
        rows={
            row_key(dict(zip(inputs, row, strict=True)), inputs): " ".join(rule for rule in spec.rules if rule in held)
            for row, held in zip(rows, fired, strict=True)
        },
    )


def table_problems(spec: DecisionSpec, table: DecisionTable, answer_of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Gaps and conflicts in one table: the row, and what is wrong with it."""
    for key, fired in table.rows.items():
        what = row_problem(spec, key, tuple(fired.split()), answer_of)
        if what:
            yield key, what.format(where=f"where {key.replace(' ', ' and ')}" if key else "for every profile")


def smallest_profile(table: DecisionTable, row: str, evaluation: Evaluation) -> str:
    """The profile that states the least and comes to a row, as JSON."""
    found = [
        profile.model_dump_json(exclude_defaults=True)
        for profile in distinct_profiles(evaluation.base_facts_of(table.inputs))
        if row_key(evaluation.facts(profile, table.inputs), table.inputs) == row
    ]
    return min(found, key=lambda text: (len(text), text), default="no profile that states it")


def _where(spec: DecisionSpec, rules: RuleFiles) -> tuple[str, int]:
    """Where a decision's first rule stands, or the first text of what it is about."""
    about = spec.id.partition(".")[0]
    near = (path for name, path in rules.positions.items() if name.startswith(f"{about}."))
    return next((rules.positions[rule] for rule in spec.rules if rule in rules.positions), None) or next(near)
