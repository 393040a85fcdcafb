"""What changes from one profile to another is the difference of two explanations."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import profiles

from mbc_explainer import PatientProfile, ProfileError, compare, explain, what_if
from mbc_explainer.answers.comparison import Comparison
from mbc_explainer.answers.models import Statement
from mbc_explainer.answers.renderable import AnswerError


def statements(part: Any) -> list[Statement]:
    parts = [Statement(text=inner) if isinstance(inner, str) else inner for inner in _parts(part)]
    return [statement for inner in parts for statement in inner.all_statements()]


def _parts(part: Any) -> tuple[Any, ...]:
    return part if isinstance(part, tuple) else (part,)


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
        was, now = set(statements(getattr(before, name))), set(statements(getattr(after, name)))
        gone, new_ones = (parts[name].gone, parts[name].new) if name in parts else ((), ())
        assert was - now == set(gone)
        assert now - was == set(new_ones)


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
