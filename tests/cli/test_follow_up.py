"""Why, why not, what if, two profiles and a map, from the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mbc_explainer import PatientProfile, ProfileError, UnknownNameError, category_map, compare, explain, what_if
from mbc_explainer.cli.commands import app
from mbc_explainer.disclaimer import DISCLAIMER

PROFILE = PatientProfile(er="+", her2="neg", sites=["bone"])
GIVEN = ("--er", "positive", "--her2", "negative", "--site", "bone")


def said(*words: str) -> str:
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert 0 == done.exit_code, done.output
    return done.output


def test_each_command_says_what_the_library_says(tmp_path: Path) -> None:
    explanation = explain(PROFILE)
    other = PatientProfile(er="+", her2="+")
    for name, profile in (("a", PROFILE), ("b", other)):
        (tmp_path / f"{name}.json").write_text(profile.model_dump_json(), encoding="utf-8")
    first, second = str(tmp_path / "a.json"), str(tmp_path / "b.json")
    assert explanation.why("radiation").to_text() == said("why", "radiation", *GIVEN)
    assert explanation.why("radiation").to_text() == said("why", "radiation", first)
    assert explanation.why_not("targeted_therapy").to_text() == said("why-not", "targeted_therapy", *GIVEN)
    assert what_if(PROFILE, her2="+").to_text() == said("what-if", *GIVEN, "--change", "her2=positive")
    assert what_if(PROFILE, sites=["bone", "brain"], pr="neg").to_markdown() == said(
        "what-if", first, "--change", "sites=bone, brain", "--change", "pr=negative", "--format", "markdown"
    )
    assert compare(PROFILE, other).to_text() == said("compare", first, second)
    named = compare(PROFILE, other, names=("Ada", "Eve"))
    assert named.to_text() == said("compare", first, second, "--names", "Ada", "Eve")
    assert category_map("surgery").to_text() == said("map", "surgery")


@pytest.mark.parametrize("command", [("why", "surgery", *GIVEN), ("why-not", "surgery", *GIVEN), ("map", "surgery")])
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "mermaid"])
def test_every_format_carries_the_disclaimer(command: tuple[str, ...], form: str) -> None:
    text = said(*command, "--format", form)
    assert DISCLAIMER in " ".join(text.replace("&#39;", "'").replace("<br/>", " ").split())
    if form == "json":
        assert "surgery" == json.loads(text)["therapy"]


@pytest.mark.parametrize(
    "words",
    [
        ("why", "surgery"),
        ("what-if", *GIVEN),
        ("what-if", *GIVEN, "--change", "her2"),
        ("compare", "nowhere.json", "nowhere.json"),
    ],
)
def test_bad_usage_exits_with_2(words: tuple[str, ...]) -> None:
    assert 2 == CliRunner().invoke(app, words).exit_code


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("why", "surgry", *GIVEN), UnknownNameError),
        (("why-not", "surgery", "--er", "-"), ProfileError),
        (("what-if", *GIVEN, "--change", "her=positive"), UnknownNameError),
        (("what-if", *GIVEN, "--change", "her2=2+"), ProfileError),
        (("map", "x"), UnknownNameError),
    ],
)
def test_what_is_refused_is_one_of_our_errors(words: tuple[str, ...], error: type[Exception]) -> None:
    with pytest.raises(error):
        CliRunner().invoke(app, words, catch_exceptions=False)
