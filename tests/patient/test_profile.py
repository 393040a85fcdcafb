"""Spelling is forgiving, meaning is not."""

import copy
import inspect
import json
import math
import pickle
import re
from typing import Any

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import profiles

from mbc_explainer.errors import ProfileError
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS, Goal, Symptom

POSITIVE = ["positive", "+", "POS", " Positive ", "Pos", "pos"]
NEGATIVE = ["negative", "NEG", "Negative", "neg"]
UNKNOWN = ["not done", "pending", "indeterminate", "n/a", "", None, "unknown", "NOT_DONE", "N/A", " ", math.nan]
RECEPTORS = ["er", "pr", "her2"]


@pytest.mark.parametrize("given_value", [[], 17, "x", None, b"", {"er"}])
def test_what_is_no_object_is_refused(given_value: Any) -> None:
    with pytest.raises(ProfileError, match="give an object"):
        PatientProfile.model_validate(given_value)


@pytest.mark.parametrize("text", ["", "{", "[" * 5000, '{"er":', b"\xff", "[]", "17", "\0"])
def test_text_that_is_no_profile_is_refused(text: str | bytes) -> None:
    with pytest.raises(ProfileError):
        PatientProfile.model_validate_json(text)


def test_all_problems_are_reported_at_once() -> None:
    with pytest.raises(ProfileError) as refused:
        PatientProfile(er="x", sites=[], bogus=1)
    assert {"er", "sites", "'bogus'"} == {problem.field for problem in refused.value.problems}


def test_a_hosts_own_model_gets_its_own_error() -> None:
    class Host(pydantic.BaseModel):
        profile: PatientProfile

    with pytest.raises(pydantic.ValidationError, match="a dash can stand for"):
        Host.model_validate({"profile": {"er": "-"}})
    assert "positive" == Host.model_validate({"profile": {"er": "+"}}).profile.er


def test_symptomatic_sites_are_among_the_sites() -> None:
    with pytest.raises(ProfileError, match="each must be among sites: bone"):
        PatientProfile(sites=["bone"], symptomatic_sites=["brain"])


def test_sites_are_kept_as_given() -> None:
    assert PatientProfile(symptomatic_sites=["lung"]).sites is None


@given(profiles())
def test_a_prompt_shows_what_is_stated_and_takes_it_back(profile: PatientProfile) -> None:
    """Nothing that was left out shows."""
    shown = repr(profile)
    assert str(profile) == shown
    assert profile == eval(shown, {"PatientProfile": PatientProfile})  # noqa: S307 -- what was just shown
    for name, value in profile.model_dump().items():
        assert bool(re.search(rf"\b{name}=", shown)) == (value != PatientProfile.model_fields[name].default)


def test_its_help_lists_what_each_field_takes() -> None:
    told = " ".join((inspect.getdoc(PatientProfile) or "").split())
    at = [told.index(f" {name}: ") for name in FIELDS]
    for (name, field), start, end in zip(FIELDS.items(), at, [*at[1:], len(told)], strict=True):
        expected = FIELDS[field.within] if field.within else field
        listed = told[at[list(FIELDS).index(field.within)] : start] if field.within else told[start:end]
        assert [str(word) for word in expected.vocabulary] == [
            word for word in re.findall(r"\w+", listed.partition(": ")[2]) if word in set(expected.vocabulary)
        ], name


def test_a_profile_is_frozen_hashable_and_survives_copies() -> None:
    profile = PatientProfile(er="+", sites=["bone"], goals=list(Goal), symptoms=list(Symptom))
    with pytest.raises(pydantic.ValidationError):
        profile.er = "negative"  # type: ignore[assignment]
    copies = [copy.copy(profile), copy.deepcopy(profile), pickle.loads(pickle.dumps(profile))]  # noqa: S301 -- own
    copies.append(PatientProfile.model_validate_json(profile.model_dump_json()))
    assert [profile] * 4 == copies
    assert {profile} == set(copies)


def test_enums_are_strings() -> None:
    assert '{"er":"positive"}' == json.dumps({"er": PatientProfile(er="ER+").er}, separators=(",", ":"))


words = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.binary(max_size=9),
    st.sampled_from(["ER-", "+", "-", "neg", "bone", "nausea", "low", "none"]),
)  # fmt: skip
anything = st.recursive(
    words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
)


@given(st.dictionaries(st.sampled_from([*PatientProfile.model_fields, "bogus"]), anything, max_size=5) | anything)
def test_anything_is_read_or_refused_in_our_own_words(given_value: Any) -> None:
    try:
        PatientProfile.model_validate(given_value)
    except ProfileError as refused:
        assert refused.problems  # noqa: PT017 -- most of what is given is refused, some is not


def test_a_notebook_shows_it_field_by_field() -> None:
    shown = PatientProfile(er="+", symptomatic_sites=[], goals=["extend_life"])._repr_mimebundle_()
    lines = shown["text/plain"].splitlines()
    assert "- the ER result: positive" in lines
    assert "- where the cancer has spread: not stated" in lines
    assert "- whether a tumor causes significant symptoms: none" in lines
    assert "- goals of treatment: extend life" in lines
    assert "- symptoms: not stated" in lines
    for line in (line for line in lines if line.startswith("- ")):
        title, _, words = line.removeprefix("- ").partition(": ")
        assert f"- **{title}:** {words}" in shown["text/markdown"]
        assert f"{title}:</strong> {words}" in shown["text/html"]
