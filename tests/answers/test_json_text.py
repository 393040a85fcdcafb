"""The JSON that is joined is, to the letter, the JSON that pydantic writes."""

from hypothesis import given
from strategies import profiles

from mbc_explainer import Explanation, PatientProfile, explain
from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.disclaimer import DISCLAIMER


@given(profiles())
def test_what_is_joined_is_what_pydantic_writes(profile: PatientProfile) -> None:
    explanation = explain(profile)
    assert Renderable.model_dump_json(explanation) == explanation.model_dump_json()


def test_a_copy_says_what_it_says_and_not_what_the_original_did() -> None:
    explanation = explain({"er": "+"})
    explanation.model_dump_json()
    fewer = explanation.model_copy(update={"questions": (), "options": explanation.options[:1]})
    assert Renderable.model_dump_json(fewer) == fewer.model_dump_json()


def test_nothing_takes_the_disclaimer_off() -> None:
    explanation = explain({})
    for text in (
        explanation.model_dump_json(),
        explanation.model_dump_json(exclude={"disclaimer"}),
        explanation.model_dump_json(include={"profile"}),
        Explanation.model_construct(**{**vars(explanation), "disclaimer": ""}).model_dump_json(),
    ):
        assert DISCLAIMER in text
