import pytest
from cited import Cited
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.rendering import (
    Bar,
    Bars,
    Cell,
    Citations,
    IconArray,
    Items,
    Node,
    Paragraph,
    Section,
    Table,
    Tiles,
    Tree,
    text,
)

CITATION = Cited(locator="L1.1", section="S", gist="g", sentence="Its own words.")
SECTION = Section(
    "Title",
    (
        Paragraph("A long paragraph " * 20, (CITATION,), "Lead"),
        Items((Paragraph("an item " * 20), Paragraph("another"))),
        Table("Caption", ("Name", "Answer"), (("One", "yes"), ("Another", "no " * 40))),
        Section("Inner", (Section("Innermost", ()),), mark="*"),
        Citations((CITATION,)),
    ),
)


@given(st.integers(20, 200))
def test_no_line_is_wider_than_the_width(width: int) -> None:
    assert max(map(len, text(SECTION, width).splitlines())) <= width


def test_citations_stand_after_what_rests_on_them_and_are_told_in_full() -> None:
    shown = text(SECTION)
    assert "[L1.1]" in shown
    assert shown.rstrip().endswith('- L1.1: S: g "Its own words."')
    assert "* Inner" in shown


def test_tiles_are_a_table_and_an_icon_array_is_its_words() -> None:
    table = Table("Caption", ("Name", "Answer"), (("One", Cell("yes", "*")),))
    assert text(Section("t", (table,))) == text(Section("t", (Tiles(table),)))
    shown = Paragraph("Up to 3.", (CITATION,))
    assert text(Section("t", (shown,))) == text(Section("t", (IconArray(shown, 0, 3, "Rings."),)))


def test_what_stands_elsewhere_too_is_left_out() -> None:
    assert text(Section("t", ())) == text(Section("t", (Section("again", (Paragraph("x"),), redundant=True),)))


TREE = Section(
    "Title",
    (
        Tree(
            (
                Node(
                    Paragraph("root"),
                    (Node(Paragraph("one " * 30, (CITATION,)), (Node(Paragraph("deep")),)), Node(Paragraph("two"))),
                ),
            )
        ),
    ),
)


def test_a_tree_has_lines_that_lead_down_it() -> None:
    lines = text(TREE, 40).splitlines()
    at = lines.index("root")
    assert "├─ one one one one one one one one one" == lines[at + 1]
    assert {"│"} == {line[0] for line in lines[at + 2 : at + 5]}
    assert "│  └─ deep" in lines
    assert lines.index("└─ two") == lines.index("│  └─ deep") + 1


@given(st.integers(40, 200))
def test_no_line_of_a_tree_is_wider_than_the_width(width: int) -> None:
    assert max(map(len, text(TREE, width).splitlines())) <= width


def test_a_table_of_several_columns_says_what_each_cell_is() -> None:
    table = Table("Caption", ("Name", "First", "Second"), (("One", "yes", "no"),))
    assert ["  One", "    First: yes", "    Second: no"] == text(Section("t", (table,))).splitlines()[-3:]


@pytest.mark.parametrize("width", [0, -1, 19, 88.0, True, "wide"])
def test_a_width_that_no_word_fits_is_refused(width: object) -> None:
    with pytest.raises((TypeError, ValueError), match="expected a whole number, 20 or more"):
        text(SECTION, width)  # type: ignore[arg-type]


BARS = Bars(
    Table(
        "Of 10", ("Name", "Full", "Open"), (("One", Cell("6 of 10", "*"), Cell("3 of 10", "o")), ("Two", "0", "hidden"))
    ),
    10,
    ((Bar(6, "*"), Bar(3, "o")), ()),
)


@pytest.mark.parametrize(("width", "first"), [(88, "***************ooooooo···"), (20, "**********oooo··")])
def test_a_bar_is_a_row_of_marks_with_its_figures_below(width: int, first: str) -> None:
    """A figure of 0 goes without saying."""
    told = ["Of 10:", "  One", f"    {first}", "    Full: * 6 of 10", "    Open: o 3 of 10"]
    assert [*told, "  Two", "    " + "·" * len(first), "    Open: hidden"] == text(
        Section("t", (BARS,)), width
    ).splitlines()[3:]
