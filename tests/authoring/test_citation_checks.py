from pathlib import Path

import pytest

from mbc_explainer.authoring.citation_checks import coverage, document_changes, unsupported_figures
from mbc_explainer.knowledge.document import sentences
from mbc_explainer.knowledge.rulebase import Share, RuleBase
from mbc_explainer.knowledge.snapshot import shipped

TOPICS = shipped().topics
DOCUMENT = Path(__file__).parents[3] / "shared" / "source" / "document.txt"
needs_document = pytest.mark.skipif(not DOCUMENT.is_file(), reason="the document is not beside this checkout")


def changed(**texts: object) -> RuleBase:
    """The shipped topics with the texts of some bones replaced."""
    site = TOPICS.sites[0]
    own = (site.texts[0].model_copy(update=texts), *site.texts[1:])
    return TOPICS.model_copy(update={"sites": (site.model_copy(update={"texts": own}), *TOPICS.sites[1:])})


def test_every_sentence_of_the_shipped_rules_is_accounted_for() -> None:
    assert [] == list(coverage(TOPICS))


def test_a_sentence_that_nothing_rests_on_is_found() -> None:
    found = list(coverage(changed(sources=("L3.1",))))
    assert {"L17.1", "L17.2"} == {one.name for one in found}


def test_figures_stand_in_the_places_that_a_text_cites() -> None:
    assert [] == list(unsupported_figures(TOPICS))
    (found,) = unsupported_figures(changed(text="Almost 55% of people with MBC have it in their bones."))
    assert ("bone.texts.1", True) == (found.name, "the figure 55% is not in L3.1" in found.what)


def test_a_figure_that_is_drawn_stands_there_too() -> None:
    (found,) = unsupported_figures(changed(share=Share(words="54 to 55 of every 100 people", least=54, most=55)))
    assert "the figure 55% is not in L3.1" in found.what


@needs_document
def test_figures_stand_in_the_document_itself() -> None:
    assert [] == list(unsupported_figures(TOPICS, sentences(DOCUMENT.read_text(encoding="utf-8"))))


@needs_document
def test_every_change_of_a_copy_is_named_with_what_leans_on_it() -> None:
    copy = sentences(DOCUMENT.read_text(encoding="utf-8"))
    assert [] == list(document_changes(TOPICS.document, TOPICS, copy))
    copy["L46.1"] = "Something else."
    del copy["L44.2"]
    copy["L17.1"], copy["L18.1"] = copy["L18.1"], copy["L17.1"]
    copy["L90.1"] = "One more."
    found = {one.name: one.what for one in document_changes(TOPICS.document, TOPICS, copy)}
    assert {"L46.1", "L44.2", "L17.1", "L18.1", "L90.1"} == set(found)
    assert "is changed in this copy; hormone_hr_positive" in found["L46.1"]
    assert "is missing in this copy; chemotherapy.how_it_is_given" in found["L44.2"]
    assert "moved to L18.1" in found["L17.1"]
    assert "the index lacks" in found["L90.1"]
