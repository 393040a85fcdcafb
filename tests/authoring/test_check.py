"""One command goes through everything."""

import re
from pathlib import Path

import pytest

from mbc_explainer.authoring.check import check_rules
from mbc_explainer.errors import DocumentError
from mbc_explainer.knowledge.snapshot import rules_folder, shipped


def test_the_shipped_rules_are_sound() -> None:
    """Every example comes out, every text is cited and plain, every law holds, and every mutant is killed."""
    report = check_rules(rules_folder(), mutants=True)
    assert [] == [issue for check in report.checks for issue in check.findings if issue.level == "error"]
    assert report.sound
    assert shipped().fingerprint == report.fingerprint
    summaries = " ".join(check.summary for check in report.checks)
    assert "139 of 139 sentences accounted for" in summaries
    assert "mutants killed (100.0%)" in summaries
    for count, least in (("examples", 70), ("of [0-9]+ mutants killed", 700), ("texts; hardest", 400)):
        assert least < int(re.findall(rf"(\d+) {count}", summaries)[-1])


def issues_with(folder: Path, edits: list[tuple[str, str, str]]) -> list[str]:
    """What a check finds in rules in which some words are others."""
    for file, old, new in edits:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    report = check_rules(folder)
    assert not report.sound
    return [str(issue) for check in report.checks for issue in check.findings]


HORMONE = "systemic/hormone_therapy.yaml"
NEGATIVE = "hr: negative}\n    relevance"
GAP = 'no rule holds where hr=negative; expected one; for example {"er":"negative","pr":"negative"}'
CONFLICT = "hormone_hr_positive says relevant, hormone_hr_negative says not_described; expected one; for example"
OTHERWISE = [
    (HORMONE, "    relevance: depends\n", "    relevance: relevant\n", "comes out as depends ['pr']"),
    (HORMONE, "fires: [hormone_hr_positive, ", "fires: [", "hormone_hr_positive fires and should not"),
    ("systemic/immunotherapy.yaml", "immunotherapy_for_whom]", "nothing]", "nothing should fire and does not"),
    ("systemic/targeted_therapy.yaml", "[L45.1, L45.2]", "[L45.1]", "L45.2: nothing rests on it"),
    ("sites/lung.yaml", "Up to 32%", "Up to 33%", "sites/lung.yaml:5: lung.texts.1: the figure 33% is not in L22.1"),
    ("sites/lung.yaml", "Most people with", "You should know that most people with", "reads as advice"),
]


def test_everything_that_is_wrong_is_found_at_once_with_file_and_line(rules_copy: Path) -> None:
    found = issues_with(rules_copy, [edit[:3] for edit in OTHERWISE])
    assert [] == [expected for *_, expected in OTHERWISE if not any(expected in issue for issue in found)]
    assert all(re.match(r"[\w/]+\.yaml:\d+: ", issue) for issue in found)


@pytest.mark.parametrize(
    ("other", "expected"),
    [(NEGATIVE.replace("negative", "positive"), GAP), (NEGATIVE.replace("hr", "her2"), CONFLICT)],
    ids=["gap", "conflict"],
)
def test_what_does_not_compile_is_reported_too(rules_copy: Path, other: str, expected: str) -> None:
    assert any(expected in issue for issue in issues_with(rules_copy, [(HORMONE, NEGATIVE, other)]))


def test_a_copy_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="can't be read"):
        check_rules(rules_folder(), tmp_path / "none.txt")
