"""The whole table of one therapy category, folded into its fewest lines."""

from collections.abc import Iterator

from mbc_explainer.errors import UnknownNameError
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.reasoning.counterfactuals import TableLine, table_map
from mbc_explainer.reasoning.evaluation import Evaluation
from mbc_explainer.rendering import Node, Paragraph, Section, Tree

from .labels import ONE_DOCUMENT
from .models import Fact, Passage, all_of
from .phrasing import Phrasing
from .renderable import RenderableTree, in_lines

__all__ = ["CategoryLine", "CategoryMap", "map_of"]


class CategoryLine(Frozen):
    """One line: whoever agrees with it has this answer, once everything is known."""

    relevance: Relevance
    """The answer."""
    when: tuple[Fact, ...]
    """What must be so, all of it; empty where the document says the same for all."""
    text: PlainText
    """Who gets it, in plain words."""
    passages: tuple[Passage, ...] = ()
    """The places in the document that it rests on."""


class CategoryMap(RenderableTree):
    """For one therapy category, who gets which answer: the fewest lines that say the same as its table (issue 4)."""

    therapy: Therapy
    """The therapy category."""
    title: PlainText
    """What it is called."""
    lines: tuple[CategoryLine, ...]
    """Answer by answer; lines of one answer may overlap, those of two never do."""

    def __iter__(self) -> Iterator[CategoryLine]:  # type: ignore[override]  # a map iterates as its lines
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, at: int) -> CategoryLine:
        return self.lines[at]

    def _in_a_line(self) -> str:
        lines = (phrase("map.in_a_line", text=line.text, answer=line.relevance) for line in self.lines)
        return in_lines(self.title, *lines)

    def blocks(self) -> Section:
        """Answer by answer, who gets it."""
        answers = {line.relevance: phrase(f"map.{line.relevance}") for line in self.lines}
        nodes = tuple(
            Node(
                Paragraph(title),
                tuple(Node(Paragraph(line.text, line.passages)) for line in self.lines if line.relevance is relevance),
            )
            for relevance, title in answers.items()
        )
        more = (ONE_DOCUMENT,) if Relevance.NOT_DESCRIBED in answers else ()
        return Section(phrase("map.title", therapy=self.title), (Tree(nodes), *more))


def map_of(therapy: str, evaluation: Evaluation, phrasing: Phrasing) -> CategoryMap:
    """Fold the table of one therapy category.

    Raises:
        UnknownNameError: there is no such category; it names the nearest.
    """
    named = next((member for member in Therapy if member == therapy), None)
    if named is None:
        raise UnknownNameError("therapy category", therapy, Therapy)
    lines = tuple(_line(line, phrasing) for line in table_map(evaluation, f"{named}.relevance"))
    return CategoryMap(therapy=named, title=phrasing.therapies[named], lines=lines)


def _line(line: TableLine, phrasing: Phrasing) -> CategoryLine:
    when = tuple(map(phrasing.fact, line.when))
    return CategoryLine(
        relevance=Relevance(line.answer),
        when=when,
        text=phrase("map.line", facts=all_of(when)) if when else phrase("map.every_profile"),
        passages=phrasing.passages_of(line.rules),
    )
