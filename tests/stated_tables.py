"""Tables that state every profile, in each of the ways to state a set, and what must stand beside each row."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import pyarrow as pa

from mbc_explainer import PatientProfile, explain
from mbc_explainer.patient.facts import every_profile
from mbc_explainer.patient.vocabulary import RESULTS, SITES, SYMPTOMATIC_SITES, Site, Therapy

_SETS: Final = (SITES, SYMPTOMATIC_SITES)
_YES_NO: Final = {name: {str(site): f"{name} {site}" for site in Site} for name in _SETS}

COLUMNS: Final[Mapping[str, Mapping[str, Any]]] = {
    "list": {name: name for name in (*RESULTS, *_SETS)},
    "text": {name: name for name in (*RESULTS, *_SETS)},
    "yes_no": {**{name: name for name in RESULTS}, **_YES_NO},
}
"""For each way to state a set, which column states what."""


@cache
def people() -> tuple[PatientProfile, ...]:
    """Every way to state what a decision can read."""
    return tuple(every_profile([*RESULTS, "sites.any"]))


@cache
def stated(way: str) -> pa.Table:
    """A row for each profile, with its number."""
    columns: dict[str, Any] = {"number": list(range(len(people())))}
    columns |= {name: [str(getattr(one, name)) for one in people()] for name in RESULTS}
    for name in _SETS:
        sets = [getattr(one, name) for one in people()]
        match way:
            case "list":
                lists = [None if one is None else [*map(str, one)] for one in sets]
                columns[name] = pa.array(lists, pa.list_(pa.string()))
            case "text":
                columns[name] = [None if one is None else "|".join(one) or "none" for one in sets]
            case _:
                for site, column in _YES_NO[name].items():
                    columns[column] = [None if one is None else site in one for one in sets]
    return pa.table(columns)


@cache
def expected() -> pa.Table:
    """The columns of answers, row by row by ``explain``."""
    explanations = [explain(one) for one in people()]
    columns: dict[str, list[str | None]] = {}
    for therapy in Therapy:
        options = [one[therapy] for one in explanations]
        columns[therapy] = [str(option.relevance) for option in options]
        columns[f"{therapy}_depends_on"] = [", ".join(option.depends_on) or None for option in options]
    return pa.table({name: pa.array(texts, pa.string()) for name, texts in columns.items()})
