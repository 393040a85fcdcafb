"""What a reader meets: the pieces of a page and the lines of a text, without what leads them in and what they cite."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import NamedTuple

from mbc_explainer.authoring.readability import sentences_of, words_in

_VOID = {"br", "hr", "img", "input", "meta", "link"}
_NOT_SHOWN = {"style", "title", "svg"}
_INLINE = {"a", "button", "q", "small", "span", "strong"}
_LEADS_AND_CITATIONS = {"mbc-lead", "mbc-label", "mbc-place", "mbc-ours", "mbc-cites", "mbc-places"}
_SHORTEST_SENTENCE = 4  # words


class Piece(NamedTuple):
    """A heading, a paragraph, an item or a cell of a page."""

    text: str
    prose: str
    """Without leads, labels and citations."""
    folded: bool
    """Whether it is not seen before something is unfolded or a word is asked for."""


class _Element(NamedTuple):
    tag: str
    classes: frozenset[str]
    hides: bool


def _leads_or_cites(element: _Element) -> bool:
    return bool(_LEADS_AND_CITATIONS & element.classes)


def _heads_what_a_screen_has_no_heading_for(nested: tuple[_Element, _Element]) -> bool:
    """The style sheet shows these headings on paper alone, or to a screen reader."""
    outer, inner = nested
    return bool({"mbc-glance", "mbc-words"} & outer.classes) and "mbc-heading" in inner.classes


class _Pieces(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside: list[_Element] = []
        self.now: tuple[list[str], list[str]] = ([], [])
        self.pieces: list[Piece] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in _INLINE:
            self.end_piece()
        if tag not in _VOID:
            hides = (tag == "details" and "open" not in given) or "popover" in given
            self.inside.append(_Element(tag, frozenset((given.get("class") or "").split()), hides))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.end_piece()
        assert tag == self.inside.pop().tag

    def handle_data(self, data: str) -> None:
        if _NOT_SHOWN & {element.tag for element in self.inside}:
            return
        text, prose = self.now
        text.append(data)
        if not any(map(_leads_or_cites, self.inside)) and not self.is_explained_word():
            prose.append(data)

    def end_piece(self) -> None:
        text, prose = ("".join(part).strip() for part in self.now)
        if text:
            self.pieces.append(Piece(text, prose.removeprefix(": "), self.is_folded()))
        self.now = ([], [])

    def is_explained_word(self) -> bool:
        """Whether it is the word itself, which leads in what it means."""
        return len(self.inside) > 1 and self.inside[-1].tag == "strong" and "mbc-word" in self.inside[-2].classes

    def is_folded(self) -> bool:
        """Whether it is in something folded, but for the summary of the innermost."""
        outer = self.inside
        if any(map(_heads_what_a_screen_has_no_heading_for, pairwise(outer))):
            return True
        if any(element.tag == "summary" for element in outer):
            at = max(at for at, element in enumerate(outer) if element.tag == "details")
            outer = outer[:at]
        return any(element.hides for element in outer)


def pieces(page: str) -> list[Piece]:
    """Everything that a page or a fragment shows, in its order."""
    parser = _Pieces()
    parser.feed(page.replace("<!DOCTYPE html>", ""))
    parser.close()
    return parser.pieces


def visible(page: Iterable[Piece]) -> str:
    """The words of a page that are seen before anything is unfolded."""
    return "\n".join(piece.text for piece in page if not piece.folded)


def lines(text: str, citations_title: str) -> Iterator[str]:
    """The lines of a text that is not wrapped, without leads and citations; the list of all citations is left out."""
    listed = rf"^{re.escape(citations_title)}\n-+\n\n(?:- .*\n)+"
    for line in re.sub(listed, "", text, flags=re.MULTILINE).splitlines():
        bare = re.sub(r"^[-│├└─ ]+", "", line)
        yield re.sub(r"^[^.?!]+: | \[[^\]]+\]$", "", bare)


def sentences(text: str) -> Iterator[str]:
    """The whole sentences of a text, of four words or more."""
    for sentence in sentences_of(text):
        if sentence[-1] in ".?!" and len(words_in(sentence)) >= _SHORTEST_SENTENCE:
            yield sentence
