"""An outline as plain text, for a terminal or a letter."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .outline import Block, Dots, Items, Node, Paragraph, Places, Section, Table, Tiles, Tree

__all__ = ["text"]

_UNDERLINES = "=-"
_NARROWEST = 20  # characters: a word of the field must fit into a line


def text(section: Section, width: int = 88) -> str:
    """Plain text, wrapped; places in the document stand in brackets behind what they support.

    Raises:
        ValueError: a width below 20 characters.
    """
    if width < _NARROWEST:
        raise ValueError(f"a width of {width} is too narrow; expected {_NARROWEST} or more")
    return "\n".join(_section(section, 0, width)).rstrip() + "\n"


def _section(section: Section, depth: int, width: int) -> Iterator[str]:
    title = f"{section.mark} {section.title}".strip()
    yield textwrap.fill(title, width)
    if depth < len(_UNDERLINES):
        yield _UNDERLINES[depth] * min(len(title), width)
    yield ""
    for block in section.blocks:
        yield from _block(block, depth, width)


def _block(block: Block, depth: int, width: int) -> Iterator[str]:
    if isinstance(block, Section):
        if not block.aside:
            yield from _section(block, depth + 1, width)
        return
    if isinstance(block, Paragraph):
        yield textwrap.fill(_line(block), width)
    elif isinstance(block, Dots):
        yield textwrap.fill(_line(block.said), width)
    elif isinstance(block, Items | Places):
        for item in block.items:
            yield textwrap.fill(_line(item), width, initial_indent="- ", subsequent_indent="  ")
    elif isinstance(block, Tree):
        for node in block.nodes:
            yield textwrap.fill(_line(node.paragraph), width)
            yield from _below(node, "", width)
    else:
        yield from _table(block.table if isinstance(block, Tiles) else block, width)
    yield ""


def _below(node: Node, indent: str, width: int) -> Iterator[str]:
    """What stands below a node, with lines that lead down to it."""
    for at, inner in enumerate(node.below, 1):
        first, rest = ("└─ ", "   ") if at == len(node.below) else ("├─ ", "│  ")
        inside = max(width - len(indent + first), _NARROWEST // 2)
        lines = textwrap.wrap(_line(inner.paragraph), inside)
        yield f"{indent}{first}{lines[0]}"
        yield from (f"{indent}{rest}{line}" for line in lines[1:])
        yield from _below(inner, indent + rest, width)


def _line(paragraph: Paragraph) -> str:
    lead = f"{paragraph.lead}: " if paragraph.lead else ""
    places = [passage.locator for passage in paragraph.passages]
    behind = f" [{', '.join(places)}]" if places else ""
    return f"{lead}{paragraph.text}{behind}"


def _table(table: Table, width: int) -> Iterator[str]:
    yield from textwrap.wrap(f"{table.caption}:", width)
    head, rows = table.head, [tuple(map(str, row)) for row in table.rows]
    if len(head) > 2:  # noqa: PLR2004 -- with two columns the heading goes without saying
        for row in rows:
            yield from textwrap.wrap(row[0], width, initial_indent="  ", subsequent_indent="  ")
            for column, cell in zip(head[1:], row[1:], strict=True):
                yield from textwrap.wrap(f"{column}: {cell}", width, initial_indent="    ", subsequent_indent="      ")
        return
    first = max(len(row[0]) for row in (head, *rows)) + 2
    for row in rows:
        start = f"  {row[0]:<{first}}" if first < width // 2 else f"  {row[0]}: "
        rest = "; ".join(row[1:])
        yield textwrap.fill(rest, width, initial_indent=start, subsequent_indent=" " * min(len(start), width // 2))
