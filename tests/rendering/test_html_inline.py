"""What stands in a line of HTML."""

from cited import Cited

from mbc_explainer.rendering import Paragraph, Word
from mbc_explainer.rendering.glossing import Found
from mbc_explainer.rendering.html_inline import bar_part, citation_html, leading_mark, link, paragraph_html

CITATION = Cited(locator="L1.1", section="S", gist="a < b", sentence="Its own words.")


def test_a_paragraph_has_its_lead_its_explained_words_and_its_citations() -> None:
    cell = Found(Word("cell", (), "A small part."), 2, "cell", ".")
    assert (
        '<strong class="mbc-lead">Lead:</strong> A <span class="mbc-together"><button type="button" class="mbc-term" '
        'popovertarget="x-word-cell">cell</button>.</span> Then &amp; now. '
        '<small class="mbc-place">L1.1</small>'
    ) == paragraph_html(Paragraph("A cell. Then & now.", (CITATION,), "Lead"), (cell,), "x")


def test_a_citation_in_full_quotes_the_sentence_where_a_reader_has_it() -> None:
    assert "<strong>L1.1</strong> S: a &lt; b <q>Its own words.</q>" == citation_html(CITATION)
    assert "<strong>L1.1</strong> S: a &lt; b" == citation_html(CITATION._replace(sentence=None))


def test_links_and_marks_are_escaped() -> None:
    assert '<a href="#x-&lt;">&lt;b&gt;</a>' == link("<b>", "<", "x")
    assert '<span class="mbc-mark" aria-hidden="true">&lt;</span> ' == leading_mark("<")
    assert "" == leading_mark("")


def test_a_part_of_a_bar_tells_without_color_what_it_is() -> None:
    """Full, half full, empty or broken, as the mark is; two that look alike never stand in one bar."""
    marks = "\N{BLACK CIRCLE}\N{CIRCLE WITH LEFT HALF BLACK}\N{WHITE CIRCLE}\N{DOTTED CIRCLE}"
    assert len(marks) == len({bar_part(mark, 0, 50, "") for mark in marks})
    assert 2 == len({bar_part(mark, 0, 50, "") for mark in "\N{BLACK SQUARE}\N{WHITE SQUARE}"})
    start = '<svg x="12.50%" width="33.33%" class="mbc-a&lt;"><rect'
    assert bar_part("\N{BLACK CIRCLE}", 12.5, 100 / 3, "a<").startswith(start)
