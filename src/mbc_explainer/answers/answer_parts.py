"""The parts of an answer, each made from the facts that it reads.

A part is kept for each combination of those facts, and gets to see no others. So a new
profile costs a look-up for each part, and a part that reads a fact which it does not
name fails by that name.

Parts are put together without validation: all that is in them was checked when the rules
were read, and to build their validators takes a fifth of the first answer's time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar

from mbc_explainer.knowledge.rulebase import (
    DerivedFact,
    GoalTopic,
    ReceptorsTopic,
    SectionsTopic,
    SiteTopic,
    SymptomTopic,
    TherapyTopic,
)
from mbc_explainer.knowledge.snapshot import OPEN, Answer, DecisionTable, FiredRule
from mbc_explainer.knowledge.texts import FitRule, RelevanceRule, Text
from mbc_explainer.patient.vocabulary import FIELDS, RECEPTORS, Fit, Goal, Relevance
from mbc_explainer.phrases import phrase

from .models import Chapter, Outcome, Reason, ReceptorGroup, Receptors, Statement, all_of
from .phrasing import Phrasing, fields_in_words, sentence
from .rulebooks import RuleBook
from .therapy_options import GoalFit, TherapyOption

__all__ = [
    "Facts",
    "Part",
    "chapters_part",
    "derived_part",
    "note_part",
    "option_part",
    "receptors_part",
    "statements_part",
]

_T = TypeVar("_T")
Facts = Mapping[str, str]
_MOST_KEPT: Final = 16_384
"""Combinations of facts for which one part is kept."""


class Part(Generic[_T]):
    """A part of the answer: made once for each combination of the facts that it reads, and shown no others."""

    def __init__(self, inputs: Iterable[str], build: Callable[[Facts], _T]) -> None:
        self.inputs = tuple(dict.fromkeys(inputs))
        self.pick = _picking(self.inputs)
        self.made = lru_cache(maxsize=_MOST_KEPT)(lambda values: build(dict(zip(self.inputs, values, strict=True))))

    def __call__(self, known: Facts) -> _T:
        """The part for some facts."""
        return self.made(self.pick(known))


def _picking(inputs: tuple[str, ...]) -> Callable[[Facts], tuple[str, ...]]:
    """What picks some facts; an ``itemgetter`` of one gives no tuple, and there is none of nothing."""
    if len(inputs) > 1:
        return itemgetter(*inputs)
    return (lambda known: (known[inputs[0]],)) if inputs else lambda _: ()


def derived_part(rules: RuleBook) -> Part[dict[str, str]]:
    """The facts that rules derive, the relevances among them, from those that the profile states."""
    topics = rules.knowledge.topics
    open_as = {fact.fact: (fact.fact, OPEN) for fact in topics.receptors.facts} | {
        f"{topic.therapy}.relevance": (f"relevance.{topic.therapy}", str(Relevance.DEPENDS))
        for topic in topics.therapies
    }
    tables = {decision: rules.knowledge.answers[decision] for decision in open_as}

    def build(stated: Facts) -> dict[str, str]:
        values = {decision: table.find(stated).value for decision, table in tables.items()}
        return {name: values[decision] or undecided for decision, (name, undecided) in open_as.items()}

    return Part(chain.from_iterable(table.inputs for table in tables.values()), build)


def option_part(rules: RuleBook, topic: TherapyTopic) -> Part[TherapyOption]:
    """What the document says of one therapy category."""
    phrasing = rules.phrasing
    summaries = rules.knowledge.decisions[f"{topic.therapy}.summary"]
    decided = _decided_part(rules, topic)
    fits = _fits_part(rules, topic)

    alike: dict[TherapyOption, TherapyOption] = {}

    def build(known: Facts) -> TherapyOption:
        answer, outcomes, reasons = decided(known)
        summary = phrasing.texts[summaries.fired(known)[0]]
        option = TherapyOption.model_construct(
            therapy=topic.therapy,
            title=topic.title,
            group=topic.therapy.group,
            relevance=Relevance(answer.value or Relevance.DEPENDS),
            depends_on=answer.depends_on,
            outcomes=outcomes,
            in_short=_in_short(answer, reasons, phrasing),
            summary=summary.text,
            passages=phrasing.passages(summary),
            ours=summary.ours,
            reasons=reasons,
            goal_fit=fits(known),
            how_it_works=phrasing.statement(topic.how_it_works),
            how_it_is_given=phrasing.statement(topic.how_it_is_given),
            side_effects=phrasing.statement(topic.side_effects),
        )
        return alike.setdefault(option, option)  # one object for equal ones: what is made of options is kept by them

    return Part((*decided.inputs, *summaries.inputs, *fits.inputs), build)


def _in_short(answer: Answer, reasons: Sequence[Reason], phrasing: Phrasing) -> str:
    """An answer and its reason in a few words."""
    if answer.value is None:
        return phrase("option.in_short_depends", fields=fields_in_words(answer.depends_on))
    rule = phrasing.texts[reasons[0].rule]
    label = rule.label if isinstance(rule, RelevanceRule) else None
    if label and answer.value == Relevance.SOMETIMES:
        return label
    if not reasons[0].because:
        return label or phrase("option.in_short_everyone")
    if label:
        return phrase("option.in_short_labeled", label=label, facts=all_of(reasons[0].because))
    return phrase(f"option.in_short_{answer.value}", facts=all_of(reasons[0].because))


def _decided_part(rules: RuleBook, topic: TherapyTopic) -> Part[tuple[Answer, tuple[Outcome, ...], tuple[Reason, ...]]]:
    """The answer about a therapy category, how it may turn out, and why: apart from summary and goals."""
    phrasing = rules.phrasing
    answers = rules.knowledge.answers[f"{topic.therapy}.relevance"]
    remarks = {text.id: rules.knowledge.answers[text.id] for text in topic.remarks if text.when is not None}

    def build(known: Facts) -> tuple[Answer, tuple[Outcome, ...], tuple[Reason, ...]]:
        answer = answers.find(known)
        remarked = (
            fired
            for text in topic.remarks
            for fired in (remarks[text.id].find(known).reasons if text.when else (FiredRule(rule=text.id),))
        )
        reasons = tuple(map(phrasing.reason, (*answer.reasons, *remarked)))
        return answer, tuple(map(phrasing.outcome, answer.outcomes)), reasons

    return Part(chain(answers.inputs, *(table.inputs for table in remarks.values())), build)


def _fits_part(rules: RuleBook, topic: TherapyTopic) -> Part[tuple[GoalFit, ...]]:
    """How a therapy category fits the stated goals."""
    phrasing = rules.phrasing
    tables = {goal: rules.knowledge.decisions[f"{goal}.{topic.therapy}"] for goal in Goal}

    @cache
    def goal_fit(goal: Goal, rule: str) -> GoalFit:
        text = phrasing.texts[rule]
        return GoalFit.model_construct(
            goal=goal,
            title=phrasing.goals[goal],
            fit=text.fit if isinstance(text, FitRule) else Fit.NOT_STATED,
            text=text.text,
            passages=phrasing.passages(text),
            ours=text.ours,
        )

    def build(known: Facts) -> tuple[GoalFit, ...]:
        stated = (goal for goal in Goal if known[f"goals.{goal}"] == "yes")
        return tuple(goal_fit(goal, rule) for goal in stated for rule in tables[goal].fired(known))

    return Part((*chain.from_iterable(table.inputs for table in tables.values()), *(f"goals.{g}" for g in Goal)), build)


def _shows(table: DecisionTable) -> Part[bool]:
    """Whether a text shows."""
    return Part(table.inputs, lambda known: bool(table.fired(known)))


def statements_part(
    rules: RuleBook, texts: tuple[Text, ...], before: tuple[Statement, ...] = ()
) -> Part[tuple[Statement, ...]]:
    """Some texts, each where it shows, after those that always do."""
    statement, decisions = rules.phrasing.statement, rules.knowledge.decisions
    each = [(text, None if text.when is None else _shows(decisions[text.id])) for text in texts]

    def build(known: Facts) -> tuple[Statement, ...]:
        shown = [statement(text) for text, shows in each if shows is None or shows.made(shows.pick(known))]
        return (*before, *shown)

    return Part(_inputs(shows for _, shows in each if shows), build)


def _inputs(parts: Iterable[Part[Any]]) -> Iterator[str]:
    return chain.from_iterable(part.inputs for part in parts)


def chapters_part(rules: RuleBook, topic: SectionsTopic) -> Part[tuple[Chapter, ...]]:
    """A longer text, chapter by chapter."""
    chapters = [(section.title, statements_part(rules, section.texts)) for section in topic.sections]

    def build(known: Facts) -> tuple[Chapter, ...]:
        return tuple(Chapter.model_construct(title=title, statements=part(known)) for title, part in chapters)

    return Part(_inputs(part for _, part in chapters), build)


def note_part(
    rules: RuleBook,
    note: Callable[..., _T],
    topic: SiteTopic | SymptomTopic | GoalTopic,
    shared: Part[tuple[Statement, ...]],
    **subject: str,
) -> Part[_T]:
    """A note on one stated site, symptom or goal, with what is alike for every one of its kind."""
    own = statements_part(rules, topic.texts)

    def build(known: Facts) -> _T:
        return note(title=topic.title, statements=own(known), shared=shared(known), **subject)

    return Part(_inputs((own, shared)), build)


def receptors_part(rules: RuleBook, topic: ReceptorsTopic) -> Part[Receptors]:
    """The receptors' results, and the groups that the profile belongs to."""
    shown = [(fact, rules.knowledge.answers[fact.fact]) for fact in topic.facts if fact.shown]
    statements, remarks = statements_part(rules, topic.texts), statements_part(rules, topic.remarks)

    def build(known: Facts) -> Receptors:
        return Receptors.model_construct(
            results=tuple(rules.phrasing.fact((name, known[name])) for name in RECEPTORS),
            groups=tuple(_group(rules, fact, table.find(known)) for fact, table in shown),
            open=tuple(name for name in RECEPTORS if known[name] not in FIELDS[name].reads_as),
            statements=statements(known),
            remarks=remarks(known),
        )

    read = chain.from_iterable(table.inputs for _, table in shown)
    return Part((*RECEPTORS, *read, *_inputs((statements, remarks))), build)


def _group(rules: RuleBook, fact: DerivedFact, answer: Answer) -> ReceptorGroup:
    phrasing = rules.phrasing
    rule = phrasing.texts[answer.reasons[0].rule] if answer.value else None
    return ReceptorGroup.model_construct(
        name=fact.fact,
        title=fact.title,
        value=answer.value or OPEN,
        text=rule.text if rule else sentence(phrasing.fact((fact.fact, OPEN)).text),
        depends_on=answer.depends_on,
        passages=phrasing.passages(rule) if rule else (),
    )
