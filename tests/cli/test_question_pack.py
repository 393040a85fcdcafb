"""Questions from the command line: chosen as in the library, in the format that is asked for or that the name says."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mbc_explainer import UnknownNameError
from mbc_explainer.cli.commands import app
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder
from mbc_explainer.phrases import phrase
from mbc_explainer.teaching import ExportFormat, Kind, Level, export, questions

RUNNER = CliRunner()
CHOSEN = ["--kind", "word", "--kind", "match", "--level", "easy", "--count", "3", "--seed", "2"]
PACK = questions(["word", "match"], level="easy", count=3, seed=2)


@pytest.mark.parametrize("form", sorted(set(ExportFormat) - {ExportFormat.QTI, ExportFormat.ANKI}))
def test_a_format_goes_to_standard_output(form: str) -> None:
    done = RUNNER.invoke(app, ["questions", *CHOSEN, "--format", form])
    assert 0 == done.exit_code, done.output
    assert export(PACK, form) == done.stdout_bytes


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("q.gift", "gift"),
        ("q.xml", "moodle"),
        ("q.zip", "qti"),
        ("q.APKG", "anki"),
        ("q.csv", "csv"),
        ("q.json", "json"),
        ("q.html", "html"),
        ("q.txt", "text"),
        ("q", "text"),
    ],
)
def test_the_name_of_the_file_says_the_format(tmp_path: Path, name: str, form: str) -> None:
    done = RUNNER.invoke(app, ["questions", *CHOSEN, "--output", str(tmp_path / name)])
    assert (0, f"{tmp_path / name}: 3 questions.\n") == (done.exit_code, done.stdout)
    assert export(PACK, form) == (tmp_path / name).read_bytes()


def test_a_format_that_is_asked_for_counts_more_than_the_name(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["questions", *CHOSEN, "--format", "json", "--output", str(tmp_path / "q.txt")])
    assert 0 == done.exit_code
    assert 3 == len(json.loads((tmp_path / "q.txt").read_bytes())["questions"])


def test_other_rules_have_questions_too() -> None:
    rules = str(rules_folder() / SNAPSHOT)
    done = RUNNER.invoke(app, ["questions", *CHOSEN, "--format", "gift", "--rules", rules])
    assert export(PACK, "gift") == done.stdout_bytes


@pytest.mark.parametrize("form", ["qti", "anki"])
def test_an_archive_goes_to_no_terminal(form: str) -> None:
    done = RUNNER.invoke(app, ["questions", "--count", "1", "--format", form])
    assert 2 == done.exit_code
    assert f"{form} is an archive" in " ".join(done.output.split())


@pytest.mark.parametrize(("key", "names"), [("kind", Kind), ("level", Level), ("format_of_questions", ExportFormat)])
def test_the_help_lists_every_name(key: str, names: Iterable[str]) -> None:
    assert f": {', '.join(names)}." in phrase(f"option.{key}")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--kind", "anwser"], "answer"),
        (["--level", "medum"], "medium"),
        (["--about", "surgry"], "surgery"),
        (["--format", "mooddle"], "moodle"),
    ],
)
def test_what_there_is_not_gets_the_nearest(words: list[str], told: str) -> None:
    done = RUNNER.invoke(app, ["questions", *words])
    assert isinstance(done.exception, UnknownNameError)
    assert f"did you mean {told}?" in str(done.exception)


def test_another_ending_is_refused_with_those_that_are_taken(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["questions", "--output", str(tmp_path / "q.pdf")])
    assert isinstance(done.exception, OSError)
    assert ".gift, .xml" in str(done.exception)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [["--count", "0"], ["--seed", "x"]])
def test_bad_usage_is_told(words: list[str]) -> None:
    assert 2 == RUNNER.invoke(app, ["questions", *words]).exit_code
