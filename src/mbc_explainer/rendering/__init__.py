"""An outline to text, Markdown, HTML, Mermaid, or a terminal. Nothing here knows what is being said."""

from .html import html, page
from .markdown import markdown
from .mermaid import graph, mermaid
from .outline import Cell, Items, Node, Paragraph, Section, Table, Tiles, Tree, cited
from .terminal import terminal
from .text import text
from .words import Word

__all__ = [
    "Cell",
    "Items",
    "Node",
    "Paragraph",
    "Section",
    "Table",
    "Tiles",
    "Tree",
    "Word",
    "cited",
    "graph",
    "html",
    "markdown",
    "mermaid",
    "page",
    "terminal",
    "text",
]
