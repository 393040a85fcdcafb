import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.passages import Passage
from mbc_explainer.rendering import Items, Paragraph, Section, Table, text

PLACE = Passage(locator="L1.1", section="S", gist="g", sentence="Its own words.")
OUTLINE = Section(
    "Title",
    (
        Paragraph("A long paragraph " * 20, (PLACE,), "Lead"),
        Items((Paragraph("an item " * 20), Paragraph("another"))),
        Table("Caption", ("Name", "Answer"), (("One", "yes"), ("Another", "no " * 40))),
        Section("Inner", (Section("Innermost", ()),), mark="*"),
    ),
)


@given(st.integers(20, 200))
def test_no_line_is_wider_than_the_width(width: int) -> None:
    assert max(map(len, text(OUTLINE, width).splitlines())) <= width


def test_places_stand_behind_what_they_support_and_are_told_at_the_end() -> None:
    said = text(OUTLINE)
    assert "[L1.1]" in said
    assert said.rstrip().endswith('- L1.1: S: g "Its own words."')
    assert "* Inner" in said


@pytest.mark.parametrize("width", [0, -1, 19])
def test_a_width_that_no_word_fits_is_refused(width: int) -> None:
    with pytest.raises(ValueError, match="expected 20 or more"):
        text(OUTLINE, width)
