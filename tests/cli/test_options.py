"""A profile from options, from a file, or from standard input; the same for every command that takes one."""

import inspect
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from strategies import profiles
from typer.testing import CliRunner

from mbc_explainer import PatientProfile
from mbc_explainer.cli.commands import app
from mbc_explainer.cli.options import Stated, as_options, with_profile
from mbc_explainer.patient.vocabulary import FIELDS

NOTHING = Stated(None, {})


def test_options_are_the_profiles_fields() -> None:
    seen = []

    def command(given: Stated) -> None:
        seen.append(given.profile())

    given = {"er": "+", "sites": ["bone"], "symptomatic_sites": ["none"], "goals": ["extend_life"]}
    with_profile(command)(file=None, **dict.fromkeys(FIELDS) | given)
    assert [PatientProfile(er="+", sites=["bone"], symptomatic_sites=[], goals=["extend_life"])] == seen


@given(profiles())
@settings(max_examples=25)
def test_options_state_the_same_profile_again(profile: PatientProfile) -> None:
    words = ["explain", *shlex.split(as_options(profile)), "--format", "json"]
    done = CliRunner().invoke(app, words, input="{}", catch_exceptions=False)
    assert profile == PatientProfile() or profile.model_dump(mode="json") == json.loads(done.output)["profile"]


def test_a_file_and_options_are_not_taken_together(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"er": "+"}', encoding="utf-8")
    assert PatientProfile(er="+") == NOTHING._replace(file=str(path)).profile()
    with pytest.raises(typer.BadParameter, match="not both"):
        Stated(str(path), {"er": "+"}).profile()


def test_one_profile_is_asked_for_where_there_are_several(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"er": "+"}\n{}\n', encoding="utf-8")
    with pytest.raises(typer.BadParameter, match="give one profile"):
        NOTHING._replace(file=str(path)).profile()


@pytest.mark.parametrize("said", [NOTHING, NOTHING._replace(file="nowhere.json")])
def test_nothing_or_no_such_file_is_bad_usage(said: Stated) -> None:
    with pytest.raises(typer.BadParameter):
        said.profiles()


def test_a_command_gets_the_options_and_keeps_its_own() -> None:
    seen = []

    def command(given: Stated, word: str, times: int = 2) -> None:
        seen.append((given, word, times))

    wrapped = with_profile(command)
    names = list(inspect.signature(wrapped).parameters)
    assert ["word", "times", "file", "er"] == names[:4]
    wrapped(word="x", times=3, **dict.fromkeys(["file", *FIELDS]))
    assert [(NOTHING, "x", 3)] == seen


@pytest.mark.parametrize(
    ("words", "at", "completed"),
    [
        ("mbc-explainer why horm", 2, ["hormone_therapy"]),
        ("mbc-explainer explain --her2 e", 3, ["equivocal"]),
        ("mbc-explainer explain --symptomatic-site ", 3, ["bone", "lung", "liver", "brain", "other", "none"]),
        ("mbc-explainer wh", 1, ["why", "why-not", "what-if"]),
    ],
)
def test_a_shell_completes_names(words: str, at: int, completed: list[str]) -> None:
    asked = {"_MBC_EXPLAINER_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    done = subprocess.run(
        [Path(sys.executable).parent / "mbc-explainer"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert set(completed) == {word for word in done.stdout.split() if word.startswith(words.split(" ")[at])}
