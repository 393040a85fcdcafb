"""What changes in one part of an answer from one profile to another, and how that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.phrases import linked, phrase
from mbc_explainer.rendering import Items, Paragraph, Section

from .labels import ONE_DOCUMENT, RELEVANCE_TITLES
from .models import Fact, Reason, Statement, all_of
from .therapy_options import GoalFit

__all__ = ["OptionChange", "PartChange", "PartName", "Voice"]

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


class Voice(NamedTuple):
    """How two profiles are spoken of: as one over time, or by their names."""

    names: tuple[str, str] | None = None

    def phrase(self, key: str, **gaps: object) -> str:
        """A phrase of a comparison."""
        if self.names is None:
            return phrase(f"comparison.over_time.{key}", **gaps)
        first, second = self.names
        return phrase(f"comparison.of_two.{key}", first=first, second=second, **gaps)


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

    def section(self, voice: Voice) -> Section:
        """How it is shown."""
        return Section(self.title, (Items((*self._answer(voice), *self._reasons(voice), *self._fits(voice))),))

    def _answer(self, voice: Voice) -> Iterator[Paragraph]:
        if self.before is self.after:
            same = voice.phrase("same_for_both", answer=RELEVANCE_TITLES[self.after])
            yield Paragraph(same, lead=phrase("answer.lead"))
        else:
            before, after = (phrase("sentence", clause=RELEVANCE_TITLES[each]) for each in (self.before, self.after))
            yield Paragraph(before, lead=voice.phrase("first"))
            yield Paragraph(after, lead=voice.phrase("second"))
        if self.because:
            since = phrase("sentence", clause=linked("list.or", map(all_of, self.because)))
            yield Paragraph(since, lead=voice.phrase("since"))
        if self.summary_before != self.summary_after:
            yield Paragraph(self.summary_after, lead=voice.phrase("second"))
        if self.after is Relevance.NOT_DESCRIBED:
            yield ONE_DOCUMENT

    def _reasons(self, voice: Voice) -> Iterator[Paragraph]:
        still_there = {reason.rule for reason in self.reasons_new}
        for reason in self.reasons_gone:
            if reason.rule not in still_there:
                yield Paragraph(reason.text, reason.passages, voice.phrase("only_first"))
        yield from (reason.paragraph()._replace(lead=voice.phrase("only_second")) for reason in self.reasons_new)

    def _fits(self, voice: Voice) -> Iterator[Paragraph]:
        for fit in self.fits_gone:
            yield Paragraph(fit.text, fit.passages, voice.phrase("goal_only_first", goal=fit.title))
        for fit in self.fits_new:
            yield Paragraph(fit.text, fit.passages, voice.phrase("goal_only_second", goal=fit.title), fit.ours)


class PartChange(Frozen):
    """What changes in another part of the answer."""

    part: PartName
    """The part's name in an explanation."""
    title: PlainText
    gone: tuple[Statement, ...] = ()
    new: tuple[Statement, ...] = ()

    def section(self, voice: Voice) -> Section:
        """How it is shown."""
        gone = (statement.paragraph(voice.phrase("only_first")) for statement in self.gone)
        new = (statement.paragraph(voice.phrase("only_second")) for statement in self.new)
        return Section(self.title, (Items((*gone, *new)),))
