"""Tables of cells of every type, mapped at random: each is answered, as in a frame in memory, or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any, Final

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
from outcomes import Outcome, outcome

from mbc_explainer.patient.vocabulary import FIELDS, Site
from mbc_explainer.tables import explain_table

_WORDS: Final = ("positive", "NEG", "low", "", " ", "none", "bone|lung", "skin, bone", "NaN", "\x00", "é", "yes", "0")
_TYPES: Final[tuple[tuple[pa.DataType, Callable[[Random], Any]], ...]] = (
    (pa.string(), lambda draw: draw.choice(_WORDS)),
    (pa.string(), lambda draw: "".join(map(chr, draw.choices(range(1, 0x2FFF), k=draw.randint(0, 200))))),
    (pa.list_(pa.string()), lambda draw: draw.choices([*_WORDS, None], k=draw.randint(0, 3))),
    (pa.bool_(), lambda draw: draw.random() < 0.5),
    (pa.int64(), lambda draw: draw.choice([0, 1, -(2**63), 2**63 - 1])),
    (pa.float64(), lambda draw: draw.choice([0.0, 1.0, float("nan"), float("inf"), 1e308])),
    (pa.date32(), lambda draw: date(draw.randint(1, 9999), 1, 1)),
    (pa.timestamp("us"), lambda draw: datetime(draw.randint(1700, 2200), 1, 1)),  # noqa: DTZ001 -- it is in no zone
    (pa.decimal128(38, 2), lambda draw: Decimal(draw.randint(-(10**20), 10**20))),
    (pa.binary(), lambda draw: draw.randbytes(draw.randint(0, 4))),
    (pa.struct({"a": pa.string()}), lambda draw: {"a": draw.choice(_WORDS)}),
    (pa.list_(pa.list_(pa.int8())), lambda draw: [[draw.randint(0, 9)]]),
)
_FRAMES: Final[tuple[Callable[[pa.Table], Any], ...]] = (
    pa.Table.to_pandas,
    lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    pl.DataFrame,
    lambda table: pl.DataFrame(table).lazy(),
    duckdb.from_arrow,
)


def drawn_tables(count: int, draw: Random) -> Iterator[Outcome]:
    """What became of so many tables."""
    for _ in range(count):
        table, said = _drawn(draw)
        make = draw.choice((*_FRAMES, lambda one: one))
        told = f"{table.schema.types} {said}"
        yield outcome(partial(_answer, table, make, said), told)


def _drawn(draw: Random) -> tuple[pa.Table, dict[str, Any]]:
    rows, columns = draw.randint(0, 6), {}
    for name in ("a", "b", 'c "d"', "e"):
        kind, drawn = draw.choice(_TYPES)
        columns[name] = pa.array([drawn(draw) if draw.random() < 0.8 else None for _ in range(rows)], kind)
    table = pa.table(columns)
    names = draw.sample(table.column_names, 4)
    fields = draw.sample([*FIELDS], 2)
    stated: dict[str, Any] = dict(zip(fields, names, strict=False))
    if draw.random() < 0.2 and "sites" not in stated:
        stated["sites"] = {str(draw.choice(list(Site))): names[2]}
    about = draw.choice(["metastatic", {names[3]: [draw.choice(_WORDS), "True"]}])
    return table, {
        "about": about,
        "columns": stated,
        "person": draw.choice([None, names[3]]),
        "sites_complete": draw.random() < 0.5,
        "on_unreadable": draw.choice(["raise", "unknown", "unknown"]),
    }


def _answer(table: pa.Table, make: Callable[[pa.Table], Any], said: dict[str, Any]) -> None:
    """Answer it, and hold its rows and counts against those of the same table in memory."""
    try:
        frame = make(table)
    except (pa.ArrowException, pl.exceptions.PolarsError, OverflowError):
        return  # that library has no such type
    result = explain_table(frame, **said)
    known = nw.from_native(result.table)
    known = known.collect(backend="pyarrow") if isinstance(known, nw.LazyFrame) else known
    plain = explain_table(table, **said)
    for name in plain.table.column_names[table.num_columns :]:
        assert plain.table[name].to_pylist() == known[name].to_arrow().to_pylist(), name
    assert plain.counts == result.counts
    assert result.to_text()
