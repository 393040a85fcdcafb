"""Claims from the command line: one by options, and a file of them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mbc_explainer import ClaimError, MbcExplainerError, ProfileError, UnknownNameError, check_claim
from mbc_explainer.claims import check_claims
from mbc_explainer.cli.commands import app
from mbc_explainer.disclaimer import DISCLAIMER

LEAFLET = Path(__file__).parents[2] / "examples" / "claims.csv"


def said(*words: str) -> str:
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert 0 == done.exit_code, done.output
    return done.output


def test_a_claim_is_checked_as_the_library_does(tmp_path: Path) -> None:
    hormone = check_claim("hormone_therapy", "relevant", {"er": "positive"})
    assert hormone.to_text() == said("claim", "hormone_therapy", "relevant", "--er", "positive")
    (tmp_path / "profile.json").write_text('{"er": "positive"}')
    assert hormone.to_text() == said("claim", "hormone_therapy", "relevant", str(tmp_path / "profile.json"))
    assert check_claim("chemotherapy", "relevant").to_text(detail="brief") == said(
        "claim", "chemotherapy", "relevant", "--detail", "brief"
    )
    negated = check_claim(
        "targeted_therapy",
        "relevant",
        {"sites": ["bone"], "symptomatic_sites": []},
        negated=True,
        unless=[{"er": "+", "pr": "+"}, {"er": "negative"}],
        unless_known=["her2"],
    )
    options = ("--site", "bone", "--symptomatic-site", "none", "--not", "--unless-known", "her2", "--format", "json")
    exceptions = ("--unless", "er=+ and pr=+", "--unless", "er=negative")
    assert negated.model_dump(mode="json") == json.loads(
        said("claim", "targeted_therapy", "relevant", *options, *exceptions)
    )


def test_what_is_stated_as_unknown_is_not_known() -> None:
    answer = json.loads(said("claim", "targeted_therapy", "depends", "--her2", "unknown", "--format", "json"))
    assert "always" == answer["verdict"]


def test_a_file_of_claims_is_a_report(tmp_path: Path) -> None:
    report = check_claims(LEAFLET)
    assert report.to_text() == said("claims", str(LEAFLET))
    assert "" == said("claims", str(LEAFLET), "--output", str(tmp_path / "report.html"))
    assert report.to_page() == (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
@pytest.mark.parametrize(
    "command", [("claim", "surgery", "relevant"), ("claim", "magic", "x"), ("claims", str(LEAFLET))]
)
def test_every_format_carries_the_disclaimer(command: tuple[str, ...], form: str) -> None:
    assert DISCLAIMER in " ".join(said(*command, "--format", form).replace("&#39;", "'").split())


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("claim", "surgry", "relevant"), UnknownNameError),
        (("claim", "surgery", "relevnt"), UnknownNameError),
        (("claim", "surgery", "relevant", "--er", "-"), ProfileError),
        (("claim", "surgery", "depends"), ClaimError),
        (("claim", "surgery", "relevant", "--unless", "her2"), ClaimError),
        (("claim", "surgery", "relevant", "--unless-known", "goals"), ClaimError),
    ],
)
def test_what_is_refused_is_one_of_our_errors(words: tuple[str, ...], error: type[MbcExplainerError]) -> None:
    with pytest.raises(error):
        CliRunner().invoke(app, words, catch_exceptions=False)


@pytest.mark.parametrize("words", [("claim",), ("claim", "surgery"), ("claims", "nowhere.csv"), ("claims",)])
def test_bad_usage_exits_with_2(words: tuple[str, ...]) -> None:
    assert 2 == CliRunner().invoke(app, words).exit_code
