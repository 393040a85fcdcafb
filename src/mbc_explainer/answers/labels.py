"""What each answer, each fit with a goal, and each group is called: the library's own words."""

from __future__ import annotations

from typing import Final

from mbc_explainer.patient.vocabulary import Fit, Group, Relevance
from mbc_explainer.rendering import Cell, Paragraph

__all__ = [
    "FIT_TITLES",
    "FIT_WORDS",
    "GROUP_TITLES",
    "NOT_SAID",
    "ONE_DOCUMENT",
    "RELEVANCE_MARKS",
    "RELEVANCE_TITLES",
    "RELEVANCE_WORDS",
    "answer_cell",
]

GROUP_TITLES: Final = {
    Group.SYSTEMIC: "Systemic therapies: treatment of the whole body",
    Group.LOCOREGIONAL: "Locoregional therapies: treatment of one place",
    Group.SUPPORTIVE: "Supportive care",
}
RELEVANCE_WORDS: Final = {
    Relevance.RELEVANT: "the document describes this for people with a profile like this",
    Relevance.SOMETIMES: "the document describes this as used in some cases or less often, or leaves it open",
    Relevance.NOT_DESCRIBED: "the document describes this for people with another profile",
    Relevance.DEPENDS: "the answer turns on something that this profile does not say",
}
RELEVANCE_TITLES: Final = {
    Relevance.RELEVANT: "Described for a profile like this",
    Relevance.SOMETIMES: "Described for some cases, or left open",
    Relevance.NOT_DESCRIBED: "Described for another profile",
    Relevance.DEPENDS: "Depends on what is not known yet",
}
RELEVANCE_MARKS: Final = {
    Relevance.RELEVANT: "\N{BLACK CIRCLE}",
    Relevance.SOMETIMES: "\N{CIRCLE WITH LEFT HALF BLACK}",
    Relevance.NOT_DESCRIBED: "\N{WHITE CIRCLE}",
    Relevance.DEPENDS: "\N{DOTTED CIRCLE}",
}
FIT_WORDS: Final = {
    Fit.SUPPORTS: "may help with this goal",
    Fit.TENSION: "may pull against this goal",
    Fit.NOT_STATED: "the document does not say",
}
FIT_TITLES: Final = {
    Fit.SUPPORTS: "May help with",
    Fit.TENSION: "May pull against",
    Fit.NOT_STATED: "The document does not say",
}
NOT_SAID: Final = "The document does not say."
ONE_DOCUMENT: Final = Paragraph(
    "This is about this one document alone. Your care team may know of more. "
    "Not described here does not mean not possible.",
    ours=True,
)
"""Goes with every answer that says that something is not described."""


def answer_cell(answer: Relevance) -> Cell:
    """An answer in words, with its shape and its color."""
    return Cell(RELEVANCE_TITLES[answer], RELEVANCE_MARKS[answer], answer)
