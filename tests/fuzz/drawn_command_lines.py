"""Command lines and files that nobody would write, drawn by Hypothesis and run in this process.

Each runs in a folder of its own, as ``mbc-explainer`` would: it ends with a status of
0, 1, 2 or 130, never with an error that escapes, and touches no file there but the one
that was named by ``--output``.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple
from unittest import mock

import typer.main
from drawn_profiles import FIELDS, WORDS
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from made_up_records import BONE, condition, with_breast_cancer
from outcomes import Outcome

from mbc_explainer.cli import lookup, main
from mbc_explainer.cli.output import visible
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder
from mbc_explainer.patient.vocabulary import FIELDS as DECLARED
from mbc_explainer.patient.vocabulary import Relevance, Therapy

STATUSES: Final = {0, 1, 2, 130}
FAULT: Final = "this is a fault of mbc-explainer"
_AT_ONCE: Final = 1_000  # Hypothesis remembers what it drew: a few runs take less memory than a long one

_FILES: Final = {
    "good.json": b'{"er": "+", "sites": ["bone", "brain"], "goals": ["extend_life"]}',
    "other.json": b'{"her2": "low", "symptomatic_sites": "none"}',
    "bad.json": b'{"er": "-", "sites": [], "bogus": 1}',
    "empty.json": b"",
    "deep.json": b"[" * 20_000,
    "no-text.json": b"\xff\xfe\0",
    "record.json": json.dumps(with_breast_cancer(condition(BONE))).encode(),
    "people.jsonl": b'{"er": "+"}\n\n{"er": "-"}\n[]\n{"pr": "neg"}',
    "private.txt": b"private",
    "rules/bone.yaml": b'title: "\\e[2J"\nsite: bone\n',
    "rules/\x1b[31m.yaml": b"&a [",
}
_DRAWN: Final = ("drawn.json", "drawn.jsonl")
_FOLDERS: Final = ("rules", "nothing", "missing", ".")
_READ: Final = (*(name for name in _FILES if "/" not in name), *_DRAWN, "-", "link.json", "loop.json", SNAPSHOT)
_WRITTEN: Final = (
    *("out.txt", "out.svg", "out.png", "nothing/out.txt", "missing/out.txt", "rules/new.yaml", "nothing", "-", ""),
    *("good.json", "link.json", "loop.json", "private.txt", "\x1b[2J.txt", "\udcff.txt", "x" * 300),
)

_SAID: Final = ("--er", "--pr", "--her2", "--site", "--symptomatic-site", "--symptom", "--goal")

_words = st.sampled_from([one for one in WORDS if len(one) < 1_000 and not set(one) & set("/\0\ud800")]) | st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), max_size=8
)


def _mostly(good: Iterable[str]) -> st.SearchStrategy[str]:
    """One of some words, or now and then any other: each way of ``|`` would be taken as often."""
    known = st.sampled_from([*good])
    return st.sampled_from((*(known,) * 9, _words)).flatmap(lambda words: words)


_of_field: Final = {
    name: _mostly([*field.vocabulary, "none" if field.within else "unknown"]) for name, field in DECLARED.items()
}
_therapies = _mostly(Therapy)
_changes = st.sampled_from([*DECLARED]).flatmap(lambda field: _of_field[field].map(f"{field}={{}}".format)) | _words
_file = st.sampled_from([*_READ, *("good.json", "other.json", "drawn.json", "drawn.jsonl", "-") * 3])
_VALUES: Final[dict[str, st.SearchStrategy[str]]] = {
    **{flag: _of_field[field] for flag, field in zip(_SAID, DECLARED, strict=True)},
    "--format": _mostly(["text", "markdown", "html", "json", "mermaid"]),
    "--detail": _mostly(["brief", "standard", "full"]),
    "--names": _mostly(["Ada", "Eve"]),
    "--output": st.sampled_from(_WRITTEN),
    "--rules": st.sampled_from((*_FOLDERS, *_READ, *(SNAPSHOT,) * 12)),
    "--document": st.sampled_from(_READ),
    "--change": _changes,
    "--level": _mostly(["easy", "hard"]),
    "--seed": _mostly(["1", "2"]),
    "--unless": _changes,
    "--unless-known": _mostly(DECLARED),
}
_TAKES: Final = {"--names": 2}
"""How many values, where it is not one."""
_FLAGS: Final = ("--help", "-h", "--version", "--check", "--mutants", "--bogus", "--", "-", "--output=out.html")
_COMMANDS: Final[dict[str, st.SearchStrategy[list[str]]]] = {
    "explain": st.just([]),
    "why": _therapies.map(lambda one: [one]),
    "why-not": _therapies.map(lambda one: [one]),
    "what-if": _changes.map(lambda one: ["--change", one]),
    "compare": st.lists(_file, min_size=2, max_size=2),
    "map": _therapies.map(lambda one: [one]),
    "claim": st.tuples(_therapies, _mostly(Relevance)).map(list),
    "claims": _file.map(lambda one: [one]),
    "rules": st.lists(_words, max_size=1),
    "source": st.lists(st.sampled_from(["L1.1", "L46.1", "L0.0"]) | _words, max_size=1),
    "glossary": st.lists(st.sampled_from(["HER2", "biopsy"]) | _words, max_size=1),
    "schema": st.sampled_from([["profile"], ["explanation"], ["bogus"]]),
    "check": st.sampled_from(_FOLDERS).map(lambda one: [one]),
    "compile": st.sampled_from(_FOLDERS).map(lambda one: [one]),
    "practice": _mostly(["1", "2", "0"]).map(lambda one: ["--count", one]),
    "draw": st.sampled_from([["rules", "surgry"], ["bogus"], ["flow", "--output", "out.txt"], ["map", "--output", ""]]),
}
_PROFILED: Final = ("explain", "why", "why-not", "what-if", "claim")
_OFTEN: Final = (*("explain",) * 9, *_PROFILED * 2, "compare", "map")
_TAKEN: Final[dict[str, tuple[str, ...]]] = {
    "explain": (
        "--detail",
        "--format",
        "--rules",
        "--document",
        "--output",
        "--output",
        "--output=out.html",
        "--sites-complete",
    ),
    **dict.fromkeys(("why", "why-not", "map"), ("--format", "--format", "--rules")),
    "compare": ("--format", "--names", "--rules"),
    "claim": ("--format", "--rules", "--not", "--unless", "--unless-known"),
    "claims": ("--format", "--output"),
    "what-if": ("--format", "--rules", "--change"),
    "source": ("--document",),
    "check": ("--document", "--format", "--mutants"),
    "compile": ("--check",),
    "practice": ("--rules", "--level", "--seed"),
}
"""What each command takes besides a profile."""

_said = st.fixed_dictionaries({}, optional={field: one | st.lists(one) | st.none() for field, one in _of_field.items()})
_fields = _said | _said | st.dictionaries(st.sampled_from(FIELDS), _words, max_size=4)
_lines = st.lists(_fields.map(json.dumps) | _words, max_size=5).map(lambda lines: "\n".join(lines).encode())
_contents = _fields.map(lambda one: json.dumps(one).encode()) | _lines | st.binary(max_size=20)


class Command(NamedTuple):
    """A command line, and what it finds."""

    words: list[str]
    stdin: bytes
    drawn: bytes
    encoding: str


@st.composite
def _commands(draw: st.DrawFn) -> Command:
    name = draw(st.sampled_from([*_COMMANDS, *_OFTEN]))
    words = [*draw(_COMMANDS[name])]
    flags = draw(st.lists(st.sampled_from(_TAKEN.get(name, _FLAGS)), max_size=2 if name in _TAKEN else 1))
    if name in _PROFILED and draw(st.booleans()):
        flags += draw(st.lists(st.sampled_from(_SAID), min_size=1, max_size=5))
    elif name in _PROFILED:
        words.append(draw(_file))
    if not draw(st.integers(0, 7)):
        flags += draw(st.lists(st.sampled_from([*_VALUES, *_FLAGS]), min_size=1, max_size=2))
    for flag in flags:
        words += [flag, *(draw(_VALUES[flag]) for _ in range(_TAKES.get(flag, 1)))] if flag in _VALUES else [flag]
    if not draw(st.integers(0, 15)):
        words = draw(st.permutations(words))
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "ascii", "cp1252"]))
    return Command([name, *words], draw(_contents), draw(_contents), encoding)


def drawn_command_lines(count: int, draw: Random) -> Iterator[Outcome]:
    """What became of so many: their exit status."""
    with _folder() as folder:
        for first in range(0, count, _AT_ONCE):
            yield from _some(min(_AT_ONCE, count - first), draw.getrandbits(32), folder)


def _some(count: int, start: int, folder: Path) -> list[Outcome]:
    found: list[Outcome] = []

    @seed(start)
    @settings(max_examples=count, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_commands())
    def run(command: Command) -> None:
        found.append(_outcome(command, folder))

    run()
    return found


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """A folder of odd files to work in, that is home too; the shipped rules are out of reach of what writes."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "here"
        _fill(folder)
        os.chdir(folder)
        try:
            with (
                mock.patch.dict(os.environ, {"HOME": made, "COLUMNS": "80"}),
                mock.patch.object(lookup, "rules_folder", return_value=folder / "rules"),
                mock.patch.object(typer.main, "get_command", cache(typer.main.get_command)),  # most of the time else
            ):
                yield folder
        finally:
            os.chdir(before)


def _fill(folder: Path) -> None:
    for inner in ("rules", "nothing"):
        (folder / inner).mkdir(parents=True)
    for name, content in _FILES.items():
        (folder / name).write_bytes(content)
    (folder / "private.txt").chmod(0o600)
    (folder / "link.json").symlink_to("good.json")
    (folder / "loop.json").symlink_to("loop.json")
    shutil.copy(rules_folder() / SNAPSHOT, folder)


def _outcome(command: Command, folder: Path) -> Outcome:
    for name in _DRAWN:
        (folder / name).write_bytes(command.drawn)
    before = _state(folder)
    start = time.process_time()
    status, said = _run(command)
    seconds = time.process_time() - start
    touched = {name for name, _ in before.items() ^ _state(folder).items()}
    assert status in STATUSES, f"exit status {status}"
    assert "Traceback" not in said, said
    assert FAULT not in said, (command.words, said)
    assert visible(said) == said  # nothing steers a terminal
    assert {Path(name) for name in touched} <= _named(command.words), touched
    if touched:
        for path in (*folder.iterdir(),):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        folder.rmdir()
        _fill(folder)
        os.chdir(folder)
    return Outcome(f"exit status {status}", seconds)


def _run(command: Command) -> tuple[Any, str]:
    """Run the command line; its exit status, and what it said beside its results."""
    stdin = io.TextIOWrapper(io.BytesIO(command.stdin), encoding="utf-8")
    stdout = io.TextIOWrapper(io.BytesIO(), encoding=command.encoding)
    stderr = io.TextIOWrapper(io.BytesIO(), encoding=command.encoding, errors="backslashreplace")
    with (
        mock.patch.object(sys, "argv", ["mbc-explainer", *command.words]),
        mock.patch.multiple(sys, stdin=stdin, stdout=stdout, stderr=stderr),
    ):
        try:
            main()
        except SystemExit as ended:
            status = ended.code
        for stream in (stdout, stderr):
            stream.flush()
    return status, stderr.buffer.getvalue().decode(command.encoding)


def _state(folder: Path) -> dict[str, tuple[int, ...]]:
    """Everything in a folder: what would change if it were written, replaced, or made another's to read."""
    found = {}
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            told = os.lstat(os.path.join(place, name))  # noqa: PTH118 -- runs some million times
            times = () if name in folders else (told.st_mtime_ns, told.st_ctime_ns, told.st_size)
            found[os.path.relpath(os.path.join(place, name), folder)] = (told.st_ino, told.st_mode, *times)  # noqa: PTH118 -- the same
    return found


def _named(words: list[str]) -> set[Path]:
    """The files that ``--output`` may name."""
    after = {Path(word) for flag, word in pairwise(words) if flag == "--output"}
    within = {Path(word.removeprefix("--output=")) for word in words if word.startswith("--output=")}
    return after | within | ({Path("good.json")} if Path("link.json") in after else set())
