"""How a time is taken: everything by turns, in several rounds, so that a busy moment meets all alike.

It is CPU time, which other work on the machine changes least; nothing here waits for anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from time import process_time
from typing import Any, NamedTuple

__all__ = ["Row", "Scale", "Work", "alternating", "each", "each_alone"]


class Scale(NamedTuple):
    """How much is measured."""

    profiles: int
    """Profiles in a process; what takes long takes a part of them."""
    rounds: int
    """Processes for each part of the table."""
    runs: int
    """Runs of each program, of which the median counts."""
    lines: int
    """Profiles in a file of JSON Lines."""
    calls: int
    """Profiles over which the memory is watched."""
    rows: int
    """Rows of a table in memory."""
    file_rows: int
    """Rows of a table in a file."""


class Row(NamedTuple):
    """A line of the table: what was measured, in which unit, and each value that was found."""

    name: str
    unit: str
    values: list[float]


class Work(NamedTuple):
    """Something to be timed, and what it gets, each input once."""

    call: Callable[[Any], object]
    inputs: Sequence[Any]


ROUNDS_INSIDE = 10
"""Rounds in one process; each work's inputs are dealt out over them."""


def alternating(works: dict[str, Work], unit: str = "µs") -> Iterator[Row]:
    """Time each work in turn, several rounds over: microseconds for one input, a value for each round."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(ROUNDS_INSIDE):
        for name, work in works.items():
            inputs = work.inputs[number::ROUNDS_INSIDE]
            if inputs:
                times[name].append(each(work.call, inputs))
    yield from (Row(name, unit, values) for name, values in times.items())


def each(call: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    """Microseconds for one input, on average."""
    start = process_time()
    for given in inputs:
        call(given)
    return (process_time() - start) / len(inputs) * 1e6


def each_alone(call: Callable[[Any], object], inputs: Iterable[Any]) -> list[float]:
    """Microseconds for each input."""
    times = []
    for given in inputs:
        start = process_time()
        call(given)
        times.append((process_time() - start) * 1e6)
    return times
