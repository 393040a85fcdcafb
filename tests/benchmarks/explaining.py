"""From a profile to its answer: the first calls of a process, and a warm one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from profiles import distinct
from timing import Row, Scale, Work, alternating, each_alone

from mbc_explainer import PatientProfile, explain

__all__ = ["rows"]

_EDGES = (1, 10, 100, 1_000, 4_000)
_SEEN = 1_000
"""Profiles that come again: fewer than the whole answers that are kept."""


def rows(scale: Scale) -> Iterator[Row]:
    """Each class of calls, in the order in which a process has them."""
    profiles = iter(distinct(scale.profiles * 7))
    yield from _cold(explain_all(profiles, scale.profiles))
    explain_all(profiles, scale.profiles * 5)
    new = list(profiles)
    seen = new[: min(_SEEN, len(new) // 2)]
    for profile in seen:
        explain(profile)
    works = {
        "explain, warm: a profile never seen (its parts kept)": Work(explain, new[len(seen) :]),
        "explain, warm: a profile seen before": Work(explain, seen),
    }
    yield from alternating(works)


def explain_all(profiles: Iterator[PatientProfile], count: int) -> list[float]:
    """Microseconds for each of the next profiles."""
    return each_alone(explain, (next(profiles) for _ in range(count)))


def _cold(times: list[float]) -> Iterator[Row]:
    yield Row("explain, first of a process", "µs", times[:1])
    yield Row("explain, first 10: median", "µs", [median(times[:10])])
    yield Row("explain, first 100: median", "µs", [median(times[:100])])
    yield Row("explain, first 100: all together", "ms", [sum(times[:100]) / 1e3])
    for start, end in pairwise(_EDGES):
        if times[start:end]:
            yield Row(f"explain, calls {start + 1:,} to {end:,}: median", "µs", [median(times[start:end])])
