"""Profiles, rule files and command lines that nobody would write: ``make fuzz``.

Nothing but the library's own errors may come out, and nothing may take as long as a
second. Seeded, so that what was found once is found again.
"""

from __future__ import annotations

import argparse
import json
import random
import string
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mbc_explainer import MbcExplainerError, PatientProfile, explain, what_if
from mbc_explainer.authoring.rule_file import read_rule_file
from mbc_explainer.knowledge.snapshot import rules_folder
from mbc_explainer.patient.vocabulary import Goal, Her2Status, Site, Symptom, Therapy

LONGEST = 1.0  # seconds

FIELDS = [*PatientProfile.model_fields, "bogus", "", "er ", "\0"]
WORDS = [
    *(str(word) for names in (Her2Status, Site, Goal, Symptom) for word in names),
    *("ER+", "er-", "HER2-", "HER2+", "+", "-", "--", "2+", "90%", "n/a", "", " ", "none", "not done", "lymph nodes"),
    *("bone,brain", ",", "\0", "\ud800", "x" * 100_000, "٣", "ＥＲ＋", "null", "true", "[]", "{}"),
]
Draw = random.Random


def value(draw: Draw, depth: int = 0) -> Any:
    """Anything that JSON or Python could hand in."""
    kinds: list[Callable[[], Any]] = [
        lambda: draw.choice(WORDS),
        lambda: draw.choice([None, True, False, 0, -1, 1e308, float("nan"), float("inf"), 10**30]),
        lambda: "".join(draw.choices(string.printable, k=draw.randint(0, 12))),
        lambda: draw.randbytes(draw.randint(0, 6)),
        lambda: set(draw.sample(WORDS, 2)),
        lambda: (word for word in draw.sample(WORDS, 2)),
        object,
    ]
    if depth < 3:
        kinds += [lambda: [value(draw, depth + 1) for _ in range(draw.randint(0, 4))]] * 3
        kinds.append(lambda: {draw.choice(FIELDS): value(draw, depth + 1) for _ in range(draw.randint(0, 3))})
    return draw.choice(kinds)()


def profiles(count: int, draw: Draw) -> Iterator[str]:
    """What became of so many profiles, most of them bad."""
    for _ in range(count):
        if draw.random() < 0.05:
            given = value(draw)
        else:
            given = {draw.choice(FIELDS): value(draw) for _ in range(draw.randint(0, 4))}
        ask = further if draw.random() < 0.1 else explain
        yield outcome(lambda given=given, ask=ask: ask(given))  # type: ignore[misc]


def further(given: Any) -> None:
    """Ask an answer whatever can be asked of it."""
    explanation = explain(given)
    assert explanation.open_questions() is not None
    for therapy in Therapy:
        assert explanation.why(therapy).branches
        assert explanation.why_not(therapy).text
    assert what_if(explanation.profile, her2="positive").answers


def files(count: int, draw: Draw) -> Iterator[str]:
    """What became of so many mangled rule files."""
    good = [path.read_bytes() for path in sorted(rules_folder().rglob("*.yaml"))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mangled.yaml"
        for _ in range(count):
            path.write_bytes(mangled(draw.choice(good), draw))
            yield outcome(lambda: _read(path))


def _read(path: Path) -> None:
    file, problems = read_rule_file(path, path.name)
    if file is None or problems:
        assert problems
        raise MbcExplainerError


def mangled(content: bytes, draw: Draw) -> bytes:
    """A rule file with some of its lines or bytes lost, doubled, swapped or scribbled on."""
    lines = content.splitlines(keepends=True)
    for _ in range(draw.randint(1, 3)):
        at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
        kind = draw.randrange(7)
        if kind == 0:
            lines[at] = b""
        elif kind == 1:
            lines[at] = lines[at] + lines[other]
        elif kind == 2:
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == 3:
            cut = draw.randint(0, len(lines[at]))
            lines[at] = lines[at][:cut] + draw.randbytes(draw.randint(1, 4)) + lines[at][cut:]
        elif kind == 4:
            lines[at] = b" " * draw.randint(1, 6) + lines[at]
        elif kind == 5:
            lines[at] = lines[at].replace(b":", draw.choice([b"", b": [", b": &a", b": *a", b": !!x", b":\n"]))
        else:
            lines.insert(at, draw.choice([b"[" * 30, b"{" * 30, b"---\n", b"? x\n", b"\t", b"- " * 30, b"'" * 9]))
    return b"".join(lines)


def commands(count: int, draw: Draw) -> Iterator[str]:
    """What became of so many command lines: an exit status of 0, 1 or 2, and no traceback."""
    flags = ["--er", "--pr", "--her2", "--site", "--symptomatic-site", "--goal", "--symptom", "--format", "--bogus"]
    names = ["explain", "rules", "source", "glossary", "schema", "check", "compile", "compare", "bogus"]
    asking = ["why", "why-not", "map", "what-if"]
    plain = [word for word in WORDS if "\0" not in word and "\ud800" not in word and len(word) < 1000]
    for _ in range(count):
        name = draw.choice([*["explain"] * 9, *asking * 2, *names])
        words = [draw.choice(plain if draw.random() < 0.5 else flags) for _ in range(draw.randint(0, 5))]
        if name in asking:
            subject = draw.choice(["--change", "her2=positive", *Therapy, *plain])
            words = [subject, *(["her2=low"] if subject == "--change" else []), *words]
        if name in {"check", "compile"}:
            words = ["/nowhere", *words]
        given = draw.choice([b"", b"{}", b"[]", b"{} {", draw.randbytes(20), json.dumps(words).encode()])
        program = [sys.executable, "-m", "mbc_explainer", name, *draw.choice([words, [*words, "-"]])]
        done = subprocess.run(program, input=given, capture_output=True, check=False, timeout=60)
        if done.returncode not in {0, 1, 2} or b"Traceback" in done.stderr:
            raise AssertionError(f"{program} {given!r}: {done.returncode}\n{done.stderr.decode(errors='replace')}")
        yield f"exit status {done.returncode}"


def outcome(work: Callable[[], object]) -> str:
    """Whether it was read or refused; anything else is raised. Says so where it took long."""
    start = time.process_time()
    try:
        work()
        became = "read"
    except MbcExplainerError:
        became = "refused"
    return became if time.process_time() - start < LONGEST else f"{became}, after more than {LONGEST} s"


def main() -> None:
    """Fuzz, and print what became of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=20_000)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--commands", type=int, default=20)
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    for name, fuzz, count in (
        ("profiles", profiles, given.profiles),
        ("rule files", files, given.files),
        ("command lines", commands, given.commands),
    ):
        became = Counter(fuzz(count, draw))
        print(f"{count:,} {name}: " + ", ".join(f"{n:,} {what}" for what, n in became.most_common()))


if __name__ == "__main__":
    main()
