"""A profile to try out: the answer follows what is chosen."""

import re
import subprocess
import sys

import pytest

from mbc_explainer import PatientProfile, ProfileError, explain
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.notebook import explorer
from mbc_explainer.profile import fields_of


def test_it_starts_with_the_profile_that_is_given() -> None:
    profile = PatientProfile(er="+", sites=["bone"], symptomatic_sites=[], goals=["extend_life"])
    live = explorer(profile)
    assert profile == live.profile
    assert list(fields_of()) == list(live.fields)
    assert ("none",) == live.fields["symptomatic_sites"].value
    assert PatientProfile() == explorer().profile
    assert PatientProfile(er="+") == explorer({"er": "positive"}).profile


def test_the_answer_follows_what_is_chosen() -> None:
    live = explorer()
    live.fields["er"].value = "positive"
    live.fields["sites"].value = ("bone", "brain")
    live.fields["symptomatic_sites"].value = ("none",)
    assert PatientProfile(er="+", sites=["bone", "brain"], symptomatic_sites=[]) == live.profile
    assert explain(live.profile) == live.explanation
    assert "Spread to: Bones, Brain" in live.page.value
    assert DISCLAIMER in live.page.value.replace("&#39;", "'")


def test_what_cannot_be_read_says_why_and_changes_nothing() -> None:
    live = explorer({"sites": ["bone"]})
    live.fields["symptomatic_sites"].value = ("brain",)
    assert PatientProfile(sites=["bone"]) == live.profile
    assert "each must be among sites: bone" in live._problem.value
    live.fields["sites"].value = ("bone", "brain")
    assert "" == live._problem.value
    assert PatientProfile(sites=["bone", "brain"], symptomatic_sites=["brain"]) == live.profile


def test_a_notebook_shows_the_widgets() -> None:
    assert "application/vnd.jupyter.widget-view+json" in explorer()._repr_mimebundle_()


def test_two_explorers_share_no_id() -> None:
    first, second = explorer(), explorer()
    assert first._prefix != second._prefix


def test_a_profile_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ProfileError):
        explorer({"er": "-"})


@pytest.mark.parametrize(
    ("module", "package", "extra"),
    [("notebook", "ipywidgets", "notebook"), ("drawing", "matplotlib", "plots"), ("drawing", "graphviz", "plots")],
)
def test_a_missing_extra_is_named_with_what_installs_it(module: str, package: str, extra: str) -> None:
    script = f"import sys; sys.modules[{package!r}] = None; import mbc_explainer.{module}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    last = done.stderr.strip().splitlines()[-1]
    assert re.search(rf"ExtraError: .*{package}.* is missing, .*pip install 'mbc-explainer\[{extra}\]'", last)
