"""The trees among blocks, or a graph, as a Mermaid flowchart, for pages and notes that draw those."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from .blocks import Block, Node, Section, Tree
from .bounds import printable

__all__ = ["graph", "mermaid"]

_WIDEST = 48  # characters in a line of a box
_PLAIN = re.compile(r"[^\w .,:;()?!/%+\N{EN DASH}'-]")


def mermaid(section: Section, note: str) -> str:
    """A flowchart: each box points to what follows from it. The note stands in a box of its own."""
    numbers = count()
    lines = [line for tree in _trees(section) for node in tree.nodes for line in _boxes(node, None, numbers)]
    return "\n".join(["flowchart RL", *lines, f'  note["{_label(note)}"]']) + "\n"


def graph(boxes: Mapping[str, str], arrows: Iterable[tuple[str, str]], note: str) -> str:
    """A flowchart of boxes, by name, and the arrows between them. The note stands in a box of its own."""
    names = {name: f"n{at}" for at, name in enumerate(boxes)}
    lines = [f'  {names[name]}["{_label(text)}"]' for name, text in boxes.items()]
    lines += [f"  {names[start]} --> {names[end]}" for start, end in arrows]
    return "\n".join(["flowchart LR", *lines, f'  note["{_label(note)}"]']) + "\n"


def _trees(block: Block) -> Iterator[Tree]:
    if isinstance(block, Tree):
        yield block
    elif isinstance(block, Section):
        for inner in block.blocks:
            yield from _trees(inner)


def _boxes(node: Node, above: str | None, numbers: Iterator[int]) -> Iterator[str]:
    name = f"n{next(numbers)}"
    locators = [citation.locator for citation in node.paragraph.citations]
    lead = f"{node.paragraph.lead}: " if node.paragraph.lead else ""
    text = lead + node.paragraph.text + (f" ({', '.join(locators)})" if locators else "")
    yield f'  {name}["{_label(text)}"]'
    if above:
        yield f"  {name} --> {above}"
    for inner in node.below:
        yield from _boxes(inner, name, numbers)


def _label(text: str) -> str:
    """A text as a box takes it: whatever might mean something to Mermaid or HTML as a number."""
    wrapped = textwrap.wrap(printable(text), _WIDEST)
    return "<br/>".join(_PLAIN.sub(lambda found: f"#{ord(found.group())};", line) for line in wrapped)
