"""An outline as HTML: escaped, without script, and without anything from outside."""

from __future__ import annotations

import html as standard
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import takewhile
from typing import Final, NamedTuple, assert_never

from .blocks import (
    Block,
    Cell,
    Citation,
    Dots,
    Items,
    Node,
    Paragraph,
    Places,
    Section,
    Table,
    Tiles,
    Tree,
    cell_of,
    cited,
)
from .bounds import DEEPEST_HEADING, heading, printable
from .glossing import Explained, Found, Word

__all__ = ["html", "page", "style_sheet"]

_SAFE_PREFIX: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_PAGE: Final = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ background: light-dark(#ffffff, #15191e); margin: 0; }}
main {{ margin: 0 auto; max-width: 72rem; }}
@page {{ margin: 1.5cm; }}
{style}</style>
</head>
<body>
<main>
{fragment}
</main>
</body>
</html>"""


class _Fragment(NamedTuple):
    """What all parts of one fragment share."""

    prefix: str
    words: Explained


def html(
    section: Section, heading_level: int = 2, id_prefix: str = "mbc", words: Sequence[Word] = (), *, style: bool = True
) -> str:
    """A fragment for somebody's page; give each fragment on one page a prefix of its own.

    Words of the field are explained where they first stand in a part of the page. Without
    ``style`` the page that takes it must have the style sheet.

    Raises:
        TypeError: a heading level that is no whole number.
        ValueError: a heading level outside 1 to 6, or a prefix that is not a plain word.
    """
    level = heading(heading_level)
    if not isinstance(id_prefix, str) or not _SAFE_PREFIX.fullmatch(id_prefix):
        raise ValueError("id_prefix is not accepted; expected a letter, then letters, digits, - or _")
    return "\n".join(_article(section, level, _Fragment(id_prefix, Explained(words)), style=style))


def page(section: Section, words: Sequence[Word] = ()) -> str:
    """A whole document, with nothing in it but the fragment."""
    fragment = html(section, 1, words=words, style=False)
    return _PAGE.format(title=_escaped(section.title), style=style_sheet(), fragment=fragment)


@cache
def style_sheet() -> str:
    """The style of every fragment, for a page that has it once, or from a file of its own."""
    return files(__package__).joinpath("style.css").read_text(encoding="utf-8")


def _article(section: Section, level: int, fragment: _Fragment, *, style: bool) -> Iterator[str]:
    opening = tuple(takewhile(lambda block: not isinstance(block, Section), section.blocks))
    parts = section.blocks[len(opening) :]
    yield f'<article class="mbc-explainer" lang="en" id="{fragment.prefix}">'
    if style:
        yield f"<style>\n{style_sheet()}</style>"
    yield '<header class="mbc-opening">'
    yield _heading(section, level)
    yield from _blocks(opening, level, fragment)
    yield "</header>"
    yield from _contents(parts, fragment)
    yield from _blocks(parts, level, fragment)
    yield from _meanings(level, fragment)
    yield "</article>"


def _contents(parts: Iterable[Block], fragment: _Fragment) -> Iterator[str]:
    """The parts that have a name; no landmark, since two fragments on one page would have the same one twice."""
    named = [part for part in parts if isinstance(part, Section) and part.name]
    if named:
        yield '<div class="mbc-contents" role="group" aria-label="On this page">\n<ul>'
        for part in named:
            yield f"<li>{_leading(part.title.split(': ')[0], part.name, fragment)}</li>"
        yield "</ul>\n</div>"


def _meanings(level: int, fragment: _Fragment) -> Iterator[str]:
    used = fragment.words.used()
    if used:
        depth = min(level + 1, DEEPEST_HEADING)
        yield f'<section class="mbc-words">\n<h{depth} class="mbc-heading">Words explained</h{depth}>'
        for word in used:
            name = f"{fragment.prefix}-word-{word.slug}"
            said = f"<strong>{_escaped(word.term)}</strong>: {_escaped(word.meaning)}"
            yield f'<div class="mbc-word" id="{name}" popover>{said}</div>'
        yield "</section>"


def _section(section: Section, level: int, fragment: _Fragment) -> Iterator[str]:
    if section.anew:
        fragment.words.start()
    kinds = " ".join(["mbc-section", *(f"mbc-{_escaped(kind)}" for kind in section.kind.split())])
    named = f' id="{fragment.prefix}-{_escaped(section.name)}"' if section.name else ""
    if section.folded:
        yield f'<details class="{kinds} mbc-folded"{named}>\n<summary>{_heading(section, level)}</summary>'
        yield from _blocks(section.blocks, level, fragment)
        yield "</details>"
    else:
        yield f'<section class="{kinds}"{named}>\n{_heading(section, level)}'
        yield from _blocks(section.blocks, level, fragment)
        if section.cites:
            yield from _cites(section)
        yield "</section>"


def _heading(section: Section, level: int) -> str:
    depth = min(level, DEEPEST_HEADING)
    return f'<h{depth} class="mbc-heading">{_marked(section.mark)}{_escaped(section.title)}</h{depth}>'


def _cites(section: Section) -> Iterator[str]:
    passages = cited(section)
    if passages:
        yield f'<details class="mbc-cites">\n<summary>Places in the document ({len(passages)})</summary>\n<ul>'
        for passage in passages:
            yield f"<li>{_place(passage)}</li>"
        yield "</ul>\n</details>"


def _blocks(blocks: Iterable[Block], level: int, fragment: _Fragment) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, level, fragment)


def _block(block: Block, level: int, fragment: _Fragment) -> Iterator[str]:
    match block:
        case Section():
            yield from _section(block, level + 1, fragment)
        case Paragraph():
            yield f"<p>{_line(block, fragment)}</p>"
        case Items():
            yield from _list(f"<li>{_line(item, fragment)}</li>" for item in block.items)
        case Places():
            yield from _list(f'<li id="{_name(one, fragment.prefix)}">{_place(one)}</li>' for one in block.passages)
        case Dots():
            yield from _dots(block, fragment)
        case Tree():
            yield from ('<div class="mbc-tree">', *_branches(block.nodes, fragment), "</div>")
        case Tiles():
            yield from _tiles(block.table, fragment)
        case Table():
            yield from _table(block, fragment)
        case _:
            assert_never(block)


def _list(items: Iterable[str]) -> Iterator[str]:
    yield "<ul>"
    yield from items
    yield "</ul>"


def _branches(nodes: Iterable[Node], fragment: _Fragment) -> Iterator[str]:
    yield "<ul>"
    for node in nodes:
        yield f"<li>{_line(node.paragraph, fragment)}"
        if node.below:
            yield from _branches(node.below, fragment)
        yield "</li>"
    yield "</ul>"


def _dots(dots: Dots, fragment: _Fragment) -> Iterator[str]:
    yield f'<figure class="mbc-dots">\n{_hundred(dots.least, dots.most)}'
    yield f"<figcaption>{_line(dots.said, fragment)} <small>{_escaped(dots.about)}</small></figcaption>\n</figure>"


def _hundred(least: int, most: int) -> str:
    """A hundred dots, in rows of twenty."""
    looks = ['r="1.8" class="mbc-filled"'] * least + ['r="1.8" class="mbc-ring"'] * (most - least)
    looks += ['r=".7"'] * (100 - most)
    dots = (f'<circle cx="{at % 20 * 5 + 2.5}" cy="{at // 20 * 5 + 2.5}" {look}/>' for at, look in enumerate(looks))
    return "\n".join(['<svg viewBox="0 0 100 25" aria-hidden="true" focusable="false">', *dots, "</svg>"])


def _tiles(table: Table, fragment: _Fragment) -> Iterator[str]:
    yield f'<figure class="mbc-tiles">\n<figcaption>{_escaped(table.caption)}</figcaption>\n<ul>'
    for name, answer in table.rows:
        cell = cell_of(answer)
        said = f"<strong>{_name_of(cell_of(name), fragment)}</strong> <span>{_escaped(cell.text)}</span>"
        yield f'<li class="mbc-{_escaped(cell.kind)}">{_marked(cell.mark)}{said}</li>'
    yield "</ul>\n</figure>"


def _table(table: Table, fragment: _Fragment) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{_escaped(head)}</th>' for head in table.head)
    yield f'<div class="mbc-table-box">\n<table class="mbc-table">\n<caption>{_escaped(table.caption)}</caption>'
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for group, (first, *others) in table.grouped():
        if group:
            across = f'<th scope="rowgroup" colspan="{len(table.head)}">{_escaped(group)}</th>'
            yield f'<tr class="mbc-group">{across}</tr>'
        cells = "".join(_cell(head, cell_of(cell)) for head, cell in zip(table.head[1:], others, strict=True))
        yield f'<tr><th scope="row">{_name_of(cell_of(first), fragment)}</th>{cells}</tr>'
    yield "</tbody>\n</table>\n</div>"


def _cell(column: str, cell: Cell) -> str:
    kind = f' class="mbc-{_escaped(cell.kind)}"' if cell.kind else ""
    head = f'<span class="mbc-column" aria-hidden="true">{_escaped(column)}</span>'
    return f'<td{kind}>{head}{_marked(cell.mark)}<span class="mbc-said">{_escaped(cell.text)}</span></td>'


def _name_of(cell: Cell, fragment: _Fragment) -> str:
    return _leading(cell.text, cell.leads_to, fragment) if cell.leads_to else _escaped(cell.text)


def _leading(text: str, name: str, fragment: _Fragment) -> str:
    return f'<a href="#{fragment.prefix}-{_escaped(name)}">{_escaped(text)}</a>'


def _marked(mark: str) -> str:
    return f'<span class="mbc-mark" aria-hidden="true">{_escaped(mark)}</span> ' if mark else ""


def _line(paragraph: Paragraph, fragment: _Fragment) -> str:
    first = () if paragraph.plain else fragment.words.first_in(paragraph.text)
    return _said(paragraph, first, fragment.prefix)


@lru_cache(maxsize=4096)
def _said(paragraph: Paragraph, explained: tuple[Found, ...], prefix: str) -> str:
    """A paragraph, in which some words are explained."""
    lead = f'<strong class="mbc-lead">{_escaped(paragraph.lead)}:</strong> ' if paragraph.lead else ""
    behind = "".join(f" {_link(passage, prefix)}" for passage in paragraph.passages)
    return lead + "".join(_pieces(paragraph.text, explained, prefix)) + behind


def _pieces(text: str, explained: Iterable[Found], prefix: str) -> Iterator[str]:
    at = 0
    for word, start, form, mark in explained:
        yield _escaped(text[at:start])
        button = f'<button type="button" class="mbc-term" popovertarget="{prefix}-word-{word.slug}">'
        yield f'<span class="mbc-together">{button}{_escaped(form)}</button>{_escaped(mark)}</span>'
        at = start + len(form) + len(mark)
    yield _escaped(text[at:])


def _link(passage: Citation, prefix: str) -> str:
    title = _escaped(f"{passage.section}: {passage.gist}")
    return f'<a class="mbc-place" href="#{_name(passage, prefix)}" title="{title}">{_escaped(passage.locator)}</a>'


def _place(passage: Citation) -> str:
    sentence = f" <q>{_escaped(passage.sentence)}</q>" if passage.sentence else ""
    told = _escaped(f"{passage.section}: {passage.gist}")
    return f"<strong>{_escaped(passage.locator)}</strong> {told}{sentence}"


def _name(passage: Citation, prefix: str) -> str:
    return f"{prefix}-{_escaped(passage.locator.replace('.', '-'))}"


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    return standard.escape(printable(text))
