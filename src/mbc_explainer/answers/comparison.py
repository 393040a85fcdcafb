"""Two profiles side by side: how their answers differ, why, and what is the same for both."""

from collections.abc import Iterator, Mapping
from itertools import chain, zip_longest
from typing import Annotated, Any, Final, get_args

from pydantic import Field

from mbc_explainer.errors import ProfileError, ProfileProblem, shortened
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.reasoning.counterfactuals import contrast
from mbc_explainer.rendering import Cell, Detail, Paragraph, Role, Section, Table
from mbc_explainer.rendering.blocks import Block

from .changes import OptionChange, PartChange, PartName
from .explainer import explain
from .explanation import Explanation
from .labels import RELEVANCE_TITLES, answer_cell
from .models import Fact, Statement
from .phrasing import capitalized, listed
from .renderable import Renderable, in_lines
from .rulebooks import RuleBook, rulebook_for
from .therapy_options import TherapyOption

__all__ = ["NAMES", "Comparison", "changed_answers", "compare", "what_if"]

_PARTS: Final[tuple[PartName, ...]] = get_args(PartName)

_IN_SHORT: Final = ("profile_in_words", "questions")
"""The parts whose differences every form of a comparison shows."""
NAMES: Final = (phrase("comparison.first"), phrase("comparison.second"))
"""What two profiles are called where nobody names them."""
_ASKED: Final = (phrase("comparison.as_it_is"), phrase("comparison.otherwise"))

_ONE_EACH: Final = Field(min_length=len(Therapy), max_length=len(Therapy))
"""As many as there are therapy categories."""


class Comparison(Renderable):
    """How two profiles differ in their answers, reasons, notes and questions, and what is the same for both."""

    first: PatientProfile
    """A profile."""
    second: PatientProfile
    """The profile that it is held against."""
    answers: Annotated[tuple[tuple[Relevance, Relevance], ...], _ONE_EACH]
    """For each of the eight therapy categories, the answer for the first and for the second profile."""
    options: tuple[OptionChange, ...]
    """The therapy categories for which anything differs."""
    parts: tuple[PartChange, ...]
    """The other parts in which anything differs."""
    same_options: tuple[Therapy, ...]
    """The therapy categories for which all is the same."""
    same_parts: tuple[PartName, ...]
    """The other parts in which all is the same."""
    names: tuple[PlainText, PlainText] = NAMES
    """What the two profiles are called."""
    titles: Annotated[tuple[PlainText, ...], _ONE_EACH]
    """What the eight therapy categories are called."""
    in_short: Annotated[tuple[tuple[PlainText, PlainText], ...], Field(max_length=len(Therapy))] = ()
    """For each, the answer and its reason in a few words, for the first and for the second profile."""

    def blocks(self) -> Section:
        """The answers side by side, then what differs, then what is the same."""
        blocks: list[Block] = [Paragraph(self._message()), self._table()]
        blocks += [part.section(self.names) for part in self.parts if part.part in _IN_SHORT]
        blocks += [option.section(self.names)._replace(detail=Detail.STANDARD) for option in self.options]
        rest = (part.section(self.names) for part in self.parts if part.part not in _IN_SHORT)
        blocks += [section._replace(detail=Detail.FULL) for section in rest]
        same = [title for title, therapy in zip(self.titles, Therapy, strict=True) if therapy in self.same_options]
        same += [phrase(f"part.{part}") for part in self.same_parts]
        if same:
            alike = Paragraph(phrase("sentence", clause=listed(same)))
            blocks.append(Section(phrase("comparison.same"), (alike,), Role.SAME))
        first, second = self.names
        return Section(capitalized(phrase("comparison.title", first=first, second=second)), tuple(blocks))

    def __iter__(self) -> Iterator[OptionChange]:  # type: ignore[override]  # it iterates as the options that differ
        return iter(self.options)

    def _in_a_line(self) -> str:
        lines = (
            phrase("comparison.in_a_line", therapy=therapy, first=before, second=after)
            for therapy, (before, after) in zip(Therapy, self.answers, strict=True)
            if before is not after
        )
        return in_lines(self._message(), *lines)

    def more(self, detail: str) -> str:  # noqa: ARG002 -- the same from each
        """How to get more than a detail shows."""
        return phrase("comparison.more")

    def _message(self) -> str:
        differing, kinds = sum(before is not after for before, after in self.answers), len(self.answers)
        if not self.options and not self.parts:
            return phrase("comparison.all_the_same")
        if differing == 0:
            return phrase("comparison.no_answer_differs", kinds=kinds)
        if differing == 1:
            return phrase("comparison.one_answer_differs", kinds=kinds)
        return phrase("comparison.several_answers_differ", differing=differing, kinds=kinds)

    def _table(self) -> Table:
        rows = tuple(
            (title, *_answer_cells(answers, in_short))
            for title, answers, in_short in zip_longest(self.titles, self.answers, self.in_short)
        )
        head = (phrase("table.kind_of_care"), *map(capitalized, self.names))
        return Table(phrase("comparison.caption"), head, rows)


def _answer_cells(answers: tuple[Relevance, Relevance], in_short: tuple[str, str] | None) -> tuple[Cell, str | Cell]:
    """The two answers of one therapy category, with their reasons where these are there."""
    first, second = map(answer_cell, answers)
    if in_short:
        first, second = (
            cell._replace(text=capitalized(words)) for cell, words in zip((first, second), in_short, strict=True)
        )
    return first, phrase("comparison.same_answer") if first == second else second


def compare(
    first: PatientProfile | Mapping[str, Any],
    second: PatientProfile | Mapping[str, Any],
    *,
    names: tuple[str, str] = NAMES,
    knowledge: Knowledge | None = None,
) -> Comparison:
    """Say how two profiles differ in what the document says, why, and what is the same.

    Args:
        first: a profile, or a mapping that can be read as one.
        second: another.
        names: what the two are called in the text, for instance ("Mrs. A", "Mrs. B").
        knowledge: other rules than those that ship with the library.

    Raises:
        ProfileError: one of the profiles can't be read, or a name has nothing to see.
    """
    if len(names) != len(NAMES) or not all(name.strip() and name.isprintable() for name in names):
        raise ProfileError([ProfileProblem("names", shortened(names), phrase("refused.names"))])
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
        names=names,
        titles=tuple(old.title for old, _ in pairs),
        in_short=tuple((_in_short(old), _in_short(new)) for old, new in pairs),
    )


def what_if(
    profile: PatientProfile | Mapping[str, Any], *, knowledge: Knowledge | None = None, **changes: Any
) -> Comparison:
    """Say what differs when some of a profile's fields are otherwise: ``what_if(profile, her2="positive")``.

    Raises:
        ProfileError: the profile, or what it would become, can't be read.
    """
    if not isinstance(profile, PatientProfile):
        profile = PatientProfile.model_validate(profile)
    return compare(profile, {**profile.model_dump(), **changes}, names=_ASKED, knowledge=knowledge)


def changed_answers(before: Explanation, after: Explanation) -> Iterator[str]:
    """The answers that are others now, each in a line."""
    for old, new in zip(before.options, after.options, strict=True):
        if old.relevance is not new.relevance:
            cell = answer_cell(new.relevance)
            answer = capitalized(new.in_short or cell.text)
            yield phrase("form.changed", mark=cell.mark, therapy=new.title, answer=answer)


def _in_short(option: TherapyOption) -> str:
    return option.in_short or RELEVANCE_TITLES[option.relevance]


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
    stated = facts.stated(after)
    found = contrast(rules.evaluation, f"{therapy}.relevance", before, after)
    return tuple(tuple(rules.phrasing.fact((name, stated[name])) for name in names) for names in found)


def _part(name: PartName, before: Explanation, after: Explanation) -> PartChange:
    title = phrase(f"part.{name}")
    if getattr(before, name) is getattr(after, name):  # answers share the parts that are alike
        return PartChange(part=name, title=title)
    old, new = (_statements(getattr(explanation, name)) for explanation in (before, after))
    gone = tuple(statement for key, statement in old.items() if key not in new)
    return PartChange(
        part=name, title=title, gone=gone, new=tuple(statement for key, statement in new.items() if key not in old)
    )


def _without(these: tuple[Any, ...], those: tuple[Any, ...]) -> tuple[Any, ...]:
    known = frozenset(those)
    return tuple(item for item in these if item not in known)


def _statements(part: Any) -> dict[tuple[str, ...], Statement]:
    """Every statement in a part of the answer, by its text and its citations."""
    parts = (Statement(text=inner) if isinstance(inner, str) else inner for inner in _parts(part))
    return {
        (statement.text, *(passage.locator for passage in statement.passages)): statement
        for statement in chain.from_iterable(inner.all_statements() for inner in parts)
    }


def _parts(part: Any) -> tuple[Any, ...]:
    return part if isinstance(part, tuple) else (part,)
