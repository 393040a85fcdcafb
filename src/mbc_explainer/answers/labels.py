"""What answers are called: each relevance, each fit with a goal, and each group of therapies."""

from __future__ import annotations

from typing import Final

from mbc_explainer.patient.vocabulary import Fit, Group, Relevance
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Cell, Paragraph

__all__ = [
    "FIT_WORDS",
    "GROUP_TITLES",
    "ONE_DOCUMENT",
    "RELEVANCE_MARKS",
    "RELEVANCE_TITLES",
    "RELEVANCE_WORDS",
    "answer_cell",
]

GROUP_TITLES: Final = {group: phrase(f"group.{group}.title") for group in Group}
RELEVANCE_TITLES: Final = {relevance: phrase(f"relevance.{relevance}.title") for relevance in Relevance}
RELEVANCE_WORDS: Final = {relevance: phrase(f"relevance.{relevance}.clause") for relevance in Relevance}
"""The same as a clause."""
RELEVANCE_MARKS: Final = {
    Relevance.RELEVANT: "\N{BLACK CIRCLE}",
    Relevance.SOMETIMES: "\N{CIRCLE WITH LEFT HALF BLACK}",
    Relevance.NOT_DESCRIBED: "\N{WHITE CIRCLE}",
    Relevance.DEPENDS: "\N{DOTTED CIRCLE}",
}
FIT_WORDS: Final = {fit: phrase(f"fit.{fit}.clause") for fit in Fit}
ONE_DOCUMENT: Final = Paragraph(phrase("answer.one_document"), ours=True)
"""Goes with every answer that says that something is not described."""


def answer_cell(answer: Relevance) -> Cell:
    """An answer in words, with its shape and its color."""
    return Cell(RELEVANCE_TITLES[answer], RELEVANCE_MARKS[answer], answer)
