"""What one more result would settle, for the people of a table."""

from collections.abc import Iterator
from typing import Final, Self

from mbc_explainer.answers.phrasing import capitalized
from mbc_explainer.answers.renderable import Renderable, in_lines
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Bar, Bars, Cell, Paragraph, Section, Table
from mbc_explainer.rendering.blocks import Block

from .counts import FieldCount, Unit, all_of_them, count_cell, hidden_note, one_table, share
from .hiding import hidden_among, hidden_share, hidden_within, threshold

__all__ = ["TableQuestion", "TableQuestions"]

_SETTLING: Final = "\N{BLACK SQUARE}"
_TURNING: Final = "\N{WHITE SQUARE}"


class TableQuestion(Frozen):
    """One field that is missing for some people, and what it would settle."""

    field: PlainText
    """The profile's field."""
    title: PlainText
    """What it is called."""
    turning: int | None
    """For how many it can still change an answer; None where that is hidden."""
    settling: int | None
    """For how many it alone settles all that is open, whichever way it turns out; None where that is hidden."""
    answers: int | None
    """How many answers it settles by itself, whichever way it turns out; None where that is hidden."""

    def bar(self) -> tuple[Bar, ...]:
        """The counts as parts of a bar; none where one is hidden, since their difference is what is drawn."""
        if self.turning is None or self.settling is None:
            return ()
        return (Bar(self.settling, _SETTLING), Bar(self.turning - self.settling, _TURNING))

    def hiding(self, turning: int | None, of: int, below: int) -> Self:
        """The same with small counts hidden, and for how many it can change an answer as it is given."""
        settling, answers = self.settling, self.answers
        if self.settling is not None and self.turning is not None:
            parts = (self.settling, self.turning - self.settling, of - self.turning)
            settling, _, rest = hidden_among(parts, below)
            turning = None if rest is None else turning
        if None in (turning, settling) or answers in range(1, below):
            answers = None
        return self.model_copy(update={"turning": turning, "settling": settling, "answers": answers})


class TableQuestions(Renderable):
    """What one more result would settle: first what settles all that is open for most people."""

    of: int
    """How many are counted."""
    unit: Unit
    """What is counted."""
    unsettled: int | None
    """How many have an answer left open; None where that is hidden."""
    questions: tuple[TableQuestion, ...]
    """The open fields that can still change an answer, those first that settle all for most people."""
    hidden_below: int = 0
    """Counts from 1 to one less than this are hidden; 0 where none is."""

    def __iter__(self) -> Iterator[TableQuestion]:  # type: ignore[override]  # it iterates as its questions
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)

    def hiding(self, below: int) -> Self:
        """The same with counts from 1 to one less than ``below`` hidden, and what would tell them.

        What is said of ``TableCounts.hiding`` holds here too. How many have an answer left open and the fields on
        which these turn count the same people, so that fields are hidden where these would tell one another.

        Raises:
            TypeError: ``below`` is no whole number.
            ValueError: it is below 3, or counts have been hidden before.
        """
        least = threshold(below, self.hidden_below)
        unsettled = hidden_share(self.unsettled, self.of, least)
        turning = hidden_within([one.turning for one in self.questions], unsettled, self.of, least)
        questions = zip(self.questions, turning, strict=True)
        return self.model_copy(
            update={
                "unsettled": unsettled,
                "questions": tuple(one.hiding(count, self.of, least) for one, count in questions),
                "hidden_below": least,
            }
        )

    def _in_a_line(self) -> str:
        lines = (
            phrase("open_questions.line", field=one.field, text=share(one.settling, self.of, self.unit))
            for one in self.questions
        )
        return in_lines(phrase("table_questions.in_a_line"), *lines)

    def blocks(self) -> Section:
        """What one more result would settle."""
        return Section(
            phrase("table_questions.title"),
            (
                one_table(self.of, self.unit),
                *self.lines(),
                *hidden_note(self.hidden_below),
                *self.picture(),
            ),
        )

    def lines(self) -> Iterator[Paragraph]:
        """How many have an answer left open, and what would settle most."""
        yield Paragraph(phrase("table_questions.unsettled", share=share(self.unsettled, self.of, self.unit)))
        first = next(iter(self.questions), None)
        if first and first.settling:
            settling = share(first.settling, self.of, self.unit)
            yield Paragraph(phrase("table_questions.first", field=first.title, share=settling))

    def picture(self, missing: tuple[FieldCount, ...] = ()) -> Iterator[Block]:
        """The counts as a picture and a table, with for how many each field is missing, where that is given."""
        of = {one.field: one.count for one in missing}
        counted = {one.field for one in self.questions}
        others = tuple(
            TableQuestion(field=one.field, title=one.title, turning=0, settling=0, answers=0)
            for one in missing
            if one.field not in counted
        )
        shown = (*self.questions, *others)
        if not shown or not self.of:
            return
        columns = ("settling", "turning", *(("missing",) if missing else ()))
        head = (phrase("table_questions.field"), *(phrase(f"table_questions.{column}") for column in columns))
        rows = tuple((Cell(capitalized(one.title)), *self._cells(one), *self._missing(one, of)) for one in shown)
        yield Paragraph(phrase("table_questions.how_to_read"))
        caption = phrase("table_counts.caption", **all_of_them(self.of, self.unit))
        yield Bars(Table(caption, head, rows), self.of, tuple(one.bar() for one in shown))
        if any((one.turning or 0) > (of.get(one.field) or 0) for one in shown if of):
            yield Paragraph(phrase("table_questions.not_settled"))

    def _cells(self, one: TableQuestion) -> tuple[Cell, Cell]:
        return count_cell(one.settling, self.of, _SETTLING), count_cell(one.turning, self.of, _TURNING)

    def _missing(self, one: TableQuestion, of: dict[str, int | None]) -> Iterator[Cell]:
        if of:
            yield count_cell(of.get(one.field), self.of)
