"""A leaflet's claims, held against the document: each with its place, its verdict and who shows it."""

import html
from pathlib import Path
from typing import Any

import pytest

from mbc_explainer import check_claim
from mbc_explainer.claims import ClaimReport, check_claims
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.errors import ClaimError
from mbc_explainer.rendering import Detail

LEAFLET = Path(__file__).parents[2] / "examples" / "claims.csv"
GOOD = {"therapy": "surgery", "answer": "sometimes", "sites": ["bone"], "symptomatic_sites": "none"}


def test_the_example_leaflet_comes_out_as_a_nurse_would_judge_it() -> None:
    report = check_claims(LEAFLET)
    verdicts = [one.check.verdict if one.check else "not read" for one in report]
    assert [
        *("always", "sometimes", "always", "always"),  # hormone therapy: HR-positive, all, all but HR-negative, TNBC
        *("sometimes", "always", "always", "always"),  # targeted therapy: left open where HR is positive
        *("never", "never"),  # chemotherapy, immunotherapy
        *("always", "sometimes", "sometimes", "always"),  # radiation and surgery: the brain, and significant symptoms
        "always",
        *("out_of_scope", "out_of_scope", "not read"),
    ] == verdicts
    assert {"always": 9, "never": 2, "sometimes": 4, "out_of_scope": 2, None: 1} == report.counts
    assert [f"{LEAFLET}:{line}" for line in range(2, 20)] == [one.place for one in report]


def test_each_claim_is_checked_as_by_itself() -> None:
    (one,) = check_claims([GOOD])
    assert check_claim("surgery", "sometimes", {"sites": ["bone"], "symptomatic_sites": []}) == one.check
    assert (1, "claim 1", None) == (one.number, one.place, one.claim)


BAD: list[Any] = [
    {"therapy": "surgry", "answer": "relevant"},
    {"therapy": "surgery"},
    {**GOOD, "her2": "3+", "er": "-"},
    {**GOOD, "negated": "perhaps"},
    {**GOOD, "unless": "her2"},
    {**GOOD, "unless_known": ["sites"]},
    {**GOOD, "answer": "depends"},
    {**GOOD, "unless": 17},
    {**GOOD, "theraphy": "x"},
    "surgery is fine",
    None,
]


def test_a_claim_that_cannot_be_read_is_told_and_does_not_stop_the_others() -> None:
    report = check_claims([*BAD, GOOD])
    refused = [bool(one.refused) for one in report]
    assert [True] * (len(BAD) - 3) + [False] + [True] * 2 + [False] == refused
    assert 2 == len(report[2].refused)
    assert "did you mean surgery?" in report[0].refused[0]
    assert "out_of_scope" == (report[8].check and report[8].check.verdict)
    text = report.to_text(300)
    for one in report:
        assert all(problem in text for problem in one.refused)


def test_words_of_a_claim_are_shown_and_steer_nothing() -> None:
    report = check_claims([{**GOOD, "claim": "<b>\x1b[2J\nSurgery  is\trare</b>"}])
    assert r"<b>\x1b[2J Surgery is rare</b>" == report[0].claim
    assert "<b>" not in report.to_html()
    assert r"&lt;b&gt;\x1b[2J Surgery is rare" in report.to_html()


def test_a_report_goes_out_in_every_format_with_the_disclaimer() -> None:
    report = check_claims(LEAFLET)
    assert report == ClaimReport.from_json(report.model_dump_json())
    for text in (report.to_text(), report.to_markdown(), html.unescape(report.to_page()), report.model_dump_json()):
        assert DISCLAIMER in " ".join(text.split())
        assert "Hormone treatment is for all people with MBC." in " ".join(text.split())
    brief = report.to_text(300, detail=Detail.BRIEF)
    assert "That does not say if it is true" in brief
    assert "not checked: 'CDK4/6 inhibitors'" in brief
    assert "L46.1" not in brief
    assert "L46.1" in report.to_text()
    assert repr(report).startswith("<ClaimReport: 18 claims\n  Always so in this article: Hormone pills")


def test_no_claim_makes_an_empty_report() -> None:
    report = check_claims([])
    assert (0, []) == (len(report), list(report))
    assert DISCLAIMER in " ".join(report.to_text().split())


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n")
    with pytest.raises(ClaimError, match=r"a\.csv:1: there is no column therapy"):
        check_claims(str(tmp_path / "a.csv"))
    with pytest.raises(FileNotFoundError):
        check_claims(tmp_path / "b.csv")
