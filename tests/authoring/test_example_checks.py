"""The examples in the rule files, one test each; and each rule is shown at work and at rest."""

import pytest

from mbc_explainer.authoring.example_checks import example_problems, fires, unreached, unshown
from mbc_explainer.authoring.rule_file import RuleFile
from mbc_explainer.authoring.rule_set import read_rule_files
from mbc_explainer.knowledge.snapshot import rules_folder, shipped
from mbc_explainer.reasoning.evaluation import Evaluation

FILES = read_rule_files(rules_folder()).files
EVALUATION = Evaluation(shipped().topics, shipped().decisions)
EXAMPLES = [(file, number) for file in FILES for number in range(len(file.examples))]
CONDITIONAL = [
    (file, text.id, text.when == ({},)) for file in FILES for _, text in file.texts() if text.when is not None
]


@pytest.mark.parametrize(("file", "number"), EXAMPLES, ids=[f"{file.name}:{number + 1}" for file, number in EXAMPLES])
def test_an_example_comes_out_as_its_file_says(file: RuleFile, number: int) -> None:
    assert [] == list(example_problems(file, number, EVALUATION))


@pytest.mark.parametrize(("file", "rule", "always"), CONDITIONAL, ids=[rule for _, rule, _ in CONDITIONAL])
def test_a_rule_has_an_example_that_fires_it_and_one_that_does_not(file: RuleFile, rule: str, always: bool) -> None:
    shown = {rule in fires(file, example.profile, EVALUATION) for example in file.examples}
    assert shown >= ({True} if always else {True, False})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_is_left_unshown_or_unreached(file: RuleFile) -> None:
    assert [] == [*unshown(file), *unreached(file, EVALUATION)]


def test_without_examples_every_rule_and_answer_is_missed() -> None:
    file = next(file for file in FILES if file.name == "systemic/hormone_therapy.yaml")._replace(examples=())
    assert 14 == len(list(unshown(file)))
    assert 3 == len(list(unreached(file, EVALUATION)))
