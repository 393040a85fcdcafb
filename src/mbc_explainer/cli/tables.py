"""A command that answers a whole table of people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.phrases import phrase

from .options import Rules, knowledge_in
from .output import format_of, show, write
from .output_file import output_file

if TYPE_CHECKING:
    from mbc_explainer.tables import FileResult

__all__ = ["table"]

_METADATA = "{name}-metadata.json"
"""Where a reader of CSV on the Web looks for what a table's file can't hold itself."""


def table(  # noqa: PLR0913 -- one parameter for each option
    file: Annotated[Path, typer.Argument(help=phrase("option.table"), exists=True, dir_okay=False)],
    *,
    columns: Annotated[
        Path | None, typer.Option(metavar="MAPPING", help=phrase("option.columns"), exists=True, dir_okay=False)
    ] = None,
    about: Annotated[str | None, typer.Option(metavar="WORD", help=phrase("option.about_table"))] = None,
    suggest: Annotated[bool, typer.Option("--suggest", help=phrase("option.suggest"))] = False,
    head: Annotated[int | None, typer.Option(metavar="ROWS", min=1, help=phrase("option.head"))] = None,
    output: Annotated[Path | None, typer.Option(help=phrase("option.answers"), dir_okay=False, readable=False)] = None,
    report: Annotated[Path | None, typer.Option(help=phrase("option.report"), dir_okay=False, readable=False)] = None,
    on_unreadable: Annotated[str | None, typer.Option(metavar="WORD", help=phrase("option.on_unreadable"))] = None,
    hide_below: Annotated[int, typer.Option(metavar="COUNT", min=0, help=phrase("option.hide_below"))] = 0,
    identifiers: Annotated[bool, typer.Option("--identifiers", help=phrase("option.identifiers"))] = False,
    rules: Rules = None,
) -> None:
    """Answer each row of a table, and say what was read as what and how many have which answer."""
    from mbc_explainer import tables  # noqa: PLC0415 -- most commands do without what it needs

    if suggest:
        write(tables.suggest_columns(file, head=head).to_toml(), sys.stdout)
        return
    said = tables.read_mapping(columns) if columns else {}
    given = {"about": about, "on_unreadable": on_unreadable}
    said |= {name: value for name, value in given.items() if value is not None}
    if output is not None:
        tables.is_parquet(output)
    format_of(report)
    with Console(stderr=True).status(phrase("tables.running")):
        result = tables.explain_file(
            file,
            head=head,
            identifiers=identifiers,
            knowledge=knowledge_in(rules),
            **{"about": None, "columns": _named_alike(file), **said},
        )
        if output is not None:
            _write_answers(result, output)
    shown = result.report.hiding(hide_below) if hide_below else result.report
    if report is not None or output is None:
        show(shown, None, report)
    written = phrase("list.comma", first=output, following=report) if output and report else output or report
    if written is not None:
        write(f"{phrase('tables.done', file=written, rows=result.reading.rows)}\n", sys.stderr)


def _named_alike(file: Path) -> dict[str, Any]:
    """The columns of a table that are called what the fields of a profile are called."""
    from mbc_explainer.tables import TableFile  # noqa: PLC0415 -- the same

    return {name: name for name in TableFile.of(file).names if name in FIELDS}


def _write_answers(result: FileResult, output: Path) -> None:
    with output_file(output) as stream:
        result.write(stream, output)
    metadata = result.metadata(output)
    if metadata is not None:
        with output_file(output.with_name(_METADATA.format(name=output.name))) as stream:
            stream.write(metadata.encode())
