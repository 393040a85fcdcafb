"""Two answers side by side: what changes from one profile to another, why, and what stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.reasoning.counterfactuals import contrast
from mbc_explainer.rendering import Items, Paragraph, Section, Table
from mbc_explainer.rendering.blocks import Block

from .explainer import explain
from .explanation import Explanation
from .labels import ONE_DOCUMENT, RELEVANCE_TITLES, answer_cell
from .models import Fact, GoalFit, Reason, Statement, TherapyOption, any_of
from .renderable import Renderable
from .rulebooks import RuleBook, rulebook_for

__all__ = ["Comparison", "OptionChange", "PartChange", "changed_answers", "compare", "what_if"]

_PartName = Literal[
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
_PARTS: Final[dict[_PartName, str]] = {
    "profile_in_words": "The profile",
    "receptors": "Receptors",
    "sites": "Where it has spread",
    "symptoms": "Symptoms",
    "goals": "Goals",
    "support": "Living with MBC",
    "background": "About MBC",
    "limits": "What this document leaves open",
    "questions": "Questions to take along",
    "notes": "How the profile was read",
}


_ONE_EACH: Final = Field(min_length=len(Therapy), max_length=len(Therapy))
"""As many as there are therapy categories."""


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
        left = {reason.rule for reason in self.reasons_new}
        items = (
            *self._answer(),
            *(Paragraph(one.text, one.passages, "No longer") for one in self.reasons_gone if one.rule not in left),
            *(one.paragraph() for one in self.reasons_new),
            *(Paragraph(one.text, one.passages, f"No longer: {one.title}") for one in self.fits_gone),
            *(Paragraph(one.text, one.passages, one.title, one.ours) for one in self.fits_new),
        )
        return Section(self.title, (Items(items),))

    def _answer(self) -> Iterator[Paragraph]:
        if self.before is self.after:
            yield Paragraph(f"{RELEVANCE_TITLES[self.after]}, as before.", lead="Answer")
        else:
            yield Paragraph(f"{RELEVANCE_TITLES[self.before]}.", lead="Before")
            yield Paragraph(f"{RELEVANCE_TITLES[self.after]}.", lead="Now")
        if self.because:
            yield Paragraph(f"{any_of(self.because, ', or ')}.", lead="Since")
        if self.summary_before != self.summary_after:
            yield Paragraph(self.summary_after)
        if self.after is Relevance.NOT_DESCRIBED:
            yield ONE_DOCUMENT


class PartChange(Frozen):
    """What changes in another part of the answer."""

    part: _PartName
    """The part's name in an explanation."""
    title: PlainText
    gone: tuple[Statement, ...] = ()
    new: tuple[Statement, ...] = ()

    def section(self) -> Section:
        """How it is shown."""
        gone = (Paragraph(one.text, one.passages, "No longer", one.ours) for one in self.gone)
        new = (Paragraph(one.text, one.passages, "Now", one.ours) for one in self.new)
        return Section(self.title, (Items((*gone, *new)),))


class Comparison(Renderable):
    """What changes from one profile to another: answers, reasons, notes and questions; and what stays (issue 4)."""

    first: PatientProfile
    second: PatientProfile
    answers: Annotated[tuple[tuple[Relevance, Relevance], ...], _ONE_EACH]
    """For each of the eight therapy categories, the answer for the first and for the second profile."""
    options: tuple[OptionChange, ...]
    """The therapy categories for which anything changes."""
    parts: tuple[PartChange, ...]
    """The other parts in which anything changes."""
    same_options: tuple[Therapy, ...]
    """The therapy categories for which nothing changes."""
    same_parts: tuple[_PartName, ...]
    """The other parts in which nothing changes."""
    titles: Annotated[tuple[PlainText, ...], _ONE_EACH]
    """What the eight therapy categories are called."""

    def outline(self) -> Section:
        """The answers side by side, then what changes, then what stays."""
        blocks: list[Block] = [Paragraph(self._message()), self._table()]
        blocks += [change.section() for change in (*self.parts[:1], *self.options, *self.parts[1:])]
        same = [title for title, therapy in zip(self.titles, Therapy, strict=True) if therapy in self.same_options]
        same += [_PARTS[part] for part in self.same_parts]
        if same:
            blocks.append(Section("What stays as it is", (Paragraph(f"{', '.join(same)}."),), "same"))
        return Section("What changes", tuple(blocks), "comparison")

    def _message(self) -> str:
        changed = sum(before is not after for before, after in self.answers)
        if not self.options and not self.parts:
            return "Nothing changes."
        return f"{changed or 'None'} of {len(self.answers)} answers {'changes' if changed == 1 else 'change'}."

    def _table(self) -> Table:
        rows = tuple(
            (title, answer_cell(before), "the same" if before is after else answer_cell(after))
            for title, (before, after) in zip(self.titles, self.answers, strict=True)
        )
        return Table("The answers side by side", ("Kind of care", "First", "Second"), rows)


def compare(
    first: PatientProfile | Mapping[str, Any],
    second: PatientProfile | Mapping[str, Any],
    *,
    knowledge: Knowledge | None = None,
) -> Comparison:
    """Say what changes from one profile to another, why, and what stays.

    Args:
        first: a profile, or a mapping that can be read as one.
        second: another.
        knowledge: other rules than those that ship with the library.

    Raises:
        ProfileError: one of the profiles can't be read.
    """
    before, after = explain(first, knowledge=knowledge), explain(second, knowledge=knowledge)
    pairs = tuple(zip(before.options, after.options, strict=True))
    rules = rulebook_for(knowledge)
    changed = tuple(
        _option(old, new, _because(new.therapy, before.profile, after.profile, rules))
        for old, new in pairs
        if old != new
    )
    parts = tuple(_part(name, before, after) for name in _PARTS)
    return Comparison(
        first=before.profile,
        second=after.profile,
        answers=tuple((old.relevance, new.relevance) for old, new in pairs),
        options=changed,
        parts=tuple(part for part in parts if part.gone or part.new),
        same_options=tuple(old.therapy for old, new in pairs if old == new),
        same_parts=tuple(part.part for part in parts if not part.gone and not part.new),
        titles=tuple(old.title for old, _ in pairs),
    )


def what_if(
    profile: PatientProfile | Mapping[str, Any], *, knowledge: Knowledge | None = None, **changes: Any
) -> Comparison:
    """Say what changes when some of a profile's fields are otherwise: ``what_if(profile, her2="positive")``.

    Raises:
        ProfileError: the profile, or what it would become, can't be read.
    """
    if not isinstance(profile, PatientProfile):
        profile = PatientProfile.model_validate(profile)
    return compare(profile, {**profile.model_dump(), **changes}, knowledge=knowledge)


def changed_answers(before: Explanation, after: Explanation) -> Iterator[str]:
    """The answers that are others now, each in a line."""
    for old, new in zip(before.options, after.options, strict=True):
        if old.relevance is not new.relevance:
            cell = answer_cell(new.relevance)
            yield f"{cell.mark} {new.title}: {cell.text}"


def _option(old: TherapyOption, new: TherapyOption, because: tuple[tuple[Fact, ...], ...]) -> OptionChange:
    return OptionChange(
        therapy=new.therapy,
        title=new.title,
        before=old.relevance,
        after=new.relevance,
        open_before=old.depends_on,
        open_after=new.depends_on,
        because=because,
        summary_before=old.summary,
        summary_after=new.summary,
        reasons_gone=_without(old.reasons, new.reasons),
        reasons_new=_without(new.reasons, old.reasons),
        fits_gone=_without(old.goal_fit, new.goal_fit),
        fits_new=_without(new.goal_fit, old.goal_fit),
    )


def _because(
    therapy: Therapy, before: PatientProfile, after: PatientProfile, rules: RuleBook
) -> tuple[tuple[Fact, ...], ...]:
    said = facts.stated(after)
    found = contrast(rules.evaluation, f"{therapy}.relevance", before, after)
    return tuple(tuple(rules.wording.fact((name, said[name])) for name in one) for one in found)


def _part(name: _PartName, before: Explanation, after: Explanation) -> PartChange:
    if getattr(before, name) is getattr(after, name):  # answers share the parts that are alike
        return PartChange(part=name, title=_PARTS[name])
    old, new = (_statements(getattr(one, name)) for one in (before, after))
    gone = tuple(one for key, one in old.items() if key not in new)
    return PartChange(
        part=name, title=_PARTS[name], gone=gone, new=tuple(one for key, one in new.items() if key not in old)
    )


def _without(these: tuple[Any, ...], those: tuple[Any, ...]) -> tuple[Any, ...]:
    known = frozenset(those)
    return tuple(one for one in these if one not in known)


def _statements(part: Any) -> dict[tuple[str, ...], Statement]:
    """Every statement in a part of the answer, by its text and its places."""
    parts = part if isinstance(part, tuple) else (part,)
    said = chain.from_iterable(Statement(text=one).said() if isinstance(one, str) else one.said() for one in parts)
    return {(one.text, *(place.locator for place in one.passages)): one for one in said}
