"""How two profiles differ is the difference of two explanations."""

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
    found = what_if(profile, **changes)
    assert compare(profile, changed, names=found.names) == found


@given(profiles())
def test_a_profile_is_the_same_as_itself(profile: PatientProfile) -> None:
    found = compare(profile, profile)
    assert ((), ()) == (found.options, found.parts)
    assert 8 == len(found.same_options)
    assert "The article says the same for both." in found.to_text()


@pytest.mark.parametrize("changes", [{"bogus": 1}, {"her2": "-"}, {"symptomatic_sites": ["liver"]}])
def test_a_change_that_cannot_be_read_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ProfileError):
        what_if({"sites": ["bone"]}, **changes)


def test_it_goes_out_as_json_and_comes_back() -> None:
    found = compare({"er": "+", "goals": ["extend_life"]}, {"her2": "low", "sites": ["brain"]})
    assert found == Comparison.from_json(found.model_dump_json())


@given(profiles(), profiles())
def test_it_speaks_of_two_people_by_their_names_and_not_of_one_over_time(
    first: PatientProfile, second: PatientProfile
) -> None:
    found = compare(first, second, names=("Ada B.", "Eve C."))
    shown = found.to_text(detail="full")
    assert "Ada B. and Eve C., side by side" in shown
    assert shown.count("first profile") == shown.count("second profile") == 0
    leads = {line.partition(":")[0].removeprefix("- ") for line in shown.splitlines() if line.startswith("- ")}
    for word in ("no longer", "now", "before", "after", "since"):
        assert word not in {lead.casefold().split(",")[0] for lead in leads}
    assert found == Comparison.from_json(found.model_dump_json())


def test_without_names_they_are_the_first_and_the_second() -> None:
    assert ("the first profile", "the second profile") == compare({}, {}).names
    data = compare({}, {}).model_dump(mode="json")
    del data["names"]
    assert compare({}, {}) == Comparison.from_json(json.dumps(data))


@pytest.mark.parametrize("names", [("", "b"), (" ", "b"), ("a", "\x1b[2J"), ("a",), ("a", "b", "c")])
def test_names_that_do_not_show_are_refused(names: Any) -> None:
    with pytest.raises(ProfileError, match="give two names"):
        compare({}, {}, names=names)


def test_it_is_gone_through_as_what_differs_and_a_prompt_shows_the_answers() -> None:
    found = what_if({"er": "+", "sites": ["bone"]}, her2="+")
    assert ["targeted_therapy"] == [change.therapy for change in found]
    assert (
        "<Comparison: 1 of 8 answers differs. Others may be the same for another reason.\n"
        "  targeted_therapy: depends, relevant>" == repr(found)
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["answers"].pop(),
        lambda data: data["titles"].append("Another"),
        lambda data: data["in_short"].extend(data["in_short"]),
        lambda data: data["same_parts"].append("glossary"),
        lambda data: data["parts"][0].update(part="glossary"),
        lambda data: data["options"][0].update(open_before=["weight"]),
    ],
)
def test_what_is_no_comparison_of_all_parts_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    data = compare({}, {"er": "positive"}).model_dump(mode="json")
    change(data)
    with pytest.raises(AnswerError, match="expected the JSON of Comparison"):
        Comparison.from_json(json.dumps(data))


def test_the_table_tells_the_reasons_and_leaves_out_what_is_not_said() -> None:
    compared = compare({"sites": ["brain"], "goals": ["most_aggressive"]}, {"symptomatic_sites": ["bone"]})
    found = " ".join(compared.to_text().split())
    assert "May help in some cases, since the cancer has spread to the brain" in found
    assert "May help in some cases, since a tumor causes significant symptoms" in found
    assert "how aggressive" not in found


def test_a_comparison_without_the_short_answers_still_has_its_table() -> None:
    found = compare({"er": "positive"}, {"er": "negative", "pr": "negative"}).model_copy(update={"in_short": ()})
    assert "Described for this cancer" in found.to_text()
