"""How fast it is, beside others, cold and warm, in one run: ``make bench``.

Apart from the tests, and without a verdict. Each part runs in processes of its own, several
rounds over, by turns with the other parts and, with ``--other``, with another version of the
library. A median over all rounds counts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import machine
import processes
from rivals import missing
from table import Table, lines, merged
from timing import Row, Scale

__all__ = ["main", "measure"]

WHOLE = Scale(profiles=4_000, rounds=7, runs=15, lines=5_000, calls=1_000_000, rows=1_000_000, file_rows=1_000_000)
QUICK = Scale(profiles=500, rounds=3, runs=3, lines=500, calls=50_000, rows=100_000, file_rows=100_000)
_SOURCE = Path(__file__).parents[2] / "src"
_HERE, _OTHER = "here", "other"

Part = tuple[str, ...]
"""A module, and what it is told."""

EACH_ROUND: dict[str, Sequence[Part]] = {
    "Deciding which rules hold, nothing open: rivals from booleans made before, own from the profile": [("deciding",)],
    "From a profile to its answer": [("explaining",)],
    "Reading and writing": [("reading",)],
    "Showing": [
        *(("rendering", name) for name in ("to_text", "to_markdown", "to_html", "to_page")),
        ("rendering",),
    ],
    "Asking further": [("questions",)],
    "Serving: requests answered in a second over eight connections, which is wall time": [("serving",)],
}
ONCE: dict[str, Sequence[Part]] = {
    "Memory": [("memory", "shipped"), ("memory", "own")],
    "Size": [("sizes",)],
    "Tables": [("tables", "memory"), ("tables", "file")],
}
_OF_THIS_VERSION_ALONE = {"deciding", "serving", "tables"}
"""Parts that look inside the library, or at what it has not had for long; all others use what is public."""


def _rows(part: Part, scale: Scale, source: Path) -> Iterator[Row]:
    """What a part finds in a process of its own.

    Raises:
        RuntimeError: it failed.
    """
    module, *arguments = part
    variables = processes.environment(source)
    command = [sys.executable, str(Path(__file__).with_name("part.py")), module, json.dumps(scale), *arguments]
    done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the part {' '.join(part)} failed for {source}")
    return (Row(*row) for row in json.loads(done.stdout))


def measure(scale: Scale, sources: Mapping[str, Path]) -> dict[str, dict[str, Table]]:
    """A table for each source and, in it, for each section."""
    found: dict[str, dict[str, list[Row]]] = {source: {} for source in sources}
    for number in range(scale.rounds):
        for title, parts in {**EACH_ROUND, **(ONCE if number == 0 else {})}.items():
            for part in parts:
                for source in list(sources) if number % 2 == 0 else reversed(list(sources)):
                    if source == _HERE or part[0] not in _OF_THIS_VERSION_ALONE:
                        found[source].setdefault(title, []).extend(_rows(part, scale, sources[source]))
        print(f"round {number + 1} of {scale.rounds}", file=sys.stderr)
    for source, row in processes.rows(scale, sources):
        found[source].setdefault("Processes", []).append(row)
    return {source: {title: merged(rows) for title, rows in sections.items()} for source, sections in found.items()}


def report(result: Mapping[str, Any], earlier: Mapping[str, Any] | None) -> Iterator[str]:
    """The whole table as text."""
    for title, table in result["tables"][_HERE].items():
        others = {_OTHER: result["tables"][_OTHER].get(title, {})} if _OTHER in result["tables"] else {}
        if earlier is not None:
            others["earlier"] = earlier["tables"][_HERE].get(title, {})
        yield f"\n{title}"
        yield from lines(table, others)
    yield "\n" + ", ".join(f"{name} {value}" for name, value in result["machine"].items())
    yield f"load average {result['load'][0]:.1f} before, {result['load'][1]:.1f} after"
    yield from filter(None, (machine.busy(*result["load"]), *(f"Not installed: {name}" for name in result["missing"])))


def run(scale: Scale, sources: Mapping[str, Path]) -> dict[str, Any]:
    """Measure everything, and note on what."""
    before = machine.load()
    tables = measure(scale, sources)
    return {
        "scale": scale._asdict(),
        "sources": {name: str(path) for name, path in sources.items()},
        "machine": machine.note(),
        "load": [before, machine.load()],
        "missing": missing(),
        "tables": tables,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a table, and write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller numbers, in a few minutes")
    parser.add_argument("--file-rows", type=int, help="rows of the table in a file; ten million take minutes")
    parser.add_argument("--json", type=Path, default=processes.KEPT / "bench.json", help="where the result is written")
    parser.add_argument("--against", type=Path, help="the JSON of an earlier run, for a column of ratios")
    parser.add_argument("--other", type=Path, help="the src folder of another version, measured by turns with this one")
    given = parser.parse_args(arguments)
    if given.other and not (given.other / "mbc_explainer").is_dir():
        parser.error(f"--other: {given.other} has no mbc_explainer; give the src folder of another checkout")
    earlier = json.loads(given.against.read_text(encoding="utf-8")) if given.against else None
    sources = {_HERE: _SOURCE} | ({_OTHER: given.other.resolve()} if given.other else {})
    scale = QUICK if given.quick else WHOLE
    result = run(scale._replace(file_rows=given.file_rows or scale.file_rows), sources)
    print("\n".join(report(result, earlier)))
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
