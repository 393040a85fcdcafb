"""An outline to text, Markdown or HTML. Nothing here knows what is being said."""

from .html import html
from .markdown import markdown
from .outline import Items, Paragraph, Section, Table, cited
from .text import text

__all__ = ["Items", "Paragraph", "Section", "Table", "cited", "html", "markdown", "text"]
