"""The parts of an answer: frozen models, each with its words and the places behind them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.document import Passage
from mbc_explainer.knowledge.texts import PlainText, Share
from mbc_explainer.patient.vocabulary import Fit, Goal, Group, Relevance, Site, Symptom, Therapy
from mbc_explainer.rendering import Cell, Dots, Items, Node, Paragraph, Section
from mbc_explainer.rendering.blocks import Block

from .labels import (
    FIT_TITLES,
    FIT_WORDS,
    NOT_SAID,
    ONE_DOCUMENT,
    RELEVANCE_MARKS,
    RELEVANCE_TITLES,
    RELEVANCE_WORDS,
    answer_cell,
)
from .renderable import Renderable

__all__ = [
    "Chapter",
    "Fact",
    "GlossaryWord",
    "GoalFit",
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
    "TherapyOption",
    "all_of",
    "any_of",
    "dots",
]


class Statement(Frozen):
    """A text and the places that it rests on."""

    text: PlainText
    passages: tuple[Passage, ...] = ()
    ours: bool = False
    """Whether it is the library's own word, and not the document's."""
    share: Share | None = None
    """Its figure as so many of every hundred people, where it has one that a picture shows."""

    def paragraph(self, lead: str = "") -> Paragraph:
        """How it is shown."""
        return Paragraph(self.text, self.passages, lead, self.ours)

    def said(self) -> tuple[Statement, ...]:
        """All that it says."""
        return (self,)


class Fact(Frozen):
    """Something that a profile says, or that follows from it."""

    name: PlainText
    """What a rule file calls it: ``her2``, ``hr``, ``sites.brain``."""
    value: PlainText
    text: PlainText
    """The same in words."""


class Reason(Frozen):
    """A rule that holds, and what makes it hold."""

    rule: PlainText
    """The rule's id in the rule files."""
    text: PlainText
    because: tuple[Fact, ...] = ()
    """What the profile says that made the rule fire; empty for a rule that always does."""
    when: tuple[tuple[Fact, ...], ...] = ()
    """What would have to be so as well, any one of these, where the profile leaves it open."""
    passages: tuple[Passage, ...] = ()
    ours: bool = False

    def paragraph(self) -> Paragraph:
        """How it is shown."""
        since = f" (Because {all_of(self.because)}.)" if self.because else ""
        lead = f"If {any_of(self.when)}" if self.when else ""
        return Paragraph(self.text + since, self.passages, lead, self.ours)


class Outcome(Frozen):
    """One way in which an open answer may turn out."""

    relevance: Relevance
    when: tuple[tuple[Fact, ...], ...]
    """Alternatives, any of which is enough: each a set of facts that must all hold."""
    text: PlainText
    reasons: tuple[Reason, ...] = ()


class GoalFit(Frozen):
    """How a therapy category fits one stated goal."""

    goal: Goal
    title: PlainText
    fit: Fit
    text: PlainText
    passages: tuple[Passage, ...] = ()
    ours: bool = False


class TherapyOption(Renderable):
    """What the document says of one therapy category for a profile."""

    therapy: Therapy
    title: PlainText
    group: Group
    relevance: Relevance
    depends_on: tuple[PlainText, ...] = ()
    """The profile's open fields that can change the answer, and no others, in the profile's order."""
    outcomes: tuple[Outcome, ...] = ()
    """Where the answer depends: one for each way in which it may turn out."""
    summary: PlainText
    """One plain sentence."""
    passages: tuple[Passage, ...] = ()
    """The places behind the summary."""
    reasons: tuple[Reason, ...] = ()
    goal_fit: tuple[GoalFit, ...] = ()
    how_it_works: Statement
    how_it_is_given: Statement
    side_effects: Statement

    def at_one_look(self, *, goals: bool) -> tuple[Cell, ...]:
        """The answer and what it is like, for a table; blanks are said as such."""
        by_fit = {one: [fit.title for fit in self.goal_fit if fit.fit is one] for one in Fit}
        fits = "\n".join(f"{FIT_TITLES[one]}: {', '.join(titles)}." for one, titles in by_fit.items() if titles)
        return (
            answer_cell(self.relevance),
            *(Cell(one.text if one.passages else NOT_SAID) for one in self._about()),
            *((Cell(fits or NOT_SAID),) if goals else ()),
        )

    def turnings(self) -> tuple[Node, ...]:
        """How an open answer may turn out, briefly: when, and what it is then."""
        return tuple(
            Node(Paragraph(f"{answer_cell(one.relevance)}.", lead=f"If {any_of(one.when)}")) for one in self.outcomes
        )

    def _about(self) -> tuple[Statement, ...]:
        return self.how_it_works, self.how_it_is_given, self.side_effects

    def outline(self) -> Section:
        """The answer in words, then why, then what it is like."""
        blocks: list[Block] = [
            Paragraph(RELEVANCE_TITLES[self.relevance] + ".", lead="Answer"),
            Paragraph(self.summary, self.passages),
        ]
        if self.relevance is Relevance.NOT_DESCRIBED:
            blocks.append(ONE_DOCUMENT)
        if self.reasons:
            blocks.append(_list("Why", tuple(reason.paragraph() for reason in self.reasons)))
        if self.outcomes:
            blocks.append(_list("How it may turn out", tuple(map(_outcome, self.outcomes))))
        about = (
            self.how_it_works.paragraph("How it works"),
            self.how_it_is_given.paragraph("How it is given"),
            self.side_effects.paragraph("Side effects"),
        )
        blocks.append(_list("What it is like", about))
        if self.goal_fit:
            fits = (
                Paragraph(f"{FIT_WORDS[fit.fit]}. {fit.text}", fit.passages, fit.title, fit.ours)
                for fit in self.goal_fit
            )
            blocks.append(_list("How it fits your goals", tuple(fits)))
        kind = f"therapy card {self.relevance}"
        mark = RELEVANCE_MARKS[self.relevance]
        return Section(self.title, tuple(blocks), kind, mark, cites=True, anew=True, name=self.therapy)


class ReceptorGroup(Frozen):
    """Whether the profile belongs to a receptor group."""

    name: PlainText
    title: PlainText
    value: PlainText
    """A value of the fact in the rule files, or ``open``."""
    text: PlainText
    depends_on: tuple[PlainText, ...] = ()
    passages: tuple[Passage, ...] = ()


class Receptors(Frozen):
    """What the receptors are, and what this profile's results say."""

    results: tuple[Fact, ...]
    """ER, PR and HER2 as the profile gives them."""
    groups: tuple[ReceptorGroup, ...]
    open: tuple[PlainText, ...]
    """The receptors without a settled result, in the profile's order."""
    statements: tuple[Statement, ...]
    remarks: tuple[Statement, ...] = ()

    def said(self) -> tuple[Statement, ...]:
        """All that it says."""
        groups = (Statement(text=group.text, passages=group.passages) for group in self.groups)
        return (*groups, *self.remarks, *self.statements)


class _Note(Frozen):
    title: PlainText
    statements: tuple[Statement, ...]
    shared: tuple[Statement, ...] = ()
    """Said alike with every one of its kind; shown once where several stand together."""

    def said(self) -> tuple[Statement, ...]:
        """All that it says."""
        return (*self.statements, *self.shared)


class SiteNote(_Note):
    """What the document says of one stated site."""

    site: Site


class SymptomNote(_Note):
    """Where the document lists one stated symptom."""

    symptom: Symptom


class GoalNote(_Note):
    """What the document says of one stated goal."""

    goal: Goal


class Chapter(Frozen):
    """A few statements under a heading."""

    title: PlainText
    statements: tuple[Statement, ...]

    def said(self) -> tuple[Statement, ...]:
        """All that it says."""
        return self.statements


class GlossaryWord(Frozen):
    """A word of the field, in plain words."""

    term: PlainText
    also: tuple[PlainText, ...] = ()
    """Other forms of the word."""
    meaning: PlainText


class Source(Frozen):
    """The document, and the rules that were made from it."""

    about: PlainText
    newest_reference: Annotated[int, Field(ge=1900, le=2200)]
    """The year of the document's newest reference."""
    document_fingerprint: PlainText
    """SHA-256 over the fingerprints of its sentences."""
    rules_fingerprint: PlainText
    """SHA-256 over the rules; an explanation finds its rules again by it."""
    rules_version: PlainText
    produced: PlainText
    update_policy: PlainText
    funding: PlainText
    shipped: bool
    """Whether these are the rules that come with the library."""


def dots(statements: tuple[Statement, ...]) -> tuple[Dots, ...]:
    """The figures among some statements, as pictures."""
    return tuple(
        Dots(Paragraph(share.words, one.passages, ours=one.ours), share.least, share.most, _how_to_read(share))
        for one in statements
        if (share := one.share)
    )


def _how_to_read(share: Share) -> str:
    filled = f" {share.least} are filled." if share.least else ""
    ringed = f" The rings show that it may be up to {share.most}." if share.most > share.least else ""
    return f"Each dot is one of 100 people.{filled}{ringed}"


def _list(title: str, items: tuple[Paragraph, ...]) -> Section:
    return Section(title, (Items(items),))


def all_of(facts: tuple[Fact, ...]) -> str:
    """Facts that hold together, in words."""
    texts = [fact.text for fact in facts]
    return (", and " if any("," in text for text in texts) else " and ").join(texts)


def any_of(alternatives: tuple[tuple[Fact, ...], ...], between: str = ", or if ") -> str:
    """Alternatives, in words."""
    return between.join(map(all_of, alternatives))


def outcome_text(relevance: Relevance, when: tuple[tuple[Fact, ...], ...]) -> str:
    """An outcome in one sentence."""
    return f"If {any_of(when)}: {RELEVANCE_WORDS[relevance]}."


def _outcome(outcome: Outcome) -> Paragraph:
    places = {p.locator: p for reason in outcome.reasons for p in reason.passages}
    text = " ".join((outcome.text, *(reason.text for reason in outcome.reasons)))
    return Paragraph(text, tuple(places.values()))
