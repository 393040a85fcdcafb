"""A page over all profiles as one ordered list of pieces of HTML, each with the condition on which it shows.

What one profile sees is filter and join: the pieces whose conditions hold. Then each word
of the field stays explained where it first stands, and is plain text wherever it stands
again. That gives, to the byte, the HTML that ``rendering.html`` makes of the profile's own
blocks, for it is made of the same lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import chain, takewhile
from typing import Any, Final, NamedTuple

from mbc_explainer.answers.renderable import DISCLAIMER_FIRST, DISCLAIMER_LAST
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering.blocks import (
    Citation,
    Detail,
    IconArray,
    Items,
    Node,
    Paragraph,
    Role,
    Section,
    Table,
    Tiles,
    Tree,
)
from mbc_explainer.rendering.glossing import TermMarker, Word
from mbc_explainer.rendering.html import (
    Fragment,
    article_lines,
    block_lines,
    citation_lines,
    contents_lines,
    heading_html,
    meaning_lines,
)
from mbc_explainer.rendering.html_inline import word_anchor

from .diagrams import ALWAYS, NEVER, Diagrams
from .variants import Branch, GroupHeading, HeadCell, Tile

__all__ = ["PREFIX", "Page", "Piece", "pieces_of", "without_repeats"]

PREFIX: Final = "mbc"
"""What the ids in a page start with."""
_LEVEL: Final = 2
_TERM: Final = re.compile(rf'popovertarget="{PREFIX}-word-([^"]+)"')


class Piece(NamedTuple):
    """A piece of HTML with its own line ends, and the root of the condition on which it shows."""

    html: str
    when: int
    beyond: bool = False
    """Whether it is beyond the detail that was asked for."""
    begins: bool = False
    """Whether it begins one of the blocks that stand side by side in a page: what is not new of these can stay."""


class Page(NamedTuple):
    """What a page shows over all profiles."""

    title: tuple[Branch, ...]
    """Its heading, word for word."""
    branches: tuple[Branch, ...]
    """Its blocks, between the disclaimers."""
    citations_from: str
    """From which detail on it ends with all that it cites."""
    more: Callable[[str], str] | None
    """How to get more than a detail shows, where a shorter detail shows less."""
    words: Sequence[Word]
    """The words of the field that it explains."""


def without_repeats(branches: Iterable[Branch], diagrams: Diagrams) -> tuple[Branch, ...]:
    """The same for all profiles at once as ``rendering.without_repeats`` is for one."""
    told: dict[str, int] = {}

    def kept(branch: Branch) -> Branch | None:
        match branch.block:
            case Paragraph(text=text):
                before, now = told.get(text, NEVER), _shown(branch, diagrams)
                told[text] = diagrams.either(before, now)
                new = diagrams.negated(before)
                heads = [(diagrams.both(when, new), head) for when, head in branch.heads]
            case Section() | Items():
                below = tuple(filter(None, map(kept, branch.below)))
                anything = diagrams.either(*(_shown(inner, diagrams) for inner in below))
                heads = [(diagrams.both(when, anything), head) for when, head in branch.heads]
                branch = branch._replace(below=below)
            case _:
                return branch
        shown = tuple((when, head) for when, head in heads if when != NEVER)
        return branch._replace(heads=shown) if shown else None

    return tuple(filter(None, map(kept, branches)))


def _is_section(branch: Branch) -> bool:
    return isinstance(branch.block, Section)


def _has_anchor(branch: Branch) -> bool:
    return isinstance(branch.block, Section) and bool(branch.block.anchor)


def _shown(branch: Branch, diagrams: Diagrams) -> int:
    return diagrams.either(*(when for when, _ in branch.heads))


def pieces_of(page: Page, detail: Detail, diagrams: Diagrams) -> Iterator[Piece]:
    """The pieces of a page in so much detail."""
    return _Pieces(page, detail, diagrams).all()


class _Pieces:
    """Puts one page into pieces."""

    def __init__(self, page: Page, detail: Detail, diagrams: Diagrams) -> None:
        self._page, self._detail, self._diagrams = page, detail, diagrams
        self._fragment = Fragment(PREFIX, TermMarker(page.words, everywhere=True))

    def all(self) -> Iterator[Piece]:
        branches = self._framed()
        opening = self._until(_is_section, branches)
        first = self._until(_has_anchor, branches)
        parts = branches[len(first) :]
        article = article_lines(Section("{}", ()), _LEVEL, self._fragment, style=False)
        begins, header, heading, header_ends, ends = article
        yield Piece(f"{begins}\n", ALWAYS)
        yield Piece(f"{header}\n", ALWAYS, begins=True)
        before, after_title = heading.split("{}")
        yield Piece(before, ALWAYS)
        yield from self._title()
        yield Piece(f"{after_title}\n", ALWAYS)
        shown = list(self._branches(opening, _LEVEL))
        shown.append(Piece(f"{header_ends}\n", ALWAYS))
        shown += self._blocks(first[len(opening) :])
        shown += _beginning(self._contents(parts), 1)
        shown += self._blocks(parts)
        yield from shown
        yield from _beginning(self._meanings(shown), 1)
        yield Piece(ends, ALWAYS, begins=True)

    def _blocks(self, branches: Iterable[Branch]) -> Iterator[Piece]:
        for branch in branches:
            yield from _beginning(self._branch(branch, _LEVEL, beyond=False), len(branch.heads))

    def _until(self, begins: Callable[[Branch], bool], branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
        """Blocks before the first of a kind.

        Raises:
            ValueError: which these are differs from profile to profile.
        """
        before = tuple(takewhile(lambda branch: not begins(branch), branches))
        after = branches[len(before) :]
        if after and _shown(after[0], self._diagrams) != ALWAYS and not all(map(begins, after)):
            raise ValueError(f"where {after[0].block.title!r} is not shown, a page begins otherwise")
        return before

    def _title(self) -> Iterator[Piece]:
        for branch in self._page.title:
            for when, text in branch.heads:
                title = heading_html(Section(text, ()), _LEVEL)
                yield Piece(title[title.index(">") + 1 : title.rindex("<")], when)

    def _framed(self) -> tuple[Branch, ...]:
        """All blocks between the disclaimers, in the detail that is asked for."""
        whole = (
            Branch(((ALWAYS, DISCLAIMER_FIRST),)),
            *self._page.branches,
            *self._cited_at_the_end(),
            Branch(
                ((ALWAYS, DISCLAIMER_LAST._replace(blocks=())),),
                tuple(Branch(((ALWAYS, block),)) for block in DISCLAIMER_LAST.blocks),
            ),
        )
        if self._detail is not Detail.BRIEF:
            return whole
        shown = tuple(filter(None, map(self._in_brief, whole)))
        if self._page.more is None or shown == whole:
            return shown
        return (*shown, Branch(((ALWAYS, Paragraph(self._page.more(self._detail), plain=True)),)))

    def _in_brief(self, branch: Branch) -> Branch | None:
        if isinstance(branch.block, Section) and not self._detail.includes(branch.block.detail):
            return None
        return branch._replace(below=tuple(filter(None, map(self._in_brief, branch.below))))

    def _cited_at_the_end(self) -> Iterator[Branch]:
        cited = self._cited(self._page.branches)
        if cited:
            head = Section(
                phrase("citations.title"), (), Role.CITATIONS, folded=True, detail=Detail.of(self._page.citations_from)
            )
            anything = self._diagrams.either(*(when for when, _ in cited))
            items = tuple(Branch((one,)) for one in cited)
            yield Branch(((anything, head),), (Branch(((anything, _Cited()),), items),))

    def _cited(self, branches: Iterable[Branch]) -> list[tuple[int, Citation]]:
        """What some blocks cite, in the document's order, each with the condition on which anything does."""
        found: dict[str, tuple[int, Citation]] = {}
        for when, citation in chain.from_iterable(map(_citations_in, branches)):
            before = found[citation.locator][0] if citation.locator in found else NEVER
            found[citation.locator] = (self._diagrams.either(before, when), citation)
        return [
            found[locator] for locator in sorted(found, key=lambda locator: tuple(map(int, locator[1:].split("."))))
        ]

    def _branches(self, branches: Iterable[Branch], level: int, *, beyond: bool = False) -> Iterator[Piece]:
        for branch in branches:
            yield from self._branch(branch, level, beyond=beyond)

    def _branch(self, branch: Branch, level: int, *, beyond: bool) -> Iterator[Piece]:
        match branch.block:
            case Section():
                yield from self._section(branch, level, beyond=beyond)
            case Table():
                yield from self._table(branch, level, beyond=beyond)
            case Items() | _Cited():
                yield from self._around(["<ul>"], branch, level, ["</ul>"], beyond=beyond)
            case Tree() | Tiles():
                lines = list(self._lines(branch.block, level))
                half = len(lines) // 2
                yield from self._around(lines[:half], branch, level, lines[half:], beyond=beyond)
            case Node():
                yield from self._node(branch, level, beyond=beyond)
            case _:
                for when, leaf in branch.heads:
                    yield from (Piece(f"{line}\n", when, beyond) for line in self._lines(leaf, level))

    def _around(
        self, opening: Iterable[str], branch: Branch, level: int, closing: Iterable[str], *, beyond: bool
    ) -> Iterator[Piece]:
        """What stands in a block, between what begins and what ends it."""
        shown = _shown(branch, self._diagrams)
        yield from (Piece(f"{line}\n", shown, beyond) for line in opening)
        for inner in branch.below:
            if isinstance(inner.block, Node):
                yield from self._node(inner, level, beyond=beyond)
            else:
                for when, item in inner.heads:
                    yield Piece(f"{self._item(item, level)}\n", when, beyond)
        yield from (Piece(f"{line}\n", shown, beyond) for line in closing)

    def _item(self, item: Any, level: int) -> str:
        if isinstance(item, Paragraph):
            _, line, _ = self._lines(Items((item,)), level)
        elif isinstance(item, Tile):
            _, line, _ = self._lines(Tiles(Table("", (), (item,))), level)
        else:
            _, line, _ = citation_lines([item])
        return line

    def _node(self, branch: Branch, level: int, *, beyond: bool) -> Iterator[Piece]:
        ((when, head),) = branch.heads
        _, _, opening, closing, _, _ = self._lines(Tree((head,)), level)
        yield Piece(f"{opening}\n", when, beyond)
        if branch.below:
            any_below = self._diagrams.either(*(_shown(inner, self._diagrams) for inner in branch.below))
            below = Branch(((any_below, None),), branch.below)
            yield from self._around(["<ul>"], below, level, ["</ul>"], beyond=beyond)
        yield Piece(f"{closing}\n", when, beyond)

    def _lines(self, block: Any, level: int) -> Iterator[str]:
        return block_lines(block, level, self._fragment)

    def _section(self, branch: Branch, level: int, *, beyond: bool) -> Iterator[Piece]:
        shown = _shown(branch, self._diagrams)
        folds = not beyond and self._detail is not Detail.BRIEF and not self._detail.includes(branch.block.detail)
        within = beyond or folds
        endings = set()
        for when, head in branch.heads:
            plain = head._replace(folded=True, beyond=True) if folds else head
            opening, ending = self._lines(plain._replace(lists_citations=False), level)
            endings.add(ending)
            yield Piece(f"{opening}\n", when, within)
        yield from self._branches(branch.below, level + 1, beyond=within)
        if branch.block.lists_citations:
            yield from self._citations(branch, beyond=within)
        (ending,) = endings
        yield Piece(f"{ending}\n", shown, within)

    def _citations(self, branch: Branch, *, beyond: bool) -> Iterator[Piece]:
        cited = self._cited(branch.below)
        if cited:
            anything = self._diagrams.either(*(when for when, _ in cited))
            begins, *items, ends = citation_lines([citation for _, citation in cited])
            yield Piece(f"{begins}\n", anything, beyond)
            for (when, _), item in zip(cited, items, strict=True):
                yield Piece(f"{item}\n", when, beyond)
            yield Piece(f"{ends}\n", anything, beyond)

    def _table(self, branch: Branch, level: int, *, beyond: bool) -> Iterator[Piece]:
        shown = _shown(branch, self._diagrams)

        def piece(html: str, when: int) -> Piece:
            return Piece(f"{html}\n", when, beyond)

        box, head, body, ends = self._lines(branch.block, level)
        yield from (piece(box, shown), piece(head, shown))
        in_head = list(takewhile(lambda inner: isinstance(inner.block, HeadCell), branch.below))
        for inner in in_head:
            for when, cell in inner.heads:
                yield piece(list(self._lines(Table("", (cell.text,), ()), level))[2], when)
        yield piece(body, shown)
        for inner in branch.below[len(in_head) :]:
            for when, row in inner.heads:
                if isinstance(row, GroupHeading):
                    columns = ("",) * row.columns
                    lines = list(self._lines(Table("", columns, (columns,), (row.group,)), level))
                    yield piece(lines[-len(columns) - 3], when)
                else:
                    *_, opening, closing, _ = self._lines(Table("", ("",), ((row.first,),)), level)
                    yield piece(opening, when)
                    for of_row in inner.below:
                        for when_cell, cell in of_row.heads:
                            *_, line, _, _ = self._lines(Table("", ("", cell.column), (("", cell.cell),)), level)
                            yield piece(line, when_cell)
                    yield piece(closing, when)
        yield piece(ends, shown)

    def _contents(self, parts: Sequence[Branch]) -> Iterator[Piece]:
        listed = [
            (when, head) for part in parts for when, head in part.heads if isinstance(head, Section) and head.anchor
        ]
        if listed:
            anything = self._diagrams.either(*(when for when, _ in listed))
            begins, *items, ends = contents_lines([head for _, head in listed], self._fragment)
            yield Piece(f"{begins}\n", anything)
            for (when, _), item in zip(listed, items, strict=True):
                yield Piece(f"{item}\n", when)
            yield Piece(f"{ends}\n", anything)

    def _meanings(self, shown: Iterable[Piece]) -> Iterator[Piece]:
        """What the words mean that are explained, and apart from the others those that stand only beyond the detail."""
        anywhere: dict[str, int] = {}
        here: dict[str, int] = {}
        for piece in shown:
            for slug in _TERM.findall(piece.html):
                anywhere[slug] = self._diagrams.either(anywhere.get(slug, NEVER), piece.when)
                if not piece.beyond:
                    here[slug] = self._diagrams.either(here.get(slug, NEVER), piece.when)
        used = [word for word in self._page.words if word.slug in anywhere]
        if used:
            anything = self._diagrams.either(*anywhere.values())
            begins, *items, ends = _meaning_lines(used, beyond=False)
            _, *items_beyond, _ = _meaning_lines(used, beyond=True)
            yield Piece(f"{begins}\n", anything)
            for item, item_beyond in zip(items, items_beyond, strict=True):
                slug = next(word.slug for word in used if f'id="{word_anchor(word.slug, PREFIX)}"' in item)
                yield Piece(f"{item}\n", here.get(slug, NEVER))
                not_here = self._diagrams.negated(here.get(slug, NEVER))
                yield Piece(f"{item_beyond}\n", self._diagrams.both(anywhere[slug], not_here))
            yield Piece(f"{ends}\n", anything)


def _beginning(pieces: Iterable[Piece], ways: int) -> Iterator[Piece]:
    """Pieces of which the first few are each a way in which a block begins."""
    yield from (piece._replace(begins=at < ways) for at, piece in enumerate(pieces))


def _meaning_lines(words: Sequence[Word], *, beyond: bool) -> Iterator[str]:
    found = TermMarker(words)
    with found.beyond() if beyond else nullcontext():
        for word in words:
            found.first_in(word.term)
    return meaning_lines(_LEVEL, Fragment(PREFIX, found))


class _Cited(NamedTuple):
    """A list of all that a page cites."""


def _citations_in(branch: Branch) -> Iterator[tuple[int, Citation]]:
    for when, block in branch.heads:
        match block:
            case Paragraph():
                yield from ((when, citation) for citation in block.citations)
            case IconArray(share):
                yield from ((when, citation) for citation in share.citations)
            case Node(paragraph):
                yield from ((when, citation) for citation in paragraph.citations)
            case _:
                """What it rests on, where it rests on anything, is cited elsewhere, or below."""
    yield from chain.from_iterable(map(_citations_in, branch.below))
