"""An outline for a terminal: panels, tables and trees of rich, in color where the terminal has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from .outline import Block, Cell, Items, Node, Paragraph, Section, Table, Tree, cell_of, places

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table as RichTable
    from rich.text import Text
    from rich.tree import Tree as RichTree

__all__ = ["terminal"]

_COLORS: Final = {"relevant": "blue", "sometimes": "yellow", "not_described": "bright_black", "depends": "magenta"}
"""By kind, beside the shape and the words that say the same; never red or green, which would judge."""


def terminal(section: Section) -> RenderableType:
    """What rich prints: plain where it is piped, and as wide as the terminal."""
    from rich.console import Group  # noqa: PLC0415 -- takes long to import, and only a terminal needs it

    whole = section._replace(blocks=(*section.blocks, *places(section)))
    return Group(*_section(whole, 0))


def _color(kind: str) -> str:
    return next((_COLORS[word] for word in kind.split() if word in _COLORS), "")


def _section(section: Section, depth: int) -> Iterator[RenderableType]:
    from rich.console import Group  # noqa: PLC0415 -- the same
    from rich.panel import Panel  # noqa: PLC0415 -- the same
    from rich.rule import Rule  # noqa: PLC0415 -- the same
    from rich.text import Text  # noqa: PLC0415 -- the same

    title = f"{section.mark} {section.title}".strip()
    blocks = [one for block in section.blocks for one in _block(block, depth)]
    if "card" in section.kind.split():
        heading = Text(title, style=f"bold {_color(section.kind)}")
        yield Panel(Group(*blocks), title=heading, title_align="left", border_style=_color(section.kind))
        return
    yield Text(title, style="bold") if depth > 1 else Rule(Text(title, style="bold"), align="left", style="dim")
    yield from blocks


def _block(block: Block, depth: int) -> Iterator[RenderableType]:
    if isinstance(block, Section):
        yield ""
        yield from _section(block, depth + 1)
    elif isinstance(block, Paragraph):
        yield _line(block)
    elif isinstance(block, Items):
        yield _list(block)
    elif isinstance(block, Tree):
        yield from map(_tree, block.nodes)
    elif isinstance(block, Table):
        yield _table(block)


def _line(paragraph: Paragraph) -> Text:
    from rich.text import Text  # noqa: PLC0415 -- the same

    text = Text()
    if paragraph.lead:
        text.append(f"{paragraph.lead}: ", style="bold")
    text.append(paragraph.text)
    if paragraph.passages:
        text.append(f" [{', '.join(place.locator for place in paragraph.passages)}]", style="dim")
    return text


def _list(items: Items) -> RichTable:
    from rich.table import Table as RichTable  # noqa: PLC0415 -- the same

    table = RichTable.grid(padding=(0, 1))
    for item in items.items:
        table.add_row("-", _line(item))
    return table


def _tree(node: Node) -> RichTree:
    from rich.tree import Tree as RichTree  # noqa: PLC0415 -- the same

    tree = RichTree(_line(node.paragraph), guide_style="dim")
    for inner in node.below:
        tree.children.append(_tree(inner))
    return tree


def _table(table: Table) -> RichTable:
    from rich.table import Table as RichTable  # noqa: PLC0415 -- the same
    from rich.text import Text  # noqa: PLC0415 -- the same

    shown = RichTable(title=Text(table.caption, style="bold"), title_justify="left")
    for head in table.head[: table.brief]:
        shown.add_column(Text(head), overflow="fold")
    for row in table.rows:
        shown.add_row(*(_cell(cell_of(cell)) for cell in row[: table.brief]))
    return shown


def _cell(cell: Cell) -> Text:
    from rich.text import Text  # noqa: PLC0415 -- the same

    return Text(str(cell), style=_color(cell.kind))
