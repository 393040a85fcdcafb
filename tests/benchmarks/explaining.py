"""From a profile to its answer: the first calls of a process, and a warm one."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from itertools import islice, pairwise
from statistics import median

from profiles import mappings
from timing import Row, Scale, Work, alternating, each_alone

from mbc_explainer import PatientProfile, explain

__all__ = ["rows"]

_EDGES = (1, 10, 100, 1_000, 4_000)
_SEEN = 1_000
"""Profiles that come again: fewer than the whole answers that are kept."""


def rows(scale: Scale) -> Iterator[Row]:
    """Each class of calls, in the order in which a process has them."""
    # Kept as text: thousands of objects would make the collector's rounds a part of the first calls.
    texts = [json.dumps(given).encode() for given in mappings(scale.profiles * 7)]
    gc.collect()
    profiles = map(PatientProfile.model_validate_json, texts)
    yield from _cold(each_alone(explain, islice(profiles, scale.profiles)))
    each_alone(explain, islice(profiles, scale.profiles * 5))
    new = list(profiles)
    seen = new[: min(_SEEN, len(new) // 2)]
    for profile in seen:
        explain(profile)
    works = {
        "explain, warm: a profile never seen (its parts kept)": Work(explain, new[len(seen) :]),
        "explain, warm: a profile seen before": Work(explain, seen),
    }
    yield from alternating(works)


def _cold(times: list[float]) -> Iterator[Row]:
    yield Row("explain, first of a process", "µs", times[:1])
    yield Row("explain, first 10: median", "µs", [median(times[:10])])
    yield Row("explain, first 100: median", "µs", [median(times[:100])])
    yield Row("explain, first 100: all together", "ms", [sum(times[:100]) / 1e3])
    for start, end in pairwise(_EDGES):
        if times[start:end]:
            yield Row(f"explain, calls {start + 1:,} to {end:,}: median", "µs", [median(times[start:end])])
