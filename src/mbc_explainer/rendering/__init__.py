"""An outline to text, Markdown, HTML or Mermaid. Nothing here knows what is being said.

``terminal`` does the same for rich, and stands apart, since rich takes long to import.
"""

from .html import html, page, style_sheet
from .markdown import markdown
from .mermaid import graph, mermaid
from .outline import Cell, Dots, Items, Node, Paragraph, Places, Section, Table, Tiles, Tree, places
from .text import text
from .words import Word

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
