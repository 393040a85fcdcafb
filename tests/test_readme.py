"""The README's code runs, and what it shows is what comes out."""

import contextlib
import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

from served import post

from mbc_explainer.mcp_server.tools import say

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def test_the_first_example_is_short() -> None:
    assert len(blocks("python")[0].strip().splitlines()) <= 5


def test_the_code_runs_and_prints_what_is_shown() -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec("\n".join(blocks("python")), {})  # noqa: S102 -- the README's own code
    assert "".join(blocks("text")) == printed.getvalue()


def test_the_service_and_the_tools_refuse_as_is_shown() -> None:
    """But for what the status is called, which goes by the version of Python."""
    given = {"her2": "2+"}
    (shown,) = blocks("json")
    assert post("/explain", given).json() | {"title": ""} == json.loads(shown) | {"title": ""}
    assert [say("explain", {"profile": given}).text + "\n"] == blocks("markdown")


def test_the_commands_print_what_is_shown() -> None:
    shown = blocks("console")
    assert shown
    for block in shown:
        command, _, expected = block.partition("\n")
        words = shlex.split(command.removeprefix("$ mbc-explainer "))
        done = subprocess.run(
            [sys.executable, "-m", "mbc_explainer", *words], capture_output=True, text=True, check=False
        )
        assert expected == done.stderr + done.stdout
