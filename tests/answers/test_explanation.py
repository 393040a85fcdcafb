"""The whole answer, as a value."""

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from strategies import profiles

from mbc_explainer import Explanation, PatientProfile, Therapy, UnknownNameError, explain
from mbc_explainer.answers.renderable import AnswerError
from mbc_explainer.disclaimer import DISCLAIMER

RICH = PatientProfile(
    er="positive",
    her2="low",
    symptomatic_sites=["brain", "bone"],
    symptoms=["nausea", "depression"],
    goals=["most_aggressive", "quality_of_life"],
)


def test_an_option_is_found_by_name_and_by_member() -> None:
    explanation = explain({})
    for therapy in Therapy:
        assert therapy == explanation[therapy].therapy == explanation[str(therapy)].therapy
    with pytest.raises(UnknownNameError, match=r"did you mean hormone_therapy\?"):
        explanation["hormone"]


@given(profiles())
@settings(max_examples=60)
def test_every_profile_gives_eight_answers_and_the_disclaimer_in_every_format(profile: PatientProfile) -> None:
    explanation = explain(profile)
    assert tuple(Therapy) == tuple(option.therapy for option in explanation.options)
    for text in (
        explanation.to_text(),
        explanation.to_markdown(),
        explanation.to_html(),
        explanation.model_dump_json(),
    ):
        assert DISCLAIMER in " ".join(text.replace("&#39;", "'").split())


@given(profiles())
@settings(max_examples=60)
def test_json_there_and_back_is_equal(profile: PatientProfile) -> None:
    assert explain(profile) == Explanation.from_json(explain(profile).model_dump_json())


@pytest.mark.parametrize("profile", [RICH, PatientProfile()])
def test_copies_are_equal(profile: PatientProfile) -> None:
    explanation = explain(profile)
    copies = [copy.copy(explanation), copy.deepcopy(explanation), pickle.loads(pickle.dumps(explanation))]  # noqa: S301 -- own
    assert [explanation] * 3 == copies


def test_every_text_shown_has_its_citations_or_says_that_it_is_ours() -> None:
    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "passages" in value and "ours" in value:
                assert value["passages"] or value["ours"], value["text"]
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                walk(inner)

    walk(explain(RICH).model_dump())


def test_sites_with_significant_symptoms_count_as_stated() -> None:
    explanation = explain(PatientProfile(symptomatic_sites=["lung"]))
    assert ["lung"] == [note.site for note in explanation.sites]
    assert explanation.profile.sites is None
    assert explanation.notes


@pytest.mark.parametrize(
    "options",
    [lambda these: these[:0], lambda these: these[:7], lambda these: these[::-1], lambda these: [*these[:7], these[0]]],
)
def test_an_explanation_has_each_therapy_category_once(options: Callable[[list[Any]], list[Any]]) -> None:
    data = explain({}).model_dump(mode="json")
    data["options"] = options(data["options"])
    with pytest.raises(AnswerError, match="`options` must have the eight therapy categories"):
        Explanation.from_json(json.dumps(data))
