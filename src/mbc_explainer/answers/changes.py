"""How two profiles differ in one part of an answer, and how that is shown."""

from collections.abc import Iterator
from typing import Literal

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.profile import FieldName
from mbc_explainer.patient.vocabulary import Fit, Relevance, Therapy
from mbc_explainer.phrases import linked, phrase
from mbc_explainer.rendering import Items, Paragraph, Section

from .labels import ONE_DOCUMENT
from .models import Fact, Reason, Statement, all_of, any_of
from .phrasing import fields_in_words, sentence
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
    """How two profiles differ in one therapy category."""

    therapy: Therapy
    """The therapy category."""
    title: PlainText
    """What it is called."""
    before: Relevance
    """The answer for the first profile."""
    after: Relevance
    """The answer for the second profile."""
    open_before: tuple[FieldName, ...] = ()
    """The open fields that the answer depends on for the first profile."""
    open_after: tuple[FieldName, ...] = ()
    """The same for the second profile."""
    because: tuple[tuple[Fact, ...], ...] = ()
    """Where the answers differ: the smallest sets of the second profile's facts that are enough, any of these."""
    summary_before: PlainText
    """What is said in one sentence for the first profile."""
    summary_after: PlainText
    """The same for the second profile."""
    reasons_gone: tuple[Reason, ...] = ()
    """Reasons that are there for the first profile alone."""
    reasons_new: tuple[Reason, ...] = ()
    """Reasons that are there for the second profile alone."""
    fits_gone: tuple[GoalFit, ...] = ()
    """Fits with goals that are there for the first profile alone."""
    fits_new: tuple[GoalFit, ...] = ()
    """Fits with goals that are there for the second profile alone."""

    def section(self, names: tuple[str, str]) -> Section:
        """How it is shown."""
        items = (*self._answer(names), *self._reasons(names), *self._fits(names))
        return Section(self.title, (Items(items or (Paragraph(self.summary_after),)),))

    def _answer(self, names: tuple[str, str]) -> Iterator[Paragraph]:
        """What the table of answers does not say."""
        if self.before is self.after is Relevance.DEPENDS:
            yield from self._open(names)
        if self.because:
            facts = linked("list.or", map(all_of, self.because))
            text = phrase("comparison.difference", name=names[1], facts=facts)
            yield Paragraph(text, lead=phrase("comparison.difference_lead"))
        if Relevance.NOT_DESCRIBED in {self.before, self.after}:
            yield ONE_DOCUMENT

    def _open(self, names: tuple[str, str]) -> Iterator[Paragraph]:
        """What two answers that depend, depend on."""
        if self.open_before == self.open_after:
            yield Paragraph(phrase("comparison.turns_out"))
            return
        for name, fields in zip(names, (self.open_before, self.open_after), strict=True):
            text = sentence(phrase("option.in_short_depends", fields=fields_in_words(fields)))
            yield Paragraph(text, lead=phrase("comparison.for_lead", name=name))

    def _reasons(self, names: tuple[str, str]) -> Iterator[Paragraph]:
        sides = (self.reasons_gone, self.reasons_new)
        in_both = set.intersection(*({reason.rule for reason in reasons} for reasons in sides))
        for name, reasons in zip(names, sides, strict=True):
            for reason in reasons:
                if reason.rule not in in_both:
                    yield _under(phrase("comparison.only_lead", name=name), reason)
                elif reason.when:
                    yield _under(phrase("comparison.for_lead", name=name), reason)

    def _fits(self, names: tuple[str, str]) -> Iterator[Paragraph]:
        for name, fits in zip(names, (self.fits_gone, self.fits_new), strict=True):
            for fit in fits:
                if fit.fit is Fit.NOT_STATED:
                    continue
                lead = phrase("comparison.goal_lead", goal=fit.title, name=name)
                yield fit.paragraph()._replace(lead=lead)


def _under(lead: str, reason: Reason) -> Paragraph:
    """A reason, with whose it is, and with what would have to be so as well."""
    if reason.when:
        lead = phrase("comparison.condition_lead", lead=lead, alternatives=any_of(reason.when))
    return Paragraph(reason.text, reason.passages, lead, reason.ours)


class PartChange(Frozen):
    """How two profiles differ in another part of the answer."""

    part: PartName
    """The part's name in an explanation."""
    title: PlainText
    """What the part is called."""
    gone: tuple[Statement, ...] = ()
    """What is said for the first profile alone."""
    new: tuple[Statement, ...] = ()
    """What is said for the second profile alone."""

    def section(self, names: tuple[str, str]) -> Section:
        """How it is shown."""
        sides = zip(names, (self.gone, self.new), strict=True)
        leads = ((phrase("comparison.only_lead", name=name), statements) for name, statements in sides)
        items = tuple(statement.paragraph(lead) for lead, statements in leads for statement in statements)
        return Section(self.title, (Items(items),))
