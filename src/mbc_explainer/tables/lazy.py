"""Frames that are worked out later: their distinct rows are asked for once, and the answers are joined to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any, Final

import narwhals as nw
import numpy as np
import pyarrow as pa

from mbc_explainer.errors import TableError, shortened
from mbc_explainer.phrases import phrase

from .answering_rows import AnswerColumn
from .frames import columns_in, unworkable, with_columns
from .reading_rows import Rows

__all__ = ["distinct_rows", "joined"]

_OWN: Final = "mbc_explainer"
"""What starts the names of columns and tables that are gone when all is done."""
_SORTED: Final = 1 << 20
"""Rows that are brought back into their order where a join in SQL keeps none; sorting more would take too long."""


def distinct_rows(frame: nw.LazyFrame[Any], names: Sequence[str]) -> tuple[Rows, nw.DataFrame[Any]]:
    """The distinct rows of some columns, and how often each stands in the table.

    Raises:
        TableError: the frame's own library can't say.
    """
    objects = [name for name, dtype in frame.collect_schema().items() if name in names and dtype == nw.Object]
    if objects:
        raise TableError([phrase("tables.objects", column=shortened(name)) for name in objects])
    plain, times = {f"{_OWN}_{at}": name for at, name in enumerate(names)}, f"{_OWN}_times"
    try:
        counted = _named(frame, plain).group_by(*plain).agg(nw.len().alias(times)).collect()
    except Exception as error:
        raise TableError([unworkable(phrase("tables.distinct_rows"), error)]) from error
    weights = counted[times].to_numpy().astype(np.int64)
    keys = counted.select(nw.col(one).alias(name) for one, name in plain.items())
    return Rows(columns_in(keys, names), len(keys), weights), keys


def _named(frame: nw.LazyFrame[Any], names: Mapping[str, str]) -> nw.LazyFrame[Any]:
    """Some columns under other names; Spark takes a dot in a name for a part of a column, unless it is quoted."""
    if frame.implementation.is_spark_like():
        native = frame.to_native()
        named: nw.LazyFrame[Any] = nw.from_native(
            native.select(*(native[_ticked(name)].alias(new) for new, name in names.items()))
        )
        return named
    return frame.select(nw.col(name).alias(new) for new, name in names.items())


def joined(frame: nw.LazyFrame[Any], keys: nw.DataFrame[Any], answers: Iterable[AnswerColumn], rows: int) -> Any:
    """A frame of so many rows with the answers of its distinct rows beside its columns, still to be worked out.

    Raises:
        TableError: there is no way to join them in that library.
    """
    try:
        return _joined(frame, keys, answers, rows)
    except TableError:
        raise
    except Exception as error:
        raise TableError([unworkable(phrase("tables.joining"), error)]) from error


def _joined(frame: nw.LazyFrame[Any], keys: nw.DataFrame[Any], answers: Iterable[AnswerColumn], rows: int) -> Any:
    of, native = frame.implementation, frame.to_native()
    if of.is_polars():
        own = native.collect_schema()
        found = with_columns(keys, answers).cast({name: own[name] for name in keys.columns})
        return native.join(found.lazy(), on=keys.columns, how="left", nulls_equal=True, maintain_order="left")
    found = keys.to_arrow()
    for answer in answers:
        found = found.append_column(answer.name, answer.in_arrow())
    if of.is_duckdb():
        return _in_duckdb(native, found, keys.columns, in_order=rows <= _SORTED)
    if of.is_ibis() and native.get_backend().name != "polars":  # it joins nothing to nothing
        return _in_ibis(native, found, keys.columns, in_order=rows <= _SORTED)
    if of.is_pyspark() or of.is_pyspark_connect():
        return _in_spark(native, found, keys.columns)
    raise TableError([phrase("tables.no_join", library=str(of))])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _in_duckdb(people: Any, found: pa.Table, keys: Sequence[str], *, in_order: bool) -> Any:
    mbc_explainer_answers = found  # DuckDB finds it by its name here
    alike = " AND ".join(f"people.{_quoted(key)} IS NOT DISTINCT FROM answers.{_quoted(key)}" for key in keys)
    added = ", ".join(f"answers.{_quoted(name)}" for name in _added(found, keys))
    row = f"{_OWN}_row"
    numbered, kept, sort = "*", "people.*", ""
    if in_order:
        numbered, kept, sort = f"*, row_number() OVER () AS {row}", f"people.* EXCLUDE {row}", f" ORDER BY {row}"
    query = (
        f"SELECT {kept}, {added} FROM (SELECT {numbered} FROM {_OWN}_people) AS people "  # noqa: S608 -- names of columns, quoted
        f"LEFT JOIN mbc_explainer_answers AS answers ON {alike}{sort}"
    )
    table = people.query(f"{_OWN}_people", query)
    del mbc_explainer_answers
    return table


def _in_ibis(people: Any, found: pa.Table, keys: Sequence[str], *, in_order: bool) -> Any:
    import ibis  # noqa: PLC0415 -- whoever gives such a frame has it

    names, row = people.columns, f"{_OWN}_row"
    if in_order:
        people = people.mutate(**{row: ibis.row_number()})
    answers = ibis.memtable(found)
    table = people.left_join(answers, [people[key].identical_to(answers[key]) for key in keys])
    if in_order:
        table = table.order_by(people[row])
    return table.select(*(people[name] for name in names), *(answers[name] for name in _added(found, keys)))


def _in_spark(people: Any, found: pa.Table, keys: Sequence[str]) -> Any:
    """A broadcast join: each worker gets all answers, and no row of the table moves."""
    from pyspark.sql import functions, types  # noqa: PLC0415 -- whoever gives such a frame has it

    own = {field.name: field.dataType for field in people.schema}
    renamed = [f"{_OWN}_{at}" for at, _ in enumerate(keys)]
    added = _added(found, keys)
    schema = types.StructType(
        [types.StructField(new, own[key]) for new, key in zip(renamed, keys, strict=True)]
        + [types.StructField(name, types.StringType()) for name in added]
    )
    rows = list(zip(*(found[name].to_pylist() for name in (*keys, *added)), strict=True))
    answers = functions.broadcast(people.sparkSession.createDataFrame(rows, schema))
    alike = [people[_ticked(key)].eqNullSafe(answers[new]) for new, key in zip(renamed, keys, strict=True)]
    return people.join(answers, reduce(and_, alike), "left").drop(*renamed)


def _ticked(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _added(found: pa.Table, keys: Sequence[str]) -> list[str]:
    return [name for name in found.column_names if name not in keys]
