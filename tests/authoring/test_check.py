"""One command goes through everything."""

import shutil
from pathlib import Path

import pytest

from mbc_explainer.authoring.check import check_rules
from mbc_explainer.errors import DocumentError
from mbc_explainer.knowledge.snapshot import rules_folder, shipped

SOUND = check_rules(rules_folder(), mutants=True)


def test_the_shipped_rules_are_sound() -> None:
    assert [] == [finding for check in SOUND.checks for finding in check.findings if finding.level == "error"]
    assert SOUND.sound
    assert shipped().fingerprint == SOUND.fingerprint
    assert any("139 of 139 sentences accounted for" in check.summary for check in SOUND.checks)
    assert any("100.0%" in check.summary for check in SOUND.checks)


def broken(tmp_path: Path, file: str, old: str, new: str) -> list[str]:
    folder = tmp_path / "rules"
    shutil.copytree(rules_folder(), folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    report = check_rules(folder)
    assert not report.sound
    return [str(finding) for check in report.checks for finding in check.findings]


HORMONE = "systemic/hormone_therapy.yaml"
NEGATIVE = "hr: negative}\n    relevance"
GAP = 'no rule holds where hr=negative; expected one; for example {"er":"negative","pr":"negative"}'
CONFLICT = "hormone_hr_positive says relevant, hormone_hr_negative says not_described; expected one; for example"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (HORMONE, "    relevance: depends\n", "    relevance: relevant\n", "comes out as depends ['pr']"),
        (HORMONE, "depends_on: [pr]", "depends_on: [er]", "expected depends ['er']"),
        (HORMONE, "fires: [hormone_hr_positive, ", "fires: [", "hormone_hr_positive fires and should not"),
        (HORMONE, NEGATIVE, NEGATIVE.replace("negative", "positive"), GAP),
        (HORMONE, NEGATIVE, NEGATIVE.replace("hr", "her2"), CONFLICT),
        ("systemic/immunotherapy.yaml", "immunotherapy_for_whom]", "nothing]", "nothing should fire and does not"),
        ("systemic/targeted_therapy.yaml", "[L45.1, L45.2]", "[L45.1]", "L45.2: nothing rests on it"),
        ("sites/lung.yaml", "Up to 32%", "Up to 33%", "the figure 33% is not in"),
        ("sites/lung.yaml", "Most people with", "You should know that most people with", "reads as advice"),
    ],
)  # fmt: skip
def test_a_check_finds(tmp_path: Path, file: str, old: str, new: str, expected: str) -> None:
    assert any(expected in finding for finding in broken(tmp_path, file, old, new))


def test_findings_have_the_file_and_line(tmp_path: Path) -> None:
    found = broken(tmp_path, "sites/lung.yaml", "Up to 32%", "Up to 33%")
    assert found[0].startswith("sites/lung.yaml:5: lung.texts.1: the figure 33%")


def test_a_copy_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="can't be read"):
        check_rules(rules_folder(), tmp_path / "none.txt")
