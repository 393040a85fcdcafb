from collections.abc import Callable
from pathlib import Path

import pytest

from mbc_explainer.authoring.citation_checks import changed_sentences, sentences_not_accounted_for, unsupported_figures
from mbc_explainer.authoring.issues import Subject
from mbc_explainer.knowledge.document import sentences
from mbc_explainer.knowledge.texts import Share

DOCUMENT = Path(__file__).parents[3] / "shared" / "source" / "document.txt"
needs_document = pytest.mark.skipif(not DOCUMENT.is_file(), reason="the document is not beside this checkout")


Changed = Callable[..., Subject]


def test_a_sentence_that_nothing_rests_on_is_found(with_first_bone_text: Changed) -> None:
    found = list(sentences_not_accounted_for(with_first_bone_text(sources=("L3.1",))))
    assert {"L17.1", "L17.2"} == {issue.rule for issue in found}


def test_a_figure_stands_in_a_sentence_that_its_text_cites(with_first_bone_text: Changed) -> None:
    (issue,) = unsupported_figures(with_first_bone_text(text="Almost 55% of people with MBC have it in their bones."))
    assert ("bone.texts.1", True) == (issue.rule, "the figure 55% is not in L3.1" in issue.what)


def test_a_figure_that_is_drawn_stands_there_too(with_first_bone_text: Changed) -> None:
    share = Share(words="54 to 55 of every 100 people", least=54, most=55)
    (issue,) = unsupported_figures(with_first_bone_text(share=share))
    assert "the figure 55% is not in L3.1" in issue.what


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("HER2, HER2-positive and her2 low are terms of the glossary, and so is stage 4.", []),
        ("L3.1 and L17.2 are locators.", []),
        ("Stage 3 is none, nor is a 5.", ["3", "5"]),
    ],
)
def test_a_figure_in_a_name_is_no_amount(with_first_bone_text: Changed, text: str, figures: list[str]) -> None:
    found = [issue.what.split()[2] for issue in unsupported_figures(with_first_bone_text(text=text))]
    assert figures == found


@needs_document
def test_figures_stand_in_the_document_itself(subject: Subject) -> None:
    copy = sentences(DOCUMENT.read_text(encoding="utf-8"), subject.rulebase.document)
    assert [] == list(unsupported_figures(subject, copy))


def test_no_shipped_text_mixes_the_documents_word_with_the_librarys() -> None:
    assert [] == list(mixed_voices(TOPICS))


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Bone pain can come. The article does not say when.", "does not say"),
        ("It doesn't list more, and says nothing of others.", "doesn't list"),
        ("It names no other bones.", "names no"),
        ("It leaves the bones open.", "leaves the bones open"),
        ("It is silent on bones.", "is silent"),
        ("It ties this to no group.", "ties this to no"),
        ("The bones, as we read it.", "we"),
        ("The bones of this profile.", "this profile"),
    ],
)
def test_a_text_from_the_document_with_the_librarys_own_word_in_it_is_found(text: str, own: str) -> None:
    first, *_ = mixed_voices(changed(text=text))
    assert ("bone.texts.1", "error") == (first.name, first.level)
    assert first.what.startswith(f"{own!r} is not the document's word")
    assert [] == list(mixed_voices(changed(text=text, ours=True)))


HEDGED = {"L17.2": "Almost 54% may, and others often do.", "L17.1": "It is the most common, and can't be other."}


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("Around 54% sometimes, and others usually.", []),
        ("Around 54%, and others usually.", ["may"]),
        ("54% sometimes, and others usually.", ["Almost"]),
        ("Around 54% can't, and others usually.", ["may"]),
        ("It is about how the most of them could.", ["often", "Almost"]),
    ],
)
def test_a_hedge_that_a_text_drops_is_a_warning(text: str, dropped: list[str]) -> None:
    found = list(dropped_hedges(changed(text=text), HEDGED))
    mine = [one.what.split("'")[1] for one in found if one.name == "bone.texts.1"]
    assert dropped == mine
    assert {"warning"} >= {one.level for one in found}


def test_a_superlative_and_what_can_not_be_are_no_hedges() -> None:
    only = {"L17.1": "It is the most telling place, and can't be another."}
    assert [] == list(dropped_hedges(changed(at=1, text="It is the one."), only))


@needs_document
def test_the_shipped_texts_hedge_as_the_document_does() -> None:
    """All but a cough: the document's "sometimes" there is about the mucus."""
    found = list(dropped_hedges(TOPICS, sentences(DOCUMENT.read_text(encoding="utf-8"))))
    assert ["symptoms.symptoms.16.texts.1"] == [one.name for one in found]


def test_every_shipped_text_has_a_word_of_what_it_cites() -> None:
    assert [] == list(unrelated_texts(TOPICS))


def test_a_text_that_shares_no_word_and_no_term_with_its_places_is_a_warning() -> None:
    (found,) = unrelated_texts(changed(text="Hair falls out."))
    assert ("bone.texts.1", "warning") == (found.name, found.level)
    assert [] == list(unrelated_texts(changed(text="Metastases there are frequent.", sources=("L17.3",))))
    assert [] == list(unrelated_texts(changed(text="Hair falls out.", ours=True)))


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
