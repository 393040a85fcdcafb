"""The table: a line for each row, with columns of ratios beside other runs; and its JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from statistics import median
from typing import Any

from timing import Row

__all__ = ["Table", "lines", "merged"]

Table = dict[str, dict[str, Any]]
"""A row's name to its median, its unit, its quartiles and how many values it has."""


def merged(found: Iterable[Row]) -> Table:
    """Rows of several processes, each name once, with the median of all its values."""
    values: dict[tuple[str, str], list[float]] = {}
    for row in found:
        values.setdefault((row.name, row.unit), []).extend(row.values)
    return {
        name: {"median": median(every), "unit": unit, "least": min(every), "most": max(every), "values": len(every)}
        for (name, unit), every in values.items()
        if every
    }


def lines(
    table: Mapping[str, Mapping[str, Any]], others: Mapping[str, Mapping[str, Mapping[str, Any]]]
) -> Iterator[str]:
    """The table as text: after each median, that of each other table and how many times as much ours is."""
    wide = max(map(len, table), default=0)
    heads = "".join(f"{title:>14}{'ratio':>8}" for title in others)
    yield f"{'':<{wide}}{'median':>14} {'':<6}{heads}"
    for name, row in table.items():
        columns = "".join(_column(row, other.get(name)) for other in others.values())
        yield f"{name:<{wide}}{_number(row['median']):>14} {row['unit']:<6}{columns}".rstrip()


def _column(row: Mapping[str, Any], other: Mapping[str, Any] | None) -> str:
    if other is None or other["unit"] != row["unit"] or not other["median"]:
        return f"{'-':>14}{'':>8}"
    return f"{_number(other['median']):>14}{row['median'] / other['median']:>8.2f}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}" if value < 10 else f"{value:.1f}"
