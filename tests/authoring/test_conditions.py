"""Each way to ask amiss stands among the bad rules; here, what may be asked where."""

import pytest

from mbc_explainer.authoring.conditions import condition_problems
from mbc_explainer.authoring.issues import Subject
from mbc_explainer.knowledge.texts import Condition

HORMONE, QUESTIONS = "systemic/hormone_therapy.yaml", "questions.yaml"


@pytest.mark.parametrize(
    ("name", "part", "when", "problem"),
    [
        (HORMONE, "rules", ({"hr": ("positive",)},), None),
        (HORMONE, "rules", ({"hr": ("open",)},), "'open' is not a value of hr"),
        (HORMONE, "rules", ({"goals.any": ("yes",)},), "expected one of the settled facts"),
        (HORMONE, "rules", ({"relevance": ("depends",)},), "unknown fact"),
        (HORMONE, "summary", ({"relevance": ("depends",), "hr": ("open",)},), None),
        (HORMONE, "summary", ({"relevance.surgery": ("relevant",)},), None),
        (QUESTIONS, "texts", ({"relevance": ("depends",)},), "unknown fact"),
        (QUESTIONS, "texts", ({"relevance.surgery": ("depends",), "goals.any": ("yes",)},), None),
        (QUESTIONS, "texts", ({"her2": ("positiv",)},), "did you mean positive"),
    ],
)
def test_what_may_be_asked_hangs_on_the_file_and_its_part(
    subject: Subject, name: str, part: str, when: Condition, problem: str | None
) -> None:
    files = list(subject.rules.files)
    at, file = next((at, file) for at, file in enumerate(files) if file.name == name)
    first, *others = getattr(file.topic, part)
    texts = (first.model_copy(update={"when": when}), *others)
    files[at] = file._replace(topic=file.topic.model_copy(update={part: texts}))
    found = [found.what for found in condition_problems(files)]
    assert (found == []) if problem is None else any(problem in what for what in found)
