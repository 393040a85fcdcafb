"""The library's own ways to decide which rules hold for a profile, without the parts that it keeps."""

from __future__ import annotations

from collections.abc import Callable

from translation import Rules

from mbc_explainer import Explanation, PatientProfile
from mbc_explainer.answers.explainer import Explainer
from mbc_explainer.answers.rulebooks import RuleBook
from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.snapshot import OPEN, shipped
from mbc_explainer.patient import facts
from mbc_explainer.patient.vocabulary import Relevance
from mbc_explainer.reasoning.evaluation import Evaluation

__all__ = ["explained_anew", "looked_up", "solved", "solved_anew"]

Decide = Callable[[PatientProfile], list[bool]]


def looked_up(rules: Rules) -> Decide:
    """By the compiled tables and answers alone, as ``explain`` does for what it has not kept."""
    decisions, answers = rules.knowledge.decisions, rules.knowledge.answers
    open_as = _derived(rules.knowledge.topics)
    asked = [(spec.id, spec.kind == "stated", tuple(spec.rules)) for spec in rules.specs]
    needed = {fact for spec in rules.specs for fact in spec.inputs}
    derived = [
        (name, answers[decision], undecided) for decision, (name, undecided) in open_as.items() if name in needed
    ]

    def decide(profile: PatientProfile) -> list[bool]:
        known = facts.stated(profile)
        known |= {name: table.find(known).value or undecided for name, table, undecided in derived}
        held: list[bool] = []
        for decision, stated, names in asked:
            if stated:
                fired = decisions[decision].fired(known)
            else:
                fired = tuple(reason.rule for reason in answers[decision].find(known).reasons)
            held += [name in fired for name in names]
        return held

    return decide


def _derived(topics: RuleBase) -> dict[str, tuple[str, str]]:
    """Decisions whose answers are facts: what the fact is called, and how it reads while it is open."""
    return {fact.fact: (fact.fact, OPEN) for fact in topics.receptors.facts} | {
        f"{topic.therapy}.relevance": (f"relevance.{topic.therapy}", str(Relevance.DEPENDS))
        for topic in topics.therapies
    }


def solved(rules: Rules) -> Decide:
    """By every world of the profile, with what the evaluation has decided before kept."""
    return lambda profile: _fired(rules, rules.evaluation, profile)


def solved_anew(rules: Rules) -> Decide:
    """By every world of the profile, with nothing kept: an evaluation of its own."""

    def decide(profile: PatientProfile) -> list[bool]:
        return _fired(rules, Evaluation(rules.knowledge.topics, rules.knowledge.decisions), profile)

    return decide


def _fired(rules: Rules, evaluation: Evaluation, profile: PatientProfile) -> list[bool]:
    held: list[bool] = []
    for spec in rules.specs:
        stated = spec.kind == "stated"
        fired = evaluation.fired(spec.id, profile) if stated else evaluation.decide(spec.id, profile).fired
        held += [rule in fired for rule in spec.rules]
    return held


def explained_anew(profile: PatientProfile) -> Explanation:
    """The whole answer with nothing kept but the snapshot."""
    return Explainer(RuleBook(shipped(), shipped=True)).explain(profile)
