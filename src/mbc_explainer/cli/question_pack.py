"""A command that makes questions for learners, as a file that a learning system, Anki or a printer takes."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from mbc_explainer.patient.vocabulary import Therapy
from mbc_explainer.phrases import phrase

from .options import Rules, among, knowledge_in
from .output import put, show, write, write_bytes
from .output_file import is_standard_output

__all__ = ["questions"]

_TEXT: Final = "text"
_ARCHIVES: Final = ("qti", "anki")
_FORMAT_OF: Final = {
    ".gift": "gift",
    ".xml": "moodle",
    ".zip": "qti",
    ".apkg": "anki",
    ".csv": "csv",
    ".json": "json",
    ".html": "html",
    ".txt": _TEXT,
    "": _TEXT,
}
"""The format that goes without saying for a name that ends so."""


def questions(  # noqa: PLR0913 -- one parameter for each option
    *,
    kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help=phrase("option.kind"))] = None,
    about: Annotated[
        str | None, typer.Option(metavar="TOPIC", help=phrase("option.topic"), autocompletion=among(Therapy))
    ] = None,
    level: Annotated[str | None, typer.Option(metavar="LEVEL", help=phrase("option.level"))] = None,
    count: Annotated[int | None, typer.Option(min=1, help=phrase("option.count"))] = None,
    seed: Annotated[int, typer.Option(help=phrase("option.seed"))] = 0,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=phrase("option.format_of_questions"))
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help=phrase("option.output_of_questions"), dir_okay=False, readable=False)
    ] = None,
    rules: Rules = None,
) -> None:
    """Make questions for learners, each with its key and where the document says so."""
    from mbc_explainer import teaching  # noqa: PLC0415 -- it takes long to import, and most commands do without it

    asked = form or _format_of(output)
    to_file = output is not None and not is_standard_output(output)
    if asked in _ARCHIVES and not to_file:
        raise typer.BadParameter(phrase("cli.archive", format=asked))
    pack = teaching.questions(
        kind or None, about=about, level=level, count=count, seed=seed, knowledge=knowledge_in(rules)
    )
    if asked == _TEXT and not to_file:
        show(pack, None)
        return
    made = teaching.export(pack, asked)
    if output is not None and to_file:
        write_bytes(made, output)
        write(f"{phrase('teaching.export.written', file=output, count=len(pack))}\n", sys.stdout)
    else:
        put(made.decode(), sys.stdout)


def _format_of(output: Path | None) -> str:
    ending = output.suffix.lower() if output else ""
    if ending not in _FORMAT_OF:
        raise OSError(errno.EINVAL, phrase("cli.ending", endings=", ".join(filter(None, _FORMAT_OF))), str(output))
    return _FORMAT_OF[ending]
