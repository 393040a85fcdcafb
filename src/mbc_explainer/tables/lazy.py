"""Frames that are worked out later: their distinct rows are asked for once, and the answers are joined to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import and_
from typing import Any, Final

import narwhals as nw
import numpy as np
import pyarrow as pa

from mbc_explainer.errors import TableError
from mbc_explainer.phrases import phrase

from .answering_rows import AnswerColumn
from .frames import columns_in
from .reading_rows import Rows

__all__ = ["distinct_rows", "joined"]

_TIMES: Final = "mbc_explainer_times"
"""The column in which distinct rows say how often each stands in the table."""


def distinct_rows(frame: nw.LazyFrame[Any], names: Sequence[str]) -> tuple[Rows, pa.Table]:
    """The distinct rows of some columns, and how often each stands in the table."""
    counted = frame.group_by(*names).agg(nw.len().alias(_TIMES)).collect(backend="pyarrow")
    times = counted[_TIMES].to_numpy().astype(np.int64)
    return Rows(columns_in(counted, names), len(counted), times), counted.select(*names).to_native()


def joined(frame: nw.LazyFrame[Any], keys: pa.Table, answers: Iterable[AnswerColumn]) -> Any:
    """The frame with the answers of its distinct rows beside its columns, still to be worked out.

    Raises:
        TableError: there is no way to join them in that library.
    """
    columns = {one.name: one.in_arrow() for one in answers}
    found = pa.table({**dict(zip(keys.column_names, keys.columns, strict=True)), **columns})
    of = frame.implementation
    ways: dict[str, Callable[[Any, pa.Table, list[str]], Any]] = {
        "polars": _polars,
        "duckdb": _duckdb,
        "ibis": _ibis,
        "pyspark": _spark,
        "pyspark[connect]": _spark,
        "sqlframe": _spark,
    }
    way = ways.get(str(of).casefold()) or ways.get(of.name.casefold())
    if way is None:
        raise TableError([phrase("tables.no_join", library=of.name)])
    return way(frame.to_native(), found, keys.column_names)


def _polars(frame: Any, answers: pa.Table, keys: list[str]) -> Any:
    import polars as pl  # noqa: PLC0415 -- whoever gives such a frame has it

    found: Any = pl.from_arrow(answers)
    return frame.join(found.lazy(), on=keys, how="left", nulls_equal=True, maintain_order="left")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _duckdb(frame: Any, answers: pa.Table, keys: list[str]) -> Any:
    mbc_explainer_answers = answers  # DuckDB finds it by its name here
    alike = " AND ".join(f"people.{_quoted(one)} IS NOT DISTINCT FROM answers.{_quoted(one)}" for one in keys)
    added = ", ".join(f"answers.{_quoted(one)}" for one in answers.column_names if one not in keys)
    query = f"SELECT people.*, {added} FROM people LEFT JOIN mbc_explainer_answers AS answers ON {alike}"  # noqa: S608 -- names of columns, quoted
    joined = frame.query("people", query)
    del mbc_explainer_answers
    return joined


def _ibis(frame: Any, answers: pa.Table, keys: list[str]) -> Any:
    import ibis  # noqa: PLC0415 -- the same

    found = ibis.memtable(answers)
    joined = frame.left_join(found, [frame[one].identical_to(found[one]) for one in keys])
    return joined.select(*(frame[one] for one in frame.columns), *(found[one] for one in _added(answers, keys)))


def _spark(frame: Any, answers: pa.Table, keys: list[str]) -> Any:
    """A broadcast join: each worker gets all answers, and no row of the table moves."""
    from pyspark.sql import functions, types  # noqa: PLC0415 -- the same

    renamed = [f"{_TIMES}_{at}" for at in range(len(keys))]
    own = {field.name: field.dataType for field in frame.select(*keys).schema}
    texts = [types.StructField(name, types.StringType()) for name in _added(answers, keys)]
    schema = types.StructType(
        [types.StructField(new, own[key]) for new, key in zip(renamed, keys, strict=True)] + texts
    )
    columns = [answers[name].to_pylist() for name in (*keys, *_added(answers, keys))]
    found = functions.broadcast(frame.sparkSession.createDataFrame(list(zip(*columns, strict=True)), schema))
    alike = [frame[key].eqNullSafe(found[new]) for new, key in zip(renamed, keys, strict=True)]
    return frame.join(found, reduce(and_, alike), "left").drop(*renamed)


def _added(answers: pa.Table, keys: Sequence[str]) -> list[str]:
    return [name for name in answers.column_names if name not in keys]
