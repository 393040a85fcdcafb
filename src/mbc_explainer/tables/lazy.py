"""Frames that are worked out later: their distinct rows are asked for once, and the answers are joined to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add, and_
from typing import Any, Final
from uuid import uuid4

import narwhals as nw
import numpy as np
import pyarrow as pa

from mbc_explainer.errors import TableError, shortened
from mbc_explainer.phrases import phrase

from .answering_rows import AnswerColumn
from .encoding import Encoded
from .frames import columns_in, unworkable, with_columns
from .reading_rows import Rows

__all__ = ["distinct_rows", "joined"]

_OWN: Final = "mbc_explainer"
"""What starts the names of columns and tables that are gone when all is done."""
_SORTED: Final = 1 << 20
"""Rows that are brought back into their order where a join in SQL keeps none; sorting more would take too long."""

_FEW: Final = 1 << 16
"""Distinct rows that Polars joins to some rows at a time, the sooner; with more, each time would take too long."""


def distinct_rows(
    frame: nw.LazyFrame[Any], names: Sequence[str], together: Sequence[str]
) -> tuple[Rows, nw.DataFrame[Any]]:
    """The distinct rows of some columns, and how often each stands in the table; the other columns each by itself.

    Columns on which no answer turns would only multiply the rows that are told apart.

    Raises:
        TableError: the frame's own library can't say.
    """
    rows, keys = _counted(frame, together or names[:1])
    columns = {name: rows.columns[name] if name in rows.columns else _cells(frame, name) for name in names}
    return rows._replace(columns=columns), keys


def _cells(frame: nw.LazyFrame[Any], name: str) -> Encoded:
    rows, _ = _counted(frame, [name])
    return rows.columns[name]


def _counted(frame: nw.LazyFrame[Any], names: Sequence[str]) -> tuple[Rows, nw.DataFrame[Any]]:
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
    columns = {name: column._replace(weights=weights) for name, column in columns_in(keys, names).items()}
    return Rows(columns, len(keys), weights), keys


def _named(frame: nw.LazyFrame[Any], names: Mapping[str, str]) -> nw.LazyFrame[Any]:
    """Some columns under other names, quoted: else a dot in a name, or a quote, is taken for more than a name."""
    native = frame.to_native()
    if frame.implementation.is_spark_like():
        native = native.select(*(native[_ticked(name)].alias(new) for new, name in names.items()))
    elif frame.implementation.is_duckdb():
        native = native.project(", ".join(f"{_quoted(name)} AS {new}" for new, name in names.items()))
    else:
        return frame.select(nw.col(name).alias(new) for new, name in names.items())
    named: nw.LazyFrame[Any] = nw.from_native(native)
    return named


def joined(frame: nw.LazyFrame[Any], keys: nw.DataFrame[Any], answers: Sequence[AnswerColumn], rows: int) -> Any:
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


def _joined(frame: nw.LazyFrame[Any], keys: nw.DataFrame[Any], answers: Sequence[AnswerColumn], rows: int) -> Any:
    of, native = frame.implementation, frame.to_native()
    if of.is_polars():
        return _in_polars(native, with_columns(keys, answers), keys.columns)
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


def _in_polars(people: Any, found: Any, keys: Sequence[str]) -> Any:
    """Each row's place among the distinct rows, and its answers from there: a join of them all takes twice as long."""
    import polars as pl  # noqa: PLC0415 -- whoever gives such a frame has it

    own, place = people.collect_schema(), f"{_OWN}_{uuid4().hex}"
    places = found.select(keys).cast({key: own[key] for key in keys}).with_row_index(place)
    answers = (
        pl.lit(None, one.dtype).alias(one.name) if one.is_null().all() else pl.lit(one).gather(place)
        for one in found.drop(keys)
    )
    return _placed(people, places).with_columns(answers).drop(place)


def _placed(people: Any, places: Any) -> Any:
    """A frame of Polars with the place of each row's cells: by their hash where no two have the same, else by them."""
    import polars as pl  # noqa: PLC0415 -- as above

    place, *keys = places.columns
    # Equal cells have one hash in these; not so in fractions, nor in categories of two tables.
    has_one = all(dtype.is_integer() or dtype in {pl.String, pl.Boolean} for dtype in places[keys].dtypes)
    if has_one and len(places) <= _FEW:
        hashed = reduce(add, (pl.col(key).hash(at) for at, key in enumerate(keys))).alias(f"{_OWN}_hash")
        by_hash = places.select(place, hashed)
        alike: Any = {"on": f"{_OWN}_hash", "how": "left", "maintain_order": "left"}
        if by_hash.n_unique(alike["on"]) == len(places):
            at = hashed.map_batches(
                lambda some: some.to_frame().join(by_hash, **alike)[place],
                return_dtype=by_hash.schema[place],
                is_elementwise=True,
            )
            return people.with_columns(at.alias(place))
    return people.join(places.lazy(), on=keys, how="left", nulls_equal=True, maintain_order="left")


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
    view = f"{_OWN}_{uuid4().hex}"  # older versions keep it: under one name, a second table would stand for the first
    query = (
        f"SELECT {kept}, {added} FROM (SELECT {numbered} FROM {view}) AS people "  # noqa: S608 -- names of columns, quoted
        f"LEFT JOIN mbc_explainer_answers AS answers ON {alike}{sort}"
    )
    table = people.query(view, query)
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
    texts = [found[name].cast(pa.string()) for name in added]
    table = pa.table([*found.select(keys).columns, *texts], names=[*renamed, *added])
    answers = functions.broadcast(people.sparkSession.createDataFrame(table, schema))
    alike = [people[_ticked(key)].eqNullSafe(answers[new]) for new, key in zip(renamed, keys, strict=True)]
    table = people.join(answers, reduce(and_, alike), "left").drop(*renamed)
    _ = table.schema  # Connect looks at a plan no sooner, and what it can't join is to be refused here
    return table


def _ticked(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _added(found: pa.Table, keys: Sequence[str]) -> list[str]:
    return [name for name in found.column_names if name not in keys]
