"""How many people of a table have which answer, how many are settled, and what is missing."""

from collections.abc import Container, Iterator
from typing import Any, Final, Literal, Self

from mbc_explainer.answers.labels import ONE_DOCUMENT, RELEVANCE_MARKS
from mbc_explainer.answers.phrasing import capitalized, enumerated, listed, sentence
from mbc_explainer.answers.renderable import Renderable, in_lines
from mbc_explainer.errors import UnknownNameError
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Bar, Bars, Cell, Detail, Items, Paragraph, Section, Table
from mbc_explainer.rendering.blocks import Block

from .hiding import hidden_among, hidden_share, hidden_within, threshold

__all__ = [
    "MEANINGS",
    "AnswerCount",
    "FieldCount",
    "TableCounts",
    "TherapyCount",
    "Unit",
    "all_of_them",
    "count_cell",
    "hidden_note",
    "one_table",
    "share",
]

Unit = Literal["people", "rows"]
"""What is counted: people, or rows where no column tells people apart."""

_ANSWERS: Final = {answer: phrase(f"table_counts.answer.{answer}") for answer in Relevance}


MEANINGS: Final = Section(
    phrase("explanation.answers"),
    (
        Items(
            tuple(
                Paragraph(
                    phrase(f"relevance.{answer}.meaning"), lead=str(Cell(title, RELEVANCE_MARKS[answer])), ours=True
                )
                for answer, title in _ANSWERS.items()
            )
        ),
        Paragraph(phrase("explanation.no_ranking"), ours=True),
    ),
    folded=True,
    detail=Detail.FULL,
)
"""What the answers mean, by the names that they have in counts."""


class FieldCount(Frozen):
    """For how many something is so of one field of the profile."""

    field: PlainText
    """The profile's field."""
    title: PlainText
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
    title: PlainText
    """What it is called."""
    answers: tuple[AnswerCount, ...]
    """How many have each answer, in the order of ``Relevance``; together they are all that are counted."""
    depends_on: tuple[FieldCount, ...] = ()
    """For how many the answer turns on which open field."""

    def __getitem__(self, relevance: str) -> int | None:
        for one in self.answers:
            if one.relevance == relevance:
                return one.count
        raise UnknownNameError("answer", relevance, Relevance)

    def bar(self) -> tuple[Bar, ...]:
        """The counts as parts of a bar, but for those that are hidden."""
        return tuple(Bar(one.count, RELEVANCE_MARKS[one.relevance], one.relevance) for one in self.answers if one.count)

    def hiding(self, of: int, below: int) -> Self:
        """The same with small counts hidden."""
        counts = hidden_among([one.count for one in self.answers], below)
        answers = tuple(
            one.model_copy(update={"count": count}) for one, count in zip(self.answers, counts, strict=True)
        )
        hidden = self.model_copy(update={"answers": answers})
        total, fields = hidden[Relevance.DEPENDS], [one.count for one in self.depends_on]
        return hidden.model_copy(
            update={
                "depends_on": _counted_anew(
                    self.depends_on,
                    hidden_within(fields, total, of, below) if total is not None else (None,) * len(fields),
                )
            }
        )


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

    def __getitem__(self, therapy: str) -> TherapyCount:
        for one in self.therapies:
            if one.therapy == therapy:
                return one
        raise UnknownNameError("therapy category", therapy, Therapy)

    def hiding(self, below: int) -> Self:
        """The same with counts from 1 to one less than ``below`` hidden, and what would tell them.

        Where one count of a row is hidden, its total would tell it, so that the next smallest is hidden too: secondary
        cell suppression, as in Hundepool and others, Statistical Disclosure Control (Wiley, 2012), chapter 4. A count
        is hidden also where what is left of all is small. How many are counted is never hidden.

        Raises:
            TypeError: ``below`` is no whole number.
            ValueError: it is below 3, or counts have been hidden before.
        """
        least = threshold(below, self.hidden_below)
        return self.model_copy(
            update={
                "therapies": tuple(one.hiding(self.of, least) for one in self.therapies),
                "settled": hidden_share(self.settled, self.of, least),
                "missing": _counted_anew(
                    self.missing, [hidden_share(one.count, self.of, least) for one in self.missing]
                ),
                "left_out": None if self.left_out in range(1, least) else self.left_out,
                "hidden_below": least,
            }
        )

    def without(self, fields: Container[str]) -> Self:
        """The same with it hidden for how many an answer turns on some fields."""
        return self.model_copy(
            update={
                "therapies": tuple(
                    therapy.model_copy(
                        update={
                            "depends_on": tuple(
                                one.model_copy(update={"count": None}) if one.field in fields else one
                                for one in therapy.depends_on
                            )
                        }
                    )
                    for therapy in self.therapies
                )
            }
        )

    def _in_a_line(self) -> str:
        return self.in_short()

    def in_short(self) -> str:
        """How many have which answer, a line for each kind of care."""
        lines = (
            phrase("table_counts.line", therapy=one.title, answers=", ".join(self._answers_in_short(one)))
            for one in self.therapies
        )
        return in_lines(phrase("table_counts.title", **all_of_them(self.of, self.unit)), *lines)

    def _answers_in_short(self, one: TherapyCount) -> Iterator[str]:
        for answer in one.answers:
            if answer.count != 0:
                yield phrase(
                    "table_counts.answer_in_short", answer=answer.relevance, count=count_in_words(answer.count, self.of)
                )

    def blocks(self) -> Section:
        """How many have which answer, and what is missing."""
        title = phrase("table_counts.title", **all_of_them(self.of, self.unit))
        return Section(
            title,
            (
                one_table(self.of, self.unit),
                self.settled_line(),
                *hidden_note(self.hidden_below),
                *self.answer_blocks(),
                *self.missing_blocks(),
                *self.turning(),
            ),
        )

    def settled_line(self) -> Paragraph:
        """How many have no answer left open, in words."""
        return Paragraph(phrase("table_counts.settled", share=share(self.settled, self.of, self.unit)))

    def answer_blocks(self) -> Iterator[Block]:
        """The counts as a picture and a table."""
        if not self.of:
            yield Paragraph(phrase("table_counts.nobody"))
            return
        head = (phrase("table.kind_of_care"), *_ANSWERS.values())
        rows = tuple((Cell(one.title), *(self._cell(answer) for answer in one.answers)) for one in self.therapies)
        caption = phrase("table_counts.caption", **all_of_them(self.of, self.unit))
        yield Bars(Table(caption, head, rows), self.of, tuple(one.bar() for one in self.therapies))
        if any(one[Relevance.NOT_DESCRIBED] != 0 for one in self.therapies):
            yield ONE_DOCUMENT

    def _cell(self, answer: AnswerCount) -> Cell:
        return count_cell(answer.count, self.of, RELEVANCE_MARKS[answer.relevance], answer.relevance)

    def missing_blocks(self) -> Iterator[Block]:
        """For how many each field is missing, as a table."""
        rows = tuple((capitalized(one.title), count_cell(one.count, self.of)) for one in self.missing)
        if rows:
            head = (phrase("table_questions.field"), phrase("table_questions.missing"))
            yield Table(phrase("table_counts.missing_caption", **all_of_them(self.of, self.unit)), head, rows)

    def turning(self) -> Iterator[Section]:
        """For how many each open answer turns on which field, kinds of care that are alike in one line."""
        alike: dict[str, list[str]] = {}
        for one in self.therapies:
            if one.depends_on:
                alike.setdefault(sentence(listed(map(self._turning, one.depends_on))), []).append(one.title.lower())
        lines = tuple(Paragraph(text, lead=capitalized(enumerated(titles))) for text, titles in alike.items())
        if lines:
            yield Section(phrase("table_counts.turning_title"), (Items(lines),), folded=True, detail=Detail.FULL)

    def _turning(self, field: FieldCount) -> str:
        return phrase("table_counts.turning", field=field.title, share=share(field.count, self.of, self.unit))


def _counted_anew(fields: tuple[FieldCount, ...], counts: Any) -> tuple[FieldCount, ...]:
    """Fields with other counts."""
    return tuple(field.model_copy(update={"count": count}) for field, count in zip(fields, counts, strict=True))


def all_of_them(of: int, unit: Unit) -> dict[str, str]:
    """How many are counted and of what, as the gaps of a phrase."""
    name = phrase(f"table_counts.one.{unit}") if of == 1 else phrase(f"table_counts.unit.{unit}")
    return {"of": f"{of:,}", "unit": name}


def count_in_words(count: int | None, of: int) -> str:
    """A count with its denominator, or that it is hidden."""
    if count is None:
        return phrase("table_counts.hidden")
    return phrase("table_counts.of", count=f"{count:,}", of=f"{of:,}")


def count_cell(count: int | None, of: int, mark: str = "", variant: str = "") -> Cell:
    """A count in a table; one that is 0 has no mark and no denominator."""
    return Cell("0") if count == 0 else Cell(count_in_words(count, of), mark, variant)


def share(count: int | None, of: int, unit: Unit) -> str:
    """A count with its denominator in a sentence, or that it is hidden."""
    if count is None:
        return phrase("table_counts.hidden_share", **all_of_them(of, unit))
    return phrase("table_counts.share", count=f"{count:,}", **all_of_them(of, unit))


def one_table(of: int, unit: Unit) -> Paragraph:
    """What is counted, and what that does not say."""
    return Paragraph(phrase("table_counts.one_table", **all_of_them(of, unit)), plain=True)


def hidden_note(below: int) -> Iterator[Paragraph]:
    """That small counts are hidden, where they are."""
    if below > 1:
        yield Paragraph(phrase("table_counts.hidden_note", most=below - 1), plain=True)
