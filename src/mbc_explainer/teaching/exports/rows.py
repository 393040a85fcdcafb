"""CSV as RFC 4180 has it, in UTF-8: a row for each choice, or for each pair.

The disclaimer, in short, stands in each row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from mbc_explainer.disclaimer import DISCLAIMER_SHORT
from mbc_explainer.teaching.pack import QuestionPack
from mbc_explainer.teaching.question import Question

__all__ = ["COLUMNS", "rows"]

COLUMNS: Final = {
    "id": "which question, always the same",
    "kind": "what it asks",
    "level": "easy, medium or hard",
    "about": "the therapy categories or topics that it is about, with semicolons between them",
    "person": "who it is about; empty where it is about nobody",
    "question": "what is asked",
    "choice": "one choice, or what is to be matched; empty for what goes with none of these",
    "match": "what goes with it; empty where nothing is to be matched",
    "right": "yes or no",
    "feedback": "why it is right, or what it would take",
    "places": "where the document says so, with spaces between them",
    "to_know": "what to know once the question is answered",
    "disclaimer": "what this is not",
}
"""The columns, and what stands in each."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet; an apostrophe makes it a text."""


def rows(pack: QuestionPack) -> bytes:
    """The pack as CSV."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for question in pack:
        before = (
            question.id,
            question.kind,
            question.level,
            ";".join(question.about),
            " ".join(question.vignette),
            question.stem,
        )
        for row in _rows(question):
            writer.writerow(map(_cell, (*before, *row, question.feedback, DISCLAIMER_SHORT)))
    return stream.getvalue().encode()


def _rows(question: Question) -> Iterator[tuple[str, ...]]:
    for choice in question.choices:
        places = " ".join(passage.locator for passage in choice.passages)
        yield choice.text, "", "yes" if choice.right else "no", choice.feedback, places
    for pair in question.pairs:
        yield pair.left, pair.right, "yes", "", " ".join(passage.locator for passage in pair.passages)
    for right in question.spare:
        yield "", right, "no", "", ""


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
