"""An outline to text, Markdown, HTML or Mermaid. Nothing here knows what is being said."""

from .html import html
from .markdown import markdown
from .mermaid import mermaid
from .outline import Items, Node, Paragraph, Section, Table, Tree, cited
from .text import text

__all__ = [
    "Items",
    "Node",
    "Paragraph",
    "Section",
    "Table",
    "Tree",
    "cited",
    "html",
    "markdown",
    "mermaid",
    "text",
]
