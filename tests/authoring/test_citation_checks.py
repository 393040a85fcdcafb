from collections.abc import Callable
from pathlib import Path

import pytest

from mbc_explainer.authoring.citation_checks import (
    changed_sentences,
    sentences_not_accounted_for,
    texts_seen_in_none,
    unsupported_figures,
)
from mbc_explainer.authoring.issues import Subject
from mbc_explainer.knowledge.document import sentences
from mbc_explainer.knowledge.texts import Share

DOCUMENT = Path(__file__).parents[3] / "shared" / "source" / "document.txt"
needs_document = pytest.mark.skipif(not DOCUMENT.is_file(), reason="the document is not beside this checkout")
Changed = Callable[..., Subject]


def test_a_sentence_that_nothing_rests_on_is_found(with_bone_text: Changed) -> None:
    found = list(sentences_not_accounted_for(with_bone_text(at=1, sources=("L3.1",))))
    assert {"L17.1"} == {issue.rule for issue in found}


def test_a_figure_stands_in_a_sentence_that_its_text_cites(with_bone_text: Changed) -> None:
    (issue,) = unsupported_figures(with_bone_text(text="Almost 55% of people with MBC have it in their bones."))
    assert ("bone.texts.1", True) == (issue.rule, "the figure 55% is not in L17.2" in issue.what)


def test_a_figure_that_is_drawn_stands_there_too(with_bone_text: Changed) -> None:
    share = Share(words="54 to 55 of every 100 people", least=54, most=55)
    (issue,) = unsupported_figures(with_bone_text(share=share))
    assert "the figure 55% is not in L17.2" in issue.what


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("HER2, HER2-positive and her2 low are terms of the glossary, and so is stage 4.", []),
        ("L3.1 and L17.2 are locators.", []),
        ("Stage 3 is none, nor is a 5.", ["3", "5"]),
    ],
)
def test_a_figure_in_a_name_is_no_amount(with_bone_text: Changed, text: str, figures: list[str]) -> None:
    found = [issue.what.split()[2] for issue in unsupported_figures(with_bone_text(text=text))]
    assert figures == found


def test_a_text_is_seen_in_one_that_is_there(subject: Subject, with_bone_text: Changed) -> None:
    assert [] == list(texts_seen_in_none(subject))
    (issue,) = texts_seen_in_none(with_bone_text(seen_in=("targeted_left_open", "nowhere")))
    assert ("bone.texts.1", True) == (issue.rule, "nowhere, which is no text" in issue.what)


@needs_document
def test_figures_stand_in_the_document_itself(subject: Subject) -> None:
    copy = sentences(DOCUMENT.read_text(encoding="utf-8"), subject.rulebase.document)
    assert [] == list(unsupported_figures(subject, copy))


@needs_document
def test_every_change_of_a_copy_is_named_with_what_leans_on_it(subject: Subject) -> None:
    copy = sentences(DOCUMENT.read_text(encoding="utf-8"), subject.rulebase.document)
    assert [] == list(changed_sentences(subject, copy))
    copy["L46.1"] = "Something else."
    del copy["L44.2"]
    copy["L17.1"], copy["L18.1"] = copy["L18.1"], copy["L17.1"]
    copy["L90.1"] = "One more."
    found = {issue.rule: issue.what for issue in changed_sentences(subject, copy)}
    assert {"L46.1", "L44.2", "L17.1", "L18.1", "L90.1"} == set(found)
    assert "is changed in this copy; hormone_hr_positive" in found["L46.1"]
    assert "is missing in this copy; chemotherapy.how_it_is_given" in found["L44.2"]
    assert "moved to L18.1" in found["L17.1"]
    assert "the index lacks" in found["L90.1"]
