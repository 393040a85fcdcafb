"""An outline as Markdown, which reads the same in every dialect."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .outline import Block, Dots, Items, Node, Paragraph, Places, Section, Table, Tiles, Tree

__all__ = ["markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_DEEPEST_HEADING = 6


def markdown(section: Section, heading_level: int = 1) -> str:
    """Markdown; places in the document stand in brackets behind what they support."""
    return "\n".join(_section(section, heading_level)).strip() + "\n"


def _section(section: Section, level: int) -> Iterator[str]:
    title = _escaped(f"{section.mark} {section.title}".strip())
    yield f"{'#' * level} {title}" if level <= _DEEPEST_HEADING else f"**{title}**"
    yield ""
    for block in section.blocks:
        yield from _block(block, level)


def _block(block: Block, level: int) -> Iterator[str]:
    if isinstance(block, Section):
        yield from _section(block, level + 1)
        return
    if isinstance(block, Paragraph):
        yield _line(block)
    elif isinstance(block, Dots):
        yield _line(block.said)
    elif isinstance(block, Items | Places):
        for item in block.items:
            yield f"- {_line(item)}"
    elif isinstance(block, Tree):
        for node in block.nodes:
            yield from _branch(node, "")
    else:
        yield from _table(block.table if isinstance(block, Tiles) else block)
    yield ""


def _branch(node: Node, indent: str) -> Iterator[str]:
    yield f"{indent}- {_line(node.paragraph)}"
    for inner in node.below:
        yield from _branch(inner, indent + "  ")


def _line(paragraph: Paragraph) -> str:
    lead = f"**{_escaped(paragraph.lead)}:** " if paragraph.lead else ""
    places = [passage.locator for passage in paragraph.passages]
    behind = f" \\[{', '.join(places)}\\]" if places else ""
    return f"{lead}{_escaped(paragraph.text)}{behind}"


def _table(table: Table) -> Iterator[str]:
    yield f"{_escaped(table.caption)}:"
    yield ""
    for row in (table.head, ("---",) * len(table.head), *table.rows):
        yield "| " + " | ".join(cell if cell == "---" else _escaped(str(cell)) for cell in row) + " |"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
