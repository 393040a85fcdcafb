"""What rules do, over the whole of their tables: exactly, and not by samples.

Gaps and conflicts are refused when rules are compiled. Here is the rest: rules that never
hold, that hold and add nothing, or that mean the same; and facts that never matter.
Several reasons for one answer are no conflict.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from mbc_explainer.knowledge.decisions import DecisionSpec
from mbc_explainer.knowledge.snapshot import DecisionTable

from .compiler import smallest_profile
from .issues import Issue, Subject

__all__ = ["facts_that_never_matter", "facts_that_nothing_reads", "rules_that_add_nothing", "rules_that_never_hold"]


def rules_that_never_hold(subject: Subject) -> Iterator[Issue]:
    """Rules that hold in no row of any table."""
    asked = dict.fromkeys(rule for spec in subject.specs.values() for rule in spec.rules)
    holding = {
        rule for table in subject.knowledge.decisions.values() for held in table.rows.values() for rule in held.split()
    }
    for rule in asked:
        if rule not in holding:
            yield subject.issue(rule, "it never holds; expected a profile for which it does")


def rules_that_add_nothing(subject: Subject) -> Iterator[Issue]:
    """Rules with which another always holds that says the same and cites the same."""
    texts = {text.id: text for text in subject.rulebase.texts()}
    answer_of = subject.evaluation.answer_of
    for name, spec in subject.specs.items():
        table = subject.knowledge.decisions[name]
        rows = _rows_of_rules(spec, table)
        for rule, other in permutations(spec.rules, 2):
            says_no_more = set(texts[rule].sources) <= set(texts[other].sources)
            if not rows[rule] or not rows[rule] <= rows[other]:
                continue
            if not says_no_more or answer_of.get(rule) != answer_of.get(other):
                continue
            if rows[rule] < rows[other]:
                what = f"it adds nothing to {other}, which always holds beside it"
            elif texts[rule].sources == texts[other].sources:
                what = f"it means the same as {other}; expected one of them"
            else:
                continue
            profile = smallest_profile(table, min(rows[rule], key=len), subject.evaluation)
            yield subject.issue(rule, what, profile=profile)


def _rows_of_rules(spec: DecisionSpec, table: DecisionTable) -> dict[str, set[str]]:
    """The rows in which each rule of a decision holds."""
    rows: dict[str, set[str]] = {rule: set() for rule in spec.rules}
    for key, held in table.rows.items():
        for rule in held.split():
            rows[rule].add(key)
    return rows


def facts_that_never_matter(subject: Subject) -> Iterator[Issue]:
    """Facts that the rules of a decision read and that change nothing in it."""
    for name, spec in subject.specs.items():
        table = subject.knowledge.decisions[name]
        rows = list(table.each_row())
        for at, fact in enumerate(table.inputs):
            held_by_rest: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
            for row, held in rows:
                held_by_rest.setdefault((*row[:at], *row[at + 1 :]), set()).add(held)
            varies = len(rows) != len(held_by_rest)
            if fact not in spec.also_over and varies and all(len(held) == 1 for held in held_by_rest.values()):
                what = f"it reads {fact}, which never matters; expected only facts that do"
                yield subject.issue(next(iter(spec.rules), name), what)


def facts_that_nothing_reads(subject: Subject) -> Iterator[Issue]:
    """Derived facts that no rule asks for and no answer lists."""
    read = {fact for spec in subject.specs.values() for fact in spec.inputs}
    for fact in subject.rulebase.receptors.facts:
        if fact.fact not in read and not fact.shown:
            what = f"nothing reads {fact.fact}; expected a rule that does, or `shown: yes`"
            yield subject.issue(fact.rules[0].id, what)
