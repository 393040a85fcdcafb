"""A command that writes a course: cases with sheets, notes, slides and questions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mbc_explainer.phrases import phrase
from mbc_explainer.teaching.course import course as made

from .options import Rules, knowledge_in
from .output import write

__all__ = ["course"]


def course(
    folder: Annotated[Path, typer.Argument(help=phrase("option.course_folder"))],
    rules: Rules = None,
    seed: Annotated[int, typer.Option(help=phrase("option.course_seed"))] = 0,
) -> None:
    """Write a folder with cases for a class, from easy to hard."""
    knowledge = knowledge_in(rules)
    with Console(stderr=True).status(phrase("teaching.course.making")):
        files = {path.name: path for path in made(folder, knowledge=knowledge, seed=seed)}
    said = phrase("teaching.course.written", folder=folder, count=len(files), page=files["index.html"])
    write(f"{said}\n", sys.stdout)
