"""The page of an answer, in the reader's browser."""

from __future__ import annotations

import os
import tempfile
import webbrowser
from pathlib import Path

import typer

from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail

from .output import Format, format_of, say, show
from .output_file import is_standard_output

__all__ = ["open_page"]


def open_page(shown: Renderable, form: Format | None, output: Path | None, detail: Detail | None) -> None:
    """Write the page of an answer to a file, or to a new one that stays, and open it.

    Raises:
        BadParameter: another format than HTML is asked for, or no file.
        Exit: there is no browser, which is told with where the page is.
    """
    if output is not None and is_standard_output(output):
        raise typer.BadParameter(phrase("cli.open.no_file"))
    asked = form or (format_of(output) if output else Format.HTML)
    if asked is not Format.HTML:
        raise typer.BadParameter(phrase("cli.open.no_page", format=asked))
    path = output or _new_file()
    show(shown, Format.HTML, path, detail=detail)
    say(phrase("cli.saved", file=path))
    if not _opened(path):
        say(f"mbc-explainer: {phrase('cli.open.no_browser')}")
        raise typer.Exit(1)


def _new_file() -> Path:
    """A file that nobody else can read."""
    number, name = tempfile.mkstemp(prefix="mbc-explainer-", suffix=".html")
    os.close(number)
    return Path(name)


def _opened(path: Path) -> bool:
    try:
        return webbrowser.open(path.resolve().as_uri())
    except (webbrowser.Error, OSError):
        return False
