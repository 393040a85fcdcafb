"""A table of people, from the command line."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from mbc_explainer.cli.commands import app
from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.errors import TableError

TABLE = "Patient ID,ER Status,er\na,Positive,positive\na,Negative,negative\nb,Unk/ND,positive\n"
MAPPING = """
about = "metastatic"
person = "Patient ID"
missing = ["Unk/ND"]
[columns]
er = "ER Status"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(TABLE)
    (tmp_path / "mapping.toml").write_text(MAPPING)
    return tmp_path


def run(folder: Path, *words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["table", str(folder / "people.csv"), *words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def test_a_report_is_shown_where_no_file_is_named(folder: Path) -> None:
    status, shown, _ = run(folder, "--columns", str(folder / "mapping.toml"))
    assert (0, True) == (status, "of 2 people" in shown)
    assert DISCLAIMER_SHORT.split(".", maxsplit=1)[0] in " ".join(shown.split())


def test_answers_and_a_report_go_to_files(folder: Path) -> None:
    mapping, answers, report = (str(folder / name) for name in ("mapping.toml", "answers.parquet", "report.html"))
    status, shown, told = run(folder, "--columns", mapping, "--output", answers, "--report", report)
    assert (0, "") == (status, shown)
    assert f"{answers}, {report}: 3 rows read\n" in told
    read = pq.read_table(answers)
    assert ["depends"] * 3 == read["hormone_therapy"].to_pylist()
    assert DISCLAIMER.encode() == read.schema.metadata[b"disclaimer"]
    page = Path(report).read_text()
    assert page.startswith("<!DOCTYPE html>")
    assert not {"Patient ID</td>", ">a<", ">b<"} & set(page.split())


def test_what_a_csv_cannot_hold_stands_beside_it(folder: Path) -> None:
    run(folder, "--columns", str(folder / "mapping.toml"), "--output", str(folder / "answers.csv"))
    assert DISCLAIMER == json.loads((folder / "answers.csv-metadata.json").read_text())["dc:description"]


def test_columns_that_are_called_as_fields_are_need_no_mapping(folder: Path) -> None:
    status, _, _ = run(folder, "--about", "metastatic", "--output", str(folder / "answers.csv"))
    assert 0 == status
    rows = list(csv.DictReader((folder / "answers.csv").read_text().splitlines()))
    assert ["relevant", "depends", "relevant"] == [row["hormone_therapy"] for row in rows]


def test_the_table_says_what_it_is_about_or_nothing_is_answered(folder: Path) -> None:
    with pytest.raises(TableError, match="about: None is not accepted"):
        run(folder, "--output", str(folder / "answers.csv"))
    assert not (folder / "answers.csv").exists()


def test_a_mapping_is_suggested(folder: Path) -> None:
    status, shown, _ = run(folder, "--suggest", "--head", "2")
    assert (0, True) == (status, 'er = "ER Status"  # says something in 2 of 2 rows' in shown)


def test_what_cannot_be_read_stops_it_unless_it_is_to_count_as_unknown(folder: Path) -> None:
    (folder / "mapping.toml").write_text(MAPPING.replace("Unk/ND", "Unk"))
    words = ("--columns", str(folder / "mapping.toml"), "--output", str(folder / "answers.csv"))
    with pytest.raises(TableError, match="can't read 'Unk/ND' in 1 rows, first in 3"):
        run(folder, *words)
    assert not (folder / "answers.csv").exists()
    assert 0 == run(folder, *words, "--on-unreadable", "unknown")[0]


def test_people_are_named_and_counts_hidden_when_asked(folder: Path) -> None:
    mapping = ("--columns", str(folder / "mapping.toml"), "--report")
    run(folder, *mapping, str(folder / "plain.json"))
    run(folder, *mapping, str(folder / "named.json"), "--identifiers", "--hide-below", "5")
    plain, named = (json.loads((folder / name).read_text()) for name in ("plain.json", "named.json"))
    assert [] == plain["reading"]["disagreements"][0]["identifiers"]
    assert 1 == plain["reading"]["disagreements"][0]["people"]
    assert None is named["reading"]["disagreements"][0]["people"]


@pytest.mark.parametrize("words", [("--output", "answers.pdf"), ("--report", "report.pdf"), ("--head", "0")])
def test_nothing_is_begun_that_cannot_be_written(folder: Path, words: tuple[str, str]) -> None:
    with pytest.raises((TableError, OSError, AssertionError)):
        assert 0 == run(folder, "--about", "metastatic", words[0], str(folder / words[1]))[0]
    assert 2 == len(list(folder.iterdir()))
