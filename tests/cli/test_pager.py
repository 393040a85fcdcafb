"""A pager that works gets the whole text; where none does, that is said, so that the text is printed instead."""

import os
import shlex
import sys
from pathlib import Path

import pytest

from mbc_explainer.cli.pager import page

PYTHON = shlex.quote(sys.executable)
TEXT = "● Chemotherapy\n" * 10_000


def test_a_pager_gets_the_whole_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = tmp_path / "copied"
    copy = f"import shutil, sys; shutil.copyfileobj(sys.stdin.buffer, open({str(copied)!r}, 'wb'))"
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PAGER", f"{PYTHON} -c {shlex.quote(copy)}")
    assert page(TEXT)
    assert TEXT == copied.read_text(encoding="utf-8")


def test_a_pager_may_be_left_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PAGER", f"{PYTHON} -c pass")
    assert page(TEXT)


BROKEN = {
    "not there": "nowhere-to-be-found -R",
    "no program": os.devnull,
    "failing": f"{PYTHON} -c 'raise SystemExit(3)'",
    "not closed": "less '",
    "none": "",
}


@pytest.mark.parametrize("pager", BROKEN.values(), ids=BROKEN)
def test_a_pager_that_shows_nothing_is_told(pager: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PAGER", pager)
    assert not page(TEXT)


@pytest.mark.parametrize(
    ("there", "started"), [(("less", "more"), ["less"]), (("more",), ["more"]), ((), None)], ids=str
)
def test_the_usual_pager_is_started_where_none_is_named(
    there: set[str], started: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("PAGER", raising=False)
    monkeypatch.setattr("shutil.which", lambda name: name if name in there else None)
    commands = []

    def run(command: list[str], **options: object) -> object:
        commands.append((command, options["env"]["LESS"]))  # type: ignore[index]  # it is a mapping
        return type("Done", (), {"returncode": 0})

    monkeypatch.setattr("subprocess.run", run)
    monkeypatch.setenv("LESS", "-S")
    assert page(TEXT) is (started is not None)
    assert [(started, "-S")] * (started is not None) == commands
    monkeypatch.setenv("TERM", "dumb")
    assert not page(TEXT)
