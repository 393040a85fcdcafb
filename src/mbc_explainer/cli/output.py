"""Results to standard output or a file, and all else to standard error, in whatever the terminal can show."""

from __future__ import annotations

import codecs
import errno
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from errno import EBADF
from pathlib import Path
from typing import Any, Final, TextIO

from rich.console import Console, ConsoleOptions
from rich.segment import Segment

from mbc_explainer.answers.explanation import Explanation
from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail, Paragraph, Section
from mbc_explainer.rendering.terminal import terminal

from .ending import end_if_asked
from .output_file import is_standard_output, output_file
from .pager import page

__all__ = [
    "Format",
    "ReportFormat",
    "TreeFormat",
    "destination",
    "format_of",
    "is_terminal",
    "json_line",
    "let_go",
    "put",
    "rendered",
    "say",
    "show",
    "visible",
    "write",
    "write_bytes",
]


class Format(StrEnum):
    """How one explanation goes out."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


class TreeFormat(StrEnum):
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
        "\N{BLACK SQUARE}": "[#]",
        "\N{WHITE SQUARE}": "[ ]",
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

_FORMAT_OF: Final = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MARKDOWN,
    ".json": Format.JSON,
    ".txt": Format.TEXT,
    "": Format.TEXT,
}
"""The format that goes without saying for a name that ends so."""

_DETAIL_OF: Final = {Format.TEXT: Detail.BRIEF, Format.JSON: Detail.FULL}
"""How much of an explanation goes out where nothing is said of that; in other formats, the standard."""

_RENDER: Final[dict[str, Callable[[Any, Detail], str]]] = {
    Format.TEXT: lambda shown, detail: shown.to_text(detail=detail),
    Format.MARKDOWN: lambda shown, detail: shown.to_markdown(detail=detail),
    Format.HTML: lambda shown, detail: shown.to_page(detail=detail),
    Format.JSON: lambda shown, detail: _json(shown, detail, indent=2),
    TreeFormat.MERMAID: lambda shown, _: shown.to_mermaid(),
}


def rendered(shown: Renderable, form: Format | TreeFormat, detail: Detail = Detail.STANDARD) -> str:
    """An answer in one of the formats, in so much detail; JSON is a flat record in brief, and whole otherwise."""
    return _RENDER[form](shown, detail)


def show(
    shown: Renderable,
    form: Format | TreeFormat | None,
    output: Path | None = None,
    *,
    detail: Detail | None = None,
    more: str = "",
) -> None:
    """Write an answer: in color to a terminal where no format is asked for, plain anywhere else.

    Args:
        shown: the answer.
        form: the format; where none is asked for, the one that the file's name says, else text.
        output: the file; standard output where none is named.
        detail: how much of it; where nothing is said, of an explanation what suits the format.
        more: what a terminal closes with where that is not all, a paragraph a line.
    """
    to_terminal = is_standard_output(output) and is_terminal(sys.stdout)
    asked = form or format_of(output)
    detail = detail or _usual_detail(shown, asked)
    if form is None and to_terminal:
        text = _in_color(_closing_with(more, shown, detail))
    else:
        text = visible(rendered(shown, asked, detail))
    if to_terminal and asked == Format.TEXT and detail is Detail.FULL and page(_for(sys.stdout, text)):
        return
    with destination(output) as stream:
        put(text, stream)


def _usual_detail(shown: Renderable, form: Format | TreeFormat) -> Detail:
    return _DETAIL_OF.get(Format(form), Detail.STANDARD) if isinstance(shown, Explanation) else Detail.STANDARD


def _closing_with(more: str, shown: Renderable, detail: Detail) -> Section:
    """What a terminal shows; where that is not all, it closes with the terminal's own words for that."""
    section = shown.at_detail(detail)
    if not more or section == shown.at_detail(Detail.FULL):
        return section
    closing = (Paragraph(line, plain=True) for line in more.splitlines())
    return section._replace(blocks=(*section.blocks[:-1], *closing))


def _in_color(section: Section) -> str:
    console = Console(highlight=False, emoji=False)
    with console.capture() as captured:
        console.print(_Visible(section))
    return captured.get()


def format_of(output: Path | None) -> Format:
    """The format that a file's name asks for; text where it asks for none.

    Raises:
        OSError: its name ends as that of a file which is not written here, such as ``.pdf``.
    """
    ending = output.suffix.lower() if output else ""
    if ending not in _FORMAT_OF:
        raise OSError(errno.EINVAL, phrase("cli.ending", endings=", ".join(filter(None, _FORMAT_OF))), str(output))
    return _FORMAT_OF[ending]


def _json(shown: Renderable, detail: Detail, indent: int | None = None) -> str:
    if detail is Detail.BRIEF and isinstance(shown, Explanation):
        return json.dumps(shown.to_record(), indent=indent) + "\n"
    return (shown.model_dump_json(indent=indent) if indent else shown.model_dump_json()) + "\n"


def json_line(explanation: Explanation, detail: Detail = Detail.FULL) -> str:
    """An explanation as one line of JSON, in ASCII, with all that could steer a terminal escaped."""
    return _json(explanation, detail).encode("ascii", _ESCAPING).decode("ascii").replace("\x7f", r"\u007f")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Characters as JSON escapes them; above U+FFFF as two."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), error.end


_ESCAPING: Final = "mbc_explainer.json"
codecs.register_error(_ESCAPING, _escaped)  # a third of the time of replacing them one by one


@contextmanager
def destination(output: Path | None) -> Iterator[TextIO]:
    """Where results go; a file appears whole or not at all."""
    if output is None or is_standard_output(output):
        yield sys.stdout
        return
    with output_file(output) as content, io.TextIOWrapper(content, encoding="utf-8", newline="\n") as stream:
        yield stream


def write_bytes(content: bytes, output: Path) -> None:
    """Write a file as it is, whole or not at all."""
    with output_file(output) as stream:
        stream.write(content)


_UNSEEN: Final = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, separators, turns of the writing direction, and what is no character: all but tab and line feed."""


def visible(text: str) -> str:
    """A text in which nothing can steer a terminal: what could is escaped, the way JSON does."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class _Visible:
    """An answer for rich, in which only the colors of rich itself steer the terminal."""

    def __init__(self, section: Section) -> None:
        self._section = section

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for segment in console.render(terminal(self._section), options):
            yield segment._replace(text=visible(segment.text))


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is there, and somebody sits before it."""
    return stream is not None and stream.isatty()


def say(text: str) -> None:
    """Write one line to standard error; where nobody can read it, the exit status has to do."""
    if sys.stderr is not None:
        with suppress(OSError):
            write(text.replace("\n", "\\n") + "\n", sys.stderr)


def write(text: str, stream: TextIO | None) -> None:
    """Write a text in which nothing can steer a terminal; what could is escaped.

    Raises:
        OSError: the stream is closed or full.
    """
    put(visible(text), stream)


def put(text: str, stream: TextIO | None) -> None:
    """Write a text as it is, or in plain ASCII where the stream can't carry it.

    A reader that has left, as ``head`` does, ends the program without a word.

    Raises:
        OSError: the stream is closed or full.
    """
    if stream is None:
        raise OSError(EBADF, "it is closed", "standard output")
    end_if_asked()
    try:
        stream.write(_for(stream, text))
        stream.flush()
    except BrokenPipeError:
        let_go(stream)
        sys.exit(0)
    except OSError as error:
        raise OSError(error.errno, error.strerror, "standard output" if stream is sys.stdout else None) from None


def _for(stream: TextIO, text: str) -> str:
    """A text as a stream can carry it."""
    try:
        text.encode(stream.encoding or "ascii")
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode("ascii", "replace").decode("ascii")
    return text


def let_go(stream: TextIO | None) -> None:
    """Drop what a stream can't take, so that the interpreter does not try again when it ends."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        with suppress(OSError):  # a stream in memory has no number
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
