"""What was read as what, in a table: a line for each spelling."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Literal, Self

from mbc_explainer.answers.phrasing import capitalized, enumerated, listed, sentence
from mbc_explainer.answers.renderable import Renderable, in_lines
from mbc_explainer.frozen import Frozen
from mbc_explainer.patient.profile import title_of
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail, Items, Paragraph, Section

from .hiding import hidden_share, threshold

__all__ = ["Disagreement", "ReadingNote", "SpellingRead", "TableReading"]


class SpellingRead(Frozen):
    """One spelling in a column, and what it was read as."""

    field: str
    """The profile's field."""
    column: str
    """The table's column."""
    given: str
    """The spelling as it stands in the cell, shortened; empty for an empty cell."""
    read_as: str | None
    """What it was read as, such as ``positive``, ``not stated`` or ``bone, lung``; None where it was not read."""
    rows: int | None
    """In how many rows it stands; None where that is hidden."""
    first_rows: tuple[int, ...] = ()
    """The first of these rows, at most three, counted from 1; empty where the table has no order."""
    by: Literal["profile", "words", "missing"]
    """What read it: the profile itself, the caller's words, or what stands for missing."""
    accepted: str = ""
    """What is accepted, where it was not read."""

    def in_words(self) -> str:
        """The spelling, as it is shown."""
        return phrase("table_reading.given", given=self.given) if self.given else phrase("table_reading.empty")


class ReadingNote(Frozen):
    """What to know of how a column was read."""

    kind: str
    """Which note it is: the end of its phrase's key."""
    field: str
    """The profile's field; empty where it is about the whole table."""
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
    """What was read as what: a line for each spelling."""

    rows: int | None
    """How many rows the table has; None where that is hidden."""
    people: int | None = None
    """How many people they are of; None where no column tells people apart, or where that is hidden."""
    about: str
    """What says that the table is about people with metastatic breast cancer, in a sentence."""
    spellings: tuple[SpellingRead, ...]
    """Each spelling in each column that was read."""
    notes: tuple[ReadingNote, ...] = ()
    """What to know of how columns were read."""
    disagreements: tuple[Disagreement, ...] = ()
    """People whose rows say different things, field by field."""
    hidden_below: int = 0
    """Counts from 1 to one less than this are hidden; 0 where none is."""

    def __iter__(self) -> Iterator[SpellingRead]:  # type: ignore[override]  # it iterates as its spellings
        return iter(self.spellings)

    def __len__(self) -> int:
        return len(self.spellings)

    @property
    def unread(self) -> tuple[SpellingRead, ...]:
        """The spellings that were not read, and stand for not known."""
        return tuple(spelling for spelling in self.spellings if spelling.read_as is None)

    def hiding(self, below: int) -> Self:
        """The same with small counts hidden, and without the numbers of rows and the names of people.

        The spellings of a column together are all its rows, so that none of them has a count where one is small.

        Raises:
            TypeError: ``below`` is no whole number.
            ValueError: it is below 3, or counts have been hidden before.
        """
        least = threshold(below, self.hidden_below)
        rare = {spelling.column for spelling in self.spellings if spelling.rows in range(1, least)}
        return self.model_copy(
            update={
                "spellings": tuple(
                    one.model_copy(
                        update={"rows": None if one.column in rare else one.rows, "first_rows": ()},
                    )
                    for one in self.spellings
                ),
                "notes": tuple(
                    one.model_copy(update={"rows": hidden_share(one.rows, self.rows or 0, least)}) for one in self.notes
                ),
                "disagreements": tuple(
                    one.model_copy(
                        update={"people": hidden_share(one.people, self.people or 0, least), "identifiers": ()}
                    )
                    for one in self.disagreements
                ),
                "hidden_below": least,
            }
        )

    def _in_a_line(self) -> str:
        lines = (
            phrase(
                "table_reading.line",
                column=one.column,
                given=one.in_words(),
                read_as=one.read_as or phrase("table_reading.not_read"),
                rows=_rows(one.rows),
            )
            for one in self.spellings
        )
        return in_lines(self.about, *lines)

    def blocks(self) -> Section:
        """What was read as what, first what was not read."""
        return Section(phrase("table_reading.title"), (*self.of_what(), *self.parts()))

    def of_what(self) -> Iterator[Paragraph]:
        """Of how many rows and people the table is, and what it is about."""
        size = _rows(self.rows)
        if self.people is not None:
            size = phrase("table_reading.of_people", rows=size, people=_people(self.people))
        of = (phrase("table_reading.size", size=size),) if self.rows is not None else ()
        left_out = (_told(note) for note in self.notes if not note.field)
        yield Paragraph(" ".join((*of, self.about, *left_out)))

    def parts(self) -> Iterator[Section]:
        """What was not read, what to know of how the rest was, and each spelling."""
        unread = tuple(_by_column(self.unread, _unread))
        if unread:
            note = Paragraph(phrase("table_reading.unread_note"))
            yield Section(phrase("table_reading.unread"), (note, *unread), detail=Detail.STANDARD)
        notes = (_told(note) for note in self.notes if note.field)
        remarks = tuple(map(Paragraph, (*notes, *map(_differing, self.disagreements))))
        if remarks:
            yield Section(phrase("table_reading.notes"), (Items(remarks),), detail=Detail.STANDARD)
        read = tuple(_by_column((one for one in self.spellings if one.read_as is not None), _read))
        if read:
            yield Section(phrase("table_reading.spellings"), read, folded=True, detail=Detail.FULL)


def _told(note: ReadingNote) -> str:
    field = title_of(note.field) if note.field else ""
    return phrase(f"table_reading.note.{note.kind}", rows=_rows(note.rows), field=field)


def _differing(one: Disagreement) -> str:
    told = phrase("table_reading.disagreement", people=_people(one.people), field=title_of(one.field))
    return (
        f"{told} {phrase('table_reading.identifiers', names=enumerated(one.identifiers))}" if one.identifiers else told
    )


def _by_column(spellings: Iterable[SpellingRead], line: Callable[[SpellingRead], Paragraph]) -> Iterator[Section]:
    for (field, column), these in groupby(spellings, key=lambda one: (one.field, one.column)):
        title = phrase("table_reading.column", field=capitalized(title_of(field)), column=column)
        yield Section(title, (Items(tuple(map(line, these))),))


def _rows(count: int | None) -> str:
    if count is None:
        return phrase("table_reading.rows_hidden")
    return phrase("table_reading.one_row" if count == 1 else "table_reading.some_rows", count=f"{count:,}")


def _people(count: int | None) -> str:
    if count is None:
        return phrase("table_reading.people_hidden")
    return phrase("table_reading.one_person" if count == 1 else "table_reading.some_people", count=f"{count:,}")


def _unread(spelling: SpellingRead) -> Paragraph:
    told = [sentence(_where(spelling))] if spelling.rows is not None else []
    told += [sentence(spelling.accepted)] if spelling.accepted else []
    return Paragraph(" ".join(told), lead=spelling.in_words())


def _where(spelling: SpellingRead) -> str:
    rows, first = _rows(spelling.rows), listed(map(str, spelling.first_rows))
    return phrase("table_reading.first_rows", rows=rows, first=first) if first else rows


def _read(spelling: SpellingRead) -> Paragraph:
    read_as = spelling.read_as
    if spelling.rows is not None:
        read_as = phrase("table_reading.read_as", read_as=read_as, rows=_rows(spelling.rows))
    return Paragraph(phrase(f"table_reading.by.{spelling.by}", read_as=read_as), lead=spelling.in_words())
