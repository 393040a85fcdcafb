"""Distinct rows stand for all rows, and each row finds its own again, whatever it holds and is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import ibis
import narwhals as nw
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stated_tables import COLUMNS, stated

from mbc_explainer.errors import TableError
from mbc_explainer.tables import explain_table, lazy
from mbc_explainer.tables.lazy import distinct_rows

FRAMES: dict[str, Callable[[pa.Table], Any]] = {
    "Polars": lambda table: pl.DataFrame(table).lazy(),
    "DuckDB": duckdb.from_arrow,
    "ibis": ibis.memtable,
}
NAMES = ['a "b"', "a.b", "ä b", "SELECT", "people", "row", "answers", "`a`", "mbc_explainer_people", "a;b--"]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("name", NAMES)
def test_a_column_may_be_called_anything(frame: str, name: str) -> None:
    table = pa.table({name: ["positive", None, "positive"], f"{name} 2": [1, 2, 3]})
    result = explain_table(FRAMES[frame](table), about="metastatic", columns={"er": name})
    found = nw.from_native(result.table).collect(backend="pyarrow")
    assert ["relevant", "depends", "relevant"] == found["hormone_therapy"].to_list()
    assert [1, 2, 3] == found[f"{name} 2"].to_list()


KEYS: dict[str, pa.Array] = {
    "numbers": pa.array([1.0, float("nan"), None, 0.0, -0.0, float("nan"), 1.0]),
    "yes and no": pa.array([True, None, None, False, False, None, True]),
    "whole numbers": pa.array([2**60, 1, None, 0, 0, 1, 2**60]),
    "lists": pa.array([["a"], None, [], ["a", None], [None], None, ["a"]], pa.list_(pa.string())),
    "words": pa.array(["a", "", None, "A", "a ", "", "a"]),
    "dictionary": pa.array(["a", "", None, "A", "a ", "", "a"]).dictionary_encode(),
    "dates": pa.array([1, 2, None, 3, 4, 2, 1], pa.date32()),
    "times": pa.array([1, 2, None, 3, 4, 2, 1], pa.timestamp("us", "Asia/Tokyo")),
    "decimals": pa.array([1, 2, None, 3, 4, 2, 1], pa.decimal128(20, 0)),
    "bytes": pa.array([b"a", b"", None, b"\0", b"\xff", b"", b"a"]),
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", KEYS)
def test_a_row_finds_its_answer_by_cells_of_any_type(kind: str, frame: str) -> None:
    table = pa.table({"er": ["+", "neg", None, "+", "neg", None, "+"], "key": KEYS[kind], "row": range(7)})
    said: dict[str, Any] = {"about": "metastatic", "columns": {"er": "er", "pr": "key"}, "on_unreadable": "unknown"}
    result = explain_table(FRAMES[frame](table), **said)
    found = nw.from_native(result.table).collect(backend="pyarrow")
    assert [*range(7)] == found["row"].to_list()
    assert explain_table(table, **said).table["hormone_therapy"].to_pylist() == found["hormone_therapy"].to_list()


@given(st.lists(st.tuples(st.sampled_from(["a", None]), st.sampled_from([1, 2, None])), max_size=20))
def test_distinct_rows_stand_for_all_rows(rows: list[tuple[str | None, int | None]]) -> None:
    table = pa.table(
        {"a": pa.array([a for a, _ in rows], pa.string()), "b": pa.array([b for _, b in rows], pa.int64())}
    )
    found, keys = distinct_rows(nw.from_native(pl.DataFrame(table).lazy()), ["b", "a"], ["b", "a"])
    assert ["b", "a"] == keys.columns
    assert found.weights is not None
    assert len(rows) == found.in_table == found.weights.sum()
    assert {(b, a): rows.count((a, b)) for a, b in rows} == dict(
        zip(keys.iter_rows(), found.weights.tolist(), strict=True)
    )


def test_columns_apart_multiply_no_rows_and_are_counted_each_by_itself() -> None:
    table = pa.table({"a": ["x", "y", None, None], "b": [1, 2, 1, 1], "c": ["p", "q", "r", "p"]})
    for make in FRAMES.values():
        frame = nw.from_native(make(table))
        found, keys = distinct_rows(frame, ["a", "b", "c"], ["b"])
        assert (["b"], 2, 4) == (keys.columns, found.size, found.in_table)
        for name in table.column_names:
            column = found.columns[name]
            assert Counter(table[name].to_pylist()) == dict(
                zip(column.cells, column.rows_of_each().tolist(), strict=True)
            )
        assert ["a"] == distinct_rows(frame, ["a", "b"], [])[1].columns


@pytest.mark.parametrize("few", [0, 1 << 16])
def test_polars_finds_a_row_by_its_hash_or_by_its_cells(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """And so it does after a filter, and in a part."""
    monkeypatch.setattr(lazy, "_FEW", few)
    people = stated("text")
    table = explain_table(pl.DataFrame(people).lazy(), about="metastatic", columns=COLUMNS["text"]).table
    answered = explain_table(pl.DataFrame(people), about="metastatic", columns=COLUMNS["text"]).table
    assert few == 0 or "JOIN" not in table.explain()
    assert answered.equals(table.collect())
    relevant = pl.col("hormone_therapy") == "relevant"
    assert answered.filter(relevant).equals(table.filter(relevant).collect())
    assert answered.select("number", "surgery").tail(5).equals(table.tail(5).select("number", "surgery").collect())


def test_a_row_that_has_come_since_has_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    pl.DataFrame({"er": ["positive", "unknown"]}).write_csv(path)
    table = explain_table(pl.scan_csv(path), about="metastatic", columns={"er": "er"}).table
    pl.DataFrame({"er": ["negative", "positive"]}).write_csv(path)
    found = table.select(pl.exclude("er")).collect()
    assert [None] == [*{*found.row(0)}]
    assert ["relevant"] == found["hormone_therapy"].to_list()[1:]


def test_where_a_library_breaks_off_it_is_told_and_nothing_else() -> None:
    people = duckdb.sql("SELECT CAST(cell AS INTEGER) AS cell FROM (VALUES ('positive')) AS people(cell)")
    with pytest.raises(TableError, match="the distinct rows of the table: its own library breaks off") as refused:
        explain_table(people, about="metastatic", columns={"er": "cell"})
    assert len(str(refused.value)) < 500


def test_a_library_without_a_way_to_join_is_named() -> None:
    backend = ibis.polars.connect({"people": pl.DataFrame({"er": ["+"]})})
    with pytest.raises(TableError, match="give one of pandas"):
        explain_table(backend.table("people"), about="metastatic", columns={"er": "er"})


def test_a_table_too_long_to_sort_is_joined_as_it_comes() -> None:
    rows = (1 << 20) + 1
    people = duckdb.sql(f"SELECT 'positive' AS er, range AS row FROM range({rows})")  # noqa: S608 -- a number
    table = explain_table(people, about="metastatic", columns={"er": "er"}).table
    assert [(rows, rows)] == table.filter("hormone_therapy = 'relevant'").aggregate(
        "count(*), count(DISTINCT row)"
    ).fetchall()
    assert ["er", "row", "chemotherapy"] == table.columns[:3]
