"""A file of people drawn by chance, in Parquet: every way to state what a decision reads, and columns beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from mbc_explainer.patient.facts import every_profile
from mbc_explainer.patient.vocabulary import RESULTS, SITES, SYMPTOMATIC_SITES

__all__ = ["COLUMNS", "write_people"]

COLUMNS: Final = {name: name for name in (*RESULTS, SITES, SYMPTOMATIC_SITES)}
"""Which column states what: a set is a text, with ``|`` between its words."""
_AT_A_TIME: Final = 1 << 20


def write_people(path: Path, rows: int) -> None:
    """Write so many rows, a million at a time; repeatable."""
    random = np.random.default_rng(1)
    profiles = [*every_profile([*RESULTS, "sites.any"])]
    stated = pa.table({name: [_text(getattr(one, name)) for one in profiles] for name in COLUMNS})
    schema = pa.schema([("id", pa.int64()), ("age", pa.int16()), *stated.schema])
    with pq.ParquetWriter(path, schema) as writer:
        for start in range(0, rows, _AT_A_TIME):
            size = min(_AT_A_TIME, rows - start)
            drawn = stated.take(pa.array(random.integers(len(profiles), size=size)))
            ids, ages = np.arange(start, start + size), random.integers(25, 95, size, np.int16)
            writer.write_table(pa.table([ids, ages, *drawn.columns], schema=schema))


def _text(value: object) -> str | None:
    if isinstance(value, tuple):
        return "|".join(value) or "none"
    return None if value is None else str(value)
