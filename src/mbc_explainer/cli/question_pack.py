"""A command that makes questions for learners, as a file that a learning system, Anki or a printer takes."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from mbc_explainer.patient.vocabulary import Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.teaching import Kind, Level
from mbc_explainer.teaching import questions as made
from mbc_explainer.teaching.exports import ExportFormat, export

from .options import Rules, among, knowledge_in, listed_words
from .output import put, show, write, write_bytes
from .output_file import is_standard_output

__all__ = ["questions"]

_FORMAT_OF: Final = {
    ".gift": ExportFormat.GIFT,
    ".xml": ExportFormat.MOODLE,
    ".zip": ExportFormat.QTI,
    ".apkg": ExportFormat.ANKI,
    ".csv": ExportFormat.CSV,
    ".json": ExportFormat.JSON,
    ".html": ExportFormat.HTML,
    ".txt": ExportFormat.TEXT,
    "": ExportFormat.TEXT,
}
"""The format that goes without saying for a name that ends so."""
_ARCHIVES: Final = (ExportFormat.QTI, ExportFormat.ANKI)


def questions(  # noqa: PLR0913 -- one parameter for each option
    *,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help=phrase("option.kind", words=listed_words(Kind)), autocompletion=among(Kind)),
    ] = None,
    about: Annotated[
        str | None, typer.Option(metavar="TOPIC", help=phrase("option.topic"), autocompletion=among(Therapy))
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            metavar="LEVEL", help=phrase("option.level", words=listed_words(Level)), autocompletion=among(Level)
        ),
    ] = None,
    count: Annotated[int | None, typer.Option(min=1, help=phrase("option.count"))] = None,
    seed: Annotated[int, typer.Option(help=phrase("option.seed"))] = 0,
    form: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format", metavar="FORMAT", help=phrase("option.format_of_questions", words=listed_words(ExportFormat))
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help=phrase("option.output_of_questions"), dir_okay=False, readable=False)
    ] = None,
    rules: Rules = None,
) -> None:
    """Make questions for learners, each with its key and where the document says so."""
    asked = form or _format_of(output)
    pack = made(kind or None, about=about, level=level, count=count, seed=seed, knowledge=knowledge_in(rules))
    if output is not None and not is_standard_output(output):
        write_bytes(export(pack, asked), output)
        write(f"{phrase('teaching.export.written', file=output, count=len(pack))}\n", sys.stdout)
    elif asked in _ARCHIVES:
        raise typer.BadParameter(phrase("cli.archive", format=asked))
    elif asked is ExportFormat.TEXT:
        show(pack, None)
    else:
        put(export(pack, asked).decode(), sys.stdout)


def _format_of(output: Path | None) -> ExportFormat:
    ending = output.suffix.lower() if output else ""
    if ending not in _FORMAT_OF:
        raise OSError(errno.EINVAL, phrase("cli.ending", endings=", ".join(filter(None, _FORMAT_OF))), str(output))
    return _FORMAT_OF[ending]
