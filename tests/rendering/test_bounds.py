"""What every format can take: whatever is said, and whoever asks."""

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest
from cited import Cited
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from mbc_explainer.rendering import (
    Bar,
    Bars,
    Cell,
    Citations,
    IconArray,
    Items,
    Node,
    Paragraph,
    Role,
    RowGroup,
    Section,
    Table,
    Tiles,
    Tree,
    Word,
    html,
    markdown,
    mermaid,
    page,
    text,
)
from mbc_explainer.rendering.blocks import Block
from mbc_explainer.rendering.bounds import heading, printable, whole
from mbc_explainer.rendering.terminal import terminal

UNPRINTABLE = "\x00\x07\x08\x0b\x0c\r\x1b\x1f\x7f\x85\x9b\ud800\udfff\ufdd0\ufffe\uffff\U0001ffff\U0010fffe"


@given(st.text())
def test_what_is_printable_stays_and_fits_into_xml(given: str) -> None:
    shown = printable(given)
    assert len(given) == len(shown)
    assert {"\N{REPLACEMENT CHARACTER}"} >= {new for old, new in zip(given, shown, strict=True) if old != new}
    assert shown == (ET.fromstring(f"<t>{escape(shown)}</t>").text or "")  # noqa: S314 -- what was just written


@pytest.mark.parametrize("character", UNPRINTABLE, ids=ascii)
def test_what_no_format_holds_is_replaced(character: str) -> None:
    assert "a\N{REPLACEMENT CHARACTER}b" == printable(f"a{character}b")


def printed(section: Section) -> str:
    stream = io.StringIO()
    Console(file=stream, width=200).print(terminal(section))
    return stream.getvalue()


RENDERERS: dict[str, Callable[[Section], str]] = {
    "html": lambda section: html(section, words=[Word(UNPRINTABLE, (f"x{UNPRINTABLE}",), UNPRINTABLE)]),
    "page": page,
    "markdown": markdown,
    "mermaid": lambda section: mermaid(section, UNPRINTABLE),
    "terminal": printed,
    "text": text,
}


@pytest.mark.parametrize("name", RENDERERS)
def test_no_renderer_lets_through_what_its_format_does_not_hold(name: str) -> None:
    text = f"x{UNPRINTABLE}"
    citation = Cited(locator="L1.1", section=text, gist=text, sentence=text)
    paragraph = Paragraph(text, (citation,), text)
    table = Table(text, (text, text), ((text, Cell(text, text, "relevant")),), (RowGroup(text, text, 1),))
    wide = Table(text, (text,) * 3, ((text,) * 3,))
    lists: tuple[Block, ...] = (paragraph, Items((paragraph,)), Citations((citation,)), Tree((Node(paragraph),)))
    blocks = (
        *lists,
        table,
        wide,
        Tiles(table),
        Bars(table, 2, ((Bar(1, text, text),),)),
        IconArray(paragraph, 1, 2, text),
    )
    card = Section(text, blocks, Role.CARD, mark=text, short_title=text, lists_citations=True, anchor="one")
    parts = (card, Section(text, blocks, folded=True))
    shown = RENDERERS[name](Section(text, (*blocks, *parts)))
    assert "\N{REPLACEMENT CHARACTER}" in shown or "#65533;" in shown
    assert not re.search(f"[{UNPRINTABLE}]", shown)


class Index:
    """A whole number of another library, as numpy has them."""

    def __index__(self) -> int:
        return 3


@pytest.mark.parametrize(("given", "level"), [(1, 1), (6, 6), (Index(), 3)])
def test_a_heading_is_of_a_whole_level(given: object, level: int) -> None:
    assert level == heading(given)


@pytest.mark.parametrize("given", [True, False, 2.0, 2.5, float("nan"), "2", None])
def test_what_is_no_whole_number_is_refused(given: object) -> None:
    with pytest.raises(TypeError, match=re.escape(f"heading_level {given!r} is not accepted; expected a whole number")):
        heading(given)


@pytest.mark.parametrize(
    ("given", "most", "expected"),
    [(0, 6, "1 to 6"), (7, 6, "1 to 6"), (-(10**6000), 6, "1 to 6"), (0, None, "1 or more")],
    ids=["0", "7", "far below", "no most"],
)
def test_what_is_out_of_bounds_is_refused(given: int, most: int | None, expected: str) -> None:
    with pytest.raises(ValueError, match=f"^size .{{1,40}} is not accepted; expected a whole number, {expected}$"):
        whole("size", given, 1, most)
