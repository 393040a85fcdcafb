"""The whole table of one therapy category, folded into its fewest lines."""

from __future__ import annotations

from mbc_explainer.errors import UnknownNameError
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.reasoning.counterfactuals import TableLine, table_map
from mbc_explainer.reasoning.evaluation import Evaluation
from mbc_explainer.rendering import Node, Paragraph, Section, Tree

from .labels import ONE_DOCUMENT, RELEVANCE_TITLES
from .models import Fact, Passage, all_of
from .phrasing import Wording
from .renderable import RenderableTree

__all__ = ["CategoryLine", "CategoryMap", "map_of"]


class CategoryLine(Frozen):
    """One line: whoever agrees with it has this answer, once everything is known."""

    relevance: Relevance
    when: tuple[Fact, ...]
    """What must be so, all of it; empty where the document says the same for all."""
    text: PlainText
    passages: tuple[Passage, ...] = ()


class CategoryMap(RenderableTree):
    """For one therapy category, who gets which answer: the fewest lines that say the same as its table (issue 4)."""

    therapy: Therapy
    title: PlainText
    lines: tuple[CategoryLine, ...]
    """Answer by answer; lines of one answer may overlap, those of two never do."""

    def outline(self) -> Section:
        """Answer by answer, who gets it."""
        answers = {line.relevance: RELEVANCE_TITLES[line.relevance] for line in self.lines}
        nodes = tuple(
            Node(
                Paragraph(title),
                tuple(Node(Paragraph(one.text, one.passages)) for one in self.lines if one.relevance is relevance),
            )
            for relevance, title in answers.items()
        )
        more = (ONE_DOCUMENT,) if Relevance.NOT_DESCRIBED in answers else ()
        return Section(f"{self.title}: who gets which answer", (Tree(nodes), *more), "map")


def map_of(therapy: str, evaluation: Evaluation, wording: Wording) -> CategoryMap:
    """Fold the table of one therapy category.

    Raises:
        UnknownNameError: there is no such category; it names the nearest.
    """
    named = next((one for one in Therapy if one == therapy), None)
    if named is None:
        raise UnknownNameError("therapy category", therapy, Therapy)
    lines = tuple(_line(line, wording) for line in table_map(evaluation, f"{named}.relevance"))
    return CategoryMap(therapy=named, title=wording.therapies[named], lines=lines)


def _line(line: TableLine, wording: Wording) -> CategoryLine:
    when = tuple(map(wording.fact, line.when))
    places = {place.locator: place for rule in line.rules for place in wording.passages(wording.texts[rule])}
    return CategoryLine(
        relevance=Relevance(line.answer),
        when=when,
        text=f"Where {all_of(when)}" if when else "For every profile",
        passages=tuple(places.values()),
    )
