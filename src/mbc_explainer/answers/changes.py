"""What changes in one part of an answer from one profile to another, and how that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.phrases import linked, phrase
from mbc_explainer.rendering import Items, Paragraph, Section

from .labels import ONE_DOCUMENT, RELEVANCE_TITLES
from .models import Fact, Reason, Statement, all_of
from .therapy_options import GoalFit

__all__ = ["OptionChange", "PartChange", "PartName"]

PartName = Literal[
    "profile_in_words",
    "receptors",
    "sites",
    "symptoms",
    "goals",
    "support",
    "background",
    "limits",
    "questions",
    "notes",
]


class OptionChange(Frozen):
    """What changes for one therapy category."""

    therapy: Therapy
    title: PlainText
    before: Relevance
    after: Relevance
    open_before: tuple[PlainText, ...] = ()
    """The open fields that the answer depended on."""
    open_after: tuple[PlainText, ...] = ()
    because: tuple[tuple[Fact, ...], ...] = ()
    """Where the answer changes: the smallest sets of facts that are enough for it; any one of these."""
    summary_before: PlainText
    summary_after: PlainText
    reasons_gone: tuple[Reason, ...] = ()
    reasons_new: tuple[Reason, ...] = ()
    fits_gone: tuple[GoalFit, ...] = ()
    fits_new: tuple[GoalFit, ...] = ()

    def section(self) -> Section:
        """How it is shown."""
        return Section(self.title, (Items((*self._answer(), *self._reasons(), *self._fits())),))

    def _answer(self) -> Iterator[Paragraph]:
        if self.before is self.after:
            same = phrase("comparison.as_before", answer=RELEVANCE_TITLES[self.after])
            yield Paragraph(same, lead=phrase("answer.lead"))
        else:
            before, after = (phrase("sentence", clause=RELEVANCE_TITLES[each]) for each in (self.before, self.after))
            yield Paragraph(before, lead=phrase("comparison.before_lead"))
            yield Paragraph(after, lead=phrase("comparison.now_lead"))
        if self.because:
            since = phrase("sentence", clause=linked("list.or", map(all_of, self.because)))
            yield Paragraph(since, lead=phrase("comparison.since_lead"))
        if self.summary_before != self.summary_after:
            yield Paragraph(self.summary_after)
        if self.after is Relevance.NOT_DESCRIBED:
            yield ONE_DOCUMENT

    def _reasons(self) -> Iterator[Paragraph]:
        still_there = {reason.rule for reason in self.reasons_new}
        for reason in self.reasons_gone:
            if reason.rule not in still_there:
                yield Paragraph(reason.text, reason.passages, phrase("comparison.gone_lead"))
        yield from (reason.paragraph() for reason in self.reasons_new)

    def _fits(self) -> Iterator[Paragraph]:
        for fit in self.fits_gone:
            yield Paragraph(fit.text, fit.passages, phrase("comparison.goal_gone_lead", goal=fit.title))
        for fit in self.fits_new:
            yield Paragraph(fit.text, fit.passages, fit.title, fit.ours)


class PartChange(Frozen):
    """What changes in another part of the answer."""

    part: PartName
    """The part's name in an explanation."""
    title: PlainText
    gone: tuple[Statement, ...] = ()
    new: tuple[Statement, ...] = ()

    def section(self) -> Section:
        """How it is shown."""
        gone = (statement.paragraph(phrase("comparison.gone_lead")) for statement in self.gone)
        new = (statement.paragraph(phrase("comparison.now_lead")) for statement in self.new)
        return Section(self.title, (Items((*gone, *new)),))
