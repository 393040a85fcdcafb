"""A text says what it cites, as it is said there: what it adds, drops, or says beside the point is found."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mbc_explainer.authoring.issues import Subject
from mbc_explainer.authoring.voice_checks import dropped_hedges, mixed_voices, unrelated_texts
from mbc_explainer.knowledge.document import sentences

DOCUMENT = Path(__file__).parents[3] / "shared" / "source" / "document.txt"
needs_document = pytest.mark.skipif(not DOCUMENT.is_file(), reason="the document is not beside this checkout")
Changed = Callable[..., Subject]


def test_no_shipped_text_mixes_the_documents_word_with_the_librarys(subject: Subject) -> None:
    assert [] == list(mixed_voices(subject))


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
def test_a_text_from_the_document_with_the_librarys_own_word_in_it_is_found(
    with_bone_text: Changed, text: str, own: str
) -> None:
    first, *_ = mixed_voices(with_bone_text(text=text))
    assert ("bone.texts.1", "error") == (first.rule, first.level)
    assert first.what.startswith(f"{own!r} is not the document's word")
    assert [] == list(mixed_voices(with_bone_text(text=text, ours=True)))


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
def test_a_hedge_that_a_text_drops_is_a_warning(with_bone_text: Changed, text: str, dropped: list[str]) -> None:
    hedged = {"L17.2": "Almost 54% may, and others often do."}
    found = list(dropped_hedges(with_bone_text(text=text), hedged))
    assert dropped == [issue.what.split("'")[1] for issue in found if issue.rule == "bone.texts.1"]
    assert {"warning"} >= {issue.level for issue in found}


def test_a_superlative_and_what_can_not_be_are_no_hedges(with_bone_text: Changed) -> None:
    subject = with_bone_text(text="It is the one.")
    assert [] == list(dropped_hedges(subject, {"L17.2": "It is the most telling place, and can't be another."}))
    assert ["bone.texts.1"] == [issue.rule for issue in dropped_hedges(subject, {"L17.2": "It can be another."})]


@needs_document
def test_the_shipped_texts_hedge_as_the_document_does(subject: Subject) -> None:
    """All but a cough: the document's "sometimes" there is about the mucus."""
    copy = sentences(DOCUMENT.read_text(encoding="utf-8"), subject.rulebase.document)
    assert ["symptoms.symptoms.16.texts.1"] == [issue.rule for issue in dropped_hedges(subject, copy)]


def test_every_shipped_text_has_a_word_of_what_it_cites(subject: Subject) -> None:
    assert [] == list(unrelated_texts(subject))


def test_a_text_that_shares_no_word_and_no_term_with_its_citations_is_a_warning(with_bone_text: Changed) -> None:
    (issue,) = unrelated_texts(with_bone_text(text="Hair falls out."))
    assert ("bone.texts.1", "warning") == (issue.rule, issue.level)
    same_term = with_bone_text(text="Metastases there are frequent.", sources=("L17.3",))
    assert [] == list(unrelated_texts(same_term))
    assert [] == list(unrelated_texts(with_bone_text(text="Hair falls out.", ours=True)))
