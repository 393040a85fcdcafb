"""An outline to text, Markdown, HTML or Mermaid. Nothing here knows what is being said.

``terminal`` does the same for rich, and stands apart, since rich takes long to import.
"""

from .blocks import (
    Cell,
    Dots,
    Items,
    Node,
    Paragraph,
    Places,
    Section,
    Table,
    Tiles,
    Tree,
    places,
)
from .glossing import Word
from .html import html, page, style_sheet
from .markdown import markdown
from .mermaid import graph, mermaid
from .text import text

__all__ = [
    "Cell",
    "Dots",
    "Items",
    "Node",
    "Paragraph",
    "Places",
    "Section",
    "Table",
    "Tiles",
    "Tree",
    "Word",
    "graph",
    "html",
    "markdown",
    "mermaid",
    "page",
    "places",
    "style_sheet",
    "text",
]
