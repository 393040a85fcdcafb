import re
from html import escape

import pytest
from markdown_it import MarkdownIt

from mbc_explainer import PatientProfile, explain
from mbc_explainer.rendering import Bar, Bars, Items, Paragraph, Section, Table, markdown

NASTY = ["*a* _b_ `c`", "[a](b)", "<script>", "# x", "a | b", "back\\slash", "~~x~~", "1 < 2 > 1", "a\n\n# b", "a\n\nb"]


def shown(words: str) -> str:
    blocks = (Paragraph(words, lead=words), Items((Paragraph(words),)), Table(words, (words,), ((words,),)))
    return str(MarkdownIt("commonmark").enable("table").render(markdown(Section(words, blocks))))


@pytest.mark.parametrize("words", NASTY)
def test_a_text_comes_out_as_it_went_in(words: str) -> None:
    """It is a text where a plain word is one, whatever it might mean to Markdown, and on one line."""
    assert re.findall("<.*?>", shown("word")) == re.findall("<.*?>", shown(words))
    assert 7 == shown(words).count(escape(" ".join(words.split())))


@pytest.mark.parametrize("level", [0, 7, -1, 2.5, True, None])
def test_a_level_that_no_heading_has_is_refused(level: object) -> None:
    with pytest.raises((TypeError, ValueError), match="expected a whole number, 1 to 6"):
        markdown(Section("t", ()), level)  # type: ignore[arg-type]


def test_headings_start_where_the_host_wants_and_stop_at_six() -> None:
    section = Section("one", (Section("two", (Section("three", ()),)),))
    assert ["##### one", "###### two", "**three**"] == [line for line in markdown(section, 5).splitlines() if line]


def test_a_whole_explanation_is_sound_markdown() -> None:
    text = (
        MarkdownIt("commonmark")
        .enable("table")
        .render(explain(PatientProfile(goals=["extend_life"])).to_markdown(detail="full"))
    )
    assert text.count("<h1>") == 1
    assert "<table>" in text


def test_bars_are_their_table() -> None:
    table = Table("Caption", ("Name", "Count"), (("One", "3 of 4"),))
    assert markdown(Section("t", (table,))) == markdown(Section("t", (Bars(table, 4, ((Bar(3, "*"),),)),)))
