"""The decisions that some rules ask for: which rules each is made of, and how many of them may hold at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from mbc_explainer.patient.facts import BASE_FACTS
from mbc_explainer.patient.vocabulary import Relevance, Therapy

from .rulebase import GoalTopic, RuleBase, TherapyTopic
from .snapshot import OPEN
from .texts import Condition, FactRule, FitRule, RelevanceRule

__all__ = ["DecisionSpec", "decision_specs", "remarks_of", "row_problem", "values_of"]

_ALWAYS: Final[Condition] = ({},)


class DecisionSpec(NamedTuple):
    """A decision before it is evaluated."""

    id: str
    kind: Literal["settled", "stated"]
    rules: Mapping[str, Condition]
    hit_policy: Literal["any", "one_text", "one_answer", "one_fit"]
    """How many rules may hold in a row: any at all, just one, or any that agree."""
    also_over: tuple[str, ...] = ()
    """Facts that the table is over even where no rule tests them."""
    therapy: Therapy | None = None
    """The therapy category whose relevance is meant where a condition says plain ``relevance``."""

    @property
    def inputs(self) -> tuple[str, ...]:
        """The facts that its rules test, in the order in which they name them."""
        tested = (fact for condition in self.rules.values() for alternative in condition for fact in alternative)
        return tuple(dict.fromkeys((*self.also_over, *tested)))

    def with_rule(self, rule: str, when: Condition | None) -> DecisionSpec:
        """The same decision with another condition for a rule, or without the rule."""
        rules = {**self.rules, rule: _about(when, self.therapy)} if when is not None else dict(self.rules)
        if when is None:
            del rules[rule]
        return self._replace(rules=rules)


def decision_specs(rulebase: RuleBase) -> Iterator[DecisionSpec]:
    """Every decision that some rules ask for, each after those that it reads."""
    for fact in rulebase.receptors.facts:
        yield DecisionSpec(fact.fact, "settled", {rule.id: rule.when for rule in fact.rules}, "one_answer")
    for topic in rulebase.therapies:
        rules = {rule.id: rule.when for rule in topic.rules}
        yield DecisionSpec(f"{topic.therapy}.relevance", "settled", rules, "one_answer")
    for topic in rulebase.therapies:
        yield from _texts_of_therapy(topic)
    for goal in rulebase.goals:
        yield from (_fits(goal, topic.therapy) for topic in rulebase.therapies)
    of_therapies = {text.id for topic in rulebase.therapies for text in (*topic.summary, *topic.remarks)}
    for text in rulebase.texts():
        elsewhere = isinstance(text, RelevanceRule | FactRule | FitRule) or text.id in of_therapies
        if text.when is not None and not elsewhere:
            yield DecisionSpec(text.id, "stated", {text.id: text.when}, "any")


def _texts_of_therapy(topic: TherapyTopic) -> Iterator[DecisionSpec]:
    """Which summary a therapy category shows, and which remarks."""
    summary = {text.id: _about(text.when or _ALWAYS, topic.therapy) for text in topic.summary}
    yield DecisionSpec(f"{topic.therapy}.summary", "stated", summary, "one_text", therapy=topic.therapy)
    for text in topic.remarks:
        if text.when is not None:
            rule = {text.id: _about(text.when, topic.therapy)}
            yield DecisionSpec(text.id, "stated", rule, "any", therapy=topic.therapy)


def _fits(goal: GoalTopic, therapy: Therapy) -> DecisionSpec:
    """How a therapy category fits a goal."""
    fits = {fit.id: _about(fit.when, therapy) for fit in goal.fits if therapy in fit.therapies}
    return DecisionSpec(f"{goal.goal}.{therapy}", "stated", fits, "one_fit", (f"relevance.{therapy}",), therapy)


def remarks_of(rulebase: RuleBase) -> tuple[str, ...]:
    """The ids of the remarks: conditional texts that are shown with the reasons for an answer."""
    return tuple(text.id for therapy in rulebase.therapies for text in therapy.remarks if text.when is not None)


def _about(condition: Condition, therapy: Therapy | None) -> Condition:
    """A condition in which plain ``relevance`` is that of one therapy category."""
    if therapy is None:
        return condition
    return tuple(
        {f"relevance.{therapy}" if fact == "relevance" else fact: values for fact, values in alternative.items()}
        for alternative in condition
    )


def values_of(fact: str, kind: str, rulebase: RuleBase) -> tuple[str, ...]:
    """The values that a fact can take in a decision of some kind; none for a fact that there is not."""
    if fact in BASE_FACTS:
        return BASE_FACTS[fact].settled if kind == "settled" else BASE_FACTS[fact].stated
    for derived in rulebase.receptors.facts:
        if derived.fact == fact:
            return derived.values if kind == "settled" else (*derived.values, OPEN)
    subject, _, name = fact.partition(".")
    return tuple(Relevance) if subject == "relevance" and name in set(Therapy) and kind == "stated" else ()


def row_problem(spec: DecisionSpec, key: str, fired: tuple[str, ...], answer_of: Mapping[str, str]) -> str | None:
    """What is wrong with a row of a decision's table: a gap or a conflict; ``{where}`` stands for the row."""
    if spec.hit_policy == "any":
        return None
    names = " and ".join(fired)
    if spec.hit_policy == "one_fit" and f"={Relevance.NOT_DESCRIBED}" in key:
        return f"{names} holds {{where}}; expected no fit where the therapy is not described" if fired else None
    if not fired:
        return "no rule holds {where}; expected one"
    if spec.hit_policy == "one_answer":
        answers = ", ".join(f"{rule} says {answer_of[rule]}" for rule in fired)
        agree = len({answer_of[rule] for rule in fired}) == 1
        return None if agree else f"two answers {{where}}: {answers}; expected one"
    return f"{names} hold {{where}}; expected one" if len(fired) > 1 else None
