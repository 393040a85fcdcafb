"""An outline as plain text, for a terminal or a letter."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .outline import Block, Items, Paragraph, Section, Table, places

__all__ = ["text"]

_UNDERLINES = "=-"


def text(section: Section, width: int = 88) -> str:
    """Plain text, wrapped; places in the document stand in brackets behind what they support.

    Raises:
        ValueError: a width below 20 characters.
    """
    if width < 20:  # noqa: PLR2004 -- a word of the field must fit into a line
        raise ValueError(f"a width of {width} is too narrow; expected 20 or more")
    whole = section._replace(blocks=(*section.blocks, *places(section)))
    return "\n".join(_section(whole, 0, width)).rstrip() + "\n"


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
        yield from _section(block, depth + 1, width)
        return
    if isinstance(block, Paragraph):
        yield textwrap.fill(_line(block), width)
    elif isinstance(block, Items):
        for item in block.items:
            yield textwrap.fill(_line(item), width, initial_indent="- ", subsequent_indent="  ")
    else:
        yield from _table(block, width)
    yield ""


def _line(paragraph: Paragraph) -> str:
    lead = f"{paragraph.lead}: " if paragraph.lead else ""
    places = [passage.locator for passage in paragraph.passages]
    behind = f" [{', '.join(places)}]" if places else ""
    return f"{lead}{paragraph.text}{behind}"


def _table(table: Table, width: int) -> Iterator[str]:
    yield f"{table.caption}:"
    columns = list(zip(table.head, *table.rows, strict=True))
    first = max(len(cell) for cell in columns[0]) + 2
    for row in table.rows:
        rest = "; ".join(cell for cell in row[1:] if cell)
        start = f"  {row[0]:<{first}}" if first < width // 2 else f"  {row[0]}: "
        yield textwrap.fill(rest, width, initial_indent=start, subsequent_indent=" " * min(len(start), width // 2))
