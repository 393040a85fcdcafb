"""A table in a file keeps all that it holds, gets the answers beside it, and says what it is not."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mbc_explainer import explain
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.errors import TableError
from mbc_explainer.patient.vocabulary import Therapy
from mbc_explainer.tables import explain_file, explain_table
from mbc_explainer.tables.table_file import TableFile

SAID: dict[str, Any] = {"about": "metastatic", "columns": {"er": "ER", "sites": "Sites"}, "sites_complete": True}
ROWS = [
    ("positive", "bone|liver", 'said "no", twice'),
    ("", "bone", "two\nlines"),
    ("neg", "", "=1+1"),
    ("NA", "brain", "ä"),
]


def table(path: Path, delimiter: str, notes: str = "") -> Path:
    content = io.StringIO()
    csv.writer(content, delimiter=delimiter, lineterminator="\n").writerows([("ER", "Sites", "Note"), *ROWS])
    path.write_text(notes + content.getvalue(), encoding="utf-8")
    return path


def written(path: Path, name: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    explain_file(path, **SAID, **options).write(stream, name)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "delimiter", "notes"),
    [
        ("a.csv", ",", ""),
        ("a.csv", ";", ""),
        ("a.tsv", "\t", ""),
        ("a.txt", "\t", "#Age\tSex\n#NUMBER\n"),
        ("A.CSV", ",", "\ufeff"),
    ],
)
def test_text_keeps_every_cell_and_gets_the_answers_of_explain(
    tmp_path: Path, name: str, delimiter: str, notes: str
) -> None:
    text = written(table(tmp_path / name, delimiter, notes), name).decode()
    head, *rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    assert ["ER", "Sites", "Note", "chemotherapy", "chemotherapy_depends_on"] == head[:5]
    assert list(ROWS) == [tuple(row[:3]) for row in rows]
    for row in rows:
        explanation = explain({"er": row[0] or None, "sites": row[1].split("|") if row[1] else None})
        answers = [(str(one.relevance), ", ".join(one.depends_on)) for one in explanation.options]
        assert [word for answer in answers for word in answer] == row[3:]


def test_parquet_keeps_types_and_metadata_and_holds_the_disclaimer(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    frame = pa.table({"ER": ["positive", None], "Age": pa.array([50, None], pa.int16()), "Sites": [["bone"], None]})
    pq.write_table(frame.replace_schema_metadata({"kept": "yes"}), path)
    read = pq.read_table(io.BytesIO(written(path, "b.parquet")))
    assert frame.equals(read.select(["ER", "Age", "Sites"]))
    assert (b"yes", DISCLAIMER.encode()) == (read.schema.metadata[b"kept"], read.schema.metadata[b"disclaimer"])
    expected = explain_table(frame, **SAID).table
    assert expected.to_pylist() == read.to_pylist()


@pytest.mark.parametrize("rows", [0, 1, 200_000])
def test_pieces_are_put_together_in_order(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "a.parquet"
    words = pa.array(["positive", "negative", None, "unknown"] * (rows // 4 + 1), pa.string()).slice(0, rows)
    pq.write_table(pa.table({"ER": words, "Sites": words.cast(pa.string()).fill_null("bone").slice(0, rows)}), path)
    said = {**SAID, "columns": {"er": "ER"}}
    stream = io.BytesIO()
    explain_file(path, **said).write(stream, path)
    expected = pl.DataFrame(explain_table(pq.read_table(path), **said).table)
    assert pl.read_parquet(stream.getvalue()).equals(expected, null_equal=True)


def test_between_text_and_parquet(tmp_path: Path) -> None:
    path = table(tmp_path / "a.tsv", "\t")
    read = pq.read_table(io.BytesIO(written(path, "a.parquet"))).to_pylist()
    assert [row[2] for row in ROWS] == [row["Note"] for row in read]
    assert written(path, "a.csv").startswith(b"ER,Sites,Note,chemotherapy,")


def test_the_first_rows_alone_are_read_when_asked(tmp_path: Path) -> None:
    assert 3 == len(
        written(table(tmp_path / "a.tsv", "\t"), "a.tsv", head=2).decode().replace("two\nlines", "").splitlines()
    )
    assert 2 == explain_file(tmp_path / "a.tsv", head=2, **SAID).reading.rows


def test_two_columns_of_one_name_are_kept_where_neither_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ER,Sites,Note,Note\npositive,bone,x,y\n")
    assert written(path, "a.csv").startswith(b"ER,Sites,Note,Note,chemotherapy")
    assert ["ER", "Sites", "Note", "Note (2)"] == list(TableFile.of(path).own_names)
    path.write_text("ER,Sites,ER\npositive,bone,x\n")
    with pytest.raises(TableError, match="two columns 'ER'"):
        written(path, "a.csv")


def test_a_text_table_has_its_metadata_beside_it(tmp_path: Path) -> None:
    found = json.loads(explain_file(table(tmp_path / "a.csv", ","), **SAID).metadata("b.csv") or "")
    assert ("http://www.w3.org/ns/csvw", "b.csv", DISCLAIMER) == (
        found["@context"],
        found["url"],
        found["dc:description"],
    )
    assert 2 * len(Therapy) == len(found["notes"])
    assert explain_file(tmp_path / "a.csv", **SAID).metadata("b.parquet") is None


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"", "expected a name that ends in one of .csv"),
        ("a.csv", b"", "there are no names of columns"),
        ("a.csv", b"ER,Sites\npositive,bone\npositive\n", "line 3 has 1 cells, and the first line has 2; mend"),
        ("a.csv", b'#\nER;Sites\n"a\nb";bone\nx;y;secret\n', "line 5 has 3 cells, and the first line has 2; mend"),
        ("a.tsv", b"ER\tSites\npositive\n", "a cell that holds a tab in quotes"),
        ("a.csv", b"ER,Sites\n\xff\xfe,bone\n", "it is not in UTF-8; save it in UTF-8"),
        ("a.csv", b"ER,Sites,M\xf6g\n", "it is not in UTF-8; save it in UTF-8"),
        ("a.csv", "ER,Sites\npositive,bone\n".encode("utf-16"), "it is not in UTF-8; save it in UTF-8"),
        ("a.parquet", b"PAR1 is not enough", "can't be read as a table"),
        ("a.csv", b"ER,Sites,surgery\n", "a column 'surgery'"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TableError) as refused:
        written(path, "b.csv")
    assert told in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_column_that_is_called_as_an_answer_is_in_the_way_of_writing_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ER,Sites,chemotherapy\npositive,bone,1\n")
    assert 1 == explain_file(path, **SAID).reading.rows
    with pytest.raises(TableError, match="a column 'chemotherapy'"):
        written(path, "b.csv")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_line_of_a_spreadsheet_above_the_names_is_no_row(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{mark}sep=;\r\nER;Sites\r\npositive;bone\r\n", encoding="utf-8", newline="")
    assert written(path, "b.csv").startswith(b"ER;Sites;chemotherapy")
    assert 1 == explain_file(path, **SAID).reading.rows
