"""Blocks for a terminal: panels, tables and trees of rich, in color where the terminal has it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table as RichTable
from rich.text import Text
from rich.tree import Tree as RichTree

from mbc_explainer.phrases import phrase

from .blocks import (
    MARKS_IN_A_BAR,
    Bar,
    Bars,
    Block,
    Cell,
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
)
from .bounds import printable

__all__ = ["terminal"]

_COLORS: Final = {"relevant": "blue", "sometimes": "yellow", "not_described": "bright_black", "depends": "magenta"}
"""By variant, next to the shape and the words that say the same; never red or green, which would judge."""
_WIDE: Final = 110  # characters: below, a table of many columns has too few for each
_DOTS_IN_A_LINE: Final = 25
_FEW: Final = 2  # columns: with more, texts wrap, and rows need a line between them


class _WhereWide:
    """What a narrow terminal leaves out, since it stands elsewhere too."""

    def __init__(self, blocks: list[RenderableType]) -> None:
        self._blocks = blocks

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        if options.max_width >= _WIDE:
            yield from self._blocks


def terminal(section: Section) -> RenderableType:
    """What rich prints: plain where it is piped, and as wide as the terminal."""
    return Group(*_section(section, 0))


def _color(variant: str) -> str:
    return _COLORS.get(variant, "")


def _section(section: Section, depth: int) -> Iterator[RenderableType]:
    title = f"{section.mark} {section.title}".strip()
    blocks = [shown for block in section.blocks for shown in _block(block, depth)]
    if section.only_folds:
        yield from blocks
        return
    if depth == 0:
        yield from (_text(title, "bold"), Rule(style="dim"), *blocks)
        return
    if section.role is Role.CARD:
        color = _color(section.variant)
        label = [_text(section.label[:1].upper() + section.label[1:], f"bold {color}")] if section.label else []
        yield Panel(Group(*label, *blocks), title=_text(title, f"bold {color}"), title_align="left", border_style=color)
        return
    heading = _text(title, "bold")
    whole = [heading if depth > 1 else Rule(heading, align="left", style="dim"), *blocks]
    yield from [_WhereWide(["", *whole])] if section.redundant else whole


def _block(block: Block, depth: int) -> Iterator[RenderableType]:
    match block:
        case Section(role=Role.GLANCE):
            """Its answers stand just above it."""
        case Section():
            if not (block.redundant or block.only_folds):  # what is in it has blank lines of its own
                yield ""
            yield from _section(block, depth + 1)
        case Paragraph():
            yield from [""] if depth == 0 else []
            yield _line(block)
        case Items() | Citations():
            yield from [""] if depth == 0 else []
            yield _list(block)
        case IconArray():
            yield _icon_array(block)
        case Tree():
            yield from map(_tree, block.nodes)
        case Tiles(table=table) | (Table() as table):
            yield _table(table)
        case Bars():
            yield from _bars(block)
        case _:
            assert_never(block)


def _line(paragraph: Paragraph) -> Text:
    text = Text()
    if paragraph.lead:
        text.append(_text(f"{paragraph.lead}: ", "bold"))
    text.append(_text(paragraph.text))
    marks = [citation.locator for citation in paragraph.citations]
    marks += [phrase("ours.mark")] if paragraph.ours else []
    if marks:
        text.append(_text(f" [{', '.join(marks)}]", "dim"))
    return text


def _list(items: Items | Citations) -> RichTable:
    table = RichTable.grid(padding=(0, 1))
    for item in items.items:
        table.add_row("-", _line(item))
    return table


def _icon_array(icons: IconArray) -> Text:
    hundred = "\N{BLACK CIRCLE}" * icons.least + "\N{WHITE CIRCLE}" * (icons.most - icons.least)
    lines = textwrap.wrap(hundred.ljust(100, "\N{MIDDLE DOT}"), _DOTS_IN_A_LINE)
    text = Text("\n").join([_line(icons.share), *map(Text, lines)])
    return text.append(_text(f"\n{icons.about}", "dim"))


def _tree(node: Node) -> RichTree:
    tree = RichTree(_line(node.paragraph), guide_style="dim")
    for inner in node.below:
        tree.children.append(_tree(inner))
    return tree


def _bars(bars: Bars) -> Iterator[RenderableType]:
    """Each bar below its name, and below that its figures but for those that are 0."""
    yield _text(bars.table.caption, "bold")
    for (name, *cells), bar in zip(bars.table.rows, bars.bars, strict=True):
        yield from ("", _text(str(name), "bold"), _bar(bar, bars.of))
        figures = RichTable.grid(padding=(0, 2))
        for head, cell in zip(bars.table.head[1:], map(cell_of, cells), strict=True):
            if cell.text != "0":
                figures.add_row(_cell(cell), _text(head))
        yield figures


def _bar(bar: Iterable[Bar], of: int) -> Text:
    parts = in_marks(bar, of, MARKS_IN_A_BAR)
    return Text("").join(_text(part.mark * part.counted, _color(part.variant)) for part in parts)


def _table(table: Table) -> RichTable:
    many = len(table.head) > _FEW
    shown = RichTable(title=_text(table.caption, "bold"), title_justify="left", show_lines=many)
    for head in table.head:
        shown.add_column(_text(head), overflow="fold")
    for group, row in table.grouped():
        if group:
            shown.add_section()
            shown.add_row(_text(group.short_title, "bold dim"))
        shown.add_row(*(_cell(cell_of(cell)) for cell in row))
    return shown


def _cell(cell: Cell) -> Text:
    return _text(str(cell), _color(cell.variant))


def _text(text: str, style: str = "") -> Text:
    return Text(printable(text), style)
