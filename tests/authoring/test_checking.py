"""The examples in the rule files, and what else can be checked of the shipped rules."""

import shutil
from pathlib import Path

import pytest

from mbc_explainer.authoring.checking import check_rules, example_problems, fires
from mbc_explainer.authoring.rule_file import RuleFile
from mbc_explainer.authoring.rule_files import read_rule_files
from mbc_explainer.knowledge import rules_folder, shipped

FILES = read_rule_files(rules_folder()).files
EXAMPLES = [(file, number) for file in FILES for number in range(len(file.examples))]
CONDITIONAL = [
    (file, text.id, text.when == ({},)) for file in FILES for _, text in file.texts() if text.when is not None
]


@pytest.mark.parametrize(("file", "number"), EXAMPLES, ids=[f"{file.name}:{number + 1}" for file, number in EXAMPLES])
def test_an_example_comes_out_as_its_file_says(file: RuleFile, number: int) -> None:
    assert [] == list(example_problems(file, number, shipped()))


@pytest.mark.parametrize(("file", "rule", "always"), CONDITIONAL, ids=[rule for _, rule, _ in CONDITIONAL])
def test_a_rule_has_an_example_that_fires_it_and_one_that_does_not(file: RuleFile, rule: str, always: bool) -> None:
    shown = {rule in fires(file, example.profile, shipped()) for example in file.examples}
    assert shown >= ({True} if always else {True, False})


def test_the_shipped_rules_are_sound() -> None:
    checked = check_rules(rules_folder())
    assert () == checked.problems
    assert "139 of 139 sentences accounted for" in checked.lines


def broken(tmp_path: Path, file: str, old: str, new: str) -> list[str]:
    folder = tmp_path / "rules"
    shutil.copytree(rules_folder(), folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(problem) for problem in check_rules(folder).problems]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "systemic/hormone_therapy.yaml",
            "    relevance: depends\n",
            "    relevance: relevant\n",
            "comes out as depends ['pr']",
        ),
        ("systemic/hormone_therapy.yaml", "depends_on: [pr]", "depends_on: [er]", "expected depends ['er']"),
        ("systemic/hormone_therapy.yaml", "fires: [hormone_hr_positive, ", "fires: [", "hormone_hr_positive fire"),
        ("systemic/immunotherapy.yaml", "immunotherapy_for_whom]", "nothing]", "nothing should fire"),
        ("systemic/targeted_therapy.yaml", "[L45.1, L45.2]", "[L45.1]", "L45.2: nothing rests on it"),
    ],
)
def test_a_check_finds(tmp_path: Path, file: str, old: str, new: str, expected: str) -> None:
    assert any(expected in problem for problem in broken(tmp_path, file, old, new))
