"""What is shown, before it is known how: sections of paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..passages import Passage

__all__ = [
    "Block",
    "Cell",
    "Items",
    "Node",
    "Paragraph",
    "Section",
    "Table",
    "Tiles",
    "Tree",
    "cell_of",
    "cited",
    "places",
]


class Paragraph(NamedTuple):
    """A text, with what leads it in and the places that it rests on."""

    text: str
    passages: tuple[Passage, ...] = ()
    lead: str = ""
    ours: bool = False
    """Whether it is the library's own word."""
    plain: bool = False
    """Whether it stays as it is, with no word explained in it."""


class Items(NamedTuple):
    """A list of paragraphs."""

    items: tuple[Paragraph, ...]


class Cell(NamedTuple):
    """A cell of a table, with a shape that says the same as its words."""

    text: str
    mark: str = ""
    kind: str = ""
    """What it may be styled by."""
    leads_to: str = ""
    """The name of the section that tells more."""

    def __str__(self) -> str:
        return f"{self.mark} {self.text}".strip()


class Table(NamedTuple):
    """A table with a caption and a heading for each column; the first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    brief: int | None = None
    """So many columns are enough in plain text, where there is no room for more."""
    groups: tuple[tuple[str, int], ...] = ()
    """Headings over so many rows each, where rows belong together."""


class Tiles(NamedTuple):
    """A picture of names, each with a color and a shape; for pages only, since a table says the same."""

    caption: str
    tiles: tuple[tuple[str, Cell], ...]


class Node(NamedTuple):
    """A paragraph in a tree, and what stands below it."""

    paragraph: Paragraph
    below: tuple[Node, ...] = ()


class Tree(NamedTuple):
    """A few trees, each from its root down."""

    nodes: tuple[Node, ...]


class Section(NamedTuple):
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]
    kind: str = ""
    """What a host may style it by: a word of the library's, never of the profile's."""
    mark: str = ""
    """A shape that says the same as the words beside it."""
    folded: bool = False
    """Whether it may start out folded up, where that is possible."""
    cites: bool = False
    """Whether it tells its own places, where there is room for that."""
    anew: bool = False
    """Whether words of the field are explained in it anew."""
    name: str = ""
    """What others lead to it by; a section with a name is told among the contents where it stands at the top."""


Block = Paragraph | Items | Table | Tiles | Tree | Section


def cell_of(cell: str | Cell) -> Cell:
    """A cell, from words alone too."""
    return Cell(cell) if isinstance(cell, str) else cell


def cited(section: Section) -> list[Passage]:
    """Every place that a section rests on, once each, in the document's order."""
    places = {passage.locator: passage for passage in _passages(section)}
    return sorted(places.values(), key=lambda place: tuple(map(int, place.locator[1:].split("."))))


def places(section: Section) -> tuple[Section, ...]:
    """What those places say, as a last section; none where nothing is cited."""
    items = tuple(
        Paragraph(
            f"{place.section}: {place.gist}" + (f' "{place.sentence}"' if place.sentence else ""), (), place.locator
        )
        for place in cited(section)
    )
    return (Section("Places in the document", (Items(items),), "places"),) if items else ()


def _passages(block: Block) -> Iterator[Passage]:
    if isinstance(block, Paragraph):
        yield from block.passages
    elif isinstance(block, Items):
        for item in block.items:
            yield from item.passages
    elif isinstance(block, Tree):
        for node in block.nodes:
            yield from node.paragraph.passages
            yield from _passages(Tree(node.below))
    elif isinstance(block, Section):
        for inner in block.blocks:
            yield from _passages(inner)
