"""Blocks as HTML: escaped, without script, and without anything from outside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import cache
from itertools import takewhile
from string import Template
from typing import Final, Literal, NamedTuple, assert_never, get_args

from mbc_explainer.errors import shortened
from mbc_explainer.phrases import packed, phrase

from .blocks import (
    Bar,
    Bars,
    Block,
    Cell,
    Citation,
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
    cited,
)
from .bounds import DEEPEST_HEADING, heading
from .glossing import TermMarker, Word
from .html_inline import bar_part, citation_html, escaped, leading_mark, link, paragraph_html, word_anchor

__all__ = [
    "ColorScheme",
    "Fragment",
    "article_lines",
    "block_lines",
    "citation_lines",
    "contents_lines",
    "heading_html",
    "html",
    "meaning_lines",
    "page",
    "style_sheet",
]

ColorScheme = Literal["light", "dark"]
_SAFE_PREFIX: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_CLASSES: Final = {role: (f"mbc-{role}",) for role in Role} | {
    None: (),
    Role.CARD: ("mbc-therapy", "mbc-card"),
    Role.CITATIONS: ("mbc-places",),
}
"""What a host's own style sheet may name a section by."""


class Fragment(NamedTuple):
    """What all parts of one fragment share."""

    prefix: str
    terms: TermMarker


def html(  # noqa: PLR0913 -- all but the first may be left out
    section: Section,
    heading_level: int = 2,
    id_prefix: str = "mbc",
    words: Sequence[Word] = (),
    *,
    style: bool = True,
    color_scheme: ColorScheme | None = None,
) -> str:
    """A fragment for somebody's page; give each fragment on one page a prefix of its own.

    Words of the field are explained where they first stand in a part of the page. Without
    ``style`` the page that takes it must have the style sheet.

    Raises:
        TypeError: a heading level that is no whole number.
        ValueError: a heading level outside 1 to 6, a prefix that is not a plain word, or no such color scheme.
    """
    level = heading(heading_level)
    if not isinstance(id_prefix, str) or not _SAFE_PREFIX.fullmatch(id_prefix):
        raise ValueError("id_prefix is not accepted; expected a letter, then letters, digits, - or _")
    if color_scheme is not None and color_scheme not in get_args(ColorScheme):
        raise ValueError(f"color_scheme {shortened(color_scheme)} is not accepted; expected light, dark or None")
    fragment = Fragment(id_prefix, TermMarker(words))
    return "\n".join(article_lines(section, level, fragment, style=style, color_scheme=color_scheme))


def page(
    section: Section, words: Sequence[Word] = (), *, color_scheme: ColorScheme | None = None, style: str = ""
) -> str:
    """A whole document, with nothing in it but the fragment; more style goes after its own."""
    return Template(_file("page.html")).substitute(
        language=phrase("language"),
        title=escaped(section.title),
        style=style_sheet() + style,
        color_scheme=color_scheme or " ".join(get_args(ColorScheme)),
        fragment=html(section, 1, words=words, style=False, color_scheme=color_scheme),
    )


def style_sheet(*, reset: bool = True) -> str:
    """The style of every fragment, for a page that has it once, or from a file of its own.

    Args:
        reset: whether it takes back what the page around says of its own parts; a shadow
            root needs that not, and lays out a fifth faster without.
    """
    return _file("reset.css") + _file("style.css") if reset else _file("style.css")


@cache
def _file(name: str) -> str:
    return packed(__package__, name)


def article_lines(
    section: Section, level: int, fragment: Fragment, *, style: bool, color_scheme: ColorScheme | None = None
) -> Iterator[str]:
    """The lines of a whole fragment."""
    opening = tuple(takewhile(lambda block: not isinstance(block, Section), section.blocks))
    first = tuple(takewhile(lambda block: not (isinstance(block, Section) and block.anchor), section.blocks))
    parts = section.blocks[len(first) :]
    language = escaped(phrase("language"))
    scheme = f" mbc-{color_scheme}" if color_scheme else ""
    yield f'<article class="mbc-explainer{scheme}" lang="{language}" id="{fragment.prefix}">'
    if style:
        yield f"<style>\n{style_sheet()}</style>"
    yield '<header class="mbc-opening">'
    yield heading_html(section, level)
    yield from _blocks(opening, level, fragment)
    yield "</header>"
    yield from _blocks(first[len(opening) :], level, fragment)
    yield from contents_lines(parts, fragment)
    yield from _blocks(parts, level, fragment)
    yield from meaning_lines(level, fragment)
    yield "</article>"


def contents_lines(parts: Iterable[Block], fragment: Fragment) -> Iterator[str]:
    """The parts with an anchor, a line for each; no landmark, since two fragments would have it twice."""
    listed = [part for part in parts if isinstance(part, Section) and part.anchor]
    if listed:
        yield f'<div class="mbc-contents" role="group" aria-label="{escaped(phrase("page.contents"))}">\n<ul>'
        for part in listed:
            yield f"<li>{link(part.short_title or part.title, part.anchor, fragment.prefix)}</li>"
        yield "</ul>\n</div>"


def meaning_lines(level: int, fragment: Fragment) -> Iterator[str]:
    """The words that were found, a line for each, with what they mean."""
    used = fragment.terms.used()
    if used:
        depth = min(level + 1, DEEPEST_HEADING)
        title = escaped(phrase("page.words"))
        yield f'<section class="mbc-words">\n<h{depth} class="mbc-heading">{title}</h{depth}>'
        for word in used:
            beyond = " mbc-beyond" if fragment.terms.is_beyond(word) else ""
            meaning = f"<strong>{escaped(word.term)}</strong>: {escaped(word.meaning)}"
            anchor = word_anchor(word.slug, fragment.prefix)
            yield f'<div class="mbc-word{beyond}" id="{anchor}" popover>{meaning}</div>'
        yield "</section>"


def _section(section: Section, level: int, fragment: Fragment) -> Iterator[str]:
    variant = [f"mbc-{escaped(section.variant)}"] if section.variant else []
    classes = " ".join(["mbc-section", *_CLASSES[section.role], *variant])
    anchor = f' id="{fragment.prefix}-{escaped(section.anchor)}"' if section.anchor else ""
    if section.folded:
        beyond = " mbc-beyond" if section.beyond else ""
        summary = f"<summary>{heading_html(section, level)}</summary>"
        yield f'<details class="{classes} mbc-folded{beyond}"{anchor}>\n{summary}'
        with fragment.terms.beyond() if section.beyond else nullcontext():
            yield from _within(section, level, fragment)
        yield "</details>"
    else:
        yield f'<section class="{classes}"{anchor}>\n{heading_html(section, level)}'
        yield from _within(section, level, fragment)
        yield "</section>"


def _within(section: Section, level: int, fragment: Fragment) -> Iterator[str]:
    yield from _blocks(section.blocks, level, fragment)
    if section.lists_citations:
        yield from citation_lines(cited(section))


def heading_html(section: Section, level: int) -> str:
    """The heading of a section."""
    depth = min(level, DEEPEST_HEADING)
    label = f': <span class="mbc-label">{escaped(section.label)}</span>' if section.label else ""
    return f'<h{depth} class="mbc-heading">{leading_mark(section.mark)}{escaped(section.title)}{label}</h{depth}>'


def citation_lines(citations: Sequence[Citation]) -> Iterator[str]:
    """What a section cites, folded: one line for each, between those that begin and end the list."""
    if citations:
        title = escaped(phrase("citations.title_of_a_part"))
        yield f'<details class="mbc-cites">\n<summary>{title}</summary>\n<ul>'
        for citation in citations:
            yield f"<li>{citation_html(citation)}</li>"
        yield "</ul>\n</details>"


def _blocks(blocks: Iterable[Block], level: int, fragment: Fragment) -> Iterator[str]:
    for block in blocks:
        yield from block_lines(block, level, fragment)


def block_lines(block: Block, level: int, fragment: Fragment) -> Iterator[str]:
    """A block, a line for each thing in it that may be there or not, below a heading of some level."""
    match block:
        case Section():
            yield from _section(block, level + 1, fragment)
        case Paragraph():
            urgent = ' class="mbc-urgent"' if block.urgent else ""
            yield f"<p{urgent}>{_line(block, fragment)}</p>"
        case Items():
            yield from _list(f"<li>{_line(item, fragment)}</li>" for item in block.items)
        case Citations():
            yield from _list(f"<li>{citation_html(citation)}</li>" for citation in block.citations)
        case IconArray():
            yield from _icon_array(block, fragment)
        case Tree():
            yield from ('<div class="mbc-tree">', *_branches(block.nodes, fragment), "</div>")
        case Tiles():
            yield from _tiles(block.table, fragment)
        case Table():
            yield from _table(block, fragment)
        case Bars():
            yield from _table(block.table, fragment, [_bar(bar, block.of) for bar in block.bars])
        case _:
            assert_never(block)


def _list(items: Iterable[str]) -> Iterator[str]:
    yield "<ul>"
    yield from items
    yield "</ul>"


def _branches(nodes: Iterable[Node], fragment: Fragment) -> Iterator[str]:
    yield "<ul>"
    for node in nodes:
        yield f"<li>{_line(node.paragraph, fragment)}"
        if node.below:
            yield from _branches(node.below, fragment)
        yield "</li>"
    yield "</ul>"


def _icon_array(icons: IconArray, fragment: Fragment) -> Iterator[str]:
    yield f'<figure class="mbc-dots">\n{_hundred(icons.least, icons.most)}'
    yield f"<figcaption>{_line(icons.share, fragment)} <small>{escaped(icons.about)}</small></figcaption>\n</figure>"


def _hundred(least: int, most: int) -> str:
    """A hundred dots, in rows of twenty."""
    looks = ['r="1.8" class="mbc-filled"'] * least + ['r="1.8" class="mbc-ring"'] * (most - least)
    looks += ['r=".7"'] * (100 - most)
    dots = (f'<circle cx="{at % 20 * 5 + 2.5}" cy="{at // 20 * 5 + 2.5}" {look}/>' for at, look in enumerate(looks))
    return "\n".join(['<svg viewBox="0 0 100 25" aria-hidden="true" focusable="false">', *dots, "</svg>"])


def _tiles(table: Table, fragment: Fragment) -> Iterator[str]:
    yield f'<figure class="mbc-tiles">\n<figcaption>{escaped(table.caption)}</figcaption>\n<ul>'
    for name, answer in table.rows:
        cell = cell_of(answer)
        text = f"<strong>{_linked(cell_of(name), fragment)}</strong> <span>{escaped(cell.text)}</span>"
        yield f'<li class="mbc-{escaped(cell.variant)}">{leading_mark(cell.mark)}{text}</li>'
    yield "</ul>\n</figure>"


def _bar(bar: Iterable[Bar], of: int) -> str:
    """A bar as wide as there is room, for the eyes alone: its figures stand beside it."""
    shown, counted = [], 0
    for part in filter(lambda part: part.counted, bar):
        shown.append(bar_part(part.mark, 100 * counted / of, 100 * part.counted / of, part.variant))
        counted += part.counted
    return f'<svg class="mbc-bar" width="100%" height="12" aria-hidden="true" focusable="false">{"".join(shown)}</svg>'


def _table(table: Table, fragment: Fragment, bars: Sequence[str] = ()) -> Iterator[str]:
    kind = " mbc-bars" if bars else ""
    yield f'<div class="mbc-table-box">\n<table class="mbc-table{kind}">\n<caption>{escaped(table.caption)}</caption>'
    yield "<thead>\n<tr>"
    yield from (f'<th scope="col">{escaped(head)}</th>' for head in table.head)
    yield "</tr>\n</thead>\n<tbody>"
    for at, (group, (first, *others)) in enumerate(table.grouped()):
        if group:
            across = f'<th scope="rowgroup" colspan="{len(table.head)}">{escaped(group.title)}</th>'
            yield f'<tr class="mbc-group">{across}</tr>'
        bar = bars[at] if bars else ""
        yield f'<tr>\n<th scope="row">{_linked(cell_of(first), fragment)}{bar}</th>'
        yield from (_cell(head, cell_of(cell), fragment) for head, cell in zip(table.head[1:], others, strict=True))
        yield "</tr>"
    yield "</tbody>\n</table>\n</div>"


def _cell(column: str, cell: Cell, fragment: Fragment) -> str:
    variant = f' class="mbc-{escaped(cell.variant)}"' if cell.variant else ""
    head = f'<span class="mbc-column" aria-hidden="true">{escaped(column)}</span>'
    return f'<td{variant}>{head}{leading_mark(cell.mark)}<span class="mbc-said">{_linked(cell, fragment)}</span></td>'


def _linked(cell: Cell, fragment: Fragment) -> str:
    if cell.file:
        return f'<a href="{escaped(cell.file)}">{escaped(cell.text)}</a>'
    return link(cell.text, cell.target, fragment.prefix) if cell.target else escaped(cell.text)


def _line(paragraph: Paragraph, fragment: Fragment) -> str:
    explained = () if paragraph.plain else fragment.terms.first_in(paragraph.text)
    return paragraph_html(paragraph, explained, fragment.prefix)
