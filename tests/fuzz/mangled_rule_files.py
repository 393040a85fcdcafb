"""Rule files with some of their lines or bytes lost, doubled, swapped or scribbled on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

from outcomes import Outcome, outcome

from mbc_explainer import MbcExplainerError
from mbc_explainer.authoring.rule_file import read_rule_file
from mbc_explainer.knowledge.snapshot import rules_folder


def mangled_rule_files(count: int, draw: Random) -> Iterator[Outcome]:
    """What became of so many."""
    good = [path.read_bytes() for path in sorted(rules_folder().rglob("*.yaml"))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mangled.yaml"
        for _ in range(count):
            path.write_bytes(mangled_file(draw.choice(good), draw))
            yield outcome(partial(read, path))


def read(path: Path) -> None:
    """Read a file, or raise where it has problems; each of them can be shown."""
    file, problems = read_rule_file(path, path.name)
    if file is None or problems:
        assert problems
        assert all(str(problem).isprintable() for problem in problems)
        raise MbcExplainerError


def mangled_file(content: bytes, draw: Random) -> bytes:
    """A rule file with one to three things wrong."""
    lines = content.splitlines(keepends=True)
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
        match draw.randrange(7):
            case 0:
                lines[at] = b""
            case 1:
                lines[at] += lines[other]
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                cut = draw.randint(0, len(lines[at]))
                lines[at] = lines[at][:cut] + draw.randbytes(draw.randint(1, 4)) + lines[at][cut:]
            case 4:
                lines[at] = b" " * draw.randint(1, 6) + lines[at]
            case 5:
                instead = [b"", b": [", b": &a", b": *a", b": !!x", b":\n", b': "\\e[2J"', b': "\\u202e"', b": |\n "]
                lines[at] = lines[at].replace(b":", draw.choice(instead))
            case _:
                odd = [b"[" * 30, b"{" * 30, b"---\n", b"? x\n", b"\t", b"- " * 30, b"'" * 9, b"#" * 70_000]
                lines.insert(at, draw.choice(odd))
    return b"".join(lines)
