"""A reader's own copy shows its sentences with the citations, and nothing else changes."""

from pathlib import Path

import pytest

from mbc_explainer import Explanation, PatientProfile, explain
from mbc_explainer.answers.quoting import sentences_in, with_sentences

RICH = PatientProfile(er="positive", her2="low", symptomatic_sites=["brain"], goals=["quality_of_life"])


def test_each_citation_gets_its_sentence_and_gives_it_back() -> None:
    plain = explain(RICH)
    cited = plain["hormone_therapy"].passages[0].locator
    quoted = with_sentences(plain, {cited: "Its own words."})
    assert "Its own words." == quoted["hormone_therapy"].passages[0].sentence
    assert {cited: "Its own words."} == sentences_in(quoted.model_dump())
    assert {} == sentences_in(plain.model_dump())
    assert plain == with_sentences(quoted, {})


DOCUMENT = Path(__file__).parents[3] / "shared" / "source" / "document.txt"


@pytest.mark.skipif(not DOCUMENT.is_file(), reason="the document is not beside this checkout")
def test_a_copy_of_the_document_shows_its_sentences_and_nothing_else_changes() -> None:
    plain, quoted = explain(RICH), explain(RICH, document=DOCUMENT)
    first = quoted["hormone_therapy"].passages[0]
    assert first.sentence
    assert first.sentence in DOCUMENT.read_text(encoding="utf-8")
    assert first.sentence in " ".join(quoted.to_text(detail="full").split())
    assert plain == explain(RICH)
    assert None is plain["hormone_therapy"].passages[0].sentence
    assert quoted == Explanation.from_json(quoted.model_dump_json())
    assert [o.relevance for o in plain.options] == [o.relevance for o in quoted.options]
