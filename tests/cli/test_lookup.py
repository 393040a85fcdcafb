import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mbc_explainer import Explanation, PatientProfile, UnknownNameError
from mbc_explainer.cli.commands import app
from mbc_explainer.knowledge.snapshot import shipped

DOCUMENT = Path(__file__).parents[3] / "shared" / "source" / "document.txt"


def said(*words: str) -> str:
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert 0 == done.exit_code
    return done.output


@pytest.mark.parametrize("text", [text.id for text in shipped().topics.texts()][::20])
def test_a_rule_is_shown_with_its_places(text: str) -> None:
    rule = next(one for one in shipped().topics.texts() if one.id == text)
    shown = said("rules", text)
    assert all(locator in shown for locator in rule.sources)
    assert rule.text in shown


def test_all_rules_are_listed() -> None:
    assert "hormone_hr_positive: hr is positive" in said("rules")


def test_a_place_is_shown_in_our_words() -> None:
    assert said("source", "L46.1").startswith("L46.1 ")
    assert 163 == len(said("source").splitlines())
    assert "not used" in said("source", "L1.1")


@pytest.mark.skipif(not DOCUMENT.is_file(), reason="the document is not beside this checkout")
def test_a_copy_of_the_document_shows_its_sentences() -> None:
    assert '"' in said("source", "L46.1", "--document", str(DOCUMENT))


def test_a_word_is_explained_in_any_of_its_forms() -> None:
    assert said("glossary", "Biopsies").startswith("biopsy")
    assert len(shipped().topics.glossary.terms) == len(said("glossary").splitlines())


@pytest.mark.parametrize("words", [["rules", "hormone_hr_positiv"], ["source", "L46.9"], ["glossary", "biopsi"]])
def test_an_unknown_name_gets_the_nearest(words: list[str]) -> None:
    with pytest.raises(UnknownNameError, match="did you mean"):
        said(*words)


def test_schemas_are_printed() -> None:
    assert set(PatientProfile.model_fields) == set(json.loads(said("schema", "profile"))["properties"])
    assert {*Explanation.model_fields, "disclaimer"} == set(json.loads(said("schema", "explanation"))["properties"])
    assert "TherapyTopic" in json.loads(said("schema", "rules"))["$defs"]
