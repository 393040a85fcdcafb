"""Pieces joined are the page that each profile would have, to the byte."""

from operator import or_
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mbc_explainer import rendering
from mbc_explainer.answers.renderable import DISCLAIMER_FIRST, DISCLAIMER_LAST
from mbc_explainer.knowledge.document import Passage
from mbc_explainer.offline.diagrams import Diagrams
from mbc_explainer.offline.pieces import Page, pieces_of, without_repeats
from mbc_explainer.offline.variants import conditional, merged
from mbc_explainer.rendering import Block, Cell, Detail, Items, Node, Paragraph, Section, Table, Tiles, Tree

PLACES = [Passage(locator=f"L{at}.1", section="Part", gist=f"gist {at}") for at in range(1, 4)]
LINES = [Paragraph(text, (PLACES[at % 3],), lead) for at, text in enumerate("abcdef") for lead in ("", "Lead")]
some_lines = st.lists(st.sampled_from(range(len(LINES))), unique=True, max_size=4).map(
    lambda chosen: tuple(LINES[at] for at in sorted(chosen))
)
CELLS = [Cell(text, variant=text, target="first") for text in ("yes", "no")]


def table(answer: Cell, columns: int) -> Table:
    return Table("Caption", ("Name", "Answer", "More")[:columns], (("Row", answer, "more")[:columns],))


tables = st.builds(table, st.sampled_from(CELLS), st.integers(2, 3))


@st.composite
def sections(draw: st.DrawFn, title: str, anchor: str = "") -> Section:
    nodes = tuple(Node(line, (Node(LINES[-1]),)) for line in draw(some_lines))
    tiles = Tiles(Table("Tiles", (), (("Row", draw(st.sampled_from(CELLS))),)))
    blocks: list[Block] = [Items(draw(some_lines)), *draw(some_lines)[:1], draw(tables), tiles]
    if nodes:
        blocks.append(Tree(nodes))
    return Section(
        title,
        tuple(blocks),
        label=draw(st.sampled_from(["", "label"])),
        anchor=anchor,
        lists_citations=True,
        detail=Detail.STANDARD if anchor else Detail.FULL,
    )


@st.composite
def pages(draw: st.DrawFn) -> tuple[Any, ...]:
    first = draw(sections("First", "first"))
    later = [draw(sections("Later"))] if draw(st.booleans()) else []
    return (Paragraph("opening"), first, *later)


def expected(blocks: tuple[Any, ...], detail: Detail) -> str:
    section = rendering.without_repeats(Section("Title, of it", blocks))
    cited = (one._replace(detail=Detail.FULL) for one in rendering.citations(section))
    whole = section._replace(blocks=(DISCLAIMER_FIRST, *section.blocks, *cited, DISCLAIMER_LAST))
    shown = rendering.at_detail(whole, detail) if detail is Detail.BRIEF else rendering.folded_beyond(whole, detail)
    return rendering.html(shown, style=False)


@settings(max_examples=60)
@given(st.lists(pages(), min_size=2, max_size=4), st.sampled_from(Detail))
def test_pieces_joined_are_each_variants_own_page(variants: list[tuple[Any, ...]], detail: Detail) -> None:
    diagrams = Diagrams([len(variants)])

    def root(members: int) -> int:
        return diagrams.of_rows([0], {(at,): members >> at & 1 for at in range(len(variants))})

    branches = conditional(merged(((1 << at, blocks) for at, blocks in enumerate(variants)), or_), root)
    title = conditional(merged([((1 << len(variants)) - 1, ("Title, ", "of it"))], or_), root)
    page = Page(title, without_repeats(branches, diagrams), Detail.FULL, None, ())
    pieces = list(pieces_of(page, detail, diagrams))
    for at, blocks in enumerate(variants):
        assert expected(blocks, detail) == "".join(piece.html for piece in pieces if diagrams.value(piece.when, [at]))


def test_a_page_that_begins_otherwise_is_refused() -> None:
    diagrams = Diagrams([2])
    some = diagrams.is_value(0, 1)
    sometimes = conditional(merged([(1, (Section("Sometimes", (LINES[0],)), LINES[1]))], or_), lambda _: some)
    with pytest.raises(ValueError, match="where 'Sometimes' is not shown, a page begins otherwise"):
        list(pieces_of(Page((), sometimes, Detail.FULL, None, ()), Detail.FULL, diagrams))
