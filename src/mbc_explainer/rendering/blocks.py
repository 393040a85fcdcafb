"""What is shown, before it is known how: sections of paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple, Protocol, assert_never

__all__ = [
    "Block",
    "Cell",
    "Citation",
    "Dots",
    "Items",
    "Node",
    "Paragraph",
    "Places",
    "Section",
    "Table",
    "Tiles",
    "Tree",
    "cell_of",
    "cited",
    "places",
]


class Citation(Protocol):
    """A place in a document that a text rests on."""

    @property
    def locator(self) -> str:
        """Where: line and sentence, such as ``L46.1``."""

    @property
    def section(self) -> str:
        """The part of the document."""

    @property
    def gist(self) -> str:
        """What stands there, in short."""

    @property
    def sentence(self) -> str | None:
        """What stands there to the letter, where a reader has it."""


class Paragraph(NamedTuple):
    """A text, with what leads it in and the places that it rests on."""

    text: str
    passages: tuple[Citation, ...] = ()
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
    groups: tuple[tuple[str, int], ...] = ()
    """Headings over so many rows each, where rows belong together."""

    def grouped(self) -> Iterator[tuple[str, tuple[str | Cell, ...]]]:
        """Each row, the first of a group with the group's heading."""
        headings = {sum(rows for _, rows in self.groups[:at]): title for at, (title, _) in enumerate(self.groups)}
        yield from ((headings.get(at, ""), row) for at, row in enumerate(self.rows))


class Tiles(NamedTuple):
    """A table of names and answers that a page shows as a picture, with a tile for each row."""

    table: Table


class Dots(NamedTuple):
    """A share as a picture of a hundred dots; where there is no room for one, its words alone."""

    said: Paragraph
    """The share in words, with its places."""
    least: int
    """So many dots are filled."""
    most: int
    """Up to so many have a ring, since the share may be that large."""
    about: str
    """How to read the picture."""


class Places(NamedTuple):
    """Places in the document, and what each says."""

    passages: tuple[Citation, ...]

    @property
    def items(self) -> tuple[Paragraph, ...]:
        """The same as a list."""
        return tuple(map(_place, self.passages))


def _place(passage: Citation) -> Paragraph:
    sentence = f' "{passage.sentence}"' if passage.sentence else ""
    return Paragraph(f"{passage.section}: {passage.gist}{sentence}", (), passage.locator)


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
    aside: bool = False
    """Whether it only says side by side what stands elsewhere too, and can go where there is no room."""
    name: str = ""
    """What others lead to it by; a section with a name is told among the contents where it stands at the top."""


Block = Paragraph | Items | Table | Tiles | Dots | Tree | Places | Section


def cell_of(cell: str | Cell) -> Cell:
    """A cell, from words alone too."""
    return Cell(cell) if isinstance(cell, str) else cell


def cited(section: Section) -> list[Citation]:
    """Every place that a section rests on, once each, in the document's order."""
    places = {passage.locator: passage for passage in _passages(section)}
    return sorted(places.values(), key=lambda place: tuple(map(int, place.locator[1:].split("."))))


def places(section: Section) -> tuple[Section, ...]:
    """What those places say, as a section; none where nothing is cited."""
    found = tuple(cited(section))
    return (Section("Places in the document", (Places(found),), "places", folded=True),) if found else ()


def _passages(block: Block) -> Iterator[Citation]:
    match block:
        case Section():
            yield from chain.from_iterable(map(_passages, block.blocks))
        case Paragraph():
            yield from block.passages
        case Items():
            yield from chain.from_iterable(item.passages for item in block.items)
        case Dots():
            yield from block.said.passages
        case Tree():
            for node in block.nodes:
                yield from node.paragraph.passages
                yield from _passages(Tree(node.below))
        case Table() | Tiles() | Places():
            """Their places, where they have any, are cited elsewhere."""
        case _:
            assert_never(block)
