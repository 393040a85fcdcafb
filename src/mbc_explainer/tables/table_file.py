"""Tables in files: the mapped columns are read whole, by code; all else goes through in pieces."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, Self

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from mbc_explainer.answers.models import Source
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.errors import TableError
from mbc_explainer.phrases import phrase

from .answering_rows import AnswerColumn
from .encoding import Encoded, encoded, encoded_in_pieces

__all__ = ["ENDINGS", "TableFile", "csv_metadata", "is_parquet", "write_answers"]

_DELIMITERS: Final = {".csv": ",;\t", ".tsv": "\t", ".txt": "\t,;"}
"""What may stand between the cells of a text table, by the name's ending; the most frequent in its head is taken."""
_PARQUET: Final = frozenset({".parquet", ".pq"})
ENDINGS: Final = (*_DELIMITERS, *sorted(_PARQUET))
"""How the name of a table ends that can be read and written."""
_PIECE: Final = 1 << 16
"""Rows that are written at a time."""
_BLOCK: Final = 1 << 24
"""Bytes of a text table that are read at a time."""
_LONGEST_HEAD: Final = 1 << 20
"""Bytes in the notes and the names at the top of a text table."""
_NOTE: Final = re.compile(rb"(\xef\xbb\xbf)?(#|sep=.[\r\n])")
"""How a line starts that is no row: with a note, or as spreadsheets say what stands between cells."""
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet, by its name.

    Raises:
        TableError: its name ends as that of a file which is neither read nor written here.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise TableError([phrase("tables.ending", file=path, endings=", ".join(ENDINGS))])
    return ending in _PARQUET


class TableFile(NamedTuple):
    """A table in a file, from which columns and pieces can be read again and again."""

    path: Path
    names: tuple[str, ...]
    delimiter: str = ""
    """What stands between the cells of a text table; empty for Parquet."""
    above: int = 0
    """Lines above its first row: its names, and notes, as cBioPortal's files and spreadsheets have them."""
    head: int | None = None
    """Read the first rows alone, so many."""

    @classmethod
    def of(cls, path: Path, head: int | None = None) -> Self:
        """The table in a file.

        Raises:
            TableError: it can't be read as a table, or its name does not say as what.
        """
        with _readable(path):
            if is_parquet(path):
                return cls(path, tuple(pq.read_schema(path).names), head=head)
            names, delimiter, above = _head_of(path)
            return cls(path, names, delimiter, above, head)

    @property
    def own_names(self) -> tuple[str, ...]:
        """A name for each column that no other has: the second of two gets a number behind it."""
        before = [self.names[:at].count(name) for at, name in enumerate(self.names)]
        return tuple(f"{name} ({at + 1})" if at else name for name, at in zip(self.names, before, strict=True))

    def columns(self, names: Sequence[str]) -> dict[str, Encoded]:
        """Some columns, by their codes."""
        with _readable(self.path):
            pieces = [[encoded(batch[name]) for name in names] for batch in self.pieces(names)]
        return {name: encoded_in_pieces(piece[at] for piece in pieces) for at, name in enumerate(names)}

    def pieces(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows, so many at a time; some columns alone where they are named."""
        left = self.head
        for batch in self._all_pieces(names):
            piece = batch if left is None else batch.slice(0, left)
            yield piece
            if left is not None and (left := left - piece.num_rows) <= 0:
                return

    def _all_pieces(self, names: Sequence[str] | None) -> Iterator[pa.RecordBatch]:
        if not self.delimiter:
            with pq.ParquetFile(self.path) as file:
                yield from file.iter_batches(_PIECE, columns=names if names is None else list(names))
            return
        with pacsv.open_csv(
            self.path,
            pacsv.ReadOptions(skip_rows=self.above, column_names=self.own_names, block_size=_BLOCK),
            pacsv.ParseOptions(delimiter=self.delimiter, newlines_in_values=True),
            pacsv.ConvertOptions(
                column_types=dict.fromkeys(self.own_names, pa.string()),
                strings_can_be_null=False,  # "None" and "NA" stay words, for the profile to read
                include_columns=None if names is None else list(names),
            ),
        ) as reader:
            yield from reader


def _head_of(path: Path) -> tuple[tuple[str, ...], str, int]:
    """The names of a text table's columns, what stands between its cells, and the lines above its first row."""
    with path.open("rb") as file:
        content = io.BytesIO(file.read(_LONGEST_HEAD))
    above, line = 0, content.readline()
    while _NOTE.match(line):
        above, line = above + 1, content.readline()
    text = (line + content.read()).decode("utf-8-sig", errors="replace")
    delimiter = max(_DELIMITERS[path.suffix.lower()], key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = next(reader, [])
    if not names:
        raise TableError([phrase("tables.no_head", file=path)])
    if content.getvalue().startswith(_UTF_16) or any("\N{REPLACEMENT CHARACTER}" in name for name in names):
        raise TableError([phrase("tables.not_utf8", file=path)])
    return tuple(names), delimiter, above + reader.line_num


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, csv.Error) as error:  # an OSError is the caller's to tell
        raise TableError([_why(path, str(error))]) from None


def _why(path: Path, error: str) -> str:
    """Why a table can't be read, without a word of its rows."""
    if "invalid UTF8" in error:
        return phrase("tables.not_utf8", file=path)
    if uneven := re.search(r"Expected (\d+) columns, got (\d+)", error):
        names, delimiter, above = _head_of(path)
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            reader = csv.reader(islice(lines, above, None), delimiter=delimiter)
            line = next((above + reader.line_num for row in reader if row and len(row) != len(names)), above)
        expected, got = uneven.groups()
        shown = phrase("tables.tab") if delimiter == "\t" else delimiter
        return phrase("tables.uneven", file=path, line=line, got=got, expected=expected, delimiter=shown)
    return phrase("tables.unread_file", file=path, error=error.splitlines()[0])


def write_answers(
    table: TableFile, answers: Sequence[AnswerColumn], source: Source, stream: BinaryIO, name: Path
) -> None:
    """Write a table with its answers, as Parquet or as text, by the name of the file.

    Raises:
        TableError: a row can't be read.
    """
    with _readable(table.path):
        if is_parquet(name):
            _write_parquet(table, answers, source, stream)
        else:
            ending = name.suffix.lower()
            alike = table.delimiter if ending == table.path.suffix.lower() else ""
            _write_text(table, answers, stream, alike or _DELIMITERS[ending][0])


def _with_answers(table: TableFile, answers: Sequence[AnswerColumn]) -> Iterator[pa.RecordBatch]:
    at = 0
    for piece in table.pieces():
        columns = [column.in_arrow(at, at + piece.num_rows) for column in answers]
        at += piece.num_rows
        names = [*piece.schema.names, *(column.name for column in answers)]
        yield pa.RecordBatch.from_arrays([*piece.columns, *columns], names=names)


def _write_parquet(table: TableFile, answers: Sequence[AnswerColumn], source: Source, stream: BinaryIO) -> None:
    read = (
        pa.schema([(name, pa.string()) for name in table.own_names]) if table.delimiter else pq.read_schema(table.path)
    )
    fields = [*read, *(pa.field(column.name, column.in_arrow(0, 0).type) for column in answers)]
    described = {"disclaimer": DISCLAIMER, "source": source.model_dump_json()}
    schema = pa.schema(fields, {**(read.metadata or {}), **described})
    with pq.ParquetWriter(stream, schema) as writer, ThreadPoolExecutor(1) as beside:
        writing: Future[None] | None = None
        for batch in _with_answers(table, answers):  # one is read while the one before is written
            if writing is not None:
                writing.result()
            writing = beside.submit(writer.write_batch, batch.replace_schema_metadata(schema.metadata))
        if writing is not None:
            writing.result()


def _write_text(table: TableFile, answers: Sequence[AnswerColumn], stream: BinaryIO, delimiter: str) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow([*table.names, *(column.name for column in answers)])
    for batch in _with_answers(table, answers):
        writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))
    text.detach()  # it flushes; the stream is closed by whoever opened it


def csv_metadata(name: str, answers: Iterable[AnswerColumn], source: Source) -> str:
    """What a text table can't hold itself, as a file beside it, in the form of CSV on the Web (W3C, 2015)."""
    described: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "dc:description": DISCLAIMER,
        "dc:source": source.about,
        "dc:identifier": source.rules_fingerprint,
        "notes": [{"column": column.name, "values": list(column.vocabulary)} for column in answers],
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"
