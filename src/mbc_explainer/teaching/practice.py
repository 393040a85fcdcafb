"""Practice: questions in turn, whether an answer is right, and how it went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from random import Random
from typing import TYPE_CHECKING

from mbc_explainer.answers.models import Source
from mbc_explainer.answers.renderable import Renderable, in_lines
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Items, Paragraph, Section, Table

from .pack import questions
from .question import Kind, Level, Question

if TYPE_CHECKING:
    from mbc_explainer.notebook.practice_widget import Practice

__all__ = ["Answered", "Round", "drawn", "is_right", "practice"]


class Answered(Frozen):
    """A question that was asked, and whether the answer to it was right."""

    question: Question
    """The question."""
    right: bool
    """Whether the answer was right; one that was shown counts as not right."""


class Round(Renderable):
    """How some questions went: all in all, by kind, by level, and which to look at again."""

    answered: tuple[Answered, ...]
    """The questions, in the order in which they were asked."""
    source: Source
    """The document, and the rules that were made from it."""

    @property
    def right(self) -> int:
        """How many answers were right."""
        return sum(one.right for one in self.answered)

    @property
    def missed(self) -> tuple[Question, ...]:
        """The questions to look at again."""
        return tuple(one.question for one in self.answered if not one.right)

    def blocks(self) -> Section:
        """How it went, in two tables, and what to look at again."""
        mark = () if self.source.shipped else (Paragraph(phrase("explanation.other_rules"), ours=True),)
        return Section(self._in_a_line(), (*mark, *self._tables(), self._again()))

    def _tables(self) -> Iterator[Table]:
        for name, of in (("kind", Kind), ("level", Level)):
            groups = {one: [got.right for got in self.answered if getattr(got.question, name) is one] for one in of}
            rows = tuple(
                (phrase(f"teaching.{name}.{one}"), phrase("teaching.practice.share", right=sum(got), asked=len(got)))
                for one, got in groups.items()
                if got
            )
            title = phrase(f"teaching.practice.by_{name}")
            yield Table(title, (title, phrase("teaching.practice.right_of")), rows)

    def _again(self) -> Section | Paragraph:
        if not self.missed:
            return Paragraph(phrase("teaching.practice.all_right"), plain=True)
        lines = (Paragraph(question.asked()) for question in self.missed)
        encouraging = Paragraph(phrase("teaching.practice.takes_time"), plain=True)
        return Section(phrase("teaching.practice.look_again"), (encouraging, Items(tuple(lines))))

    def _in_a_line(self) -> str:
        return in_lines(phrase("teaching.practice.how_it_went", right=self.right, asked=len(self.answered)))


def is_right(question: Question, answer: Sequence[str]) -> bool:
    """Whether an answer is the key: the values of all right choices in any order, or for each pair in turn its own."""
    if question.pairs:
        return tuple(answer) == question.key
    return len(answer) == len(question.key) and set(answer) == set(question.key)


def drawn(every: Iterable[Question], count: int, draw: Random) -> list[Question]:
    """At most so many questions, one of each kind in turn, so that no kind that has many outweighs the others."""
    by_kind = defaultdict(list)
    several = list(every)
    for question in draw.sample(several, len(several)):
        by_kind[question.kind].append(question)
    in_turn = chain.from_iterable(zip_longest(*by_kind.values()))
    return [question for question in in_turn if question][:count]


def practice(  # noqa: PLR0913 -- one parameter for each thing that a teacher chooses by, as ``questions`` has them
    kind: str | Iterable[str] | None = None,
    *,
    about: str | None = None,
    level: str | None = None,
    count: int | None = None,
    seed: int = 0,
    knowledge: Knowledge | None = None,
) -> Practice:
    """Questions to practice with in a notebook, no kernel needed; needs ``mbc-explainer[notebook]``.

    Args:
        kind: as ``questions`` takes it, and so are all others.
        about: a therapy category, or a part of the document.
        level: ``easy``, ``medium`` or ``hard``.
        count: at most so many to draw from.
        seed: which of those that show equally much.
        knowledge: other rules than those that ship with the library.

    Raises:
        ExtraError: the extra is missing; it says what installs it.
        UnknownNameError: there is no such kind, level or topic; it names the nearest.
        ValueError: a count below 1.
    """
    from mbc_explainer.notebook.practice_widget import Practice  # noqa: PLC0415 -- questions do without what it needs

    pack = questions(kind, about=about, level=level, count=count, seed=seed, knowledge=knowledge)
    return Practice(pack, knowledge)
