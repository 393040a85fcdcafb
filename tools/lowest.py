"""The lowest versions that pyproject.toml says are enough, as constraints for pip: ``make lowest`` tests with them."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Final

__all__ = ["constraints", "declared"]

PROJECT: Final = Path(__file__).parents[1] / "pyproject.toml"

_REQUIREMENT: Final = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*(?:==|>=)\s*(?P<version>[\w.]+)")


def declared(extras: Iterable[str], project: Path = PROJECT) -> list[str]:
    """What the library needs, and what some of its extras need besides."""
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    groups = (table["optional-dependencies"][extra] for extra in extras)
    return [*table["dependencies"], *chain.from_iterable(groups)]


def constraints(requirements: Iterable[str]) -> list[str]:
    """Each requirement, held at its lowest version.

    Raises:
        ValueError: one does not start with a lowest or an exact version.
    """
    return sorted({_lowest(one) for one in requirements})


def _lowest(requirement: str) -> str:
    found = _REQUIREMENT.match(requirement)
    if not found:
        raise ValueError(f"{requirement!r} names no lowest version; expected name>=version or name==version")
    return f"{found['name']}=={found['version']}"


if __name__ == "__main__":
    print("\n".join(constraints(declared(sys.argv[1:]))))
