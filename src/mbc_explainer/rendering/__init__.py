"""Blocks to text, Markdown, HTML or Mermaid. Nothing here knows what they say.

``terminal`` does the same for rich, and stands apart, since rich takes long to import.
"""

from .blocks import (
    Cell,
    Citations,
    IconArray,
    Items,
    Node,
    Paragraph,
    Role,
    RowGroup,
    Section,
    Table,
    Tiles,
    Tree,
    citations,
    each_once,
)
from .glossing import Word
from .html import html, page, style_sheet
from .markdown import markdown
from .mermaid import graph, mermaid
from .text import text

__all__ = [
    "Cell",
    "Citations",
    "IconArray",
    "Items",
    "Node",
    "Paragraph",
    "Role",
    "RowGroup",
    "Section",
    "Table",
    "Tiles",
    "Tree",
    "Word",
    "citations",
    "each_once",
    "graph",
    "html",
    "markdown",
    "mermaid",
    "page",
    "style_sheet",
    "text",
]
