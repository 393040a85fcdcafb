"""A table of people: all at once, beside a loop and beside expressions written by hand; and files larger than that.

Each of these stands in one process, by turns, so that a busy moment meets all alike.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import polars as pl
import pyarrow.parquet as pq
from people_files import COLUMNS, write_people
from timing import Row, Scale

from mbc_explainer import explain
from mbc_explainer.patient.vocabulary import Therapy
from mbc_explainer.tables import explain_table

__all__ = ["by_hand", "rows"]

_SAID: dict[str, Any] = {"about": "metastatic", "columns": COLUMNS, "sites_complete": True}
_LOOP = 10_000
"""Rows of which the loop takes its time: it is the same for each."""
_COPY = "import sys, duckdb; duckdb.sql(f\"COPY (FROM '{sys.argv[1]}') TO '{sys.argv[2]}' (FORMAT parquet)\")"
_ANSWERS = f"""
import sys
from mbc_explainer.tables.explaining import explain_file
with open(sys.argv[2], "wb") as stream:
    explain_file(sys.argv[1], **{_SAID!r}).write(stream, sys.argv[2])
"""
_THROUGH_DUCKDB = f"""
import sys, duckdb
from mbc_explainer.tables import explain_table
explain_table(duckdb.read_parquet(sys.argv[1]), **{_SAID!r}).table.write_parquet(sys.argv[2])
"""


def rows(scale: Scale, what: str) -> Iterator[Row]:
    """In memory, or from file to file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "people.parquet")
        yield from _in_memory(path, scale.rows) if what == "memory" else _from_file_to_file(path, scale)


def _in_memory(path: Path, size: int) -> Iterator[Row]:
    write_people(path, size)
    people = pl.read_parquet(path)
    table = people.to_arrow()
    frames = {"Polars": people, "PyArrow": table, "pandas": table.to_pandas(), "Polars, lazy": people.lazy()}
    works: dict[str, Callable[[], Any]] = {
        "Polars, relevance alone, when and then by hand": lambda: by_hand(people),
        **{name: partial(_answered, frame) for name, frame in frames.items()},
    }
    head = people.head(_LOOP).to_dicts()
    found: dict[str, list[float]] = {}
    for _ in range(3):
        for name, work in works.items():
            gc.collect()
            found.setdefault(name, []).append(_cpu(work) * 1e3)
        found.setdefault("loop", []).append(_cpu(lambda: _loop(head)) * 1e3 / len(head) * size)
    title = f"{size:,} rows"
    for name, each in found.items():
        yield Row(f"{title}, {name}", "ms", each)
    hand = found.pop("Polars, relevance alone, when and then by hand")
    loop = found.pop("loop")
    for name, each in found.items():
        yield Row(f"{title}, a loop over {name}", "times", [a / b for a, b in zip(loop, each, strict=True)])
        yield Row(f"{title}, {name} over when and then", "times", [b / a for a, b in zip(hand, each, strict=True)])


def _answered(frame: Any) -> Any:
    table = explain_table(frame, **_SAID).table
    return table.collect() if isinstance(table, pl.LazyFrame) else table


def _loop(people: list[dict[str, Any]]) -> None:
    for one in people:
        sets = {
            name: one[name].replace("none", "").split("|") for name in COLUMNS if name.endswith("sites") and one[name]
        }
        given = {name: one[name] for name in COLUMNS if name not in sets}
        for option in explain(given | {name: [*filter(None, words)] for name, words in sets.items()}).options:
            str(option.relevance)


def _cpu(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def by_hand(people: pl.DataFrame) -> pl.DataFrame:
    """The relevance of the eight categories, as somebody would write it who knows the answers by heart."""
    her2, sites, causing = pl.col("her2"), pl.col("sites"), pl.col("symptomatic_sites")
    positive = (pl.col("er") == "positive") | (pl.col("pr") == "positive")
    negative = (pl.col("er") == "negative") & (pl.col("pr") == "negative")
    not_positive = her2.is_in(["negative", "low"])
    local = (
        pl.when(sites.str.contains("brain", literal=True) | (causing != "none"))
        .then(pl.lit("relevant"))
        .when(sites.is_not_null() & (causing == "none"))
        .then(pl.lit("sometimes"))
        .otherwise(pl.lit("depends"))
    )
    return people.with_columns(
        pl.lit("relevant").alias(Therapy.CHEMOTHERAPY),
        pl.when(her2 == "positive")
        .then(pl.lit("relevant"))
        .when(not_positive & positive)
        .then(pl.lit("sometimes"))
        .when(not_positive & negative)
        .then(pl.lit("not_described"))
        .otherwise(pl.lit("depends"))
        .alias(Therapy.TARGETED_THERAPY),
        pl.when(positive)
        .then(pl.lit("relevant"))
        .when(negative)
        .then(pl.lit("not_described"))
        .otherwise(pl.lit("depends"))
        .alias(Therapy.HORMONE_THERAPY),
        pl.lit("sometimes").alias(Therapy.IMMUNOTHERAPY),
        local.alias(Therapy.RADIATION),
        local.alias(Therapy.SURGERY),
        pl.lit("relevant").alias(Therapy.SYMPTOM_RELIEF),
        pl.lit("relevant").alias(Therapy.MENTAL_HEALTH_CARE),
    )


def _from_file_to_file(path: Path, scale: Scale) -> Iterator[Row]:
    """Wall time, since copies take all cores; and the most memory that each process takes."""
    write_people(path, scale.file_rows)
    programs = {"DuckDB's copy": _COPY, "answers": _ANSWERS, "answers, through DuckDB": _THROUGH_DUCKDB}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for _ in range(3):
        for name, program in programs.items():
            found[name].append(_ran(program, path, path.with_name("out.parquet")))
    assert scale.file_rows == pq.read_metadata(path.with_name("out.parquet")).num_rows
    copies = [seconds for seconds, _ in found["DuckDB's copy"]]
    for name, runs in found.items():
        title = f"{scale.file_rows:,} rows, Parquet to Parquet, {name}"
        yield Row(f"{title}, wall", "s", [seconds for seconds, _ in runs])
        yield Row(f"{title}, memory at the most", "MB", [megabytes for _, megabytes in runs])
        if name != "DuckDB's copy":
            yield Row(f"{title}, over the copy", "times", [a / b for (a, _), b in zip(runs, copies, strict=True)])


def _ran(program: str, source: Path, target: Path) -> tuple[float, float]:
    """Seconds, and megabytes at the most.

    Raises:
        RuntimeError: it failed.
    """
    start = perf_counter()
    process = subprocess.Popen([sys.executable, "-c", program, source, target])
    _, status, used = os.wait4(process.pid, 0)
    seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"a program ended with {process.returncode}: {program}")
    return seconds, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
