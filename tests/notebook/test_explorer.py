"""A profile to try out: the answer follows what is chosen."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import profiles

from mbc_explainer import PatientProfile, ProfileError, explain
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.notebook.explorer import explorer
from mbc_explainer.patient.vocabulary import FIELDS


@given(profiles())
@settings(max_examples=30)
def test_it_starts_with_the_profile_that_is_given_and_holds_all_of_it(profile: PatientProfile) -> None:
    live = explorer(profile)
    assert profile == live.profile
    live.chosen = dict(live.chosen) | {"er": "positive"}
    assert PatientProfile.model_validate({**profile.model_dump(), "er": "positive"}) == live.profile


def test_it_starts_with_nothing_stated_or_with_a_mapping() -> None:
    assert PatientProfile() == explorer().profile
    assert PatientProfile(er="+") == explorer({"er": "positive"}).profile


def test_the_answer_follows_what_is_chosen_and_says_what_changed() -> None:
    live = explorer()
    live.chosen = {"er": "positive", "sites": ["bone", "brain"], "symptomatic_sites": []}
    assert PatientProfile(er="+", sites=["bone", "brain"], symptomatic_sites=[]) == live.profile
    assert explain(live.profile) == live.explanation
    assert "● Hormone therapy: Described, since ER is positive" in live.changed


def test_a_profile_that_is_set_is_chosen_and_one_that_cannot_be_read_is_refused() -> None:
    live = explorer()
    live.profile = {"er": "+", "sites": "bone"}
    assert PatientProfile(er="positive", sites=["bone"]) == live.profile
    assert ["bone"] == live.chosen["sites"]
    with pytest.raises(ProfileError):
        live.profile = {"er": "-"}
    assert PatientProfile(er="positive", sites=["bone"]) == live.profile


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ({"sites": ["bone"], "symptomatic_sites": ["brain"]}, "each must be among sites: bone"),
        ({"er": "-"}, "a dash can stand for negative or for missing"),
        ({"name": "Ann"}, "a profile has er, pr"),
    ],
)
def test_what_cannot_be_read_says_why_and_changes_nothing(chosen: dict[str, Any], reason: str) -> None:
    live = explorer({"sites": ["bone"]})
    before = live.chosen
    live.chosen = chosen
    assert PatientProfile(sites=["bone"]) == live.profile
    assert reason in live.problem
    assert before == live.chosen
    live.chosen = {"er": "negative"}
    assert "" == live.problem
    assert PatientProfile(er="negative") == live.profile


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["bone", "none", "positive"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([*FIELDS, "name"]), JSON))
@settings(max_examples=50)
def test_whatever_is_sent_there_is_an_answer_or_a_reason(chosen: dict[str, Any]) -> None:
    live = explorer({"er": "positive"})
    live.chosen = chosen
    assert live.profile == live.explanation.profile
    assert live.problem or PatientProfile.model_validate(chosen) == live.profile


def test_a_notebook_holds_all_that_it_may_say() -> None:
    live = explorer()
    shown = live._repr_mimebundle_()
    assert shown
    assert "application/vnd.jupyter.widget-view+json" in shown[0]
    data, phrases, style = json.loads(live.content)
    assert DISCLAIMER == data["disclaimer"]
    assert {"er", "goals"} <= set(data["vocabulary"])
    assert all(phrases.values())
    assert ".mbc-side" in style


def test_other_rules_make_another_element() -> None:
    assert re.fullmatch(r"mbc-explainer-[0-9a-f]{16}", explorer().element)
    assert explorer().element == explorer({"er": "+"}).element


def test_a_profile_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ProfileError):
        explorer({"er": "-"})


@pytest.mark.parametrize(
    ("module", "package", "extra"),
    [
        ("notebook", "anywidget", "notebook"),
        ("pictures.drawing", "matplotlib", "plots"),
        ("pictures.drawing", "graphviz", "plots"),
    ],
)
def test_a_missing_extra_is_named_with_what_installs_it(module: str, package: str, extra: str) -> None:
    script = f"import sys; sys.modules[{package!r}] = None; import mbc_explainer.{module}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    last = done.stderr.strip().splitlines()[-1]
    assert re.search(rf"ExtraError: .*{package}.* is missing, .*pip install 'mbc-explainer\[{extra}\]'", last)
