import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mbc_explainer import Explanation, PatientProfile, UnknownNameError
from mbc_explainer.cli.commands import app
from mbc_explainer.cli.lookup import _rule
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


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        ("hormone_hr_positive", ["when: hr is positive", "relevance: Described for this cancer"]),
        ("hr_positive", ["when: er is positive, or pr is positive", "value: ER or PR is positive"]),
        ("limit_side_effects_chemotherapy", ["therapies: Chemotherapy", "fit: may pull against it"]),
        (
            "lung.texts.1",
            ["figure: Up to 32 of every 100 people with MBC get lung mets at some point. (0–32 of 100)"],
        ),
        ("bone.texts.1", ["figure: Almost 54 of every 100 people with MBC have it in their bones. (54 of 100)"]),
    ],
)
def test_a_rule_is_shown_in_words(rule: str, lines: list[str]) -> None:
    shown = [line.strip() for line in said("rules", rule).splitlines()]
    assert lines == [line for line in shown if line in lines]


def test_nothing_is_shown_that_is_no_words() -> None:
    for text in shipped().topics.texts():
        _, when, *lines = _rule(text, shipped().topics)
        assert when.startswith("  when: ")
        assert [] == [line for line in lines if re.search(r"None|False|[{}_\[\]]", line)]


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


@pytest.mark.parametrize("words", [["rules", "x" * 100_000], ["source", "L99.1"], ["glossary", "zzz"]])
def test_an_unknown_name_is_told_how_to_list_what_there_is(words: list[str]) -> None:
    with pytest.raises(UnknownNameError) as unknown:
        said(*words)
    assert len(str(unknown.value)) < 200
    assert f"; mbc-explainer {words[0]} lists " in str(unknown.value)


@pytest.mark.parametrize(
    "medicine",
    ["letrozole", "Tamoxifen", "trastuzumab deruxtecan", "palbociclib", "Herceptin", "goserelin", "morphine"],
)
def test_a_medicine_is_not_taken_for_a_word_that_looks_like_it(medicine: str) -> None:
    with pytest.raises(UnknownNameError, match="The article names no medicines") as unknown:
        said("glossary", medicine)
    assert "did you mean" not in str(unknown.value)


def test_an_unknown_rule_gets_the_nearest_few() -> None:
    with pytest.raises(UnknownNameError) as unknown:
        said("rules", "Hormone_hr_positiv")
    count = sum(1 for _ in shipped().topics.texts())
    assert (
        "there is no rule 'Hormone_hr_positiv'; "
        "did you mean hormone_hr_positive or hormone_hr_negative or hr_positive? "
        f"There are {count}; mbc-explainer rules lists the {len(said('rules').splitlines())} that have a condition."
    ) == str(unknown.value)


def test_schemas_are_printed() -> None:
    assert set(PatientProfile.model_fields) == set(json.loads(said("schema", "profile"))["properties"])
    assert {*Explanation.model_fields, "disclaimer"} == set(json.loads(said("schema", "explanation"))["properties"])
    assert "TherapyTopic" in json.loads(said("schema", "rules"))["$defs"]
