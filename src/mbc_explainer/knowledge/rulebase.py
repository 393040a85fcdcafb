"""What rule files say: every topic's texts and rules, as frozen models.

These models are the shape of the rule files and of the snapshot alike: a snapshot is
the rule files, without their examples, and the tables that follow from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from mbc_explainer.frozen import Frozen
from mbc_explainer.patient.vocabulary import Fit, Goal, Relevance, Site, Symptom, Therapy

__all__ = [
    "FINGERPRINT",
    "ID",
    "LOCATOR",
    "Alternative",
    "Condition",
    "DerivedFact",
    "FactRule",
    "FactsTopic",
    "FitRule",
    "GlossaryTopic",
    "GoalTopic",
    "Index",
    "ListTopic",
    "Locator",
    "PlainText",
    "ReceptorsTopic",
    "RelevanceRule",
    "RuleBase",
    "SectionsTopic",
    "Sentence",
    "Share",
    "SharedTopic",
    "SiteTopic",
    "SymptomTopic",
    "SymptomsTopic",
    "Term",
    "Text",
    "TherapyTopic",
    "TopicSection",
]

Alternative = dict[str, tuple[str, ...]]
"""Facts that must all hold, each with the values that will do."""

LOCATOR: Final = r"^L[1-9][0-9]{0,5}\.[1-9][0-9]{0,5}$"
ID: Final = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$"
FINGERPRINT: Final = r"^[0-9a-f]{64}$"

Locator = Annotated[str, StringConstraints(pattern=LOCATOR)]
Id = Annotated[str, StringConstraints(pattern=ID, max_length=80)]


def _plain(text: str) -> str:
    """A text that shows in every format: with something to see, and nothing that steers a terminal or a page."""
    if text.isprintable() and not text.isspace() and text:
        return text
    for at, one in enumerate(text, 1):
        if not one.isprintable():
            code = f"U+{ord(one):04X}"
            raise ValueError(f"character {at} is {code}; expected letters, digits, signs and ordinary spaces")
    raise ValueError("there is nothing to see in it; expected some text")


def _in_one_line(given: Any) -> Any:
    """A text that a rule file may wrap over several lines."""
    if not isinstance(given, str):
        return given
    text = " ".join(filter(None, given.split("\n")))
    return _plain(text) if text else text


PlainText = Annotated[str, AfterValidator(_plain)]
"""Letters, digits, signs and ordinary spaces, and not spaces alone."""
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000), BeforeValidator(_in_one_line)]


def _one_or_many(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


def _alternatives(given: Any) -> Any:
    """Read ``always``, one mapping, or a list of them, of which any will do."""
    if given == "always":
        return ({},)
    return (given,) if isinstance(given, Mapping) else given


def _as_given(given: Any) -> Any:
    return given


YesNo = Annotated[bool, BeforeValidator(_as_given, json_schema_input_type=Literal["yes", "no"] | bool)]
"""Rule files say yes and no; JSON says true and false."""

Number = Annotated[int, BeforeValidator(_as_given, json_schema_input_type=int | str)]
"""Rule files hold words alone; JSON has numbers."""

Values = Annotated[
    tuple[PlainText, ...],
    BeforeValidator(_one_or_many, json_schema_input_type=str | tuple[str, ...]),
    Field(min_length=1),
]
_Tests = dict[str, str | tuple[str, ...]]
Condition = Annotated[
    tuple[dict[PlainText, Values], ...],
    BeforeValidator(_alternatives, json_schema_input_type=Literal["always"] | _Tests | tuple[_Tests, ...]),
    Field(min_length=1, max_length=32),
]
"""When a rule holds: alternatives, any of which will do; ``({},)`` holds always."""


def _one_text_or_many(given: Any) -> Any:
    return (given,) if isinstance(given, Mapping) else given


class Share(Frozen):
    """A figure of the document as so many of every hundred people, to be drawn as dots."""

    words: Words
    """The figure in words, as hedged as it is in the document."""
    least: Annotated[Number, Field(ge=0, le=100)]
    """At least so many; 0 where the document only says up to how many."""
    most: Annotated[Number, Field(ge=1, le=100)]
    """At most so many."""

    @model_validator(mode="after")
    def _says_what_is_drawn(self) -> Self:
        if self.least > self.most:
            raise ValueError("`least` must not be above `most`")
        missing = {str(one) for one in (self.least or self.most, self.most)} - set(re.findall(r"\d+", self.words))
        if missing:
            raise ValueError(f"`words` must name what is drawn, and lack {', '.join(sorted(missing))}")
        return self


class Text(Frozen):
    """A text to show: always, or when its condition holds."""

    id: Id = ""
    """Its name; a text without a condition may leave it to be made from its place."""
    when: Condition | None = None
    text: Words
    sources: tuple[Locator, ...] = ()
    """Where the document says it."""
    ours: YesNo = False
    """Whether it is the library's own word, and not the document's."""
    share: Share | None = None
    """Its figure, where it has one that a picture shows."""
    brief: YesNo = False
    """Whether the shortest form of an answer says it too."""

    @model_validator(mode="after")
    def _comes_from_somewhere(self) -> Self:
        if not self.sources and not self.ours:
            raise ValueError("a text needs its sources, or `ours: yes` where it is not from the document")
        if self.when is not None and not self.id:
            raise ValueError("a text with `when` needs an `id`")
        return self


class RelevanceRule(Text):
    """A rule that says how relevant a therapy category is."""

    id: Id
    when: Condition
    relevance: Literal[Relevance.RELEVANT, Relevance.SOMETIMES, Relevance.NOT_DESCRIBED]
    label: Words | None = None
    """What readers see in place of one word for all that is ``sometimes``: less common, used less often, left open."""

    @model_validator(mode="after")
    def _has_a_label_where_it_is_sometimes(self) -> Self:
        if self.relevance is Relevance.SOMETIMES and self.label is None:
            raise ValueError("a rule with `relevance: sometimes` needs a `label` of its own, such as `less common`")
        if self.relevance is not Relevance.SOMETIMES and self.label is not None:
            raise ValueError("a `label` goes with `relevance: sometimes` alone; expected none here")
        return self


class FactRule(Text):
    """A rule that derives a fact from others."""

    id: Id
    when: Condition
    value: Id


class FitRule(Text):
    """A rule that says how some therapy categories fit a goal."""

    id: Id
    when: Condition
    therapies: Annotated[tuple[Therapy, ...], Field(min_length=1)]
    fit: Fit


def _unconditional(text: Text) -> Text:
    if text.when is not None:
        raise ValueError("this text is always there, so it takes no `when`")
    return text


AlwaysText = Annotated[Text, AfterValidator(_unconditional)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_one_text_or_many, json_schema_input_type=Text | tuple[Text, ...])]


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


class Sentence(Frozen):
    """One sentence of the document: where it stands, what it says in our words, how to know it again."""

    locator: Locator
    gist: Words
    fingerprint: Annotated[str, StringConstraints(pattern=FINGERPRINT)]
    unused: Words | None = None
    """Why nothing rests on it, for the few of which that is so."""


class DocumentSection(Frozen):
    """A part of the document, with a title of ours."""

    title: Words
    sentences: Annotated[tuple[Sentence, ...], Field(min_length=1)]


class Index(Frozen):
    """The document's index, and what is known of the document and of these rules."""

    title: Words
    topic: Literal["document"]
    about: Words
    """What the document is, and what is not known of it."""
    newest_reference: Annotated[Number, Field(ge=1900, le=2200)]
    """The year of the newest reference."""
    version: Words
    """The version of these rules."""
    produced: Words
    """When these rules were made."""
    update_policy: Words
    funding: Words
    sections: Annotated[tuple[DocumentSection, ...], Field(min_length=1)]
    references: tuple[Sentence, ...] = ()

    def sentences(self) -> Iterator[tuple[str, Sentence]]:
        """Every sentence with its section's title, references last."""
        for section in self.sections:
            yield from ((section.title, sentence) for sentence in section.sentences)
        yield from (("References", sentence) for sentence in self.references)


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
        for pages in (self.background, self.support, self.limits):
            for section in pages.sections:
                yield from section.texts
        yield from (*self.questions.texts, *self.notes.texts)
