"""What is shown, before it is known how: sections of paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple, Protocol, TypeVar, assert_never

from mbc_explainer.phrases import phrase

__all__ = [
    "MARKS_IN_A_BAR",
    "Bar",
    "Bars",
    "Block",
    "Cell",
    "Citation",
    "Citations",
    "Detail",
    "IconArray",
    "Items",
    "Node",
    "Paragraph",
    "Role",
    "RowGroup",
    "Section",
    "Table",
    "Tiles",
    "Tree",
    "at_detail",
    "cell_of",
    "citations",
    "cited",
    "each_once",
    "folded_beyond",
    "in_marks",
    "titled",
    "without_repeats",
]


class Citation(Protocol):
    """What points to a sentence of a document, on which a text rests."""

    @property
    def locator(self) -> str:
        """Where: line and sentence, such as ``L46.1``."""

    @property
    def section(self) -> str:
        """The part of the document."""

    @property
    def gist(self) -> str:
        """What the sentence says, in short."""

    @property
    def sentence(self) -> str | None:
        """The sentence to the letter, where a reader has it."""


class Paragraph(NamedTuple):
    """A text, with what leads it in and the citations that it rests on."""

    text: str
    citations: tuple[Citation, ...] = ()
    lead: str = ""
    ours: bool = False
    """Whether it is the library's own word."""
    plain: bool = False
    """Whether it stays as it is, with no word explained in it."""
    urgent: bool = False
    """Whether it says when to call for help at once."""


class Items(NamedTuple):
    """A list of paragraphs."""

    items: tuple[Paragraph, ...]


class Cell(NamedTuple):
    """A cell of a table, with a shape that says the same as its words."""

    text: str
    mark: str = ""
    variant: str = ""
    """Which answer it gives, where it gives one: that sets its color and its edge."""
    target: str = ""
    """The anchor of the section that tells more."""
    file: str = ""
    """The file beside the page that it leads to."""

    def __str__(self) -> str:
        return f"{self.mark} {self.text}".strip()


class RowGroup(NamedTuple):
    """Rows of a table that follow one another and have a heading of their own."""

    title: str
    short_title: str
    """The same in fewer words, where there is little room."""
    rows: int


class Table(NamedTuple):
    """A table with a caption and a heading for each column; the first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    groups: tuple[RowGroup, ...] = ()

    def grouped(self) -> Iterator[tuple[RowGroup | None, tuple[str | Cell, ...]]]:
        """Each row, the first of a group with its group."""
        first_rows = {sum(group.rows for group in self.groups[:at]): group for at, group in enumerate(self.groups)}
        yield from ((first_rows.get(at), row) for at, row in enumerate(self.rows))


class Tiles(NamedTuple):
    """A table of names and answers that a page shows as a picture, with a tile for each row."""

    table: Table


class Bar(NamedTuple):
    """A part of a bar: a count, drawn after the mark and in the color of what is counted."""

    counted: int
    mark: str
    variant: str = ""
    """Which answer is counted, where one is."""


class Bars(NamedTuple):
    """Counts out of one total as a picture of bars, and the table that says the same."""

    table: Table
    """A row for each bar; a cell of ``0`` may go where there is little room."""
    of: int
    """How many a whole bar stands for."""
    bars: tuple[tuple[Bar, ...], ...]
    """For each row the parts of its bar, from its start; what they leave over of the whole stays empty."""


MARKS_IN_A_BAR: Final = 25
"""Where a bar is a row of characters: plain ASCII, with three for each mark, still fits into a line of eighty."""


def in_marks(bar: Iterable[Bar], of: int, marks: int) -> Iterator[Bar]:
    """A bar as so many marks in a row: each part with the marks that it takes, and at the end what stays empty.

    Whatever is more than nothing takes a mark at least, as far as there are enough.
    """
    parts = [part for part in bar if part.counted]
    rest = of - sum(part.counted for part in parts)
    parts += [Bar(rest, "\N{MIDDLE DOT}")] if rest > 0 else []
    counted = taken = 0
    for at, part in enumerate(parts, 1):
        counted += part.counted
        room = marks - taken - (len(parts) - at)
        wide = max(min(round(counted * marks / of) - taken, room), 1 if taken < marks else 0)
        yield part._replace(counted=wide)
        taken += wide


class IconArray(NamedTuple):
    """A share as a picture of a hundred dots; where there is no room for one, its words alone."""

    share: Paragraph
    """The share in words, with its citations."""
    least: int
    """So many dots are filled."""
    most: int
    """Up to so many have a ring, since the share may be that large."""
    about: str
    """How to read the picture."""


class Citations(NamedTuple):
    """Citations, and what each sentence says."""

    citations: tuple[Citation, ...]

    @property
    def items(self) -> tuple[Paragraph, ...]:
        """The same as a list."""
        return tuple(map(_in_full, self.citations))


def _in_full(citation: Citation) -> Paragraph:
    sentence = f' "{citation.sentence}"' if citation.sentence else ""
    return Paragraph(f"{citation.section}: {citation.gist}{sentence}", (), citation.locator)


class Node(NamedTuple):
    """A paragraph in a tree, and what stands below it."""

    paragraph: Paragraph
    below: tuple[Node, ...] = ()


class Tree(NamedTuple):
    """A few trees, each from its root down."""

    nodes: tuple[Node, ...]


class Detail(StrEnum):
    """How much is shown; each holds all of the one before it."""

    BRIEF = "brief"
    """The answer in words, on one page of paper."""
    STANDARD = "standard"
    """With the reasons, what each kind of care is like, and what is open."""
    FULL = "full"
    """Everything."""

    @classmethod
    def of(cls, given: str) -> Detail:
        """A detail by its name.

        Raises:
            ValueError: there is none of that name; it says which there are.
        """
        if given in tuple(cls):
            return cls(given)
        raise ValueError(f"detail {given!r} is not accepted; expected one of {', '.join(cls)}")

    def includes(self, other: Detail) -> bool:
        """Whether what shows from another detail on shows in this one."""
        return list(Detail).index(other) <= list(Detail).index(self)


class Role(StrEnum):
    """What a section is for; a page styles it by that, and a terminal frames cards."""

    ANSWERS = "answers"
    BACKGROUND = "background"
    CARD = "card"
    CARDS = "cards"
    CITATIONS = "citations"
    DISCLAIMER = "disclaimer"
    GLANCE = "glance"
    LIMITS = "limits"
    NOTES = "notes"
    OPEN = "open"
    OVERVIEW = "overview"
    PROFILE = "profile"
    QUESTIONS = "questions"
    RECEPTORS = "receptors"
    SAME = "same"
    SOURCE = "source"
    SUPPORT = "support"


class Section(NamedTuple):
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]
    role: Role | None = None
    variant: str = ""
    """Which of its role it is: the answer on a card, the group of some cards."""
    mark: str = ""
    """A shape that says the same as the words next to it."""
    label: str = ""
    """What it comes to, in a few words after its title."""
    short_title: str = ""
    """Its title among the contents, where that is a shorter one."""
    folded: bool = False
    """Whether it may start out folded up, where that is possible."""
    only_folds: bool = False
    """Whether it is there to fold what is in it, so that its title goes where nothing folds."""
    lists_citations: bool = False
    """Whether it ends with a list of its own citations, where there is room for that."""
    redundant: bool = False
    """Whether it only puts side by side what stands elsewhere too, and can go where there is no room."""
    anchor: str = ""
    """What links lead to it by; at the top, a section with an anchor is listed among the contents."""
    detail: Detail = Detail.BRIEF
    """From which detail on it shows."""
    beyond: bool = False
    """Whether it is beyond the detail that was asked for: a page has it folded, and not on paper."""


Block = Paragraph | Items | Table | Tiles | Bars | IconArray | Tree | Citations | Section


def titled(section: Section) -> str:
    """A section's title in a line, with its mark and its label."""
    title = phrase("option.line", therapy=section.title, answer=section.label) if section.label else section.title
    return f"{section.mark} {title}".strip()


def at_detail(section: Section, detail: Detail) -> Section:
    """A section without what shows only in more detail."""
    return _each_inner(section, lambda inner: at_detail(inner, detail) if detail.includes(inner.detail) else None)


def folded_beyond(section: Section, detail: Detail) -> Section:
    """A section in which what shows only in more detail is folded."""

    def fold(inner: Section) -> Section:
        if detail.includes(inner.detail):
            return folded_beyond(inner, detail)
        return inner._replace(folded=True, beyond=True)

    return _each_inner(section, fold)


def _each_inner(section: Section, change: Callable[[Section], Section | None]) -> Section:
    changed = (change(block) if isinstance(block, Section) else block for block in section.blocks)
    return section._replace(blocks=tuple(block for block in changed if block is not None))


def without_repeats(section: Section) -> Section:
    """A section in which no paragraph says again what one before it said; what is left empty goes."""
    told: set[str] = set()

    def new(paragraph: Paragraph) -> bool:
        if paragraph.text in told:
            return False
        told.add(paragraph.text)
        return True

    def kept(inner: Section) -> Section | None:
        blocks: list[Block] = []
        for block in inner.blocks:
            match block:
                case Section():
                    left = kept(block)
                    blocks += [left] if left else []
                case Paragraph():
                    blocks += [block] if new(block) else []
                case Items():
                    items = tuple(filter(new, block.items))
                    blocks += [Items(items)] if items else []
                case Table() | Tiles() | Bars() | IconArray() | Tree() | Citations():
                    blocks.append(block)
                case _:
                    assert_never(block)
        return inner._replace(blocks=tuple(blocks)) if blocks else None

    return kept(section) or section


def cell_of(cell: str | Cell) -> Cell:
    """A cell, from words alone too."""
    return Cell(cell) if isinstance(cell, str) else cell


_Citation = TypeVar("_Citation", bound=Citation)


def each_once(found: Iterable[_Citation]) -> tuple[_Citation, ...]:
    """Each citation once, in the order in which they come first."""
    return tuple({citation.locator: citation for citation in found}.values())


def cited(section: Section) -> list[Citation]:
    """Every citation that a section rests on, once each, in the document's order."""
    return sorted(each_once(_citations_in(section)), key=lambda citation: _line_and_sentence(citation.locator))


@lru_cache(maxsize=4096)
def _line_and_sentence(locator: str) -> tuple[int, ...]:
    return tuple(map(int, locator[1:].split(".")))


def citations(section: Section) -> tuple[Section, ...]:
    """What is cited in a section, in full, as a section of its own; none where nothing is cited."""
    found = tuple(cited(section))
    return (Section(phrase("citations.title"), (Citations(found),), Role.CITATIONS, folded=True),) if found else ()


def _citations_in(block: Block) -> Iterator[Citation]:
    match block:
        case Section():
            yield from chain.from_iterable(map(_citations_in, block.blocks))
        case Paragraph():
            yield from block.citations
        case Items():
            yield from chain.from_iterable(item.citations for item in block.items)
        case IconArray():
            yield from block.share.citations
        case Tree():
            for node in block.nodes:
                yield from node.paragraph.citations
                yield from _citations_in(Tree(node.below))
        case Table() | Tiles() | Bars() | Citations():
            """What they rest on, where they rest on anything, is cited elsewhere."""
        case _:
            assert_never(block)
