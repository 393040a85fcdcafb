"""What changes from one profile to another is the difference of two explanations."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import profiles

from mbc_explainer import PatientProfile, ProfileError, Relevance, compare, explain, what_if
from mbc_explainer.answers.comparison import Comparison
from mbc_explainer.answers.models import Statement
from mbc_explainer.answers.renderable import AnswerError


def said(part: Any) -> list[Statement]:
    parts = part if isinstance(part, tuple) else (part,)
    return [one for inner in parts for one in ((Statement(text=inner),) if isinstance(inner, str) else inner.said())]


@given(profiles(), profiles())
def test_it_is_the_difference_of_two_explanations(first: PatientProfile, second: PatientProfile) -> None:
    before, after, found = explain(first), explain(second), compare(first, second)
    changed = {change.therapy: change for change in found.options}
    for old, new in zip(before.options, after.options, strict=True):
        assert (old == new) == (new.therapy in found.same_options) == (new.therapy not in changed)
        if old == new:
            continue
        change = changed[new.therapy]
        assert (old.relevance, new.relevance) == (change.before, change.after)
        assert (old.depends_on, new.depends_on) == (change.open_before, change.open_after)
        assert set(old.reasons) - set(new.reasons) == set(change.reasons_gone)
        assert set(new.reasons) - set(old.reasons) == set(change.reasons_new)
        assert set(old.goal_fit) - set(new.goal_fit) == set(change.fits_gone)
        assert set(new.goal_fit) - set(old.goal_fit) == set(change.fits_new)
    parts = {part.part: part for part in found.parts}
    assert set(parts) | set(found.same_parts) == {
        "profile_in_words", "receptors", "sites", "symptoms", "goals", "support", "background", "limits", "questions",
        "notes",
    }  # fmt: skip
    for name in (*parts, *found.same_parts):
        old_said, new_said = said(getattr(before, name)), said(getattr(after, name))
        gone, new_ones = (parts[name].gone, parts[name].new) if name in parts else ((), ())
        assert set(old_said) - set(new_said) == set(gone)
        assert set(new_said) - set(old_said) == set(new_ones)


@given(profiles(), st.sampled_from(["er", "pr", "her2"]), st.sampled_from(["positive", "negative", "unknown"]))
def test_what_if_is_comparing_with_the_profile_changed(profile: PatientProfile, field: str, value: str) -> None:
    changes: dict[str, Any] = {field: value}
    changed = PatientProfile.model_validate({**profile.model_dump(), **changes})
    assert compare(profile, changed) == what_if(profile, **changes)


@given(profiles())
def test_nothing_changes_from_a_profile_to_itself(profile: PatientProfile) -> None:
    found = compare(profile, profile)
    assert ((), ()) == (found.options, found.parts)
    assert 8 == len(found.same_options)
    assert "Nothing changes." in found.to_text()


@pytest.mark.parametrize(
    ("profile", "changes", "therapy", "answers", "because"),
    [
        ({"er": "+"}, {"her2": "+"}, "targeted_therapy", ("depends", "relevant"), [["HER2 is positive"]]),
        ({"er": "+", "pr": "+"}, {"er": "neg", "pr": "neg"}, "hormone_therapy", ("relevant", "not_described"), [
            ["ER is negative", "PR is negative"],
        ]),
        ({"er": "neg", "pr": "neg"}, {"er": "+", "pr": "+"}, "hormone_therapy", ("not_described", "relevant"), [
            ["ER is positive"], ["PR is positive"],
        ]),
        ({"er": "neg", "pr": "neg"}, {"pr": "pending"}, "hormone_therapy", ("not_described", "depends"), [
            ["the PR result is not known yet"],
        ]),
        ({"sites": ["bone"], "symptomatic_sites": []}, {"sites": ["bone", "brain"]}, "surgery",
         ("sometimes", "relevant"), [["the cancer has spread to the brain"]]),
    ],
)  # fmt: skip
def test_a_changed_answer_says_since_what(
    profile: dict[str, Any], changes: dict[str, Any], therapy: str, answers: tuple[str, str], because: list[list[str]]
) -> None:
    change = next(one for one in what_if(profile, **changes).options if one.therapy == therapy)
    assert answers == (change.before, change.after)
    assert because == [[fact.text for fact in one] for one in change.because]


@given(profiles(), profiles())
def test_an_answer_that_changes_always_says_since_what(first: PatientProfile, second: PatientProfile) -> None:
    for change in compare(first, second).options:
        if change.before is not change.after:
            assert change.because


def test_it_shows_what_changes_and_what_stays() -> None:
    text = what_if({"er": "+", "sites": ["bone"]}, her2="positive").to_text()
    assert "1 of 8 answers changes." in text
    assert "- Since: HER2 is positive." in text
    assert "- Now: HER2 is positive." in text
    assert "What stays as it is" in text
    gone = what_if({"er": "+", "pr": "+"}, er="neg", pr="neg")
    assert Relevance.NOT_DESCRIBED in {after for _, after in gone.answers}
    assert "Not described here does not mean not possible." in gone.to_markdown()


@pytest.mark.parametrize("changes", [{"bogus": 1}, {"her2": "-"}, {"symptomatic_sites": ["liver"]}])
def test_a_change_that_cannot_be_read_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ProfileError):
        what_if({"sites": ["bone"]}, **changes)


def test_it_goes_out_as_json_and_comes_back() -> None:
    found = compare({"er": "+", "goals": ["extend_life"]}, {"her2": "low", "sites": ["brain"]})
    assert found == Comparison.from_json(found.model_dump_json())


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["answers"].pop(),
        lambda data: data["titles"].append("Another"),
        lambda data: data["same_parts"].append("glossary"),
        lambda data: data["parts"][0].update(part="glossary"),
    ],
)
def test_what_is_no_comparison_of_all_parts_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    data = compare({}, {"er": "positive"}).model_dump(mode="json")
    change(data)
    with pytest.raises(AnswerError, match="expected the JSON of Comparison"):
        Comparison.from_json(json.dumps(data))
