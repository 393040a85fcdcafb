"""The course from the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from mbc_explainer.cli.commands import app
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder

RUNNER = CliRunner()


def test_it_says_what_it_wrote_and_what_to_open(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    done = RUNNER.invoke(app, ["course", str(folder), "--rules", str(rules_folder() / SNAPSHOT), "--seed", "3"])
    assert 0 == done.exit_code
    assert f"{folder}: {len(list(folder.iterdir()))} files. Open {folder / 'index.html'} in a browser." in done.stdout


@pytest.mark.parametrize("words", [["--seed", "first"], ["--rules", "missing"], []])
def test_what_it_does_not_take_is_bad_usage(tmp_path: Path, words: list[str]) -> None:
    folder = [str(tmp_path / "course")] if words else []
    assert 2 == RUNNER.invoke(app, ["course", *folder, *words]).exit_code
    assert [] == list(tmp_path.iterdir())
