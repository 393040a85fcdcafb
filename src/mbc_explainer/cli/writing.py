"""Results to standard output or a file, in whatever the terminal can show."""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

from rich.console import Console

from mbc_explainer.explanation import Explanation
from mbc_explainer.shown import Drawn, Shown

__all__ = ["DrawnFormat", "Format", "ReportFormat", "destination", "rendered", "show", "write", "write_bytes"]


class Format(StrEnum):
    """How one explanation goes out."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


class DrawnFormat(StrEnum):
    """How an answer with trees in it goes out."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    MERMAID = "mermaid"


class ReportFormat(StrEnum):
    """How a report on rules goes out."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


_PLAIN: Final = str.maketrans(
    {
        "\N{BLACK CIRCLE}": "(*)",
        "\N{CIRCLE WITH LEFT HALF BLACK}": "(~)",
        "\N{WHITE CIRCLE}": "( )",
        "\N{DOTTED CIRCLE}": "(?)",
        "\N{BOX DRAWINGS LIGHT VERTICAL}": "|",
        "\N{BOX DRAWINGS LIGHT VERTICAL AND RIGHT}": "+",
        "\N{BOX DRAWINGS LIGHT UP AND RIGHT}": "`",
        "\N{BOX DRAWINGS LIGHT HORIZONTAL}": "-",
        "\N{MIDDLE DOT}": ".",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    }
)

_RENDER: Final[dict[str, Callable[[Any], str]]] = {
    Format.TEXT: Shown.to_text,
    Format.MARKDOWN: Shown.to_markdown,
    Format.HTML: Shown.to_page,
    Format.JSON: lambda shown: shown.model_dump_json(indent=2) + "\n",
    DrawnFormat.MERMAID: Drawn.to_mermaid,
}


def rendered(shown: Shown, form: Format | DrawnFormat) -> str:
    """An answer in one of the formats."""
    return _RENDER[form](shown)


def show(shown: Shown, form: Format | DrawnFormat | None, output: Path | None = None) -> None:
    """Write an answer: in color to a terminal where no format is asked for, plain anywhere else."""
    if form is None and output is None and sys.stdout.isatty():
        console = Console(highlight=False, emoji=False)
        with console.capture() as captured:
            console.print(shown)
        write(captured.get(), sys.stdout)
        return
    with destination(output) as stream:
        write(rendered(shown, form or Format.TEXT), stream)


def json_line(explanation: Explanation) -> str:
    """An explanation as one line of JSON, in ASCII."""
    return json.dumps(explanation.model_dump(mode="json"), separators=(",", ":")) + "\n"


@contextmanager
def destination(output: Path | None) -> Iterator[TextIO]:
    """Where results go; a file appears whole or not at all."""
    if output is None:
        yield sys.stdout
        return
    with _whole(output) as content, io.TextIOWrapper(content, encoding="utf-8", newline="\n") as stream:
        yield stream


def write_bytes(content: bytes, output: Path) -> None:
    """Write a file that is no text, whole or not at all."""
    with _whole(output) as stream:
        stream.write(content)


@contextmanager
def _whole(output: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(dir=output.parent or ".", prefix=f".{output.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write(text: str, stream: TextIO) -> None:
    """Write a text, in plain ASCII where the stream can't carry it as it is.

    A reader that has left, as ``head`` does, ends the program without a word.
    """
    encoding = stream.encoding or "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_PLAIN).encode("ascii", "replace").decode("ascii")
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        sys.exit(0)
