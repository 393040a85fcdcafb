"""A command that writes the library as files for browsers: a page, a script, and a package for a course."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mbc_explainer.offline.bundle import bundle as bundled
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail

from .options import Rules, knowledge_in, listed_words
from .output import write

__all__ = ["bundle"]


def bundle(
    folder: Annotated[Path, typer.Argument(help=phrase("option.bundle_folder"))],
    detail: Annotated[
        Detail,
        typer.Option(metavar="DETAIL", help=phrase("option.bundle_detail", words=listed_words(Detail))),
    ] = Detail.STANDARD,
    rules: Rules = None,
) -> None:
    """Write a folder of files that answer every profile in a browser, without Python."""
    knowledge = knowledge_in(rules)
    with Console(stderr=True).status(phrase("bundle.compiling" if knowledge else "bundle.asking")):
        files = {path.name: path for path in bundled(folder, knowledge=knowledge, detail=detail)}
    said = phrase(
        "bundle.written", folder=folder, count=len(files), page=files["index.html"], embed=files["embed.html"]
    )
    write(f"{said}\n", sys.stdout)
