"""Grids and graphs as SVG and PNG, with matplotlib: safe for the color-blind, legible in gray."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import chain, pairwise
from statistics import fmean
from typing import Any, Final, NamedTuple

from .disclaimer import DISCLAIMER
from .errors import ExtraError
from .parts import RELEVANCE_MARKS, RELEVANCE_TITLES
from .vocabulary import Relevance

try:
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Patch
except ImportError:
    raise ExtraError("matplotlib", "plots") from None

__all__ = ["COLORS", "Box", "draw_graph", "draw_grid", "png", "svg"]

COLORS: Final = {
    Relevance.RELEVANT: ("#1f4e8c", "#ffffff"),
    Relevance.SOMETIMES: ("#d99a2b", "#000000"),
    Relevance.DEPENDS: ("#dccdf0", "#000000"),
    Relevance.NOT_DESCRIBED: ("#ffffff", "#000000"),
}
"""Fill and ink of each answer: blue, ochre, light violet and white differ in lightness alone too."""

_INK: Final = "#1b1f24"
_LINE: Final = "#6b7480"
_STYLE: Final[dict[Any, Any]] = {
    "svg.fonttype": "none",  # letters stay letters: they can be read aloud, found and scaled
    "svg.hashsalt": "mbc",
    "font.family": "DejaVu Sans",
    "font.size": 10,
}
_CELL: Final = (1.6, 0.55)  # inches
_LEFT: Final = 2.0  # inches, for the names of rows
_TOP: Final = 1.1  # inches, for the title and the names of columns
_BELOW: Final = 1.3  # inches, for the legend and the disclaimer
_FRAME: Final = _BELOW + 0.5  # inches, with the title


class Box(NamedTuple):
    """A box of a graph: where it stands from left to right, what it says, and which answer it is."""

    layer: int
    text: str
    answer: Relevance | None = None


def draw_grid(title: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Relevance]]]) -> Figure:
    """A grid with a row for each therapy category, each answer in color, with its shape."""
    wide, high = _LEFT + _CELL[0] * len(columns) + 0.2, _TOP + _CELL[1] * len(rows) + _BELOW
    figure = Figure(figsize=(wide, high))
    axes = figure.add_axes((_LEFT / wide, _BELOW / high, _CELL[0] * len(columns) / wide, _CELL[1] * len(rows) / high))
    axes.set(xlim=(0, len(columns)), ylim=(len(rows), 0))
    axes.set_xticks([at + 0.5 for at in range(len(columns))], [textwrap.fill(one, 20) for one in columns])
    axes.set_yticks([at + 0.5 for at in range(len(rows))], [name for name, _ in rows])
    axes.tick_params(length=0, labeltop=True, labelbottom=False, labelcolor=_INK)
    for y, (_, answers) in enumerate(rows):
        for x, answer in enumerate(answers):
            fill, ink = COLORS[answer]
            axes.fill([x, x + 1, x + 1, x], [y, y, y + 1, y + 1], facecolor=fill, edgecolor=_LINE, linewidth=1)
            axes.text(x + 0.5, y + 0.5, RELEVANCE_MARKS[answer], color=ink, ha="center", va="center", fontsize=15)
    for spine in axes.spines.values():
        spine.set_visible(False)
    _frame(figure, title, {answer for _, answers in rows for answer in answers})
    return figure


def draw_graph(title: str, boxes: Mapping[str, Box], arrows: Iterable[tuple[str, str]]) -> Figure:
    """Boxes in layers from left to right, with arrows between them that lead around other boxes."""
    routes = [_route(start, end, boxes) for start, end in arrows]
    layers: dict[int, list[str]] = {}
    boxed = [(name, box.layer) for name, box in boxes.items()]
    for name, layer in dict.fromkeys([*boxed, *chain.from_iterable(routes)]):
        layers.setdefault(layer, []).append(name)
    tallest = max(map(len, layers.values()))
    wide, high = 3.1 * len(layers), 0.85 * tallest + _FRAME
    figure = Figure(figsize=(wide, high))
    axes = figure.add_axes((0, _BELOW / high, 1, (high - _FRAME) / high))
    axes.set(xlim=(0, len(layers)), ylim=(tallest, 0))
    axes.axis("off")
    places = _places(layers, routes, tallest)
    for route in routes:
        _arrow(axes, [places[name] for name, _ in route])
    for name, box in boxes.items():
        _box(axes, places[name], box)
    _frame(figure, title, {box.answer for box in boxes.values() if box.answer})
    return figure


def _route(start: str, end: str, boxes: Mapping[str, Box]) -> list[tuple[str, int]]:
    """From box to box, with a place of its own in each layer between."""
    between = range(boxes[start].layer + 1, boxes[end].layer)
    return [(start, boxes[start].layer), *((f"{start}>{end}>{at}", at) for at in between), (end, boxes[end].layer)]


def _places(
    layers: Mapping[int, list[str]], routes: Sequence[list[tuple[str, int]]], tallest: int
) -> dict[str, tuple[float, float]]:
    """Where each box stands: each layer in the order of what leads to it, spread over the height."""
    before: dict[str, list[str]] = {}
    for route in routes:
        for (start, _), (end, _) in pairwise(route):
            before.setdefault(end, []).append(start)
    places: dict[str, tuple[float, float]] = {}
    for layer, names in sorted(layers.items()):
        heights = {name: fmean([places[one][1] for one in before.get(name, ())] or [0.0]) for name in names}
        room = tallest / len(names)
        ordered = sorted(names, key=heights.__getitem__)
        places |= {name: (layer + 0.5, (at + 0.5) * room) for at, name in enumerate(ordered)}
    return places


def _arrow(axes: Any, points: list[tuple[float, float]]) -> None:
    """A line from box to box, straight past the boxes of the layers between."""
    (x, y), *between, (to_x, to_y) = points
    line = [(x + 0.43, y), *((at + side, height) for at, height in between for side in (-0.43, 0.43))]
    axes.plot(*zip(*line, strict=True), color=_LINE, linewidth=0.9)
    axes.add_patch(
        FancyArrowPatch(line[-1], (to_x - 0.43, to_y), arrowstyle="-|>", mutation_scale=10, color=_LINE, linewidth=0.9)
    )


def _box(axes: Any, place: tuple[float, float], box: Box) -> None:
    fill, ink = COLORS[box.answer] if box.answer else ("#f3f5f8", _INK)
    x, y = place
    axes.add_patch(
        FancyBboxPatch((x - 0.41, y - 0.36), 0.82, 0.72, boxstyle="round,pad=0.02", facecolor=fill, edgecolor=_LINE)
    )
    mark = f"{RELEVANCE_MARKS[box.answer]} " if box.answer else ""
    axes.text(x, y, textwrap.fill(mark + box.text, 34), color=ink, ha="center", va="center", fontsize=8)


def _frame(figure: Figure, title: str, answers: set[Relevance]) -> None:
    """The title above; below, what the colors and shapes mean, and the disclaimer."""
    wide, high = figure.get_size_inches()
    figure.text(0.01, 1 - 0.15 / high, title, fontsize=13, fontweight="bold", va="top", color=_INK)
    keys = [one for one in Relevance if one in answers]
    patches = [Patch(facecolor=COLORS[one][0], edgecolor=_LINE) for one in keys]
    labels = [f"{RELEVANCE_MARKS[one]} {RELEVANCE_TITLES[one]}" for one in keys]
    figure.legend(
        patches, labels, loc="lower left", bbox_to_anchor=(0.005, 0.55 / high), ncols=2, frameon=False, fontsize=9
    )
    note = textwrap.fill(DISCLAIMER, int(wide * 15))
    figure.text(0.01, 0.1 / high, note, fontsize=8, va="bottom", color=_INK)


def svg(figure: Figure, title: str, said: str) -> str:
    """A picture as SVG, with its title and what it says in words."""
    stream = io.StringIO()
    with mpl.rc_context(_STYLE):
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    drawn = stream.getvalue()
    head, start, rest = drawn.partition("<svg ")
    opening, end, inner = rest.partition(">")
    words = f"<title>{escape(title)}</title><desc>{escape(said)}</desc>"
    return f'{start}role="img" aria-label="{escape(title)}" {opening}{end}{words}{inner}' if head else drawn


def png(figure: Figure, title: str, said: str, dpi: int) -> bytes:
    """A picture as PNG, with its title and what it says in words as metadata."""
    stream = io.BytesIO()
    with mpl.rc_context(_STYLE):
        figure.savefig(stream, format="png", dpi=dpi, metadata={"Title": title, "Description": said, "Software": None})
    return stream.getvalue()
