"""The blocks of code on a page of the documentation, and how each is run: one way for the README and the site.

==================  ===================================================================================
``python``          runs, in one namespace for the page
``text``            is what the Python above it printed
``console``         commands after ``$``, each with what it puts out; ``...`` alone on a line, or within
                    one, stands for whatever is there
``sh``              commands, each of which succeeds
``LANGUAGE file``   is written to that file
``diff file``       changes that file as it shows
==================  ===================================================================================

All of a page runs in one folder, which has the examples and the rules in it.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from markdown_it import MarkdownIt
from needed import missing

ROOT: Final = Path(__file__).parents[1]
DOCS: Final = ROOT / "docs"
README: Final = ROOT / "README.md"
PAGES: Final = (README, *sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts))
ELSEWHERE: Final = re.compile(r"(make|pip install|CPPFLAGS=\S+ pip|python3 -m venv|\. mine/bin/activate|mbc-explainer serve)\b")
"""What sets up an environment, runs in one of its own (``.ci/run`` runs these), or answers until it is stopped."""


class Block(NamedTuple):
    """A block of code."""

    language: str
    file: str
    content: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page, but for what tells Sphinx something."""
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type in {"fence", "code_block"} and not token.info.startswith("{"):
            language, _, file = token.info.strip().partition(" ")
            yield Block(language, file, token.content, token.map[0] + 1 if token.map else 0)


def matches(shown: str, said: str) -> bool:
    """Whether a command said what is shown, where ``...`` stands for anything."""
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n|\.\.\.", shown, flags=re.MULTILINE)]
    return re.fullmatch(".*".join(parts), said, re.DOTALL) is not None


class Running:
    """One page that runs, block by block."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.namespace: dict[str, Any] = {}
        self.printed = ""
        for name in ("examples", "rules"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("screenshots"))
        programs = folder / ".programs"
        programs.mkdir()
        for name, arguments in (("mbc-explainer", "-m mbc_explainer"), ("python", "")):
            (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n', encoding="utf-8")
            (programs / name).chmod(0o755)
        self.environment = os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "BROWSER": "true"}

    def run(self, block: Block) -> None:
        """Run a block, and hold what comes out against what is shown."""
        if block.file and block.language != "diff":
            (self.folder / block.file).write_text(block.content, encoding="utf-8")
            return
        known: dict[str, Callable[[Block], None]] = {
            "python": self.python,
            "text": self.text,
            "console": self.console,
            "sh": self.sh,
            "diff": self.diff,
        }
        assert block.language in known, f"line {block.line}: no block of code goes without being run"
        known[block.language](block)

    def python(self, block: Block) -> None:
        """Run it here, and keep what it prints."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.chdir(self.folder):
            exec(block.content, self.namespace)  # noqa: S102 -- the documentation's own code
        self.printed += printed.getvalue()

    def text(self, block: Block) -> None:
        """What was printed since the last such block."""
        assert block.content == self.printed, f"line {block.line}:\n{self.printed}"
        self.printed = ""

    def console(self, block: Block) -> None:
        """Commands, with what they put out."""
        for part in re.split(r"^\$ ", block.content, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            _, said = self.command(command)
            assert matches(shown, said), f"{command}\n{said}"

    def sh(self, block: Block) -> None:
        """Commands that succeed."""
        for command in block.content.splitlines():
            if ELSEWHERE.match(command):
                named(command)
            elif command:
                status, said = self.command(command)
                assert 0 == status, f"{command}\n{said}"

    def command(self, command: str) -> tuple[int, str]:
        """What a shell makes of it."""
        done = subprocess.run(
            command,
            shell=True,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    def diff(self, block: Block) -> None:
        """Change a file: each hunk's old lines stand in it."""
        path = self.folder / block.file
        for hunk in re.split(r"^@@.*\n", block.content, flags=re.MULTILINE):
            lines = hunk.splitlines(keepends=True)
            old, new = ("".join(line[1:] for line in lines if line[0] != sign) for sign in "+-")
            content = path.read_text(encoding="utf-8")
            assert old in content, f"line {block.line}: {block.file} has no such lines:\n{old}"
            path.write_text(content.replace(old, new, 1), encoding="utf-8")

    def finish(self) -> None:
        """All that was printed was shown."""
        assert "" == self.printed, self.printed


def named(command: str) -> None:
    """The targets and extras that a command names are there."""
    words = shlex.split(command, comments=True)
    if words[0] == "make":
        dry = ["make", "--dry-run", "--directory", str(ROOT), f"PYTHON={sys.executable}", *words[1:]]
        subprocess.run(dry, check=True, capture_output=True)
    declared = set(re.findall(r"^(\w+) = \[", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE))
    extras = {extra for word in words for found in re.findall(r"\[([\w,]+)\]$", word) for extra in found.split(",")}
    assert extras <= declared


def run_page(page: Path, folder: Path) -> None:
    """Run all that stands on a page."""
    if "draw rules" in page.read_text(encoding="utf-8") and shutil.which("dot") is None:
        missing("Graphviz's dot", "graphviz")
    running = Running(folder)
    for block in blocks(page):
        running.run(block)
    running.finish()
