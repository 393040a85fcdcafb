"""A deck for Anki, with a card for each question.

The disclaimer is the deck's description, and, in short, the last line of each card's answer.

The file is a collection as Anki keeps it, in the form that old and new ones import: its schema 11. It is written
here, since genanki, which would write it too, brings along frozendict, and that is under the LGPL.
"""

from __future__ import annotations

import json
import re
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Items, Paragraph
from mbc_explainer.teaching.pack import QuestionPack
from mbc_explainer.teaching.question import Question
from mbc_explainer.zipped import zipped

from .parts import tags, with_places

__all__ = ["anki"]

_SCHEMA: Final = 11
_TABLES: Final = {
    "col": "id crt mod scm ver dty usn ls conf models decks dconf tags",
    "notes": "id guid mid mod usn tags flds sfld csum flags data",
    "cards": "id nid did ord mod usn type queue due ivl factor reps lapses left odue odid flags data",
    "revlog": "id cid usn ease ivl lastIvl factor time type",
    "graves": "usn oid type",
}
"""The tables of a collection with their columns; what a new card has not yet is 0."""
_FIELD: Final = {"font": "Arial", "size": 20, "rtl": False, "sticky": False}
_BETWEEN_FIELDS: Final = "\x1f"
_CHANGED_HERE: Final = -1
_STYLE: Final = ".card { font: 18px/1.4 sans-serif; margin: 1em auto; max-width: 40em; } li { margin-block: .3em; }"

_VERSION: Final = re.compile(r"(\d{4})\.(\d{1,2})(?:\.(\d{1,3}))?")
_EARLIEST: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""When the collection was begun, too, and the first of its ids: Anki takes none of a day to come, and a version may
be of one. An id that is taken gives way on import."""


def anki(pack: QuestionPack) -> bytes:
    """The pack as a deck; the id of each note is the question's id.

    Anki replaces a note that it has where the new one is newer. How new notes are follows from the version of the
    rules (year, month, and a number), and not from the clock, so that the same pack gives the same bytes.
    """
    made, begun = (int(day.timestamp()) for day in (_made(pack.source.rules_version), _EARLIEST))
    with closing(sqlite3.connect(":memory:")) as database:
        for table, columns in _TABLES.items():
            database.execute(f"CREATE TABLE {table} ({', '.join(columns.split())}, PRIMARY KEY ({columns.split()[0]}))")
        _insert(database, "col", id=1, crt=begun, mod=1000 * made, scm=1000 * begun, ver=_SCHEMA, **_described(made))
        for due, question in enumerate(pack):
            own, changed = 1000 * begun + due, {"mod": made, "usn": _CHANGED_HERE, "data": ""}
            fields = list(_fields(question))
            told = {"flds": _BETWEEN_FIELDS.join(fields), "sfld": fields[0], "tags": " ".join(_tags(question))}
            _insert(database, "notes", id=own, guid=question.id, mid=_number("note"), **told, **changed)
            _insert(database, "cards", id=own, nid=own, did=_number("deck"), due=due, **changed)
        database.commit()
        return zipped({"collection.anki2": database.serialize(), "media": b"{}"})


def _insert(database: sqlite3.Connection, table: str, **values: Any) -> None:
    columns = _TABLES[table].split()
    gaps = ", ".join("?" for _ in columns)
    database.execute(f"INSERT INTO {table} VALUES ({gaps})", [values.get(column, 0) for column in columns])  # noqa: S608 -- names of tables alone


def _tags(question: Question) -> Iterator[str]:
    yield from ("", *(f"mbc::{tag}" for tag in tags(question)), "")


def _described(made: int) -> dict[str, str]:
    """The collection's own row: the one kind of note that it has, and its deck."""
    title = phrase("teaching.export.category")
    names = [phrase(f"teaching.export.anki_{name}") for name in ("question", "choices", "answer")]
    asked, choices, answer = (f"{{{{{name}}}}}" for name in names)
    last = _html([_element("p", DISCLAIMER_SHORT)])
    card = {"qfmt": f"{asked}{choices}", "afmt": f"{{{{FrontSide}}}}<hr id=answer>{answer}{last}"}
    changed = {"name": title, "mod": made, "usn": _CHANGED_HERE}
    note = {
        **changed,
        "id": _number("note"),
        "did": None,
        "type": 0,
        "sortf": 0,
        "css": _STYLE,
        "flds": [{**_FIELD, "name": name, "ord": at} for at, name in enumerate(names)],
        "tmpls": [{"name": title, "ord": 0, **card}],
    }
    today = {f"{what}Today": [0, 0] for what in ("new", "lrn", "rev", "time")}
    deck = {**changed, **today, "id": _number("deck"), "desc": DISCLAIMER, "conf": 1, "dyn": 0, "collapsed": False}
    told = {"conf": {}, "models": {note["id"]: note}, "decks": {deck["id"]: deck}, "dconf": {}, "tags": {}}
    return {name: json.dumps(value) for name, value in told.items()}


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
