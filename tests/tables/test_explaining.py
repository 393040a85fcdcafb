"""One call, whatever the frame: every row's answer is that of ``explain``, and nothing else of the frame changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import ibis
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from stated_tables import COLUMNS, expected, people, stated
from strategies import profiles

from mbc_explainer import PatientProfile, explain
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.errors import TableError
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.patient.vocabulary import Goal, Relevance, Symptom, Therapy
from mbc_explainer.tables import answering_rows, explain_table, explaining
from mbc_explainer.tables.explaining import explain_file
from mbc_explainer.tables.lazy import joined

pytestmark = [
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),  # ibis calls DuckDB's old name
    pytest.mark.filterwarnings("ignore:The 'future.infer_string'"),  # ibis sets it in SQLite
]

ABOUT: dict[str, Any] = {"about": "metastatic", "sites_complete": True}


OPEN: list[Any] = []
"""What is closed once nothing else refers to it, too soon or with a warning."""


def own_duckdb(table: pa.Table) -> Any:
    """A relation of a connection of its own, which has tables by the names that the library might use."""
    connection = duckdb.connect()
    for name in ("people", "answers", "mbc_explainer_people_answers"):
        connection.from_arrow(table).create(name)
    OPEN.append(connection)
    return connection.table("people")


def own_ibis(table: pa.Table) -> Any:
    backend = ibis.duckdb.connect()
    backend.con.from_arrow(table).create("people")
    return backend.table("people")


def in_sqlite(table: pa.Table) -> Any:
    if any(pa.types.is_nested(one) for one in table.schema.types):
        pytest.skip("SQLite has no lists")
    backend = ibis.sqlite.connect()
    OPEN.append(backend)
    table.to_pandas().to_sql("people", backend.con, index=False)
    return backend.table("people")


FRAMES: dict[str, Callable[[pa.Table], Any]] = {
    "pandas": pa.Table.to_pandas,
    "pandas in Arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "Polars": pl.from_arrow,
    "Polars, lazy": lambda table: pl.DataFrame(table).lazy(),
    "PyArrow": lambda table: table,
    "PyArrow, in pieces": lambda table: pa.Table.from_batches(table.to_batches(100)),
    "DuckDB": duckdb.from_arrow,
    "DuckDB, own connection": own_duckdb,
    "ibis": ibis.memtable,
    "ibis, own connection": own_ibis,
    "ibis, SQLite": in_sqlite,
}
LAZY = {name: make for name, make in FRAMES.items() if "lazy" in name or "DuckDB" in name or "ibis" in name}


def in_arrow(table: Any) -> pa.Table:
    """A frame of any library, worked out."""
    known = nw.from_native(table)
    if isinstance(known, nw.LazyFrame):
        known = known.collect(backend="pyarrow")
    return known.to_arrow()


@pytest.mark.parametrize("way", COLUMNS)
@pytest.mark.parametrize("frame", FRAMES)
def test_every_profile_has_the_answer_of_explain_in_its_row(frame: str, way: str) -> None:
    given = FRAMES[frame](stated(way))
    result = explain_table(given, columns=COLUMNS[way], **ABOUT)
    assert type(given) is type(result.table)
    table = in_arrow(result.table)
    before = in_arrow(given)
    assert 13_770 == table.num_rows == result.reading.rows
    assert before.equals(table.select(before.schema.names))
    assert [*before.schema.names, *expected().schema.names] == table.schema.names
    assert expected().equals(table.select(expected().schema.names).cast(expected().schema))


@pytest.mark.parametrize("frame", ["PyArrow", "Polars, lazy", "DuckDB", "ibis"])
def test_a_table_of_any_size_takes_a_few_hundred_explanations(monkeypatch: pytest.MonkeyPatch, frame: str) -> None:
    """Goals and symptoms, on which no answer turns, multiply neither these nor the rows that are told apart."""
    asked: list[PatientProfile] = []

    def counting(profile: PatientProfile, **options: Any) -> Any:
        asked.append(profile)
        return explain(profile, **options)

    def joining(people: Any, keys: Any, *others: Any) -> Any:
        assert 13_770 == len(keys)
        return joined(people, keys, *others)

    monkeypatch.setattr(answering_rows, "explain", counting)
    monkeypatch.setattr(explaining, "joined", joining)
    table, columns = pa.concat_tables([stated("text")] * 2), dict(COLUMNS["text"])
    numbers = range(table.num_rows)
    for at, goal in enumerate(Goal):
        table = table.append_column(goal, pa.array([None if row % 3 == at else bool(row >> at & 1) for row in numbers]))
    columns |= {"goals": {str(goal): goal for goal in Goal}, "symptoms": "symptoms"}
    words = [*map(str, Symptom)]
    pairs = [f"{words[row % len(words)]}, {words[row // 100 % len(words)]}" for row in numbers]
    table = table.append_column("symptoms", pa.array(pairs))
    result = explain_table(FRAMES[frame](table), columns=columns, **ABOUT)
    assert 45 < len(asked) <= 400
    told = {(one.column, one.given): one.rows for one in result.reading.spellings}
    assert sum(2 - (len({*pair.split(", ")}) == 1) for pair in pairs) == sum(
        rows or 0 for (column, _), rows in told.items() if column == "symptoms"
    )
    assert {len(numbers)} == {sum(told.get((goal, cell), 0) or 0 for cell in ("True", "False", "")) for goal in Goal}
    surgery = in_arrow(result.table)["surgery"].to_pylist()
    assert 2 * expected()["surgery"].to_pylist() == surgery


@given(profiles())
def test_what_no_decision_reads_changes_no_answer(profile: PatientProfile) -> None:
    table = pa.table({name: pa.array([_cell(value)]) for name, value in profile})
    result = explain_table(table, columns={name: name for name in table.column_names}, **ABOUT)
    for option in explain(profile).options:
        assert [option.relevance] == result.table[option.therapy].to_pylist()
        assert [", ".join(option.depends_on) or None] == result.table[f"{option.therapy}_depends_on"].to_pylist()


def _cell(value: Any) -> Any:
    return [*map(str, value)] if isinstance(value, tuple) else value if value is None else str(value)


PEOPLE = pa.table(
    {
        "who": [1, 1, 2, 3, 3, None, None, 4],
        "stage": ["IV", "II", "IV", "IV", "IV", "IV", "IV", "I"],
        "er": ["positive", None, "neg", "+", "neg", "+", "+", "+"],
        "her2": ["positive", "positive", None, "low", "low", "neg", "neg", None],
    }
)


@pytest.mark.parametrize("person", [None, "who"])
@pytest.mark.parametrize("frame", FRAMES)
def test_answers_and_counts_are_the_same_in_every_frame(frame: str, person: str | None) -> None:
    said: dict[str, Any] = {"about": {"stage": ["IV"]}, "columns": {"er": "er", "her2": "her2"}, "person": person}
    first = explain_table(PEOPLE, **said)
    result = explain_table(FRAMES[frame](PEOPLE), **said)
    assert first.table.select(names := [*map(str, Therapy)]).to_pydict() == {
        name: in_arrow(result.table)[name].to_pylist() for name in names
    }
    assert first.counts == result.counts
    assert first.open_questions == result.open_questions
    assert first.reading.rows == result.reading.rows
    assert first.reading.people == result.reading.people == (6 if person else None)


def test_a_row_that_the_table_is_not_about_has_no_answer() -> None:
    table = explain_table(PEOPLE, about={"stage": "IV"}, columns={"er": "er"}).table
    assert [at in {1, 7} for at in range(8)] == [one is None for one in table["surgery"].to_pylist()]
    assert {None} == set(table.filter(pa.compute.equal(table["stage"], "I"))["hormone_therapy_depends_on"].to_pylist())


@pytest.mark.parametrize("frame", LAZY)
def test_what_is_lazy_stays_lazy(frame: str) -> None:
    """It is worked out again from its source, and the connection has no more tables than before."""
    result = explain_table(LAZY[frame](PEOPLE), about="metastatic", columns={"er": "er"})
    assert isinstance(nw.from_native(result.table), nw.LazyFrame)
    assert in_arrow(result.table).equals(in_arrow(result.table))


def test_a_connections_own_tables_stay_what_they_are() -> None:
    connection = duckdb.connect()
    connection.from_arrow(PEOPLE).create("people")
    other = pa.table({"er": ["negative"]})
    connection.from_arrow(other).create("others")
    tables = [
        explain_table(connection.table(name), about="metastatic", columns={"er": "er"}) for name in ("people", "others")
    ]
    assert ["relevant", "depends"] == [in_arrow(one.table)["hormone_therapy"][0].as_py() for one in tables]
    assert {"people", "others"} == {
        name for (name,) in connection.sql("SELECT table_name FROM duckdb_tables()").fetchall()
    }
    assert PEOPLE.num_rows == connection.table("people").count("*").fetchall()[0][0]
    assert tables[0].table.columns[: len(PEOPLE.schema)] == PEOPLE.schema.names


@pytest.mark.parametrize("frame", ["DuckDB", "ibis"])
def test_a_file_that_is_scanned_is_read_when_the_answers_are(frame: str, tmp_path: Path) -> None:
    path = str(tmp_path / "people.parquet")
    pq.write_table(PEOPLE, path)
    scan = {"DuckDB": duckdb.read_parquet, "ibis": ibis.read_parquet}[frame]
    result = explain_table(scan(path), about="metastatic", columns={"er": "er"})
    pq.write_table(PEOPLE.slice(0, 2), path)
    assert ["relevant", "depends"] == in_arrow(result.table)["hormone_therapy"].to_pylist()


def test_a_column_that_stands_where_an_answer_is_to_stand_is_refused() -> None:
    """In SQL, in capitals as well; elsewhere these are two."""
    table = pa.table({"er": ["+"], "Surgery": [2020]})
    with pytest.raises(TableError, match="column 'surgery'"):
        explain_table(table.rename_columns(["er", "surgery"]), about="metastatic", columns={"er": "er"})
    for make in (duckdb.from_arrow, ibis.memtable):
        with pytest.raises(TableError, match="column 'Surgery'"):
            explain_table(make(table), about="metastatic", columns={"er": "er"})
    assert {"Surgery", "surgery"} < set(
        explain_table(table, about="metastatic", columns={"er": "er"}).table.column_names
    )


def test_a_word_in_error_is_refused_the_same_in_every_frame() -> None:
    table = pa.table({"er": ["Positve", "positive", "Positve"]})
    for make in FRAMES.values():
        with pytest.raises(TableError, match=r"can't read 'Positve' in 2 rows.*accepted: positive, negative, unknown"):
            explain_table(make(table), about="metastatic", columns={"er": "er"})


def test_the_result_says_what_it_is_and_what_it_is_not(tmp_path: Path) -> None:
    result = explain_table(PEOPLE.to_pandas(), about="metastatic", columns={"er": "er"})
    assert DISCLAIMER == result.disclaimer == result.table.attrs["disclaimer"]
    assert "8 rows" in repr(result)
    assert DISCLAIMER in " ".join(result.to_text().split())
    assert DISCLAIMER.split(".", maxsplit=1)[0] in result.to_html(hide_below=5)
    assert {"text/html", "text/plain"} <= {*result._repr_mimebundle_()}
    in_a_file = explain_table(PEOPLE, about="metastatic", columns={"er": "er"}).table
    pq.write_table(in_a_file, tmp_path / "answers.parquet")
    assert DISCLAIMER.encode() == pq.read_schema(tmp_path / "answers.parquet").metadata[b"disclaimer"]


def test_an_answer_is_no_ranking_and_has_the_same_words_in_each_table() -> None:
    frames = [
        explain_table(pd.DataFrame({"er": [cell]}), about="metastatic", columns={"er": "er"}).table
        for cell in ("+", "neg")
    ]
    for name in [*map(str, Therapy)]:
        assert not frames[0][name].cat.ordered
        assert sorted(map(str, Relevance)) == list(frames[0][name].cat.categories)
    assert [*frames[0].dtypes] == [*pd.concat(frames).dtypes]
    in_polars = [
        explain_table(pl.DataFrame(one[["er"]]), about="metastatic", columns={"er": "er"}).table for one in frames
    ]
    assert in_polars[0].schema == pl.concat(in_polars).schema


def test_own_rules_answer_for_themselves() -> None:
    own = shipped().model_copy(update={"fingerprint": "0" * 64})
    result = explain_table(PEOPLE, about="metastatic", columns={"er": "er"}, knowledge=own)
    assert "0" * 64 == result.report.source.rules_fingerprint


def test_a_file_is_answered_as_its_frame(tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    pq.write_table(stated("list"), path)
    result = explain_file(path, columns=COLUMNS["list"], **ABOUT)
    with (tmp_path / "answers.parquet").open("wb") as stream:
        result.write(stream, "answers.parquet")
    table = pq.read_table(tmp_path / "answers.parquet")
    assert expected().equals(table.select(expected().schema.names).cast(expected().schema))
    assert stated("list").equals(table.select(stated("list").column_names))
    assert len(people()) == result.counts.of
