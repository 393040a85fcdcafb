"""A pack of questions in one of the formats, as the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from mbc_explainer.errors import UnknownNameError
from mbc_explainer.teaching.pack import QuestionPack

from .anki import anki
from .gift import gift
from .moodle import moodle
from .qti import qti
from .rows import rows

__all__ = ["ExportFormat", "export"]


class ExportFormat(StrEnum):
    """What a pack of questions goes out as."""

    GIFT = "gift"
    """Plain text that Moodle and others import."""
    MOODLE = "moodle"
    """Moodle XML."""
    QTI = "qti"
    """A content package of QTI 2.1: a test, and an item for each question."""
    ANKI = "anki"
    """A deck of cards for Anki."""
    CSV = "csv"
    """A table: a row for each choice."""
    JSON = "json"
    """All that there is to a pack; ``QuestionPack.from_json`` reads it."""
    HTML = "html"
    """A page to print: the questions, then the key."""
    TEXT = "text"
    """The same as text."""


_WRITE: Final[Mapping[str, Callable[[QuestionPack], bytes]]] = {
    ExportFormat.GIFT: gift,
    ExportFormat.MOODLE: moodle,
    ExportFormat.QTI: qti,
    ExportFormat.ANKI: anki,
    ExportFormat.CSV: rows,
    ExportFormat.JSON: lambda pack: pack.model_dump_json(indent=2).encode() + b"\n",
    ExportFormat.HTML: lambda pack: pack.to_page().encode(),
    ExportFormat.TEXT: lambda pack: pack.to_text().encode(),
}


def export(pack: QuestionPack, form: str) -> bytes:
    """A pack as a file that other programs take; the same pack gives the same bytes.

    Each question keeps its id, and the disclaimer is in every file: where learners answer, and where teachers look.

    Args:
        pack: the questions.
        form: ``gift``, ``moodle``, ``qti``, ``anki``, ``csv``, ``json``, ``html`` or ``text``.

    Raises:
        UnknownNameError: there is no such format.
    """
    if form not in _WRITE:
        raise UnknownNameError("format", form, _WRITE)
    return _WRITE[form](pack)
