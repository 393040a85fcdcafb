"""How fast it is, beside others, in one run: ``make bench``. Apart from the tests, and without a verdict."""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from rivals import RIVALS, Rules, agree

from mbc_explainer import PatientProfile, category_map, compare, explain, what_if
from mbc_explainer.answers.explainer import Explainer
from mbc_explainer.answers.rulebooks import RuleBook
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.patient.vocabulary import Goal, Her2Status, ReceptorStatus, Site, Symptom, Therapy

_DRAW = random.Random(2026)

FIRST_HUNDRED = """
import sys, json
from time import perf_counter
from mbc_explainer import PatientProfile, explain
profiles = [PatientProfile.model_validate(one) for one in json.load(sys.stdin)]
times = []
for profile in profiles:
    start = perf_counter()
    explain(profile)
    times.append((perf_counter() - start) * 1e6)
print(json.dumps(times))
"""


def profile(*, settled: bool = False) -> PatientProfile:
    """A profile by chance; a settled one leaves nothing open."""
    known = ("positive", "negative")
    sites = None if not settled and _DRAW.random() < 0.1 else _DRAW.sample(list(Site), _DRAW.randint(1, 5))
    causing = (
        None if not settled and _DRAW.random() < 0.5 else _DRAW.sample(sites or [], _DRAW.randint(0, len(sites or [])))
    )
    return PatientProfile(
        er=_DRAW.choice(known if settled else list(ReceptorStatus)),
        pr=_DRAW.choice(known if settled else list(ReceptorStatus)),
        her2=_DRAW.choice((*known, "low") if settled else list(Her2Status)),
        sites=sites,
        symptomatic_sites=causing,
        symptoms=_DRAW.sample(list(Symptom), _DRAW.randint(0, 4)),
        goals=_DRAW.sample(list(Goal), _DRAW.randint(0, 5)),
    )


def distinct(count: int, seen: set[PatientProfile], **options: bool) -> list[PatientProfile]:
    """So many profiles that were not there before."""
    new: list[PatientProfile] = []
    while len(new) < count:
        one = profile(**options)
        if one not in seen:
            seen.add(one)
            new.append(one)
    return new


def each(work: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    """Microseconds for one input."""
    start = perf_counter()
    for one in inputs:
        work(one)
    return (perf_counter() - start) / len(inputs) * 1e6


def side_by_side(count: int, rounds: int) -> Iterator[tuple[str, float]]:
    """Everything in turn, several rounds over; the median round of each."""
    sets = {
        "the relevance rules": Rules(lambda spec: spec.kind == "settled"),
        "all rules": Rules(lambda spec: True),  # noqa: ARG005 -- a question of any kind
    }
    seen: set[PatientProfile] = set()
    sample = distinct(200, seen, settled=True)
    works: dict[str, tuple[Callable[[Any], object], list[Any]]] = {}
    for name, rules in sets.items():
        rivals = {rival: make(rules) for rival, make in RIVALS.items()}
        agree(rules, rivals, sample)
        inputs = [rules.input(one) for one in distinct(count, seen, settled=True)]
        works |= {f"{rival}: {name} ({len(rules.rules)})": (decide, inputs) for rival, decide in rivals.items()}
    for one in distinct(count * 5, seen):  # a warm process
        explain(one)
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        new = distinct(count, seen)
        times.setdefault("explain, a profile not seen before: the whole answer", []).append(each(explain, new))
        times.setdefault("explain, a profile seen before", []).append(each(explain, new[-1000:]))
        for name, (work, inputs) in works.items():
            times.setdefault(name, []).append(each(work, inputs))
    yield from ((name, median(rounds_)) for name, rounds_ in times.items())


def cold(count: int) -> Iterator[tuple[str, float]]:
    """The first hundred of a process, and nothing kept at all."""
    given = json.dumps([one.model_dump(mode="json") for one in distinct(100, set())])
    done = subprocess.run(
        [sys.executable, "-c", FIRST_HUNDRED], input=given, capture_output=True, text=True, check=True
    )
    times = json.loads(done.stdout)
    yield "explain, the first of a process", times[0]
    yield "explain, the first hundred of a process: median", median(times)
    yield "explain, nothing kept", each(_nothing_kept, distinct(count, set()))


def _nothing_kept(one: PatientProfile) -> object:
    return Explainer(RuleBook(shipped(), shipped=True)).explain(one)


def beside(count: int) -> Iterator[tuple[str, float]]:
    """What comes before and after, for information."""
    profiles = distinct(count, set())
    said = [one.model_dump(mode="json") for one in profiles]
    yield "PatientProfile from a mapping", each(PatientProfile.model_validate, said)
    answers = [explain(one) for one in profiles[:200]]
    for name in ("to_text", "to_markdown", "to_html", "model_dump_json"):
        yield f"explanation.{name}()", each(lambda answer, name=name: getattr(answer, name)(), answers)  # type: ignore[misc]


def further(count: int) -> Iterator[tuple[str, float]]:
    """What is asked of an answer: one question each, of profiles not seen before."""
    answers = [explain(one) for one in distinct(count, set())]
    others = distinct(count, set())
    pairs = list(zip((answer.profile for answer in answers), others, strict=True))
    yield "explanation.why(therapy)", each(lambda one: [one.why(name) for name in Therapy], answers) / len(Therapy)
    yield (
        "explanation.why_not(therapy)",
        each(lambda one: [one.why_not(name) for name in Therapy], answers) / len(Therapy),
    )
    yield "explanation.open_questions()", each(lambda one: one.open_questions(), answers)
    yield "what_if(profile, her2=...)", each(lambda one: what_if(one, her2="positive"), others)
    yield "compare(profile, another)", each(lambda pair: compare(*pair), pairs)
    yield "category_map(therapy)", each(category_map, list(Therapy) * 20)


def start_up(runs: int) -> dict[str, float]:
    """Milliseconds for a new process: pydantic alone, and import and first answer."""
    programs = {
        "pydantic": "import pydantic; pydantic.BaseModel",
        "first answer": "import mbc_explainer as m; m.explain(m.PatientProfile(er='positive'))",
    }
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(runs):
        for name, program in programs.items():
            start = perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            times[name].append((perf_counter() - start) * 1e3)
    return {name: median(values) for name, values in times.items()}


def memory(calls: int) -> list[int]:
    """Megabytes at the most, after each quarter of so many calls over 50,000 profiles."""
    profiles = distinct(50_000, set())
    found = []
    for _ in range(4):
        for number in range(calls // 4):
            explain(profiles[number % len(profiles)])
        found.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    return found


def main() -> None:
    """Measure, print a table, and write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller numbers, in a few seconds")
    parser.add_argument("--json", type=Path, default=Path(".benchmarks/bench.json"))
    given = parser.parse_args()
    count, rounds, runs, calls = (500, 3, 3, 100_000) if given.quick else (4_000, 7, 15, 1_000_000)
    rows = [*side_by_side(count, rounds), *cold(count // 100), *beside(count // 2), *further(count // 4)]
    print(f"{'microseconds for one profile':<72}{'median':>10}")
    for name, time in rows:
        print(f"{name:<72}{time:>10.2f}")
    starts, sizes = start_up(runs), memory(calls)
    ratio = starts["first answer"] / starts["pydantic"]
    print(f"\nnew process, pydantic alone: {starts['pydantic']:.0f} ms")
    print(f"new process, import and first answer: {starts['first answer']:.0f} ms, {ratio:.2f} times as long")
    print(f"memory at the most after each quarter of {calls:,} calls: {', '.join(map(str, sizes))} MB")
    given.json.parent.mkdir(parents=True, exist_ok=True)
    found = {"microseconds": dict(rows), "start_up_ms": starts, "start_up_ratio": ratio, "memory_mb": sizes}
    given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
