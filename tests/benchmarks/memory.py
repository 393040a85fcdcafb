"""The most memory that a process takes: imported, after an answer, and after many varied profiles."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from timing import Row, Scale

import mbc_explainer
from mbc_explainer import Knowledge, explain, load_knowledge

__all__ = ["rows"]

_UNITS = 1 << 20 if sys.platform == "darwin" else 1 << 10  # it counts bytes there, and kilobytes elsewhere
_SNAPSHOT = Path(mbc_explainer.__file__).parents[2] / "rules" / "snapshot.json"


def rows(scale: Scale, rules: str) -> Iterator[Row]:
    """With the shipped rules or with own ones, which go another way and are kept apart."""
    if rules == "shipped":
        yield _most("imported")
        explain({"er": "positive"})
        yield _most("after the first answer")
    own = _own_rules() if rules == "own" else None
    from profiles import varied  # noqa: PLC0415 -- random and its like are no part of what an import takes

    profiles, done = varied(), 0
    for target in (scale.calls // 10, scale.calls):
        for profile in islice(profiles, target - done):
            explain(profile, knowledge=own)
        done = target
        yield _most(f"after {target:,} varied profiles{', own rules' if own else ''}")


def _own_rules() -> Knowledge:
    """The shipped rules under another fingerprint: nothing of theirs is taken for shipped."""
    return load_knowledge(_SNAPSHOT).model_copy(update={"fingerprint": "0" * 64})


def _most(when: str) -> Row:
    return Row(f"memory at the most, {when}", "MB", [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNITS])
