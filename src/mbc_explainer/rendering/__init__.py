"""Blocks to text, Markdown, HTML or Mermaid. Nothing here knows what they say.

``terminal`` does the same for rich, and stands apart, since rich takes long to import.
"""

from .blocks import (
    Bar,
    Bars,
    Block,
    Cell,
    Citation,
    Citations,
    Detail,
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
    at_detail,
    citations,
    each_once,
    folded_beyond,
    without_repeats,
)
from .glossing import Word
from .html import ColorScheme, html, page, style_sheet
from .markdown import markdown
from .mermaid import graph, mermaid
from .text import text

__all__ = [
    "Bar",
    "Bars",
    "Block",
    "Cell",
    "Citation",
    "Citations",
    "ColorScheme",
    "Detail",
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
    "at_detail",
    "citations",
    "each_once",
    "folded_beyond",
    "graph",
    "html",
    "markdown",
    "mermaid",
    "page",
    "style_sheet",
    "text",
    "without_repeats",
]
