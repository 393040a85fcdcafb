"""What stands in a line of HTML: escaped text, links, explained words, and citations."""

from __future__ import annotations

import html as standard
from collections.abc import Iterable, Iterator
from functools import lru_cache

from .blocks import Citation, Paragraph
from .bounds import printable
from .glossing import Found

__all__ = ["anchor_of", "citation_html", "escaped", "leading_mark", "link", "paragraph_html", "word_anchor"]


@lru_cache(maxsize=4096)
def escaped(text: str) -> str:
    """A text in which nothing means anything to HTML."""
    return standard.escape(printable(text))


@lru_cache(maxsize=4096)
def paragraph_html(paragraph: Paragraph, explained: tuple[Found, ...], prefix: str) -> str:
    """A paragraph, in which some words are explained."""
    lead = f'<strong class="mbc-lead">{escaped(paragraph.lead)}:</strong> ' if paragraph.lead else ""
    links = "".join(f" {_citation_link(citation, prefix)}" for citation in paragraph.citations)
    return lead + "".join(_segments(paragraph.text, explained, prefix)) + links


def _segments(text: str, explained: Iterable[Found], prefix: str) -> Iterator[str]:
    at = 0
    for word, start, form, mark in explained:
        yield escaped(text[at:start])
        button = f'<button type="button" class="mbc-term" popovertarget="{word_anchor(word.slug, prefix)}">'
        yield f'<span class="mbc-together">{button}{escaped(form)}</button>{escaped(mark)}</span>'
        at = start + len(form) + len(mark)
    yield escaped(text[at:])


def _citation_link(citation: Citation, prefix: str) -> str:
    title = escaped(f"{citation.section}: {citation.gist}")
    return f'<a class="mbc-place" href="#{anchor_of(citation, prefix)}" title="{title}">{escaped(citation.locator)}</a>'


def citation_html(citation: Citation) -> str:
    """A citation in full."""
    sentence = f" <q>{escaped(citation.sentence)}</q>" if citation.sentence else ""
    gist = escaped(f"{citation.section}: {citation.gist}")
    return f"<strong>{escaped(citation.locator)}</strong> {gist}{sentence}"


def anchor_of(citation: Citation, prefix: str) -> str:
    """What links to a citation in full lead to."""
    return f"{prefix}-{escaped(citation.locator.replace('.', '-'))}"


def word_anchor(slug: str, prefix: str) -> str:
    """What the button of an explained word opens."""
    return f"{prefix}-word-{slug}"


def link(text: str, anchor: str, prefix: str) -> str:
    """A link to a section of the same fragment."""
    return f'<a href="#{prefix}-{escaped(anchor)}">{escaped(text)}</a>'


def leading_mark(mark: str) -> str:
    """A shape before a text that says the same, for the eyes alone."""
    return f'<span class="mbc-mark" aria-hidden="true">{escaped(mark)}</span> ' if mark else ""
