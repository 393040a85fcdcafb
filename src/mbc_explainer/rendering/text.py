"""Blocks as plain text, for a terminal or a letter."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, assert_never

from mbc_explainer.phrases import phrase

from .blocks import (
    MARKS_IN_A_BAR,
    Bar,
    Bars,
    Block,
    Citations,
    IconArray,
    Items,
    Node,
    Paragraph,
    Role,
    Section,
    Table,
    Tiles,
    Tree,
    cell_of,
    in_marks,
    titled,
)
from .bounds import printable, whole

__all__ = ["text"]

_UNDERLINES: Final = "=-"
_NARROWEST: Final = 20  # characters: a word of the field must fit into a line


def text(section: Section, width: int = 88) -> str:
    """Plain text, wrapped; citations stand in brackets after what rests on them.

    Raises:
        TypeError: a width that is no whole number.
        ValueError: a width below 20 characters.
    """
    wide = whole("width", width, _NARROWEST)
    return "\n".join(_section(section, 0, wide)).rstrip() + "\n"


def _section(section: Section, depth: int, width: int) -> Iterator[str]:
    if section.only_folds:
        for block in section.blocks:
            yield from _block(block, depth - 1, width)
        return
    title = titled(section)
    yield _filled(title, width)
    if depth < len(_UNDERLINES):
        yield _UNDERLINES[depth] * min(len(title), width)
    yield ""
    for block in section.blocks:
        yield from _block(block, depth, width)


def _block(block: Block, depth: int, width: int) -> Iterator[str]:
    match block:
        case Section():
            if not block.redundant and block.role is not Role.GLANCE:
                yield from _section(block, depth + 1, width)
            return
        case Paragraph():
            yield _filled(_line(block), width)
        case Items() | Citations():
            yield from (_filled(_line(item), width, "- ", "  ") for item in block.items)
        case IconArray():
            yield _filled(_line(block.share), width)
        case Tree():
            yield from _trees(block, width)
        case Tiles():
            yield from _table(block.table, width)
        case Table():
            yield from _table(block, width)
        case Bars():
            yield from _bars(block, width)
        case _:
            assert_never(block)
    yield ""


def _trees(tree: Tree, width: int) -> Iterator[str]:
    for node in tree.nodes:
        yield _filled(_line(node.paragraph), width)
        yield from _below(node, "", width)


def _below(node: Node, indent: str, width: int) -> Iterator[str]:
    """What stands below a node, with lines that lead down to it."""
    for at, inner in enumerate(node.below, 1):
        first, rest = ("└─ ", "   ") if at == len(node.below) else ("├─ ", "│  ")
        inside = max(width - len(indent + first), _NARROWEST // 2)
        lines = _filled(_line(inner.paragraph), inside).split("\n")
        yield f"{indent}{first}{lines[0]}"
        yield from (f"{indent}{rest}{line}" for line in lines[1:])
        yield from _below(inner, indent + rest, width)


def _line(paragraph: Paragraph) -> str:
    lead = f"{paragraph.lead}: " if paragraph.lead else ""
    locators = [citation.locator for citation in paragraph.citations]
    marks = [*locators, *([phrase("ours.mark")] if paragraph.ours else [])]
    cited = f" [{', '.join(marks)}]" if marks else ""
    return f"{lead}{paragraph.text}{cited}"


def _table(table: Table, width: int) -> Iterator[str]:
    yield _filled(f"{table.caption}:", width)
    head, rows = table.head, [tuple(map(str, row)) for row in table.rows]
    if len(head) > 2:  # noqa: PLR2004 -- with two columns the heading goes without saying
        for row in rows:
            yield _filled(row[0], width, "  ", "  ")
            for column, cell in zip(head[1:], row[1:], strict=True):
                yield _filled(f"{column}: {cell}", width, "    ", "      ")
        return
    first = max(len(row[0]) for row in (head, *rows)) + 2
    for row in rows:
        start = f"  {row[0]:<{first}}" if first < width // 2 else f"  {row[0]}: "
        yield _filled("; ".join(row[1:]), width, start, " " * min(len(start), width // 2))


def _bars(bars: Bars, width: int) -> Iterator[str]:
    """Each bar below its name, and below that its figures but for those that are 0."""
    yield _filled(f"{bars.table.caption}:", width)
    for (name, *cells), bar in zip(bars.table.rows, bars.bars, strict=True):
        yield _filled(str(name), width, "  ", "  ")
        yield "    " + _marks(bar, bars.of, min(MARKS_IN_A_BAR, width - 4))
        for column, cell in zip(bars.table.head[1:], map(cell_of, cells), strict=True):
            if cell.text != "0":
                yield _filled(f"{column}: {cell}", width, "    ", "      ")


def _marks(bar: Iterable[Bar], of: int, marks: int) -> str:
    return "".join(printable(part.mark) * part.counted for part in in_marks(bar, of, marks))


@lru_cache(maxsize=4096)
def _filled(text: str, width: int, first: str = "", rest: str = "") -> str:
    """A text in lines of at most a width, the first and the rest of them indented."""
    return textwrap.fill(printable(text), width, initial_indent=printable(first), subsequent_indent=rest)
