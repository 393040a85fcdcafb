"""The bundle from the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from mbc_explainer.cli.commands import app
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder

RUNNER = CliRunner()


def test_it_says_what_it_wrote_and_what_to_open(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["bundle", str(tmp_path / "mbc"), "--detail", "brief"])
    assert 0 == done.exit_code
    assert f"{tmp_path / 'mbc'}: 8 files. Open {tmp_path / 'mbc' / 'index.html'} in a browser" in done.stdout
    assert 'detail="brief"' in (tmp_path / "mbc" / "index.html").read_text()


def test_other_rules_make_another_bundle(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["bundle", str(tmp_path), "--rules", str(rules_folder() / SNAPSHOT)])
    assert 0 == done.exit_code


@pytest.mark.parametrize("words", [["--detail", "long"], ["--rules", "missing"], []])
def test_what_it_does_not_take_is_bad_usage(tmp_path: Path, words: list[str]) -> None:
    folder = [str(tmp_path / "mbc")] if words else []
    assert 2 == RUNNER.invoke(app, ["bundle", *folder, *words]).exit_code
    assert [] == list(tmp_path.iterdir())
