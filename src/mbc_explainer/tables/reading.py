"""What was read as what, in a table: a line for each spelling."""

from collections.abc import Iterator
from typing import Literal

from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.frozen import Frozen
from mbc_explainer.rendering import Section

__all__ = ["Disagreement", "ReadingNote", "SpellingRead", "TableReading"]


class SpellingRead(Frozen):
    """One spelling in a column, and what it was read as."""

    field: str
    """The profile's field."""
    column: str
    """The table's column."""
    given: str
    """The spelling as it stands in the cell, shortened."""
    read_as: str | None
    """What it was read as, such as ``positive``, ``not stated`` or ``bone, lung``; None where it was not read."""
    rows: int | None
    """In how many rows it stands; None where that is hidden."""
    first_rows: tuple[int, ...] = ()
    """The first of these rows, at most three, counted from 1; empty where the table has no order."""
    by: Literal["profile", "words", "missing"]
    """What read it: the profile itself, the caller's words, or the caller's list of what stands for missing."""
    accepted: str = ""
    """What is accepted, where it was not read."""


class ReadingNote(Frozen):
    """What to know of how a column was read."""

    kind: str
    """Which note it is: the end of its phrase's key."""
    field: str
    """The profile's field."""
    rows: int | None
    """In how many rows; None where that is hidden."""


class Disagreement(Frozen):
    """People whose rows say different things, so that the field was read as not known."""

    field: str
    """The profile's field."""
    people: int | None
    """How many; None where that is hidden."""
    identifiers: tuple[str, ...] = ()
    """Who they are, where that was asked for."""


class TableReading(Renderable):
    """What was read as what: a line for each spelling, those that were not read first."""

    rows: int | None
    """How many rows the table has; None where that is hidden."""
    people: int | None = None
    """How many people they are of; None where no column tells people apart, or where that is hidden."""
    about: str
    """What the table is about, as its owner said."""
    spellings: tuple[SpellingRead, ...]
    """Each spelling in each column that was read."""
    notes: tuple[ReadingNote, ...] = ()
    """What to know of how columns were read."""
    disagreements: tuple[Disagreement, ...] = ()
    """People whose rows say different things, field by field."""

    def __iter__(self) -> Iterator[SpellingRead]:  # type: ignore[override]  # it iterates as its spellings
        return iter(self.spellings)

    def __len__(self) -> int:
        return len(self.spellings)

    @property
    def unread(self) -> tuple[SpellingRead, ...]:
        """The spellings that were not read, and stand for not known."""
        return tuple(spelling for spelling in self.spellings if spelling.read_as is None)

    def blocks(self) -> Section:
        """What was read as what."""
        return Section(self.about, ())
