"""What differs from profile to profile, put together: one tree of blocks, each with the condition on which it shows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from typing import Any, NamedTuple

from mbc_explainer.rendering.blocks import (
    Cell,
    IconArray,
    Items,
    Node,
    Paragraph,
    RowGroup,
    Section,
    Table,
    Tiles,
    Tree,
    cell_of,
)

__all__ = ["Branch", "GroupHeading", "HeadCell", "Row", "RowCell", "Tile", "Variant", "conditional", "merged"]


class HeadCell(NamedTuple):
    """The heading of a column of a table."""

    text: str


class GroupHeading(NamedTuple):
    """The heading of some rows of a table, and how many columns it goes over."""

    group: RowGroup
    columns: int


class Row(NamedTuple):
    """A row of a table without its other cells."""

    first: Cell


class RowCell(NamedTuple):
    """One of the other cells, and what its column is called."""

    column: str
    cell: Cell


class _FilledRow(NamedTuple):
    """A row with its other cells."""

    row: Row
    cells: tuple[RowCell, ...]


class Tile(NamedTuple):
    """A row of a table that a page shows as a tile."""

    name: Cell
    answer: Cell


class Branch(NamedTuple):
    """A block that may differ in how it begins, and what stands in it."""

    heads: tuple[tuple[int, Any], ...]
    """Each way in which it begins: the condition, and the block without what stands in it."""
    below: tuple[Branch, ...] = ()

    @property
    def block(self) -> Any:
        """One of the ways in which it begins; all are of one kind."""
        return self.heads[0][1]


Variant = tuple[int, Sequence[Any]]
"""A condition, and the blocks that show on it."""


def merged(variants: Iterable[Variant], join: Callable[[int, int], int]) -> tuple[Branch, ...]:
    """One tree for some variants, in which ``join`` makes one condition of those of a block that stands in several.

    Raises:
        ValueError: their blocks have no common order.
    """
    heads: dict[Hashable, dict[Hashable, tuple[int, Any]]] = {}
    inner: dict[Hashable, dict[int, Variant]] = {}
    orders: dict[tuple[Hashable, ...], None] = {}
    for when, blocks in variants:
        keys: dict[Hashable, None] = {}
        for block in blocks:
            kind, identity, head, below = _parts(block)
            key = next(numbered for at in range(len(blocks)) if (numbered := (kind, at)) not in keys)
            keys[key] = None
            alike = heads.setdefault(key, {})
            alike[identity] = (join(alike[identity][0], when) if identity in alike else when, head)
            if below:
                these = inner.setdefault(key, {})  # many share what stands in them: one card is on thousands of pages
                these[id(below)] = (join(these[id(below)][0], when) if id(below) in these else when, below)
        orders[tuple(keys)] = None
    return tuple(
        Branch(tuple(heads[key].values()), merged(inner[key].values(), join) if key in inner else ())
        for key in _common_order(orders)
    )


def conditional(branches: Iterable[Branch], changed: Callable[[int], int]) -> tuple[Branch, ...]:
    """The same tree with each condition changed, as from the bits of a number to the root of a diagram."""
    return tuple(
        Branch(tuple((changed(when), head) for when, head in branch.heads), conditional(branch.below, changed))
        for branch in branches
    )


def _common_order(orders: Iterable[Sequence[Hashable]]) -> Iterator[Hashable]:
    """All keys, each after those that stand before it anywhere."""
    before: TopologicalSorter[Hashable] = TopologicalSorter()
    for keys in orders:
        for at, key in enumerate(keys):
            before.add(key, *keys[at - 1 : at] if at else ())
    try:
        yield from before.static_order()
    except CycleError as error:
        raise ValueError(f"blocks have no common order: {error.args[1]}") from None


def _parts(block: Any) -> tuple[Hashable, Hashable, Any, Sequence[Any]]:  # noqa: PLR0911 -- one for each kind of block
    """What a block is among its like, what it begins with, as a key and as a block, and what stands in it."""
    match block:
        case Section():
            head = block._replace(blocks=())
            return (Section, block.role, block.anchor or block.title), head, head, block.blocks
        case Items():
            return Items, (), Items(()), block.items
        case Tree():
            return Tree, (), Tree(()), block.nodes
        case Node():
            key = _key(block.paragraph)
            return (Node, key), key, Node(block.paragraph), block.below
        case Tiles(table):
            tiles = [Tile(*map(cell_of, row)) for row in table.rows]
            return (Tiles, table.caption), (), Tiles(Table(table.caption, (), ())), tiles
        case Table():
            return (Table, block.caption), (), Table(block.caption, (), ()), list(_rows(block))
        case _FilledRow(row, cells):
            return row, (), row, cells
        case Paragraph():
            key = _key(block)
            return key, key, block, ()
        case IconArray():
            key = (block.least, block.most, _key(block.share))
            return key, key, block, ()
        case _:
            return block, (), block, ()


def _rows(table: Table) -> Iterator[HeadCell | GroupHeading | _FilledRow]:
    yield from map(HeadCell, table.head)
    for group, row in table.grouped():
        if group:
            yield GroupHeading(group, len(table.head))
        yield _filled(table.head, row)


@lru_cache(maxsize=4096)
def _filled(head: tuple[str, ...], row: tuple[str | Cell, ...]) -> _FilledRow:
    first, *others = map(cell_of, row)
    return _FilledRow(Row(first), tuple(map(RowCell, head[1:], others)))


def _key(paragraph: Paragraph) -> Hashable:
    """What a paragraph is, without comparing all that is known of the sentences that it cites."""
    text, citations, *others = paragraph
    return (text, tuple([citation.locator for citation in citations]), *others)
