"""What is shown, before it is known how: sections of paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..passages import Passage

__all__ = ["Block", "Items", "Node", "Paragraph", "Section", "Table", "Tree", "cited", "places"]


class Paragraph(NamedTuple):
    """A text, with what leads it in and the places that it rests on."""

    text: str
    passages: tuple[Passage, ...] = ()
    lead: str = ""
    ours: bool = False
    """Whether it is the library's own word."""


class Items(NamedTuple):
    """A list of paragraphs."""

    items: tuple[Paragraph, ...]


class Table(NamedTuple):
    """A table with a caption and a heading for each column; the first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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


Block = Paragraph | Items | Table | Tree | Section


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
