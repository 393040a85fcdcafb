"""How its cost grows with the sites and with the rules: ``make growth``. Apart from the tests, and without a verdict.

Each row is a copy of the library with more sites, or with its questions and notes several
times over, in a process of its own. CONTRIBUTING.md states the laws that the table shows.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]

MEASURED = """
import json, random, sys
from pathlib import Path
from statistics import median
from time import perf_counter
from mbc_explainer import explain, load_knowledge
from mbc_explainer.errors import RuleFileError
from mbc_explainer.authoring.check import check_rules
from mbc_explainer.patient.vocabulary import FIELDS

def timed(call):
    start = perf_counter()
    result = call()
    return result, perf_counter() - start

folder, measures, found = Path("rules"), sys.argv[1:], {}
try:
    knowledge, found["compile"] = timed(lambda: load_knowledge(folder))
except RuleFileError as error:
    print(json.dumps({"refused": error.problems[0].what}))
    raise SystemExit from None
found["rows"] = sum(len(table.rows) for table in (*knowledge.decisions.values(), *knowledge.answers.values()))
if "answers" in measures:
    _, found["first answer"] = timed(lambda: explain({}, knowledge=knowledge))
    draw = random.Random(2026)
    def profile():
        stated = {name: draw.choice(list(FIELDS[name].vocabulary)) for name in ("er", "pr", "her2")}
        sites = draw.sample(list(FIELDS["sites"].vocabulary), draw.randint(1, 5))
        stated |= {"sites": sites, "symptomatic_sites": draw.sample(sites, draw.randint(0, len(sites)))}
        return stated | {name: draw.sample(list(FIELDS[name].vocabulary), draw.randint(0, 4)) for name in
                         ("symptoms", "goals")}
    profiles = [profile() for _ in range(300)]
    found["an answer"] = median(timed(lambda: explain(stated, knowledge=knowledge))[1] for stated in profiles)
if "check" in measures:
    _, found["check"] = timed(lambda: check_rules(folder))
if "mutants" in measures:
    _, found["check --mutants"] = timed(lambda: check_rules(folder, mutants=True))
print(json.dumps(found))
"""

_SHIPPED = 5
_COLUMNS = ("rows", "compile", "first answer", "an answer", "check", "check --mutants")


def with_sites(library: Path, count: int, named: int) -> None:
    """Let a copy have so many sites; one rule asks about each of so many of them."""
    more = [f"site{number}" for number in range(6, count + 1)]
    (vocabulary,) = library.rglob("vocabulary.py")
    text = vocabulary.read_text(encoding="utf-8")
    other = '    OTHER = "other"\n'
    vocabulary.write_text(
        text.replace(other, other + "".join(f'    {name.upper()} = "{name}"\n' for name in more), 1), encoding="utf-8"
    )
    rules = library / "rules"
    of_other = (rules / "sites" / "other.yaml").read_text(encoding="utf-8")
    for name in more:
        (rules / "sites" / f"{name}.yaml").write_text(of_other.replace("site: other", f"site: {name}"))
    with (rules / "facts.yaml").open("a", encoding="utf-8") as facts:
        for name in more:
            facts.write(
                f"  sites.{name}:\n    yes: it has spread there\n    no: it has not\n    not_stated: not stated\n"
            )
    if named:
        some = ["brain", *(name for name in ("bone", "lung", "liver", "other", *more) if name != "brain")][:named]
        path = rules / "locoregional" / "radiation.yaml"
        text = path.read_text(encoding="utf-8")
        any_of = "".join(f"\n      - {{sites.{name}: yes}}" for name in some)
        none_of = ", ".join(f"sites.{name}: no" for name in some)
        text = text.replace("when: {sites.brain: yes}", f"when:{any_of}", 1)
        path.write_text(text.replace("sites.brain: no}", f"{none_of}}}", 1), encoding="utf-8")


def with_rules(library: Path, times: int) -> None:
    """Let a copy have each conditional question and note so many times, and its examples know it."""
    for file in ("questions.yaml", "notes.yaml"):
        path = library / "rules" / file
        topic = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 -- strings alone
        topic["texts"] = [
            text | {"id": _copied(text["id"], number)} for number in range(times) for text in topic["texts"]
        ]
        for example in topic["examples"]:
            example["fires"] = [_copied(rule, number) for number in range(times) for rule in example["fires"]]
        path.write_text(json.dumps(topic), encoding="utf-8")


def _copied(rule: str, number: int) -> str:
    return f"{rule}_{number}" if number else rule


def measured(*, sites: int = 5, named: int = 0, times: int = 1, measures: Iterable[str]) -> dict[str, Any]:
    """What one copy takes, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder)
        for name in ("src", "rules"):
            shutil.copytree(ROOT / name, library / name, ignore=shutil.ignore_patterns("__pycache__"))
        if sites > _SHIPPED or named:
            with_sites(library, sites, named)
        if times > 1:
            with_rules(library, times)
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, *measures],
            cwd=library,
            env={**os.environ, "PYTHONPATH": str(library / "src")},
            capture_output=True,
            text=True,
            check=True,
        )
        found: dict[str, Any] = json.loads(done.stdout)
        return found


def told(what: str, found: dict[str, Any]) -> None:
    """Print one row."""
    if "refused" in found:
        print(f"{what:34} refused: {found['refused']}")
        return
    cells = (f"{found[name]:>15.4g}" if name in found else " " * 15 for name in _COLUMNS)
    print(f"{what:34}" + "".join(cells), flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most-sites", type=int, default=15)
    parser.add_argument("--most-named", type=int, default=8)
    parser.add_argument("--most-times", type=int, default=8)
    given = parser.parse_args()
    print("seconds; rows of all tables")
    print(" " * 34 + "".join(f"{name:>15}" for name in _COLUMNS))
    for sites in range(5, given.most_sites + 1, 2):
        told(f"{sites} sites", measured(sites=sites, measures=("answers", "check")))
    for named in range(2, given.most_named + 1):
        told(
            f"{max(_SHIPPED, named + 2)} sites, {named} in a rule",
            measured(sites=max(_SHIPPED, named + 2), named=named, measures=("answers",)),
        )
    times = 1
    while times <= given.most_times:
        told(f"{times} times the questions", measured(times=times, measures=("answers", "check", "mutants")))
        times *= 2


if __name__ == "__main__":
    main()
