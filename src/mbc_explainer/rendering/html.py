"""An outline as HTML: escaped, without script, and without anything from outside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from .outline import Block, Section, cell_of, cited
from .words import Explained, Word

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["html", "page"]

_DEEPEST_HEADING = 6
_SAFE_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")


def html(section: Section, heading_level: int = 2, id_prefix: str = "mbc", words: Sequence[Word] = ()) -> str:
    """A fragment for somebody's page; give each fragment on one page a prefix of its own.

    Words of the field are explained where they first stand in a part of the page.

    Raises:
        ValueError: a heading level outside 1 to 6, or a prefix that is not a plain word.
    """
    if not 1 <= heading_level <= _DEEPEST_HEADING:
        raise ValueError(f"heading_level {heading_level} is not accepted; expected 1 to {_DEEPEST_HEADING}")
    if not _SAFE_PREFIX.fullmatch(id_prefix):
        raise ValueError("id_prefix is not accepted; expected a letter, then letters, digits, - or _")
    opening = tuple(takewhile(lambda block: not isinstance(block, Section), section.blocks))
    return (
        _templates()
        .get_template("fragment.html")
        .render(
            section=section,
            opening=opening,
            parts=section.blocks[len(opening) :],
            level=heading_level,
            prefix=id_prefix,
            words=Explained(words),
        )
    )


def page(section: Section, words: Sequence[Word] = ()) -> str:
    """A whole document, with nothing in it but the fragment."""
    from markupsafe import Markup  # noqa: PLC0415 -- comes with the templates, and is as slow to import

    fragment = Markup(html(section, heading_level=1, words=words))  # noqa: S704 -- escaped by the fragment's template
    return _templates().get_template("page.html").render(title=section.title, fragment=fragment)


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 -- half of an import's time

    environment = Environment(
        loader=PackageLoader("mbc_explainer.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"kind_of": _kind, "cell_of": cell_of, "cited": cited}
    return environment
