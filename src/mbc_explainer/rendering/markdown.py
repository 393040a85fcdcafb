"""Blocks as Markdown, which reads the same in every dialect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, assert_never

from mbc_explainer.phrases import phrase

from .blocks import Bars, Block, Citations, IconArray, Items, Node, Paragraph, Role, Section, Table, Tiles, Tree, titled
from .bounds import DEEPEST_HEADING, heading, printable

__all__ = ["markdown"]

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(section: Section, heading_level: int = 1) -> str:
    """Markdown; citations stand in brackets after what rests on them.

    Raises:
        TypeError: a heading level that is no whole number.
        ValueError: a heading level outside 1 to 6.
    """
    return "\n".join(_section(section, heading(heading_level))).strip() + "\n"


def _section(section: Section, level: int) -> Iterator[str]:
    if section.only_folds:
        for block in section.blocks:
            yield from _block(block, level - 1)
        return
    title = _escaped(titled(section))
    yield f"{'#' * level} {title}" if level <= DEEPEST_HEADING else f"**{title}**"
    yield ""
    for block in section.blocks:
        yield from _block(block, level)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Section():
            if block.role is not Role.GLANCE:
                yield from _section(block, level + 1)
            return
        case Paragraph():
            yield _line(block)
        case Items() | Citations():
            yield from (f"- {_line(item)}" for item in block.items)
        case IconArray():
            yield _line(block.share)
        case Tree():
            yield from _branches(block.nodes, "")
        case Tiles() | Bars():
            yield from _table(block.table)
        case Table():
            yield from _table(block)
        case _:
            assert_never(block)
    yield ""


def _branches(nodes: Iterable[Node], indent: str) -> Iterator[str]:
    for node in nodes:
        yield f"{indent}- {_line(node.paragraph)}"
        yield from _branches(node.below, indent + "  ")


def _line(paragraph: Paragraph) -> str:
    lead = f"**{_escaped(paragraph.lead)}:** " if paragraph.lead else ""
    marks = [citation.locator for citation in paragraph.citations]
    marks += [phrase("ours.mark")] if paragraph.ours else []
    cited = f" \\[{_escaped(', '.join(marks))}\\]" if marks else ""
    return f"{lead}{_escaped(paragraph.text)}{cited}"


def _table(table: Table) -> Iterator[str]:
    yield f"{_escaped(table.caption)}:"
    yield ""
    for row in (table.head, ("---",) * len(table.head), *table.rows):
        yield "| " + " | ".join(cell if cell == "---" else _escaped(str(cell)) for cell in row) + " |"


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    """A text in one line, in which nothing means anything to Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(printable(text).split()))
