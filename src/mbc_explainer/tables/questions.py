"""What one more result would settle, for the people of a table."""

from collections.abc import Iterator
from typing import Self

from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.frozen import Frozen
from mbc_explainer.rendering import Section

from .counts import Unit

__all__ = ["TableQuestion", "TableQuestions"]


class TableQuestion(Frozen):
    """One field that is missing for some people, and what it would settle."""

    field: str
    """The profile's field."""
    title: str
    """What it is called."""
    turning: int | None
    """For how many it can still change an answer; None where that is hidden."""
    settling: int | None
    """For how many it alone settles all that is open, whichever way it turns out; None where that is hidden."""
    answers: int | None
    """How many answers it settles by itself, whichever way it turns out; None where that is hidden."""


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
        """The same with small counts hidden."""
        return self.model_copy(update={"hidden_below": below})

    def blocks(self) -> Section:
        """What one more result would settle."""
        return Section(self.unit, ())
