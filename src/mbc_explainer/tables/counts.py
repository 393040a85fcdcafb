"""How many people of a table have which answer, how many are settled, and what is missing."""

from collections.abc import Iterator
from typing import Literal, Self

from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.frozen import Frozen
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.rendering import Section

__all__ = ["AnswerCount", "FieldCount", "TableCounts", "TherapyCount", "Unit"]

Unit = Literal["people", "rows"]
"""What is counted: people, or rows where no column tells people apart."""


class FieldCount(Frozen):
    """For how many something is so of one field of the profile."""

    field: str
    """The profile's field."""
    title: str
    """What it is called."""
    count: int | None
    """For how many; None where that is hidden."""


class AnswerCount(Frozen):
    """How many have one answer."""

    relevance: Relevance
    """The answer."""
    count: int | None
    """How many have it; None where that is hidden."""


class TherapyCount(Frozen):
    """How many have which answer for one therapy category."""

    therapy: Therapy
    """The therapy category."""
    title: str
    """What it is called."""
    answers: tuple[AnswerCount, ...]
    """How many have each answer, in the order of ``Relevance``; together they are all that are counted."""
    depends_on: tuple[FieldCount, ...] = ()
    """For how many the answer turns on which open field."""


class TableCounts(Renderable):
    """How many people of a table have which answer: of this table, and of one document."""

    of: int
    """How many are counted."""
    unit: Unit
    """What is counted."""
    therapies: tuple[TherapyCount, ...]
    """The eight therapy categories."""
    settled: int | None
    """How many have no answer left open; None where that is hidden."""
    missing: tuple[FieldCount, ...]
    """For how many each field is missing."""
    left_out: int | None = 0
    """Rows that the table does not say are about this, and which are not counted; None where that is hidden."""
    hidden_below: int = 0
    """Counts from 1 to one less than this are hidden; 0 where none is."""

    def __iter__(self) -> Iterator[TherapyCount]:  # type: ignore[override]  # it iterates as its therapies
        return iter(self.therapies)

    def __len__(self) -> int:
        return len(self.therapies)

    def hiding(self, below: int) -> Self:
        """The same with small counts hidden."""
        return self.model_copy(update={"hidden_below": below})

    def blocks(self) -> Section:
        """How many have which answer."""
        return Section(self.unit, ())
