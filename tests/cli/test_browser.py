"""The page of an answer reaches the browser, or it is said where the page is."""

import os
import shlex
import stat
import subprocess
import sys
import webbrowser
from pathlib import Path

import pytest
import typer

from mbc_explainer import explain
from mbc_explainer.cli.browser import open_page
from mbc_explainer.cli.output import Format
from mbc_explainer.rendering import Detail

EXPLANATION = explain({"er": "+"})
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="BROWSER, and the modes of files")


@POSIX
@pytest.mark.parametrize("output", ["my answer.html", None])
def test_a_page_is_written_and_opened(output: str | None, tmp_path: Path) -> None:
    script = "import sys; print('OPENED', sys.argv[1])"
    environment = os.environ | {
        "BROWSER": shlex.join([sys.executable, "-c", script]) + " %s",
        "TMPDIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "mbc_explainer", "explain", "--er", "+", "--open"]
    done = subprocess.run(
        command + (["--output", output] if output else []),
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    (page,) = tmp_path.iterdir()
    assert f"OPENED {page.as_uri()}\n" == done.stdout
    assert f"Saved: {output or page}\n" == done.stderr
    assert EXPLANATION.to_page() == page.read_text(encoding="utf-8")
    assert output or stat.S_IMODE(page.stat().st_mode) == 0o600


@pytest.mark.parametrize("broken", [webbrowser.Error("could not locate runnable browser"), None])
def test_where_there_is_no_browser_the_page_stays_and_is_named(
    broken: Exception | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def opened(_: str) -> bool:
        if broken:
            raise broken
        return False

    monkeypatch.setattr("webbrowser.open", opened)
    with pytest.raises(typer.Exit) as ended:
        open_page(EXPLANATION, None, tmp_path / "a.html", Detail.BRIEF)
    assert 1 == ended.value.exit_code
    saved, told = capsys.readouterr().err.splitlines()
    assert f"Saved: {tmp_path / 'a.html'}" == saved
    assert "mbc-explainer: no browser was found to show the page; open the file in one yourself" == told
    assert EXPLANATION.to_page(detail="brief") == (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("form", "output", "told"),
    [
        (Format.JSON, None, "this would be json"),
        (None, "a.txt", "this would be text"),
        (None, "a", "this would be text"),
        (Format.TEXT, "a.html", "this would be text"),
        (None, "-", "give --output a file name"),
    ],
)
def test_only_a_page_in_a_file_is_opened(
    form: Format | None, output: str | None, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.open", lambda _: pytest.fail("it was opened"))
    with pytest.raises(typer.BadParameter, match=told):
        open_page(EXPLANATION, form, Path(output) if output else None, None)
    assert [] == list(tmp_path.iterdir())
