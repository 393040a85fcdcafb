"""The sections of a whole answer, in the order in which a reader meets them."""

import pytest

from mbc_explainer import PatientProfile, explain
from mbc_explainer.rendering import Paragraph, Section

RICH = PatientProfile(
    er="positive",
    her2="low",
    symptomatic_sites=["brain", "bone"],
    symptoms=["nausea", "depression"],
    goals=["most_aggressive", "quality_of_life"],
)


def test_a_reader_meets_the_answer_in_this_order() -> None:
    """The brief, then the therapies, what is open, sites, symptoms, questions; then the rest."""
    blocks = explain(RICH.model_copy(update={"her2": "unknown"}))._framed().blocks
    leads = [block.lead for block in blocks if isinstance(block, Paragraph)]
    assert ["Please note", "", "Important", "", "A question to take along"] == leads
    sections = [block for block in blocks if isinstance(block, Section)]
    assert [
        "glance",
        "notes",
        "systemic",
        "locoregional",
        "supportive",
        "same",
        "open",
        "sites",
        "symptoms",
        "questions",
        "goals",
        "overview",
        "answers",
        "profile",
        "receptors",
        "support",
        "background",
        "limits",
        "source",
        "citations",
        "disclaimer",
    ] == [section.anchor or section.role for section in sections]


def test_what_is_open_says_what_it_would_settle() -> None:
    shown = explain({"er": "positive", "sites": ["bone"]}).to_text()
    assert "- The HER2 result: It may still change the answer for targeted therapy. [ours]" in shown
    assert "├─ If HER2 is positive: Described for this cancer" in shown
    assert "Radiation and surgery\n├─ If a tumor causes significant symptoms:" in shown


@pytest.mark.parametrize(
    ("site", "least", "most"), [("bone", 54, 54), ("lung", 0, 32), ("liver", 3, 8), ("brain", 0, 32)]
)
def test_each_figure_of_a_site_is_drawn_as_an_icon_array(site: str, least: int, most: int) -> None:
    """L17.2, L22.1, L32.1 and L26.2."""
    explanation = explain({"sites": [site]})
    (note,) = explanation.sites
    assert [(least, most)] == [(line.share.least, line.share.most) for line in note.statements if line.share]
    figure = explanation.to_html().split('id="mbc-sites"')[1].split("</figure>")[0]
    assert 'class="mbc-place"' in figure
    assert least == figure.count('class="mbc-filled"')
    assert most - least == figure.count('class="mbc-ring"')
    assert 100 == figure.count("<circle")
