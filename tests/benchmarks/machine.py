"""What a table was measured on, and whether the machine was busy with other work."""

from __future__ import annotations

import os
import platform
from importlib import metadata

__all__ = ["busy", "load", "note"]

_MEASURED = ("pydantic", "pydantic-core", "common-expression-language", "datalogic-py", "durable-rules", "zen-engine")


def load() -> float:
    """How many processes ran or waited, on average over the last minute."""
    return os.getloadavg()[0]


def note() -> dict[str, str]:
    """The machine, Python, and the versions of what was measured."""
    versions = {name: _version(name) for name in _MEASURED}
    return {
        "machine": platform.platform(),
        "cores": str(os.cpu_count()),
        "Python": platform.python_version(),
        **versions,
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def busy(before: float, after: float) -> str:
    """A warning where other work ran besides: this benchmark alone keeps one core busy."""
    if before <= 0.5 and after <= 1.5:
        return ""
    return (
        f"Warning: the machine was busy with other work (load {before:.1f} before, {after:.1f} after; "
        "expected at most 0.5 and 1.5): trust ratios within this run alone."
    )
