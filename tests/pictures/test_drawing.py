"""RenderableTree pictures: sound, the same each time, legible in gray, and never without words and disclaimer."""

import re
import shutil
import struct
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest
from drawn import PICTURES
from needed import missing

from mbc_explainer.answers.labels import RELEVANCE_MARKS
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.errors import ExtraError
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.pictures import AnswerGrid, GraphNode, GridRow, Picture, RuleGraph
from mbc_explainer.pictures.drawing import COLORS, _bars
from mbc_explainer.rendering.bounds import printable

SVG = "{http://www.w3.org/2000/svg}"


def picture_of(name: str) -> Picture:
    if isinstance(PICTURES[name], RuleGraph) and shutil.which("dot") is None:
        missing("Graphviz's dot", "graphviz")
    return PICTURES[name]


@pytest.mark.parametrize("name", PICTURES)
def test_an_svg_is_sound_and_says_what_it_shows(name: str) -> None:
    picture = picture_of(name)
    text = picture.to_svg()
    root = ET.fromstring(text)  # noqa: S314 -- what was just drawn
    assert f"{SVG}svg" == root.tag
    assert "img" == root.get("role")
    assert picture.title == root.get("aria-label") == root.findtext(f"{SVG}title")
    assert " ".join(picture.to_text().split()) == root.findtext(f"{SVG}desc")
    letters = "".join(root.itertext())
    assert "".join(DISCLAIMER.split()) in "".join(letters.split())
    drawn = "".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "".join(DISCLAIMER.split()) in "".join(drawn.split())
    assert not re.search(r"<script|<image|href=\"http", text)


@pytest.mark.parametrize("name", PICTURES)
def test_it_is_the_same_each_time(name: str) -> None:
    assert picture_of(name).to_svg() == PICTURES[name].to_svg()


@pytest.mark.parametrize("name", ["map", "one"])
def test_a_notebook_shows_the_picture_above_its_words(name: str) -> None:
    shown = picture_of(name)._repr_mimebundle_()["text/html"]
    assert shown.startswith("<svg ")
    assert shown.rstrip().endswith("</article>")


def test_without_graphviz_a_graph_says_how_to_get_it_and_shows_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ExtraError, match=r"Graphviz's program dot is missing.*apt-get install graphviz"):
        PICTURES["one"].to_svg()
    assert PICTURES["one"]._repr_mimebundle_()["text/html"].startswith("<article ")


def test_a_joined_grid_has_a_bar_for_each_answer_that_stays() -> None:
    stays = [Relevance.DEPENDS, Relevance.DEPENDS, Relevance.RELEVANT]
    assert [(0, 2, "depends"), (2, 1, "relevant")] == list(_bars(stays, joined=True))
    assert [(0, 1, "depends"), (1, 1, "depends"), (2, 1, "relevant")] == list(_bars(stays, joined=False))


NASTY = [
    r"$\frac{1$ and $x$",
    "<b>bold</b>",
    "\\N \\G \\l \\",
    '"quoted" \\"',
    "&lt;b&gt; & co",
    "{a|b}",
    "a\x1b[31m\x00b",
    "\ud800 \uffff",
]


def letters_of(svg: str) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 -- what was just drawn
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_what_a_grid_says_is_drawn_as_it_stands(text: str) -> None:
    """A dollar sign starts no formula, and what no picture holds has a sign in its place."""
    row = GridRow(therapy=Therapy.SURGERY, title=text, answers=(Relevance.RELEVANT,))
    grid = AnswerGrid(title=text, about=text, columns=(text,), rows=(row,))
    assert 3 == letters_of(grid.to_svg()).count(printable(text))
    assert grid.to_png(dpi=30).startswith(b"\x89PNG")


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_what_a_graph_says_is_drawn_as_it_stands(text: str) -> None:
    if shutil.which("dot") is None:
        missing("Graphviz's dot", "graphviz")
    nodes = (GraphNode(id="one", text=text), GraphNode(id="two", text=text, words=text))
    graph = RuleGraph(title=text, about=text, nodes=nodes, arrows=(("one", "two"),))
    assert 4 == letters_of(graph.to_svg()).count(printable(text))
    assert graph.to_png(dpi=30).startswith(b"\x89PNG")


def test_graphviz_gets_every_box_and_arrow() -> None:
    graph = PICTURES["graph"]
    assert isinstance(graph, RuleGraph)
    source = graph.to_dot()
    assert len(graph.arrows) == source.count(" -> ")
    assert all(node.text.split()[0] in source for node in graph.nodes)


@pytest.mark.parametrize("name", ["map", "one"])
def test_a_png_has_its_words_with_it(name: str) -> None:
    picture = picture_of(name)
    content = picture.to_png(dpi=50)
    assert content.startswith(b"\x89PNG")
    assert all(side > 200 for side in struct.unpack(">II", content[16:24]))
    assert b"Description" in content
    assert DISCLAIMER.encode() in b" ".join(content.split())


def luminance(color: str) -> float:
    """Relative luminance, as WCAG 2.2 has it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def test_answers_differ_in_gray_and_in_shape() -> None:
    """Lightness alone tells them apart, for those who see no color and for printers that have none."""
    assert set(Relevance) == set(COLORS)
    grays = sorted(luminance(fill) ** (1 / 2.4) for fill, _ in COLORS.values())
    assert all(high - low > 0.1 for low, high in pairwise(grays))
    assert 4 == len(set(RELEVANCE_MARKS.values()))


@pytest.mark.parametrize("answer", list(Relevance))
def test_ink_stands_out_from_its_fill(answer: Relevance) -> None:
    assert contrast(*COLORS[answer]) >= 4.5


MATRICES = {
    "no red cones": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green cones": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue cones": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""Machado, Oliveira and Fernandes (2009), full severity, rounded."""


@pytest.mark.parametrize("eye", MATRICES)
def test_the_color_blind_can_tell_them_apart(eye: str) -> None:
    def seen(color: str) -> tuple[float, ...]:
        rgb = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        return tuple(sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in MATRICES[eye])

    for one, two in combinations([fill for fill, _ in COLORS.values()], 2):
        assert sum((a - b) ** 2 for a, b in zip(seen(one), seen(two), strict=True)) ** 0.5 > 0.15
