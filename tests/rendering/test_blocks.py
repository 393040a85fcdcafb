import pytest
from cited import Cited
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.rendering.blocks import (
    MARKS_IN_A_BAR,
    Bar,
    Citations,
    IconArray,
    Items,
    Node,
    Paragraph,
    RowGroup,
    Section,
    Table,
    Tree,
    citations,
    cited,
    in_marks,
)

ONE, TWO = (Cited(locator=name, section="S", gist="g") for name in ("L9.2", "L10.1"))


def test_citations_come_once_and_in_the_documents_order() -> None:
    inner = Section("inner", (Items((Paragraph("x", (TWO, ONE)),)), Table("c", ("h",), (("r",),))))
    assert [ONE, TWO] == cited(Section("outer", (Paragraph("y", (ONE,)), inner)))


def test_citations_of_a_picture_count() -> None:
    assert [ONE] == cited(Section("outer", (IconArray(Paragraph("x", (ONE,)), 1, 2, "about"),)))


def test_citations_in_a_tree_count() -> None:
    tree = Tree((Node(Paragraph("x"), (Node(Paragraph("y", (TWO,)), (Node(Paragraph("z", (ONE,))),)),)),))
    assert [ONE, TWO] == cited(Section("outer", (tree,)))


def test_citations_are_a_section_where_there_are_any() -> None:
    (section,) = citations(Section("t", (Paragraph("y", (ONE,)),)))
    assert (Citations((ONE,)),) == section.blocks
    assert (Paragraph("S: g", (), "L9.2"),) == Citations((ONE,)).items
    assert () == citations(Section("t", (Paragraph("y"),)))


def test_the_first_row_of_a_group_comes_with_the_group() -> None:
    first, second = RowGroup("first", "1", 2), RowGroup("second", "2", 1)
    table = Table("c", ("h",), (("a",), ("b",), ("c",)), groups=(first, second))
    assert [(first, ("a",)), (None, ("b",)), (second, ("c",))] == list(table.grouped())


@given(st.lists(st.integers(0, 400), min_size=1, max_size=4), st.integers(0, 400))
def test_a_bar_in_marks_is_as_long_as_any_and_shows_each_part(counts: list[int], rest: int) -> None:
    """Whatever is more than nothing has a mark, and no part has one more or less than its share for each part."""
    of = sum(counts) + rest
    row = list(in_marks([Bar(count, str(at)) for at, count in enumerate(counts)], of, MARKS_IN_A_BAR))
    assert (MARKS_IN_A_BAR if of else 0) == sum(part.counted for part in row)
    shown = {part.mark: part.counted for part in row}
    assert {str(at) for at, count in enumerate(counts) if count} | ({"·"} if rest else set()) == shown.keys()
    for at, count in enumerate(counts):
        assert abs(shown.get(str(at), 0) - count * MARKS_IN_A_BAR / (of or 1)) <= len(counts)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((51, 145, 16, 89), "0000111111111111223333333"),
        ((300, 0, 0, 0), "000000000000000000000000·"),
        ((1,), "0" + "·" * 24),
    ],
)
def test_a_bar_in_marks(counts: tuple[int, ...], shown: str) -> None:
    row = in_marks([Bar(count, str(at)) for at, count in enumerate(counts)], 301, 25)
    assert shown == "".join(part.mark * part.counted for part in row)
