from pathlib import Path

import pytest

from mbc_explainer.authoring import mutation
from mbc_explainer.authoring.compiler import compile_rules, table_of
from mbc_explainer.authoring.example_checks import FileExamples
from mbc_explainer.authoring.issues import Subject
from mbc_explainer.authoring.mutation import mutants, mutate, survivors
from mbc_explainer.authoring.rule_set import RuleFiles, read_rule_files
from mbc_explainer.knowledge.snapshot import shipped

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


def without_examples(rules: RuleFiles, *names: str) -> RuleFiles:
    return rules._replace(
        files=tuple(file._replace(examples=()) if file.name in names else file for file in rules.files)
    )


def test_a_mutant_that_no_example_kills_survives(subject: Subject) -> None:
    """But one that compiling refuses is killed by that, and one that is the same rule is equivalent."""
    rules = without_examples(subject.rules, "notes.yaml", "systemic/hormone_therapy.yaml")
    found = mutate(subject._replace(rules=rules))
    by_rule: dict[str, set[str]] = {}
    for mutant in found.survived:
        by_rule.setdefault(mutant.rule, set()).add(mutant.change)
    assert {"note_her2_low", "note_her2_equivocal", "note_sites_from_symptoms"} <= by_rule.keys()
    assert {"relevance is sometimes", "relevance is not_described"} == by_rule["hormone_hr_positive"]
    assert found.score < 100
    assert "this mutant survived" in next(survivors(subject, found)).what


def multiplied(subject: Subject, folder: Path, times: int) -> Subject:
    """The shipped rules with each note so many times."""
    note = "  - id: note_her2_low"
    path = folder / "notes.yaml"
    original = (subject.rules.folder / "notes.yaml").read_text(encoding="utf-8")
    before, _, rest = original.partition(note)
    own, between, after = rest.partition("  - id: note_her2_equivocal")
    names = ["note_her2_low", *(f"note_{number}" for number in range(1, times))]
    notes = "".join(f"  - id: {name}{own}" for name in names)
    text = before + notes + between + after.replace("fires: [note_her2_low]", f"fires: [{', '.join(names)}]")
    path.write_text(text, encoding="utf-8")
    rules = read_rule_files(folder)
    return Subject.of(rules, compile_rules(rules))


def test_the_work_grows_as_the_mutants_do(subject: Subject, rules_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each mutant makes its own tables anew and looks its own decisions up, however many other rules there are."""
    counts = {"tables": 0, "look-ups": 0}

    def counted_table(*args: object) -> object:
        counts["tables"] += 1
        return table_of(*args)  # type: ignore[arg-type]  # handed on as they come

    held = FileExamples.held

    def counted_look_ups(self: FileExamples, profile: object, evaluation: object, part: object = None) -> set[str]:
        counts["look-ups"] += len(self.rules if part is None else part)  # type: ignore[arg-type]  # handed on
        return held(self, profile, evaluation, part)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(mutation, "table_of", counted_table)
    monkeypatch.setattr(FileExamples, "held", counted_look_ups)
    per_note = []
    for times in (1, 2, 4):
        multiple = multiplied(subject, rules_copy, times)
        files = tuple(file for file in multiple.rules.files if file.name == "notes.yaml")
        counts |= dict.fromkeys(counts, 0)
        assert () == mutate(multiple._replace(rules=multiple.rules._replace(files=files))).survived
        per_note.append(dict(counts))
    one, two, four = per_note
    for work in counts:
        assert four[work] - two[work] == 2 * (two[work] - one[work]) > 0
