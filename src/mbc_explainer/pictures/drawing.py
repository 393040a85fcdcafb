"""Grids with matplotlib and graphs with Graphviz, as SVG and PNG: safe for the color-blind, legible in gray."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any, Final, Literal, NamedTuple

from mbc_explainer.answers.labels import GROUP_TITLES, RELEVANCE_MARKS, RELEVANCE_TITLES
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.errors import ExtraError
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.rendering.bounds import printable

try:
    import graphviz
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.patches import FancyBboxPatch
    from PIL import Image, PngImagePlugin
except ImportError:
    raise ExtraError("matplotlib or graphviz", "pip install 'mbc-explainer[plots]'") from None

__all__ = [
    "COLORS",
    "Box",
    "Form",
    "draw_graph",
    "draw_grid",
    "figure_as",
    "graph_as",
    "png_with_words",
    "svg_with_words",
]

Form = Literal["svg", "png"]

COLORS: Final = {
    Relevance.RELEVANT: ("#2b66ad", "#ffffff"),
    Relevance.SOMETIMES: ("#e3ab46", "#000000"),
    Relevance.DEPENDS: ("#e4d8f5", "#000000"),
    Relevance.NOT_DESCRIBED: ("#ffffff", "#000000"),
}
"""Fill and ink of each answer: blue, ochre, light violet and white differ in lightness alone too."""

_INK: Final = "#1b1f24"
_MUTED: Final = "#4a515b"
_LINE: Final = "#6b7480"
_SOFT: Final = "#f3f5f8"
_FONTS: Final = "DejaVu Sans,Verdana,sans-serif"
"""Verdana has the measures of DejaVu Sans, for those who lack that."""
_STYLE: Final[dict[Any, Any]] = {
    "svg.fonttype": "none",  # letters stay letters: they can be read aloud, found and scaled
    "svg.hashsalt": "mbc",
    "font.family": "DejaVu Sans",
    "font.size": 10,
}
_CELL: Final = (1.9, 0.55)  # inches
_LEFT: Final = 1.8  # inches, for the names of rows
_GROUP: Final = 0.35  # inches, for the name of a group of rows
_LINE_HIGH: Final = 0.17  # inches, for a line of a column's name
_TITLE: Final = 0.5  # inches
_BELOW: Final = 0.85  # inches, for the disclaimer


class Box(NamedTuple):
    """A box of a graph: what it says; a rule, an answer, or neither."""

    text: str
    rule: bool = False
    answer: Relevance | None = None


class _Bar(NamedTuple):
    """An answer over some columns of a grid."""

    start: int
    columns: int
    answer: Relevance


def draw_grid(
    title: str,
    columns: Sequence[str],
    rows: Mapping[Therapy, tuple[str, Sequence[Relevance]]],
    *,
    joined: bool = False,
) -> Figure:
    """A grid with a row for each therapy category, each answer in words, in color, and with its shape.

    Where it is ``joined``, an answer that stays the same from column to column is one bar.
    """
    heads = [textwrap.fill(name, 26, break_on_hyphens=False) for name in columns]
    top = _TITLE + 0.2 + _LINE_HIGH * max(head.count("\n") + 1 for head in heads)
    bottom = top + _CELL[1] * len(rows) + _GROUP * len({therapy.group for therapy in rows})
    wide, high = _LEFT + _CELL[0] * len(columns) + 0.2, bottom + _BELOW
    figure = Figure(figsize=(wide, high))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, wide), ylim=(high, 0))
    axes.axis("off")
    _write(axes, 0.15, _TITLE / 2, title, fontsize=13, fontweight="bold")
    for at, head in enumerate(heads):
        x = _LEFT + _CELL[0] * (at + 0.5)
        _write(axes, x, top - 0.08, head, ha="center", va="bottom", fontsize=9)
        axes.plot([x, x], [top, bottom], color=_LINE, linewidth=0.5, linestyle=":", zorder=0)
    _draw_rows(axes, rows, top, joined=joined)
    _write(axes, 0.15, high - 0.12, textwrap.fill(DISCLAIMER, int(wide * 14.5)), fontsize=8, va="bottom")
    return figure


def _draw_rows(axes: Any, rows: Mapping[Therapy, tuple[str, Sequence[Relevance]]], top: float, *, joined: bool) -> None:
    """The rows from the top down, with a heading over each group."""
    y = top
    for group, members in groupby(rows, key=lambda therapy: therapy.group):
        _write(axes, 0.15, y + _GROUP / 2, GROUP_TITLES[group], fontsize=9, color=_MUTED, fontweight="bold")
        y += _GROUP
        for therapy in members:
            name, answers = rows[therapy]
            _write(axes, 0.15, y + _CELL[1] / 2, name)
            for bar in _bars(answers, joined=joined):
                _draw_bar(axes, bar, y)
            y += _CELL[1]


def _bars(answers: Sequence[Relevance], *, joined: bool) -> Iterator[_Bar]:
    start = 0
    for answer, same in groupby(answers):
        columns = len(list(same))
        if joined:
            yield _Bar(start, columns, answer)
        else:
            yield from (_Bar(at, 1, answer) for at in range(start, start + columns))
        start += columns


def _draw_bar(axes: Any, bar: _Bar, y: float) -> None:
    fill, ink = COLORS[bar.answer]
    x, wide, high = _LEFT + _CELL[0] * bar.start, _CELL[0] * bar.columns, _CELL[1]
    shape = FancyBboxPatch(
        (x + 0.06, y + 0.06), wide - 0.12, high - 0.12, boxstyle="round,pad=0,rounding_size=0.08", fc=fill, ec=_LINE
    )
    axes.add_patch(shape)
    _write(axes, x + 0.25, y + high / 2, RELEVANCE_MARKS[bar.answer], color=ink, ha="center", fontsize=14)
    words = textwrap.fill(RELEVANCE_TITLES[bar.answer], 20 * bar.columns)
    _write(axes, x + 0.45, y + high / 2, words, color=ink, fontsize=8.5)


def _write(axes: Any, x: float, y: float, text: str, **how: Any) -> None:
    """Write a text as it stands: a dollar sign starts no formula."""
    axes.text(x, y, printable(text), **{"color": _INK, "va": "center", "parse_math": False, **how})


def figure_as(figure: Figure, form: Form, dpi: int = 150) -> bytes:
    """A grid as a picture."""
    stream = io.BytesIO()
    with mpl.rc_context(_STYLE):
        figure.savefig(stream, format=form, dpi=dpi, metadata={"Date": None, "Creator": None} if form == "svg" else {})
    return stream.getvalue().replace(b"'DejaVu Sans'", _FONTS.encode()) if form == "svg" else stream.getvalue()


def draw_graph(title: str, about: str, boxes: Mapping[str, Box], arrows: Iterable[tuple[str, str]]) -> graphviz.Digraph:
    """A graph from left to right as Graphviz takes it; how to read it and the disclaimer below."""
    whole = graphviz.Digraph(
        graph_attr={"rankdir": "LR", "label": _escaped(title), "labelloc": "t", "labeljust": "l", "fontsize": "16"}
        | {"nodesep": "0.12", "ranksep": "0.5", "pad": "0.2", "fontname": _FONTS, "bgcolor": "#ffffff"},
        node_attr={"shape": "box", "style": "rounded,filled", "fontname": _FONTS, "fontsize": "10", "color": _LINE},
        edge_attr={"color": _LINE, "arrowsize": "0.6"},
    )
    note = "".join(f"{_escaped(line)}\\l" for text in (about, DISCLAIMER) for line in textwrap.wrap(text, 110))
    framing = {"label": note, "labelloc": "b", "labeljust": "l", "fontsize": "9", "pencolor": "transparent"}
    with whole.subgraph(name="cluster_all", graph_attr=framing) as inside:
        for name, box in boxes.items():
            inside.node(printable(name), label=_escaped(_label(box)), **_look(box))
    for start, end in arrows:
        whole.edge(printable(start), printable(end))
    return whole


def _escaped(text: str) -> str:
    """A text in which nothing means anything to Graphviz."""
    escaped: str = graphviz.escape(printable(text).replace("&", "&amp;"))
    return escaped


def _label(box: Box) -> str:
    mark = f"{RELEVANCE_MARKS[box.answer]} " if box.answer else ""
    return "\n".join(textwrap.wrap(mark + box.text, 30, break_long_words=False))


def _look(box: Box) -> dict[str, str]:
    if box.rule:
        return {
            "style": "",
            "penwidth": "0",
            "margin": "0.06,0.02",
            "height": "0",
            "fontcolor": _MUTED,
            "fontsize": "9",
        }
    fill, ink = COLORS[box.answer] if box.answer else (_SOFT, _INK)
    return {"fillcolor": fill, "fontcolor": ink}


def graph_as(graph: graphviz.Digraph, form: Form, dpi: int = 150) -> bytes:
    """A graph as a picture.

    Raises:
        ExtraError: the program ``dot`` of Graphviz is missing; it says how to install it.
    """
    if form == "png":
        graph.attr(dpi=str(dpi))
    try:
        drawn: bytes = graph.pipe(format=form)
    except graphviz.ExecutableNotFound:
        raise ExtraError(
            "Graphviz's program dot", "install Graphviz (on Debian: apt-get install graphviz), or use to_mermaid()"
        ) from None
    return drawn


def svg_with_words(drawn: bytes, title: str, in_words: str) -> str:
    """An SVG with its title, and what it says in words, for those who do not see it."""
    _, _, rest = drawn.decode().partition("<svg ")
    opening, _, inner = rest.partition(">")
    name = escape(printable(title))
    words = f"<title>{name}</title><desc>{escape(printable(in_words))}</desc>"
    return f'<svg role="img" aria-label="{name}" {opening}>{words}{inner}'


def png_with_words(drawn: bytes, title: str, in_words: str) -> bytes:
    """A PNG with its title, and what it says in words, as metadata."""
    words, stream = PngImagePlugin.PngInfo(), io.BytesIO()
    words.add_itxt("Title", printable(title))
    words.add_itxt("Description", printable(in_words))
    with Image.open(io.BytesIO(drawn)) as picture:
        picture.save(stream, format="png", pnginfo=words)
    return stream.getvalue()
