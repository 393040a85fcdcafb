from cited import Cited

from mbc_explainer.rendering.blocks import (
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
