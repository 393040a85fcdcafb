"""A report on a table of people: who has which answer, what is missing, and how it was read."""

from typing import Self

from mbc_explainer.answers.models import Source
from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.rendering import Section

from .counts import TableCounts
from .questions import TableQuestions
from .reading import TableReading

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
        """The same with small counts hidden."""
        hidden = {name: getattr(self, name).hiding(below) for name in ("counts", "open_questions")}
        return self.model_copy(update=hidden)

    def blocks(self) -> Section:
        """The whole report."""
        return Section(self.reading.about, (self.counts.blocks(), self.open_questions.blocks(), self.reading.blocks()))
