"""One call for a whole table: read its cells, answer its rows, and keep what there is to say of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import narwhals as nw

from mbc_explainer.answers.explainer import explain
from mbc_explainer.answers.models import Source
from mbc_explainer.answers.rulebooks import RuleBook, rulebook_for
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.errors import TableError, shortened
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.phrases import phrase

from .answering_rows import Decided, answer_columns, answered_counts, decide, fields_told, names_of_columns
from .counts import TableCounts
from .frames import columns_in, frame_of, names_in, with_columns
from .lazy import distinct_rows, joined
from .mapping import mapping_of, refuse_unless_there
from .questions import TableQuestions
from .reading_rows import PeopleRead, Rows, read_rows
from .suggestions import Suggestion, suggestion
from .table_file import TableFile, csv_metadata, is_parquet, write_answers
from .table_reading import TableReading
from .table_report import TableReport

__all__ = ["FileResult", "TableResult", "explain_file", "explain_table", "suggest_columns"]


class TableResult:
    """The answers of a table, and what there is to say of them; the disclaimer is on it and on its report."""

    disclaimer = DISCLAIMER

    def __init__(self, table: Any, read: PeopleRead, decided: tuple[Decided, ...], rules: RuleBook) -> None:
        self.table = table
        """The same kind of frame, its rows and index kept: for each therapy category ``<therapy>``, and
        ``<therapy>_depends_on``, which names the open fields on which the answer turns; both empty where the
        table does not say that a row is about this."""
        self.reading: TableReading = read.reading
        """What was read as what: a line a spelling."""
        self._read, self._decided, self._rules = read, decided, rules

    @cached_property
    def report(self) -> TableReport:
        """Counts, open questions and the reading on one page, as text, HTML or JSON."""
        counts, questions = answered_counts(self._decided, self._read, self._rules)
        return TableReport(reading=self.reading, counts=counts, open_questions=questions, source=self._source)

    @cached_property
    def _source(self) -> Source:
        return explain(PatientProfile(), knowledge=self._rules.knowledge).source

    @property
    def counts(self) -> TableCounts:
        """How many have which answer, of how many, and what is missing."""
        return self.report.counts

    @property
    def open_questions(self) -> TableQuestions:
        """What one more result would settle, and for how many."""
        return self.report.open_questions

    def to_html(self, *, hide_below: int = 0) -> str:
        """The report as a page of its own; ``hide_below=5`` hides counts under five."""
        return (self.report.hiding(hide_below) if hide_below else self.report).to_page()

    def to_text(self, *, hide_below: int = 0) -> str:
        """The report as text."""
        return (self.report.hiding(hide_below) if hide_below else self.report).to_text()

    def __repr__(self) -> str:
        """Of how many rows it is, and what it is not."""
        return phrase("tables.result", rows=self.reading.rows, answered=self.reading.about)

    def _repr_mimebundle_(self, **options: object) -> dict[str, str]:
        return self.report._repr_mimebundle_(**options)


class FileResult(TableResult):
    """The answers of a table in a file."""

    table: TableFile

    def write(self, stream: BinaryIO, name: Path | str) -> None:
        """Write the table with its answers, as what the name of the file says: CSV, TSV or Parquet.

        Raises:
            TableError: the name ends as that of another kind of file, or a column is called as an answer is.
        """
        _refuse_answers_twice(self.table.names)
        answers = answer_columns(self._decided, self._read, self._rules)
        write_answers(self.table, answers, self._source, stream, Path(name))

    def metadata(self, name: Path | str) -> str | None:
        """What a CSV can't hold itself, to stand beside it; None for Parquet, which holds it."""
        if is_parquet(Path(name)):
            return None
        return csv_metadata(Path(name).name, answer_columns(self._decided, self._read, self._rules), self._source)


def explain_table(  # noqa: PLR0913 -- one parameter for each thing that a caller says
    frame: Any,
    *,
    about: str | Mapping[str, str | Iterable[str]],
    columns: Mapping[str, str | Mapping[str, str | Iterable[str]]],
    words: Mapping[str, Mapping[Any, Any]] | None = None,
    missing: Iterable[str] = (),
    person: str | None = None,
    sites_complete: bool = False,
    on_unreadable: str = "raise",
    identifiers: bool = False,
    knowledge: Knowledge | None = None,
) -> TableResult:
    """Say for each row of a table what the document describes for a person like this.

    Each distinct cell is read once, as ``PatientProfile`` reads it, and every answer is that of
    ``explain``. A missing result stays not known, and what can't be read stops the run.

    Args:
        frame: a frame of pandas, Polars (eager or lazy), PyArrow, DuckDB, ibis (tested on DuckDB and SQLite) or
            PySpark. What is lazy stays lazy, but for its distinct cells and rows.
        about: ``"metastatic"``, where each row is a person with metastatic breast cancer; else the
            column that says so and its words: ``{"Stage": ["4", "IV"]}``. Other rows get no answer.
        columns: for each field of a profile the column that states it. A set (sites, symptoms, goals) is
            a list, or a text with ``|``, ``;`` or ``,`` between its words, or several columns of yes and no:
            ``{"sites": {"bone": "Bone mets", "other": ["Skin mets", "Ovary mets"]}}``.
        words: for each field what its words mean: ``{"er": {"Positve": "positive"}}``; ``None`` for not
            known, ``[]`` in a list for a word to pass over.
        missing: words that say that nothing is known, in any column.
        person: the column that names the person, where one may have several rows. What these state
            differently is not known.
        sites_complete: whether the sites that the table lists are all that the person has. If not, they
            stay not stated: a profile with bone alone would say that there is nothing in the brain.
        on_unreadable: ``"raise"``, or ``"unknown"``: then what can't be read counts as not known.
        identifiers: whether the report names the people whose rows differ.
        knowledge: other rules than those that ship with the library.

    Raises:
        TableError: what is wrong with the mapping, or every spelling that can't be read, with its rows.
    """
    mapping = mapping_of(
        about=about,
        columns=columns,
        words=words,
        missing=missing,
        person=person,
        sites_complete=sites_complete,
        on_unreadable=on_unreadable,
    )
    known = frame_of(frame)
    # In SQL a name is the same in capitals.
    sql = isinstance(known, nw.LazyFrame) and not known.implementation.is_polars()
    refuse_unless_there(mapping, names_in(known))
    _refuse_answers_twice(names_in(known), as_taken=str.casefold if sql else str)
    rules = rulebook_for(knowledge)
    told = fields_told(mapping, rules)
    if isinstance(known, nw.DataFrame):
        rows = Rows(columns_in(known, mapping.columns()), len(known))
    else:
        rows, keys = distinct_rows(known, mapping.columns(), mapping.columns(without=told))
    read = read_rows(rows, mapping, words_alone=told, identifiers=identifiers)
    decided = decide(read, rules)
    answers = answer_columns(decided, read, rules)
    if isinstance(known, nw.DataFrame):
        table = with_columns(known, answers)
    else:
        table = joined(known, keys, answers, rows.in_table)
    return TableResult(table, read, decided, rules)


def explain_file(
    path: Path | str,
    *,
    head: int | None = None,
    identifiers: bool = False,
    knowledge: Knowledge | None = None,
    **said: Any,
) -> FileResult:
    """The same for a table in a file, CSV, TSV or Parquet, which may be larger than the memory.

    Args:
        path: the file.
        head: read its first rows alone, so many.
        identifiers: whether the report names the people whose rows differ.
        knowledge: other rules than those that ship with the library.
        said: what ``explain_table`` takes besides.

    Raises:
        TableError: as ``explain_table``; or the file can't be read as a table.
    """
    mapping = mapping_of(**said)
    table = TableFile.of(Path(path), head)
    refuse_unless_there(mapping, table.names)
    rules = rulebook_for(knowledge)
    columns = table.columns(mapping.columns())
    rows = Rows(columns, len(next(iter(columns.values())).codes))
    read = read_rows(rows, mapping, words_alone=fields_told(mapping, rules), identifiers=identifiers)
    return FileResult(table, read, decide(read, rules), rules)


def suggest_columns(table: Any, *, head: int | None = None) -> Suggestion:
    """Suggest which columns state what, by their names and cells; nothing of it is applied.

    Args:
        table: a frame in memory, or the path of a file.
        head: look at the first rows alone, so many.

    Raises:
        TableError: it is no frame in memory, or a file that can't be read as a table.
    """
    if isinstance(table, str | Path):
        file = TableFile.of(Path(table), head)
        rows = len(file.columns(file.own_names[:1])[file.own_names[0]].codes)
        unique = [name for name in file.names if file.names.count(name) == 1]
        return suggestion(unique, lambda name: file.columns([name])[name], rows)
    frame = frame_of(table)
    if isinstance(frame, nw.LazyFrame):
        raise TableError([phrase("tables.suggest_in_memory")])
    frame = frame if head is None else frame.head(head)
    return suggestion(frame.columns, lambda name: columns_in(frame, [name])[name], len(frame))


def _refuse_answers_twice(present: Sequence[str], *, as_taken: Callable[[str], str] = str) -> None:
    taken = [name for name in present if as_taken(name) in names_of_columns()]
    if taken:
        raise TableError([phrase("tables.column_taken", column=shortened(name)) for name in taken])
