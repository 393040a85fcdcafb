"""Whole processes: CPU and wall time of a start, of a first answer, and of the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from profiles import mappings
from timing import Row, Scale

__all__ = ["KEPT", "environment", "rows"]

KEPT = Path(__file__).parents[2] / ".benchmarks"
"""Where results go, and bytecode."""
_COMMAND = "from mbc_explainer.cli import main; main()"
_SMALL_MODEL = """
import pydantic
class Small(pydantic.BaseModel):
    name: str
Small(name="small")
"""
_PYDANTIC, _FIRST_ANSWER = "import pydantic; pydantic.BaseModel", "import and first answer"
Arguments = tuple[str, ...]
"""What Python is started with."""
FOREIGN = {"pass": ("-c", "pass"), _PYDANTIC: ("-c", _PYDANTIC), "pydantic, one small model": ("-c", _SMALL_MODEL)}
"""What runs beneath the library: ``pass`` is Python alone, the small model the floor for all that uses pydantic."""
OWN = {
    "import mbc_explainer": ("-c", "import mbc_explainer"),
    _FIRST_ANSWER: ("-c", "import mbc_explainer as m; m.explain(m.PatientProfile(er='positive'))"),
    "command line: explain": ("-c", _COMMAND, "explain", "--er", "positive"),
    "command line: explain --format html": ("-c", _COMMAND, "explain", "--er", "positive", "--format", "html"),
    "command line: why": ("-c", _COMMAND, "why", "hormone_therapy", "--er", "positive"),
}
_MANY_RUNS = 3
"""Runs of the command line over many profiles, at the most: each takes seconds."""


class Run(NamedTuple):
    """What a process took: milliseconds, and megabytes at the most."""

    cpu: float
    wall: float
    memory: float


def environment(source: Path) -> dict[str, str]:
    """Where a process finds the library, and its bytecode, which it may write below ``.benchmarks``."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PYTHONPATH": str(source), "PYTHONPYCACHEPREFIX": str(KEPT / "bytecode")}


def rows(scale: Scale, sources: Mapping[str, Path]) -> Iterator[tuple[str, Row]]:
    """Every program by turns, once unmeasured to compile its bytecode; each row with the source that it is of."""
    first = next(iter(sources))
    programs: dict[tuple[str, str], Arguments] = {(name, first): arguments for name, arguments in FOREIGN.items()}
    programs |= {(name, source): arguments for source in sources for name, arguments in OWN.items()}
    many = f"command line: explain, {scale.lines:,} JSON Lines"
    with TemporaryDirectory() as folder:
        people = Path(folder) / "people.jsonl"
        people.write_text("".join(f"{json.dumps(given)}\n" for given in mappings(scale.lines)), encoding="utf-8")
        long: dict[tuple[str, str], Arguments] = {
            (many, source): ("-c", _COMMAND, "explain", str(people)) for source in sources
        }
        found = _by_turns(programs, sources, scale.runs) | _by_turns(long, sources, min(scale.runs, _MANY_RUNS))
    for (name, source), runs in found.items():
        yield source, Row(f"{name}, CPU", "ms", [run.cpu for run in runs])
        yield source, Row(f"{name}, wall", "ms", [run.wall for run in runs])
        if name == many:
            yield source, Row(f"{name}, memory at the most", "MB", [run.memory for run in runs])
    for source in sources:
        pairs = list(zip(found[_FIRST_ANSWER, source], found[_PYDANTIC, first], strict=True))
        title = f"{_FIRST_ANSWER}, over {_PYDANTIC}"
        yield source, Row(f"{title}, CPU", "times", [answer.cpu / alone.cpu for answer, alone in pairs])
        yield source, Row(f"{title}, wall", "times", [answer.wall / alone.wall for answer, alone in pairs])


def _by_turns(
    programs: dict[tuple[str, str], Arguments], sources: Mapping[str, Path], runs: int
) -> dict[tuple[str, str], list[Run]]:
    """Each program of each source, so many times, the order turned round from one time to the next."""
    environments = {name: environment(source) for name, source in sources.items()}
    for (_, source), arguments in programs.items():
        _run(arguments, environments[source])
    found: dict[tuple[str, str], list[Run]] = {key: [] for key in programs}
    for number in range(runs):
        for key in list(programs) if number % 2 == 0 else reversed(programs):
            found[key].append(_run(programs[key], environments[key[1]]))
    return found


def _run(arguments: Arguments, variables: dict[str, str]) -> Run:
    """Run a program to its end.

    Raises:
        RuntimeError: it failed.
    """
    start = perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], env=variables, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"a program ended with {process.returncode}: {' '.join(arguments)}")
    megabytes = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Run((used.ru_utime + used.ru_stime) * 1e3, wall * 1e3, megabytes)
