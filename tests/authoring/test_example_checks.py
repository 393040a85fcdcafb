"""What is found where examples do not come out; that the shipped ones do is shown by the check of the shipped rules."""

from typing import Any

import pytest

from mbc_explainer.authoring.example_checks import (
    FileExamples,
    answers_that_no_example_reaches,
    examples_that_fail,
    rules_that_no_example_shows,
)
from mbc_explainer.authoring.issues import Subject
from mbc_explainer.authoring.rule_file import RuleFile
from mbc_explainer.patient.vocabulary import Fit, Therapy

HORMONE = "systemic/hormone_therapy.yaml"


def file_of(subject: Subject, name: str) -> RuleFile:
    return next(file for file in subject.rules.files if file.name == name)


def with_file(subject: Subject, file: RuleFile) -> Subject:
    files = tuple(file if other.name == file.name else other for other in subject.rules.files)
    return subject._replace(rules=subject.rules._replace(files=files))


@pytest.mark.parametrize(
    ("name", "change", "what"),
    [
        (HORMONE, {"relevance": None}, "expected None"),
        (HORMONE, {"depends_on": ("sites",)}, "expected relevant ['sites']"),
        (HORMONE, {"fires": ()}, "fires and should not; expected exactly what `fires` lists"),
        (HORMONE, {"fires": ("nothing",)}, "nothing should fire and does not"),
        ("receptors.yaml", {"facts": {"hr": "open", "er": "bogus"}}, "expected what `facts` says"),
        ("goals/extend_life.yaml", {"fits": {Therapy.SURGERY: Fit.TENSION}}, "expected what `fits` says"),
        ("goals/extend_life.yaml", {"fits": None}, "chemotherapy: supports"),
    ],
)
def test_an_example_that_comes_out_otherwise_is_found(
    subject: Subject, name: str, change: dict[str, Any], what: str
) -> None:
    file = file_of(subject, name)
    examples = (file.examples[0].model_copy(update=change), *file.examples[1:])
    (issue,) = examples_that_fail(with_file(subject, file._replace(examples=examples)))
    assert ("examples.1", file.name) == (issue.rule, issue.file)
    assert what in issue.what


def test_a_part_of_the_decisions_is_held_against_its_part_of_the_examples(subject: Subject) -> None:
    """As mutants are, each against what it changes: together the parts find what the whole does."""
    for file in subject.rules.files:
        wrong = tuple(example.model_copy(update={"fires": (), "facts": None}) for example in file.examples)
        examples = FileExamples.of(file._replace(examples=wrong), subject.specs)
        whole = {
            (problem.where, rule) for problem in examples.problems(subject.evaluation) for rule in problem.what.split()
        }
        parts = {
            (problem.where, rule)
            for decision in examples.rules
            for problem in examples.problems(subject.evaluation, [decision])
            for rule in problem.what.split()
        }
        assert {rule.strip(",") for _, rule in whole} == {rule.strip(",") for _, rule in parts}
    assert [] == list(examples.problems(subject.evaluation, ["hr"]))


def test_without_examples_every_rule_and_answer_is_missed(subject: Subject) -> None:
    changed = with_file(subject, file_of(subject, HORMONE)._replace(examples=()))
    assert 14 == len(list(rules_that_no_example_shows(changed)))
    assert 3 == len(list(answers_that_no_example_reaches(changed)))
