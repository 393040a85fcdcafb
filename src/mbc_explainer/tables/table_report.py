"""A report on a table of people: who has which answer, what is missing, and how it was read."""

from collections.abc import Iterator
from typing import Self

from mbc_explainer.answers.models import Source
from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.answers.sections import source_lines
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail, Items, Paragraph, Section

from .counts import MEANINGS, TableCounts, hidden_note, one_table
from .questions import TableQuestions
from .table_reading import TableReading

__all__ = ["TableReport"]


class TableReport(Renderable):
    """All that is to be said of a table of people, on one page."""

    reading: TableReading
    """What was read as what."""
    counts: TableCounts
    """How many have which answer."""
    open_questions: TableQuestions
    """What one more result would settle."""
    source: Source
    """The document, and the rules that were made from it."""

    def hiding(self, below: int) -> Self:
        """The same with counts from 1 to one less than ``below`` hidden, and what would tell them.

        It hides what ``TableCounts.hiding``, ``TableQuestions.hiding`` and ``TableReading.hiding`` hide; and how many
        rows and people the table has, where that would tell how few are not counted.

        Raises:
            TypeError: ``below`` is no whole number.
            ValueError: it is below 3, or counts have been hidden before.
        """
        counts, reading = self.counts.hiding(below), self.reading.hiding(below)
        everyone = self.reading.rows if self.counts.unit == "rows" else self.reading.people
        if counts.left_out is None or (everyone or counts.of) - counts.of in range(1, below):
            counts = counts.model_copy(update={"left_out": None})
            reading = reading.model_copy(update={"rows": None, "people": None})
        questions = self.open_questions.hiding(below)
        counts = counts.without({one.field for one in questions if one.turning is None})
        return self.model_copy(update={"reading": reading, "counts": counts, "open_questions": questions})

    def _in_a_line(self) -> str:
        return self.counts.in_short()

    def blocks(self) -> Section:
        """The whole report."""
        return Section(phrase("table_report.title"), (*self._opening(), *self._parts()))

    def _opening(self) -> Iterator[Paragraph | Items]:
        yield from self.reading.of_what()
        yield one_table(self.counts.of, self.counts.unit)
        unread = len(self.reading.unread)
        lines = [self.counts.settled_line(), *self.open_questions.lines()]
        if unread:
            told = phrase("table_report.one_unread") if unread == 1 else phrase("table_report.unread", count=unread)
            lines.append(Paragraph(told))
        yield Items(tuple(lines))
        yield from hidden_note(self.counts.hidden_below)

    def _parts(self) -> Iterator[Section]:
        answers = tuple(self.counts.answer_blocks())
        yield Section(phrase("table_report.answers"), (*answers, MEANINGS), anchor="answers")
        missing = (*self.open_questions.picture(self.counts.missing), *self.counts.turning())
        if missing:
            yield Section(phrase("table_report.missing"), missing, anchor="missing", detail=Detail.STANDARD)
        reading = tuple(self.reading.parts())
        if reading:
            yield Section(phrase("table_reading.title"), reading, anchor="reading", detail=Detail.STANDARD)
        yield from source_lines(self.source)
