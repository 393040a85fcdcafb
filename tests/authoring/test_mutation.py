from pathlib import Path

import pytest

from mbc_explainer.authoring.compiler import compile_rules
from mbc_explainer.authoring.mutation import mutants, try_mutants
from mbc_explainer.authoring.rule_set import read_rule_files
from mbc_explainer.knowledge.snapshot import rules_folder, shipped

TEXTS = {text.id: text for text in shipped().topics.texts()}


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        (
            "hormone_hr_positive",
            {
                "removed",
                "hr dropped",
                "hr negated",
                "hr is negative",
                "relevance is sometimes",
                "relevance is not_described",
            },
        ),
        ("immunotherapy_for_whom", {"removed"}),
        ("hr_positive", {"removed", "alternative 1 dropped", "er dropped", "pr negated", "value is negative"}),
        ("extend_life_systemic_if", {"relevance without sometimes", "relevance is relevant", "fit is tension"}),
    ],
)
def test_a_rule_is_changed_in_every_small_way(rule: str, changes: set[str]) -> None:
    assert changes <= {mutant.change for mutant in mutants(TEXTS[rule], shipped().topics)}


def test_the_shipped_examples_notice_every_mutant() -> None:
    """All of them; those whose tables equal the original's are the same rule, and no survivors."""
    trial = try_mutants(read_rule_files(rules_folder()), shipped())
    assert () == trial.survived
    assert trial.killed > 700


def test_a_mutant_that_no_example_notices_survives(tmp_path: Path) -> None:
    import shutil  # noqa: PLC0415 -- one test needs it

    folder = tmp_path / "rules"
    shutil.copytree(rules_folder(), folder)
    path = folder / "notes.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("examples:")], encoding="utf-8")
    rules = read_rule_files(folder)
    assert {"note_her2_low", "note_her2_equivocal", "note_sites_from_symptoms"} == {
        mutant.rule for mutant in try_mutants(rules, compile_rules(rules)).survived
    }
