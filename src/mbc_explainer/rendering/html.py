"""An outline as an HTML fragment: escaped, without script, and without anything from outside."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from .outline import Items, Paragraph, Section, Table, Tree, cited

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["html"]

_DEEPEST_HEADING = 6
_SAFE_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")


def html(section: Section, heading_level: int = 2, id_prefix: str = "mbc") -> str:
    """A fragment for somebody's page; give each fragment on one page a prefix of its own.

    Raises:
        ValueError: a heading level outside 1 to 6, or a prefix that is not a plain word.
    """
    if not 1 <= heading_level <= _DEEPEST_HEADING:
        raise ValueError(f"heading_level {heading_level} is not accepted; expected 1 to {_DEEPEST_HEADING}")
    if not _SAFE_PREFIX.fullmatch(id_prefix):
        raise ValueError("id_prefix is not accepted; expected a letter, then letters, digits, - or _")
    return _template().render(
        section=section, level=heading_level, prefix=id_prefix, places=cited(section), kind_of=_kind
    )


def _kind(block: object) -> str:
    return {Paragraph: "paragraph", Items: "items", Table: "table", Tree: "tree", Section: "section"}[type(block)]


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 -- half of an import's time

    environment = Environment(
        loader=PackageLoader("mbc_explainer.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("fragment.html")
