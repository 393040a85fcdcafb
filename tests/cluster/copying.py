"""How long answers take on Spark, from Parquet to Parquet, beside a copy of the same file, by turns in one run."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from people_files import COLUMNS, write_people
from pyspark.sql import SparkSession

from mbc_explainer.tables import explain_table


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    with TemporaryDirectory() as folder:
        write_people(source := Path(folder, "people.parquet"), given.rows)

        def written(table: Any) -> None:
            table.write.mode("overwrite").parquet(str(Path(folder, "out")))

        def answered() -> None:
            people = spark.read.parquet(str(source))
            written(explain_table(people, about="metastatic", columns=COLUMNS, sites_complete=True).table)

        works: dict[str, Callable[[], None]] = {
            "copy": lambda: written(spark.read.parquet(str(source))),
            "answers": answered,
        }
        found: dict[str, list[float]] = {name: [] for name in works}
        for at in range(given.rounds + 1):
            for name, work in works.items():
                start = perf_counter()
                work()
                found[name] += [perf_counter() - start] if at else []  # the first is to warm up
    spark.stop()
    copy, answers = median(found["copy"]), median(found["answers"])
    print(f"{given.rows:,} rows on Spark: copy {copy:.2f} s, answers {answers:.2f} s, {answers / copy:.2f} times")


if __name__ == "__main__":
    main()
