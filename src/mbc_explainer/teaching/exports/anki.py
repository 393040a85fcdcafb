"""A deck for Anki, with a card for each question.

The disclaimer is the deck's description, and, in short, the last line of each card's answer.
"""

from __future__ import annotations

import re
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any, Final

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.errors import ExtraError
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Items, Paragraph
from mbc_explainer.teaching.pack import QuestionPack
from mbc_explainer.teaching.question import Question
from mbc_explainer.zipped import zipped

from .parts import tags, with_places

__all__ = ["anki"]

_VERSION: Final = re.compile(r"(\d{4})\.(\d{1,2})(?:\.(\d{1,3}))?")
_EARLIEST: Final = datetime(2020, 1, 1, tzinfo=UTC)


def anki(pack: QuestionPack) -> bytes:
    """The pack as a deck; the id of each note is the question's id.

    Anki replaces a note that it has where the new one is newer. How new notes are follows from the version of the
    rules (year, month, and a number), and not from the clock, so that the same pack gives the same bytes.

    Raises:
        ExtraError: the extra ``[teaching]`` is not installed.
    """
    try:
        import genanki  # noqa: PLC0415 -- only this format needs it
    except ImportError:
        raise ExtraError("genanki", "pip install 'mbc-explainer[teaching]'") from None

    title = phrase("teaching.export.category")
    deck = genanki.Deck(_number("deck"), title, DISCLAIMER)
    model = _model(genanki, title)
    for due, question in enumerate(pack):
        deck.add_note(
            genanki.Note(
                model, list(_fields(question)), guid=question.id, tags=[*map("mbc::{}".format, tags(question))], due=due
            )
        )
    made = _made(pack.source.rules_version).timestamp()
    with closing(sqlite3.connect(":memory:")) as database:
        genanki.Package(deck).write_to_db(database.cursor(), made, count(int(made * 1000)))
        database.commit()
        return zipped({"collection.anki2": database.serialize(), "media": b"{}"})


def _number(of: str) -> int:
    """A number by which Anki knows a deck or a kind of note again."""
    return int(sha256(f"mbc-explainer {of}".encode()).hexdigest()[:10], 16)


def _made(version: str) -> datetime:
    """The day that a version stands for: 2026.11.3 is later than 2026.11, and what is no such version is early."""
    found = _VERSION.match(version)
    if not found:
        return _EARLIEST
    year, month, number = (int(part or 0) for part in found.groups())
    return datetime(year, min(max(month, 1), 12), 1, tzinfo=UTC) + timedelta(days=number)


def _model(genanki: Any, title: str) -> Any:
    names = [phrase(f"teaching.export.anki_{name}") for name in ("question", "choices", "answer")]
    asked, choices, answer = (f"{{{{{name}}}}}" for name in names)
    last = _html([_element("p", DISCLAIMER_SHORT)])
    card = {"name": title, "qfmt": f"{asked}{choices}", "afmt": f"{{{{FrontSide}}}}<hr id=answer>{answer}{last}"}
    return genanki.Model(_number("note"), title, [{"name": name} for name in names], [card], _STYLE)


_STYLE: Final = ".card { font: 18px/1.4 sans-serif; margin: 1em auto; max-width: 40em; } li { margin-block: .3em; }"


def _fields(question: Question) -> Iterator[str]:
    *person, choices = question.choosing()
    lefts = [block for block in person if isinstance(block, Items)]
    asked = [block for block in person if isinstance(block, Paragraph)]
    yield _html([*map(_shown, asked), _element("p", question.stem)])
    yield _html(map(_shown, [*lefts, choices]))
    yield _html(map(_shown, question.answered()))


def _shown(block: Paragraph | Items) -> ET.Element:
    if isinstance(block, Paragraph):
        return _line("p", block)
    listed = _element("ul")
    listed.extend(_line("li", item) for item in block.items)
    return listed


def _line(tag: str, paragraph: Paragraph) -> ET.Element:
    text = with_places(paragraph.text, paragraph.citations)
    if not paragraph.lead:
        return _element(tag, text)
    line = _element(tag)
    lead = _element("b", f"{paragraph.lead}:")
    lead.tail = f" {text}"
    line.append(lead)
    return line


def _element(tag: str, text: str = "") -> ET.Element:
    element = ET.Element(tag)
    element.text = text or None
    return element


def _html(elements: Iterable[ET.Element]) -> str:
    return "".join(ET.tostring(element, "unicode", method="html") for element in elements)
