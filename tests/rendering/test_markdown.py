import pytest
from markdown_it import MarkdownIt

from mbc_explainer import PatientProfile, explain
from mbc_explainer.rendering import Items, Paragraph, Section, Table, markdown

NASTY = ["*a* _b_ `c`", "[a](b)", "<script>", "# x", "a | b", "back\\slash", "~~x~~", "1 < 2 > 1", "a\n\n# b"]


@pytest.mark.parametrize("words", NASTY)
def test_what_is_said_comes_out_as_it_was_said(words: str) -> None:
    outline = Section(
        words, (Paragraph(words, lead=words), Items((Paragraph(words),)), Table(words, (words,), ((words,),)))
    )
    shown = MarkdownIt("commonmark").enable("table").render(markdown(outline))
    assert "<script>" not in shown
    assert 1 == shown.count("<h1>")
    assert 2 == shown.count("<table>") + 1
    assert "<em>" not in shown.replace("<em></em>", "")


def test_headings_start_where_the_host_wants_and_stop_at_six() -> None:
    outline = Section("one", (Section("two", (Section("three", ()),)),))
    assert ["##### one", "###### two", "**three**"] == [line for line in markdown(outline, 5).splitlines() if line]


def test_a_whole_explanation_is_sound_markdown() -> None:
    shown = MarkdownIt("commonmark").enable("table").render(explain(PatientProfile(her2="low")).to_markdown())
    assert shown.count("<h1>") == 1
    assert "<table>" in shown
