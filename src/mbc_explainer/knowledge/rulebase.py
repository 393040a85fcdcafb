"""What rule files say, topic by topic, as frozen models.

These models are the shape of the rule files and of the snapshot alike: a snapshot is
the rule files, without their examples, and the tables that follow from them.
"""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from mbc_explainer.frozen import Frozen
from mbc_explainer.patient.vocabulary import Goal, Site, Symptom, Therapy

from .document import Index
from .texts import (
    AlwaysText,
    FactRule,
    FitRule,
    Id,
    Locator,
    RelevanceRule,
    Text,
    Texts,
    Words,
    YesNo,
)

__all__ = [
    "DerivedFact",
    "FactsTopic",
    "GlossaryTopic",
    "GoalTopic",
    "ListTopic",
    "ReceptorsTopic",
    "RuleBase",
    "SectionsTopic",
    "SharedTopic",
    "SiteTopic",
    "SymptomTopic",
    "SymptomsTopic",
    "Term",
    "TherapyTopic",
    "TopicSection",
]


class TherapyTopic(Frozen):
    """All that is said of one therapy category."""

    title: Words
    therapy: Therapy
    rules: Annotated[tuple[RelevanceRule, ...], Field(min_length=1)]
    summary: Texts
    """One sentence for each answer; exactly one must hold for every profile."""
    remarks: Texts = ()
    """Said beside the reasons."""
    how_it_works: AlwaysText
    how_it_is_given: AlwaysText
    side_effects: AlwaysText


class DerivedFact(Frozen):
    """A fact that rules derive, such as the state of the hormone receptors."""

    fact: Id
    title: Words
    shown: YesNo = True
    """Whether the result lists it among the profile's receptor groups."""
    rules: Annotated[tuple[FactRule, ...], Field(min_length=1)]

    @property
    def values(self) -> tuple[str, ...]:
        """The values it can take, in the order of its rules."""
        return tuple(dict.fromkeys(rule.value for rule in self.rules))


class ReceptorsTopic(Frozen):
    """What the receptors are, and the groups that follow from them."""

    title: Words
    topic: Literal["receptors"]
    facts: tuple[DerivedFact, ...]
    texts: Texts
    remarks: Texts = ()


class SiteTopic(Frozen):
    """All that is said of one site."""

    title: Words
    site: Site
    texts: Texts


class GoalTopic(Frozen):
    """What is said of one goal, and how each therapy category fits it."""

    title: Words
    goal: Goal
    texts: Texts
    fits: Annotated[tuple[FitRule, ...], Field(min_length=1)]


class SymptomTopic(Frozen):
    """Where the document lists one symptom."""

    symptom: Symptom
    title: Words
    texts: Texts


class SymptomsTopic(Frozen):
    """All symptoms."""

    title: Words
    topic: Literal["symptoms"]
    symptoms: tuple[SymptomTopic, ...]
    shared: Texts
    """Said with every symptom, the same for all."""


class SharedTopic(Frozen):
    """What is said with every site, or with every goal."""

    title: Words
    topic: Literal["sites", "goals"]
    shared: Texts


class TopicSection(Frozen):
    """A few texts under a heading."""

    title: Words
    texts: Texts


class SectionsTopic(Frozen):
    """A longer text, in sections."""

    title: Words
    topic: Literal["background", "support", "limits"]
    sections: Annotated[tuple[TopicSection, ...], Field(min_length=1)]


class ListTopic(Frozen):
    """A list of texts, picked by the profile."""

    title: Words
    topic: Literal["questions", "notes"]
    texts: Texts


class Term(Frozen):
    """A word of the field, in plain words."""

    term: Words
    also: tuple[Words, ...] = ()
    """Other forms of the word."""
    meaning: Words
    sources: tuple[Locator, ...] = ()
    ours: YesNo = False

    @model_validator(mode="after")
    def _comes_from_somewhere(self) -> Self:
        if not self.sources and not self.ours:
            raise ValueError("a term needs its sources, or `ours: yes` where it is not from the document")
        return self


class GlossaryTopic(Frozen):
    """The words of the field."""

    title: Words
    topic: Literal["glossary"]
    terms: tuple[Term, ...]


class FactsTopic(Frozen):
    """What each fact is called in a sentence: fact, then value, then words."""

    title: Words
    topic: Literal["facts"]
    facts: dict[Id, dict[Id, Words]]


class RuleBase(Frozen):
    """Everything that the rule files say."""

    document: Index
    facts: FactsTopic
    receptors: ReceptorsTopic
    therapies: tuple[TherapyTopic, ...]
    sites: tuple[SiteTopic, ...]
    goals: tuple[GoalTopic, ...]
    symptoms: SymptomsTopic
    sites_shared: SharedTopic
    goals_shared: SharedTopic
    background: SectionsTopic
    support: SectionsTopic
    limits: SectionsTopic
    questions: ListTopic
    notes: ListTopic
    glossary: GlossaryTopic

    def texts(self) -> Iterator[Text]:
        """Every text and rule, in the order of the topics."""
        for topic in self.therapies:
            yield from (*topic.rules, *topic.summary, *topic.remarks)
            yield from (topic.how_it_works, topic.how_it_is_given, topic.side_effects)
        for fact in self.receptors.facts:
            yield from fact.rules
        yield from (*self.receptors.texts, *self.receptors.remarks)
        for site in self.sites:
            yield from site.texts
        for goal in self.goals:
            yield from (*goal.texts, *goal.fits)
        for symptom in self.symptoms.symptoms:
            yield from symptom.texts
        for shared in (self.symptoms, self.sites_shared, self.goals_shared):
            yield from shared.shared
        for section in (*self.background.sections, *self.support.sections, *self.limits.sections):
            yield from section.texts
        yield from (*self.questions.texts, *self.notes.texts)
