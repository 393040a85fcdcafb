from cited import Cited

from mbc_explainer.rendering.blocks import Dots, Items, Node, Paragraph, Places, Section, Table, Tree, cited, places

ONE, TWO = (Cited(locator=name, section="S", gist="g") for name in ("L9.2", "L10.1"))


def test_places_come_once_and_in_the_documents_order() -> None:
    inner = Section("inner", (Items((Paragraph("x", (TWO, ONE)),)), Table("c", ("h",), (("r",),))))
    assert [ONE, TWO] == cited(Section("outer", (Paragraph("y", (ONE,)), inner)))


def test_places_of_a_picture_count() -> None:
    assert [ONE] == cited(Section("outer", (Dots(Paragraph("x", (ONE,)), 1, 2, "about"),)))


def test_places_in_a_tree_count() -> None:
    tree = Tree((Node(Paragraph("x"), (Node(Paragraph("y", (TWO,)), (Node(Paragraph("z", (ONE,))),)),)),))
    assert [ONE, TWO] == cited(Section("outer", (tree,)))


def test_places_are_a_section_where_there_are_any() -> None:
    (section,) = places(Section("t", (Paragraph("y", (ONE,)),)))
    assert (Places((ONE,)),) == section.blocks
    assert (Paragraph("S: g", (), "L9.2"),) == Places((ONE,)).items
    assert () == places(Section("t", (Paragraph("y"),)))


def test_the_first_row_of_a_group_has_the_groups_heading() -> None:
    table = Table("c", ("h",), (("a",), ("b",), ("c",)), groups=(("first", 2), ("second", 1)))
    assert [("first", ("a",)), ("", ("b",)), ("second", ("c",))] == list(table.grouped())
