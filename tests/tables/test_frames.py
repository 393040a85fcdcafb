"""Whatever cells a frame has: a right answer, or the library's own error, and the frame is what it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, NoReturn
from uuid import UUID

import duckdb
import ibis
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from mbc_explainer import PatientProfile, explain
from mbc_explainer.errors import TableError
from mbc_explainer.tables import explain_table
from mbc_explainer.tables.frames import columns_in, frame_of, names_in

FRAMES: dict[str, Callable[[pa.Table], Any]] = {
    "pandas": pa.Table.to_pandas,
    "pandas in Arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "Polars": pl.from_arrow,
    "Polars, lazy": lambda table: pl.DataFrame(table).lazy(),
    "PyArrow": lambda table: table,
    "DuckDB": duckdb.from_arrow,
    "ibis": ibis.memtable,
}

DAY = dt.date(2020, 1, 1)
UNREADABLE: dict[str, pa.Array] = {
    "bytes": pa.array([b"positive", None]),
    "large bytes": pa.array([b"positive", None], pa.large_binary()),
    "dates": pa.array([DAY, None]),
    "times beyond Python's": pa.array([2**62, None], pa.timestamp("s")),
    "nanoseconds": pa.array([1, None], pa.timestamp("ns")),
    "times in a zone": pa.array([1, None], pa.timestamp("us", "Asia/Tokyo")),
    "hours": pa.array([dt.time(1), None]),
    "durations": pa.array([dt.timedelta(1), None]),
    "decimals": pa.array([Decimal("1.50"), None]),
    "large decimals": pa.array([Decimal(2**70), None]),
    "structs": pa.array([{"a": 1}, None]),
    "maps": pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int64())),
    "lists": pa.array([["positive"], None]),
    "nested lists": pa.array([[["positive"]], None]),
    "lists of structs": pa.array([[{"a": 1}], None]),
    "lists of dates": pa.array([[DAY], None]),
    "lists of a size": pa.array([["positive"], None], pa.list_(pa.string(), 1)),
    "whole numbers": pa.array([1, None]),
    "large numbers": pa.array([2**64 - 1, None], pa.uint64()),
    "numbers": pa.array([1.5, float("nan")]),
    "infinities": pa.array([float("inf"), -0.0]),
    "yes and no": pa.array([True, None]),
    "text with a separator": pa.array(["posi\x1ftive", None]),
    "text with a null": pa.array(["positive\x00", None]),
    "a long text": pa.array(["positive " * 100_000, None]),
}
NOTHING: dict[str, pa.Array] = {
    "nulls": pa.nulls(2),
    "nulls of a type": pa.nulls(2, pa.float64()),
    "not a number": pa.array([float("nan"), None]),
    "empty text": pa.array(["", " "]),
    "no lists": pa.nulls(2, pa.list_(pa.string())),
    "a dictionary of nothing": pa.nulls(2, pa.dictionary(pa.int8(), pa.string())),
}


def answers(frame: Any, field: str = "er", **options: Any) -> list[str | None]:
    """The answers on hormone therapy, which turn on ER."""
    table = explain_table(frame, about="metastatic", columns={field: "cell"}, **options).table
    known = nw.from_native(table)
    known = known.collect(backend="pyarrow") if isinstance(known, nw.LazyFrame) else known
    return known["hormone_therapy"].to_list()


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_cell_of_any_type_that_says_nothing_is_refused_or_counts_as_unknown(kind: str, frame: str) -> None:
    try:
        given = FRAMES[frame](pa.table({"cell": UNREADABLE[kind]}))
    except (pa.ArrowException, pl.exceptions.PolarsError, OverflowError, NotImplementedError):
        pytest.skip("that library has no such type")
    with pytest.raises(TableError) as refused:
        answers(given)
    assert len(str(refused.value)) < 1_000
    broken = "breaks off" in str(refused.value)  # its own library can't say what it holds
    for field in () if broken else ("er", "sites", "goals"):
        assert ["depends", "depends"] == answers(given, field, on_unreadable="unknown", sites_complete=True)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", NOTHING)
def test_a_cell_without_anything_in_it_is_not_known(kind: str, frame: str) -> None:
    given = FRAMES[frame](pa.table({"cell": NOTHING[kind]}))
    assert ["depends", "depends"] == answers(given) == answers(given, "symptomatic_sites", sites_complete=True)


class Odd:
    """An object that can neither be told from others nor be shown."""

    def _refuse(self, *_: object) -> NoReturn:
        raise ValueError

    __eq__ = __ne__ = __hash__ = __repr__ = __str__ = _refuse  # what nobody would write


class Words(Enum):
    POSITIVE = "positive"


ENDLESS: list[Any] = []
ENDLESS.append(ENDLESS)
OBJECTS: dict[str, tuple[Any, str | None]] = {
    "number": (1, None),
    "yes": (True, None),
    "bytes": (b"positive", None),
    "set": ({"positive"}, None),
    "dictionary": ({"positive": 1}, None),
    "array": (np.array(["positive"]), None),
    "array of arrays": (np.array([["positive"]]), None),
    "list in itself": (ENDLESS, None),
    "enum": (Words.POSITIVE, None),
    "UUID": (UUID(int=0), None),
    "complex": (1j, None),
    "class": (int, None),
    "signal": (Decimal("sNaN"), None),
    "odd": (Odd(), None),
    "text of NumPy": (np.str_("negative"), "negative"),
    "not a number": (float("nan"), "unknown"),
    "not a decimal": (Decimal("NaN"), "unknown"),
    "pandas' NA": (pd.NA, "unknown"),
    "pandas' NaT": (pd.NaT, "unknown"),
    "NumPy's NaT": (np.datetime64("NaT", "s"), "unknown"),
}


@pytest.mark.parametrize("library", ["pandas", "Polars"])
@pytest.mark.parametrize("kind", OBJECTS)
def test_an_object_among_words_is_read_as_it_is(kind: str, library: str) -> None:
    cell, read_as = OBJECTS[kind]
    cells = pd.Series([cell, "positive", None], dtype=object)
    frame = pd.DataFrame({"cell": cells}) if library == "pandas" else _of_objects([cell, "positive", None])
    alike = pd.DataFrame({"cell": [read_as, "positive", None]})
    assert answers(alike) == answers(frame, on_unreadable="unknown")
    if read_as is None:
        with pytest.raises(TableError, match="column 'cell', for er: can't read"):
            answers(frame)
    else:
        assert answers(alike) == answers(frame)


def _of_objects(cells: Sequence[Any]) -> pl.DataFrame:
    """Polars asks an enum for its value where it should not."""
    if isinstance(cells[0], Enum):
        pytest.skip("Polars makes no objects of these")
    return pl.DataFrame({"cell": pl.Series(cells, dtype=pl.Object)})


def test_objects_in_a_lazy_frame_are_refused_before_they_break_anything() -> None:
    with pytest.raises(TableError, match="column 'cell': it holds objects"):
        answers(_of_objects([{"positive"}, "positive"]).lazy())


def symptomatic(*sites: list[str] | None) -> list[str]:
    """On what the answers on radiation turn, which read the sites with significant symptoms."""
    return [", ".join(explain(PatientProfile(symptomatic_sites=one))["radiation"].depends_on) for one in sites]


@pytest.mark.parametrize("make", [list, tuple, set, np.array, lambda one: np.array(one, dtype=object)])
def test_a_list_in_a_cell_is_a_list_whatever_it_is(make: Callable[[list[str]], Iterable[str]]) -> None:
    cells = [make(["bone"]), make(["bone", "brain"]), None, make([])]
    result = explain_table(
        pd.DataFrame({"cell": pd.Series(cells, dtype=object)}),
        about="metastatic",
        columns={"symptomatic_sites": "cell"},
        sites_complete=True,
    )
    assert symptomatic(["bone"], ["bone", "brain"], None, []) == [
        *result.table["radiation_depends_on"].astype(object).fillna("")
    ]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_list_of_one_empty_word_is_no_list_without_words(frame: str) -> None:
    """``"".split("|")`` gives one: it says nothing, and not that there is none."""
    table = pa.table({"cell": pa.array([[""], [], ["bone", None], ["bone\x1fbrain"], None], pa.list_(pa.string()))})
    result = explain_table(
        FRAMES[frame](table),
        about="metastatic",
        columns={"symptomatic_sites": "cell"},
        sites_complete=True,
        on_unreadable="unknown",
    )
    known = nw.from_native(result.table)
    known = known.collect(backend="pyarrow") if isinstance(known, nw.LazyFrame) else known
    assert symptomatic(None, [], None, None, None) == known["radiation_depends_on"].to_list()
    assert symptomatic([]) != symptomatic(None)


def test_what_is_no_frame_is_refused() -> None:
    for given in (None, 1, "frame", [1], {"er": ["+"]}, pd.Series(["+"]), pl.Series(["+"]), pa.array(["+"]), object()):
        with pytest.raises(TableError, match=r"expected|accepted"):
            explain_table(given, about="metastatic", columns={"er": "er"})


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_without_rows_has_answers_without_rows(frame: str) -> None:
    table = pa.table({"cell": pa.array([], pa.string()), "who": pa.array([], pa.int64())})
    given = FRAMES[frame](table)
    for person in (None, "who"):
        result = explain_table(given, about={"cell": "IV"}, columns={"er": "cell"}, person=person)
        assert 0 == result.reading.rows == result.counts.of
        assert [] == answers(given, person=person)


def test_a_frame_without_columns_is_refused_for_its_columns() -> None:
    for frame in (pd.DataFrame(), pl.DataFrame(), pl.LazyFrame(), pa.table({})):
        with pytest.raises(TableError, match="'cell'"):
            answers(frame)


def test_a_column_that_there_is_twice_is_refused() -> None:
    twice = pd.DataFrame([["+", "+"]], columns=["cell", "cell"])
    other = pd.DataFrame([["+", 1, 2]], columns=["cell", "other", "other"])
    for frame in (twice, other, pa.table([["+"], ["+"]], names=["cell", "cell"])):
        with pytest.raises(TableError):
            answers(frame)


@pytest.mark.parametrize(
    "index",
    [
        pd.Index([3, 3, 1]),
        pd.MultiIndex.from_tuples([(1, "a"), (1, "b"), (2, "a")]),
        pd.date_range("2020-01-01", periods=3),
        pd.CategoricalIndex(["a", "a", "b"]),
    ],
)
def test_the_index_stays(index: pd.Index) -> None:
    frame = pd.DataFrame({"cell": ["+", None, "neg"], 7: [1, 2, 3], ("a", "b"): [1, 2, 3]}, index=index)
    result = explain_table(frame, about="metastatic", columns={"er": "cell"})
    pd.testing.assert_frame_equal(frame, result.table[[*frame.columns]], check_column_type=False)
    assert ["relevant", "depends", "depends"] == [*result.table["hormone_therapy"]]
    assert frame.attrs == {}
    assert "hormone_therapy" not in frame.columns


def test_columns_in_levels_are_read_or_refused() -> None:
    frame = pd.DataFrame([["+", 1]], columns=pd.MultiIndex.from_tuples([("cell", "a"), ("b", "c")]))
    with pytest.raises(TableError, match="'cell'"):
        answers(frame)


def test_categories_count_as_the_words_that_rows_have() -> None:
    """One that no row has is not read, and a gap among them is a gap."""
    words = pd.Categorical(["positive", None, "positive"], categories=["nonsense", "positive"])
    assert ["relevant", "depends", "relevant"] == answers(pd.DataFrame({"cell": words}))
    for dtype in (pl.Categorical(), pl.Enum(["nonsense", "positive"])):
        polars = pl.DataFrame({"cell": pl.Series(["positive", None, "positive"], dtype=dtype)})
        assert ["relevant", "depends", "relevant"] == answers(polars) == answers(polars.lazy())
        assert (
            dtype
            == explain_table(polars.lazy(), about="metastatic", columns={"er": "cell"}).table.collect_schema()["cell"]
        )
    indices = pa.array([1, 0, 2, None], pa.int8())
    codes = pa.DictionaryArray.from_arrays(indices, pa.array(["positive", "negative", None, "positive"]))
    for make in [make for name, make in FRAMES.items() if name != "pandas"]:  # its categories have no gap
        assert ["depends", "relevant", "depends", "depends"] == answers(make(pa.table({"cell": codes})))


def test_a_part_of_a_frame_is_answered_as_a_part() -> None:
    cells = ["negative", "positive", "unknown", "positive"]
    for make in FRAMES.values():
        assert ["relevant", "depends"] == answers(make(pa.table({"cell": cells}).slice(1, 2)))
    pieces = pa.chunked_array([pa.array(cells[:1]), pa.array([], pa.string()), pa.array(cells[1:])])
    assert ["depends", "relevant", "depends", "relevant"] == answers(pa.table({"cell": pieces}))


def test_names_and_cells_come_out_of_a_frame() -> None:
    frame = frame_of(pd.DataFrame({"a": ["x", None, "x"], 7: [1, 2, 3]}))
    assert ["a"] == names_in(frame)
    assert isinstance(frame, nw.DataFrame)
    (column,) = columns_in(frame, ["a"]).values()
    assert ["x", None, "x"] == [column.cells[code] for code in column.codes]


def test_a_hundred_thousand_words_that_cannot_be_read_are_told_in_a_short_message() -> None:
    with pytest.raises(TableError) as refused:
        answers(pa.table({"cell": [f"word {at}" for at in range(100_000)]}))
    assert len(str(refused.value)) < 500_000
    assert "more spellings" in str(refused.value)
