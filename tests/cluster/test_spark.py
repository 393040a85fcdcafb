"""Spark answers as ``explain`` does, by a join in which no row of the table moves: ``make cluster``.

As on several machines, on this one: two workers of one core each, and a server behind Connect.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from needed import missing
from stated_tables import COLUMNS, expected, stated

from mbc_explainer.errors import TableError
from mbc_explainer.tables import explain_table

SESSIONS = {"classic": "local-cluster[2,1,1024]", "Connect": "local[2]"}


@pytest.fixture(scope="session", params=SESSIONS)
def spark(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A session of each kind, one after the other."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 -- where it is installed
    except ImportError:
        missing("PySpark", "cluster")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    where = SESSIONS[request.param]
    if request.param == "classic":
        session = SparkSession.builder.master(where).config("spark.ui.enabled", "false").getOrCreate()
    else:
        session = SparkSession.builder.remote(where).getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize("way", COLUMNS)
def test_every_profile_has_the_answer_of_explain_in_its_row(spark: Any, way: str) -> None:
    given = spark.createDataFrame(stated(way))
    result = explain_table(given, about="metastatic", columns=COLUMNS[way], sites_complete=True)
    assert type(given) is type(result.table)
    assert given.schema.fields == result.table.schema.fields[: len(given.columns)]
    table = result.table.toArrow()
    assert given.toArrow().equals(table.select(given.columns))
    assert expected().equals(table.select(expected().schema.names).cast(expected().schema))


def test_the_answers_are_sent_to_the_rows(spark: Any, capsys: pytest.CaptureFixture[str]) -> None:
    given = spark.createDataFrame(stated("text"))
    explain_table(given, about="metastatic", columns=COLUMNS["text"]).table.explain()
    assert "BroadcastHashJoin" in (plan := capsys.readouterr().out)
    assert "SortMergeJoin" not in plan


PEOPLE = pa.table(
    {
        "who": [1, 1, 2, 3, 3, None, None, 4],
        "a.b `c`": ["IV", "II", "IV", "IV", "IV", "IV", "IV", "I"],
        "er": ["positive", None, "neg", "+", "neg", "+", "+", "+"],
        "number": pa.array([1.0, float("nan"), None, 0.0, -0.0, 1.0, 1.0, 1.0]),
    }
)


@pytest.mark.parametrize("person", [None, "who"])
def test_counts_and_answers_are_those_of_a_frame_in_memory(spark: Any, person: str | None) -> None:
    said: dict[str, Any] = {
        "about": {"a.b `c`": "IV"},
        "columns": {"er": "er", "pr": "number"},
        "person": person,
        "on_unreadable": "unknown",
    }
    first = explain_table(PEOPLE, **said)
    result = explain_table(spark.createDataFrame(PEOPLE), **said)
    assert first.counts == result.counts
    assert first.reading.people == result.reading.people
    table = result.table.toArrow()
    assert first.table["hormone_therapy"].to_pylist() == table["hormone_therapy"].to_pylist()


def test_what_cannot_be_told_apart_or_named_is_refused(spark: Any) -> None:
    for name, sql in (("cell", "map('positive', 1)"), ("SURGERY", "'positive'")):
        given = spark.sql(f"SELECT {sql} AS {name}")
        with pytest.raises(TableError, match=r"own library breaks off|column 'SURGERY'"):
            explain_table(given, about="metastatic", columns={"er": name}, on_unreadable="unknown")


def test_a_word_in_error_is_refused_with_its_rows(spark: Any) -> None:
    given = spark.createDataFrame(pa.table({"er": ["Positve", "positive", "Positve"]}))
    with pytest.raises(TableError, match="can't read 'Positve' in 2 rows"):
        explain_table(given, about="metastatic", columns={"er": "er"})
