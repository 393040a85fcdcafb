"""What stands in a line of HTML: escaped text, links, explained words, and citations."""

from __future__ import annotations

import html as standard
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from mbc_explainer.phrases import phrase

from .blocks import Citation, Paragraph
from .bounds import printable
from .glossing import Found

__all__ = ["bar_part", "citation_html", "escaped", "leading_mark", "link", "paragraph_html", "word_anchor"]


@lru_cache(maxsize=4096)
def escaped(text: str) -> str:
    """A text in which nothing means anything to HTML."""
    return standard.escape(printable(text))


@lru_cache(maxsize=4096)
def paragraph_html(paragraph: Paragraph, explained: tuple[Found, ...], prefix: str) -> str:
    """A paragraph, in which some words are explained."""
    lead = f'<strong class="mbc-lead">{escaped(paragraph.lead)}:</strong> ' if paragraph.lead else ""
    locators = ", ".join(citation.locator for citation in paragraph.citations)
    marks = f' <small class="mbc-place">{escaped(locators)}</small>' if locators else ""
    marks += f' <small class="mbc-ours">{escaped(phrase("ours.mark"))}</small>' if paragraph.ours else ""
    return lead + "".join(_segments(paragraph.text, explained, prefix)) + marks


def _segments(text: str, explained: Iterable[Found], prefix: str) -> Iterator[str]:
    at = 0
    for word, start, form, mark in explained:
        yield escaped(text[at:start])
        button = f'<button type="button" class="mbc-term" popovertarget="{word_anchor(word.slug, prefix)}">'
        yield f'<span class="mbc-together">{button}{escaped(form)}</button>{escaped(mark)}</span>'
        at = start + len(form) + len(mark)
    yield escaped(text[at:])


def citation_html(citation: Citation) -> str:
    """A citation in full."""
    sentence = f" <q>{escaped(citation.sentence)}</q>" if citation.sentence else ""
    gist = escaped(f"{citation.section}: {citation.gist}")
    return f"<strong>{escaped(citation.locator)}</strong> {gist}{sentence}"


def word_anchor(slug: str, prefix: str) -> str:
    """What the button of an explained word opens."""
    return f"{prefix}-word-{slug}"


def link(text: str, anchor: str, prefix: str) -> str:
    """A link to a section of the same fragment."""
    return f'<a href="#{prefix}-{escaped(anchor)}">{escaped(text)}</a>'


_RING: Final = '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
_SHAPES: Final = {
    "\N{BLACK CIRCLE}": '<circle cx="8" cy="8" r="7" fill="currentColor"/>',
    "\N{CIRCLE WITH LEFT HALF BLACK}": f'{_RING}<path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>',
    "\N{WHITE CIRCLE}": _RING,
    "\N{DOTTED CIRCLE}": _RING.replace("/>", ' stroke-dasharray="2.4 2.3"/>'),
    "\N{BLACK SQUARE}": '<rect x="2" y="2" width="12" height="12" fill="currentColor"/>',
    "\N{WHITE SQUARE}": '<rect x="3" y="3" width="10" height="10" fill="none" stroke="currentColor" stroke-width="2"/>',
}
"""Drawn, since fonts draw these signs each in a way of its own."""


_OUTLINE: Final = '<rect width="100%" height="100%" fill="none" stroke="currentColor" stroke-width="4"/>'
_FILLED: Final = '<rect width="100%" height="100%" fill="currentColor"/>'
_BAR_SHAPES: Final = {
    "\N{BLACK CIRCLE}": _FILLED,
    "\N{CIRCLE WITH LEFT HALF BLACK}": f'{_OUTLINE}<rect y="50%" width="100%" height="50%" fill="currentColor"/>',
    "\N{WHITE CIRCLE}": _OUTLINE,
    "\N{DOTTED CIRCLE}": _OUTLINE.replace("/>", ' stroke-dasharray="5 4"/>'),
    "\N{BLACK SQUARE}": _FILLED,
    "\N{WHITE SQUARE}": _OUTLINE,
}
"""Each mark as a part of a bar: as full, half full, empty or broken as the mark is, so that it tells without color."""


def bar_part(mark: str, start: float, width: float, variant: str) -> str:
    """A part of a bar, by what percentage of the whole it starts at and takes."""
    named = f' class="mbc-{escaped(variant)}"' if variant else ""
    return f'<svg x="{start:.2f}%" width="{width:.2f}%"{named}>{_BAR_SHAPES.get(mark, _FILLED)}</svg>'


def leading_mark(mark: str) -> str:
    """A shape before a text that says the same, for the eyes alone."""
    if not mark:
        return ""
    if mark not in _SHAPES:
        return f'<span class="mbc-mark" aria-hidden="true">{escaped(mark)}</span> '
    shape = f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{_SHAPES[mark]}</svg>'
    return f'<span class="mbc-mark" aria-hidden="true">{shape}</span> '
