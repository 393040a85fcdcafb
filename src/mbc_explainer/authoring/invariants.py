"""The laws that reading rests on: the order of rules does not matter, and what is learned only narrows answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mbc_explainer.patient.facts import completions, distinct_profiles, fields_behind, open_fields
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS, Therapy

from .compiler import table_of
from .issues import Issue, Subject

__all__ = ["learning_that_does_not_narrow", "tables_that_hang_on_order"]


def tables_that_hang_on_order(subject: Subject) -> Iterator[Issue]:
    """Rows in which other rules hold once the rules stand the other way round."""
    for name, spec in subject.specs.items():
        table = subject.knowledge.decisions[name]
        reversed_rules = dict(reversed(list(spec.rules.items())))
        reversed_spec = spec._replace(rules=reversed_rules, also_over=table.inputs)
        reversed_table = table_of(reversed_spec, subject.evaluation, subject.rulebase)
        for key, held in table.rows.items():
            if set(held.split()) != set(reversed_table.rows[key].split()):
                yield subject.issue(next(iter(spec.rules)), f"it hangs on the order of the rules where {key}")


def learning_that_does_not_narrow(subject: Subject) -> Iterator[Issue]:
    """Profiles for which stating an open field gives an answer that was not possible before."""
    for therapy in Therapy:
        decision = f"{therapy}.relevance"
        base_facts = subject.evaluation.base_facts(decision)
        for profile in distinct_profiles(base_facts):
            before = set(subject.evaluation.decide(decision, profile).answers)
            for field, learned in _learned(profile, base_facts):
                after = set(subject.evaluation.decide(decision, learned).answers)
                if not after <= before:
                    what = f"stating {field} gives {sorted(after - before)}, which was not possible before"
                    yield subject.issue(decision, what, profile=profile.model_dump_json(exclude_defaults=True))


def _learned(profile: PatientProfile, base_facts: tuple[str, ...]) -> Iterator[tuple[str, PatientProfile]]:
    """A profile with each of its open fields stated, in every way that some facts tell apart."""
    fields = set(fields_behind(base_facts)) & set(open_fields(profile))
    if fields:
        ways = list(completions(profile, base_facts))
        for field in (field for field in FIELDS if field in fields):
            yield from ((field, _stating(profile, field, value)) for value in {way[field] for way in ways})


def _stating(profile: PatientProfile, field: str, value: Any) -> PatientProfile:
    stated = {name: getattr(profile, name) for name in FIELDS} | {field: value}
    for name, declared in FIELDS.items():
        if declared.within and stated[name] is not None and stated[declared.within] is not None:
            stated[declared.within] = tuple({*stated[declared.within], *stated[name]})
    return PatientProfile.model_validate(stated)
