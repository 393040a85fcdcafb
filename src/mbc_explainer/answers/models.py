"""The parts of an answer: frozen models, each with its words and the citations that it rests on."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Self

from pydantic import Field

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.document import Passage
from mbc_explainer.knowledge.texts import PlainText, Share
from mbc_explainer.patient.profile import FieldName
from mbc_explainer.patient.vocabulary import FIELDS, RECEPTORS, Goal, Relevance, Site, Symptom
from mbc_explainer.phrases import linked, phrase
from mbc_explainer.rendering import IconArray, Paragraph, each_once

from .labels import RELEVANCE_WORDS

__all__ = [
    "Chapter",
    "Fact",
    "GlossaryWord",
    "GoalNote",
    "Outcome",
    "Passage",
    "Reason",
    "ReceptorGroup",
    "Receptors",
    "SiteNote",
    "Source",
    "Statement",
    "SymptomNote",
    "all_of",
    "any_of",
    "icon_arrays",
    "outcome_text",
]


class Statement(Frozen):
    """A text and the places that it rests on."""

    text: PlainText
    """What is said, in plain words."""
    passages: tuple[Passage, ...] = ()
    """The places in the document that it rests on."""
    ours: bool = False
    """Whether it is the library's own word, and not the document's."""
    share: Share | None = None
    """Its figure as so many of every hundred people, where it has one that a picture shows."""
    brief: bool = False
    """Whether the shortest form of an answer says it too."""

    def paragraph(self, lead: str = "") -> Paragraph:
        """How it is shown."""
        return Paragraph(self.text, self.passages, lead, self.ours)

    def all_statements(self) -> tuple[Self, ...]:
        """Itself, as the other parts of an answer list theirs."""
        return (self,)


class Fact(Frozen):
    """Something that a profile says, or that follows from it."""

    name: PlainText
    """What a rule file calls it: ``her2``, ``hr``, ``sites.brain``."""
    value: PlainText
    """What a rule file calls its value."""
    text: PlainText
    """The same in words."""


class Reason(Frozen):
    """A rule that holds, and what makes it hold."""

    rule: PlainText
    """The rule's id in the rule files."""
    text: PlainText
    """What the rule says, in plain words."""
    because: tuple[Fact, ...] = ()
    """What the profile states that made the rule fire; empty for a rule that always does."""
    when: tuple[tuple[Fact, ...], ...] = ()
    """What would have to be so as well, any one of these, where the profile leaves it open."""
    passages: tuple[Passage, ...] = ()
    """The places in the document that it rests on."""
    ours: bool = False
    """Whether it is the library's own word, and not the document's."""

    def paragraph(self) -> Paragraph:
        """How it is shown."""
        lead = phrase("option.since", facts=all_of(self.because)) if self.because else ""
        if self.when:
            lead = phrase("option.if", alternatives=any_of(self.when))
        return Paragraph(self.text, self.passages, lead, self.ours)


class Outcome(Frozen):
    """One way in which an open answer may turn out."""

    relevance: Relevance
    """The answer, if it turns out so."""
    when: tuple[tuple[Fact, ...], ...]
    """Alternatives, any of which is enough: each a set of facts that must all hold."""
    text: PlainText
    """The same in one sentence."""
    label: PlainText | None = None
    """The answer in the words of its rule, where that has some: less common, left open."""
    reasons: tuple[Reason, ...] = ()
    """The rules that hold then."""

    def paragraph(self) -> Paragraph:
        """How it is shown."""
        citations = each_once(passage for reason in self.reasons for passage in reason.passages)
        reasons = " ".join(reason.text for reason in self.reasons)
        lead, text = (self.text.rstrip("."), reasons) if reasons else ("", self.text)
        return Paragraph(text, citations, lead)


class ReceptorGroup(Frozen):
    """Whether the profile belongs to a receptor group."""

    name: PlainText
    """What a rule file calls the group."""
    title: PlainText
    """What it is called."""
    value: PlainText
    """A value of the fact in the rule files, or ``open``."""
    text: PlainText
    """Whether the profile belongs to it, in plain words."""
    depends_on: tuple[FieldName, ...] = ()
    """The profile's open fields on which that depends."""
    passages: tuple[Passage, ...] = ()
    """The places in the document that it rests on."""


class Receptors(Frozen):
    """What the receptors are, and what this profile's results say."""

    results: tuple[Fact, ...]
    """ER, PR and HER2 as the profile gives them."""
    groups: tuple[ReceptorGroup, ...]
    """The receptor groups, and whether the profile belongs to each."""
    open: tuple[PlainText, ...]
    """The receptors without a settled result, in the profile's order."""
    statements: tuple[Statement, ...]
    """What receptors are."""
    remarks: tuple[Statement, ...] = ()
    """What to know of these results."""

    def all_statements(self) -> tuple[Statement, ...]:
        """Everything in it, as statements."""
        groups = (Statement(text=group.text, passages=group.passages) for group in self.groups)
        return (*groups, *self.remarks, *self.statements)


class _Note(Frozen):
    title: PlainText
    """What its subject is called."""
    statements: tuple[Statement, ...]
    """What is said of it."""
    shared: tuple[Statement, ...] = ()
    """Alike for every one of its kind; shown once where several stand together."""

    def all_statements(self) -> tuple[Statement, ...]:
        """Everything in it, as statements."""
        return (*self.statements, *self.shared)


class SiteNote(_Note):
    """What the document says of one stated site."""

    site: Site
    """The site."""


class SymptomNote(_Note):
    """Where the document lists one stated symptom."""

    symptom: Symptom
    """The symptom."""


class GoalNote(_Note):
    """What the document says of one stated goal."""

    goal: Goal
    """The goal."""


class Chapter(Frozen):
    """A few statements under a heading."""

    title: PlainText
    """Its heading."""
    statements: tuple[Statement, ...]
    """What is said below the heading."""

    def all_statements(self) -> tuple[Statement, ...]:
        """Everything in it, as statements."""
        return self.statements


class GlossaryWord(Frozen):
    """A word of the field, in plain words."""

    term: PlainText
    """The word."""
    also: tuple[PlainText, ...] = ()
    """Other forms of the word."""
    meaning: PlainText
    """What it means, in plain words."""


class Source(Frozen):
    """The document, and the rules that were made from it."""

    about: PlainText
    """What the document is."""
    newest_reference: Annotated[int, Field(ge=1900, le=2200)]
    """The year of the document's newest reference."""
    document_fingerprint: PlainText
    """SHA-256 over the fingerprints of its sentences."""
    rules_fingerprint: PlainText
    """SHA-256 over the rules; an explanation finds its rules again by it."""
    rules_version: PlainText
    """The version of the rules."""
    produced: PlainText
    """When and how the rules were made."""
    update_policy: PlainText
    """When the rules are looked at again."""
    funding: PlainText
    """Who paid for the rules."""
    shipped: bool
    """Whether these are the rules that come with the library."""


def icon_arrays(statements: Iterable[Statement]) -> tuple[IconArray, ...]:
    """The figures among some statements, as pictures."""
    return tuple(
        IconArray(
            Paragraph(share.words, statement.passages, ours=statement.ours),
            share.least,
            share.most,
            _how_to_read(share),
        )
        for statement in statements
        if (share := statement.share)
    )


def _how_to_read(share: Share) -> str:
    shown = []
    if share.least:
        shown.append(phrase("icon_array.filled", least=share.least))
    if share.most > share.least:
        shown.append(phrase("icon_array.ringed", most=share.most))
    return phrase("icon_array.legend", shown=linked("list.comma_and", shown))


def all_of(facts: Iterable[Fact]) -> str:
    """Facts that hold together, in words."""
    texts = list(_each_with_its_like(facts))
    if any("," in text for text in texts):
        return linked("list.and_after_comma", texts)
    return linked("list.and", texts)


def _each_with_its_like(facts: Iterable[Fact]) -> Iterator[str]:
    """Facts in words, the receptors with the same result in one."""
    alike: dict[str | Fact, list[Fact]] = {}
    for fact in facts:
        alike.setdefault(fact.value if _says_its_result(fact) else fact, []).append(fact)
    for what, these in alike.items():
        *others, last = these
        if not others or what == last:
            yield last.text
            continue
        names, value = [phrase(f"field.{fact.name}.short") for fact in others], phrase(f"value.{last.value}")
        gaps = {"first": linked("list.comma", names), "last": phrase(f"field.{last.name}.short"), "value": value}
        yield phrase("fact.both", **gaps) if len(others) == 1 else phrase("fact.all", **gaps)


def _says_its_result(fact: Fact) -> bool:
    """Whether a fact is a receptor's result, in just these words."""
    if fact.name not in RECEPTORS or fact.value not in tuple(FIELDS[fact.name].vocabulary):
        return False
    name, value = phrase(f"field.{fact.name}.short"), phrase(f"value.{fact.value}")
    return fact.text == phrase("fact.other", name=name, value=value)


def any_of(alternatives: Iterable[tuple[Fact, ...]]) -> str:
    """Alternatives after an *if*, in words."""
    return linked("list.or_if", map(all_of, alternatives))


def outcome_text(relevance: Relevance, when: tuple[tuple[Fact, ...], ...], label: str | None = None) -> str:
    """An outcome in one sentence, by the label of its rule where it has one for what is ``sometimes``."""
    labeled = phrase("option.outcome_labeled", label=label) if label else None
    return phrase("option.outcome", alternatives=any_of(when), clause=labeled or RELEVANCE_WORDS[relevance])
