"""What every format says of a question: its name and tags, where the document says so, its marks, the disclaimer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import shorten
from typing import Final

from mbc_explainer.disclaimer import DISCLAIMER_SHORT
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Citation
from mbc_explainer.teaching.question import Kind, Question

__all__ = ["by_kind", "closing", "name", "percent", "shares", "tags", "with_places"]

_LONGEST_NAME: Final = 120
"""Characters of a stem that a list of questions has room for."""
_DIGITS: Final = 5
"""Decimals of the shares that Moodle knows, such as 33.33333."""


def name(question: Question) -> str:
    """What a list of questions calls it: no two alike."""
    return phrase("teaching.export.name", stem=shorten(question.stem, _LONGEST_NAME, placeholder="..."), id=question.id)


def tags(question: Question) -> tuple[str, ...]:
    """Its kind, level and topics, each as a word that every format takes."""
    topics = (re.sub(r"\W+", "_", topic, flags=re.ASCII).strip("_") for topic in question.about)
    return (f"kind-{question.kind}", f"level-{question.level}", *(f"about-{topic}" for topic in topics))


def with_places(text: str, passages: Iterable[Citation]) -> str:
    """A text, and where the document says so."""
    places = ", ".join(passage.locator for passage in passages)
    return phrase("teaching.export.places", text=text, places=places) if places else text


def closing(question: Question) -> tuple[str, ...]:
    """What to read once it is answered: what goes together, what to know, and what this is not."""
    pairs = (
        with_places(phrase("teaching.export.pair", left=pair.left, right=pair.right), pair.passages)
        for pair in question.pairs
    )
    return (*pairs, question.feedback, DISCLAIMER_SHORT)


def shares(question: Question) -> tuple[float, ...]:
    """What each choice, or each pair, is worth of 1; choosing everything is worth nothing."""
    if question.pairs:
        return tuple(1 / len(question.pairs) for _ in question.pairs)
    right = sum(choice.right for choice in question.choices)
    wrong = len(question.choices) - right
    loss = -1 / wrong if question.several and wrong else 0.0
    return tuple(1 / right if choice.right else loss for choice in question.choices)


def percent(share: float) -> str:
    """A share as Moodle writes it: the fractions that it takes are fixed, to five decimals."""
    return f"{100 * share:.{_DIGITS}f}".rstrip("0").rstrip(".")


def by_kind(questions: Iterable[Question]) -> Iterator[tuple[str, list[Question]]]:
    """Each kind of question that there is with its title, and the questions in their order."""
    every = list(questions)
    for kind in Kind:
        alike = [question for question in every if question.kind is kind]
        if alike:
            yield phrase(f"teaching.kind.{kind}"), alike
