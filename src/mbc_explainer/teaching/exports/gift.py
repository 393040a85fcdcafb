"""GIFT: questions as plain text, which Moodle and others import.

The disclaimer is a comment at the top, a description that stands before the questions, and, in short, the end of
each question's feedback.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.phrases import phrase
from mbc_explainer.teaching.pack import QuestionPack
from mbc_explainer.teaching.question import Question

from .parts import by_kind, closing, name, percent, shares, tags, with_places

__all__ = ["gift"]

_ESCAPED: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"})
_GOES_WITH: Final = "->"
"""What parts a pair, and makes one of any answer: nothing can escape it."""
_ARROW: Final = "\N{RIGHTWARDS ARROW}"


def gift(pack: QuestionPack) -> bytes:
    """The pack in GIFT: a category for each kind, and in a comment before each question its id and its tags."""
    category = phrase("teaching.export.category")
    blocks = [
        f"// {DISCLAIMER}",
        _category(category),
        f"::{_title(phrase('disclaimer.title'))}::{_text(DISCLAIMER)}",
    ]
    for title, questions in by_kind(pack):
        blocks += [_category(category, title), *map(_question, questions)]
    return "\n\n".join([*blocks, ""]).encode()


def _category(*path: str) -> str:
    return "$CATEGORY: " + "/".join(part.replace("/", "//") for part in path)


def _question(question: Question) -> str:
    marks = " ".join([f"[id:{question.id}]", *(f"[tag:{tag}]" for tag in tags(question))])
    answers = "\n".join(f"\t{line}" for line in (*_answers(question), f"####{_text(' '.join(closing(question)))}"))
    return f"// {marks}\n::{_title(name(question))}::{_text(question.asked())} {{\n{answers}\n}}"


def _answers(question: Question) -> Iterator[str]:
    for choice, share in zip(question.choices, shares(question), strict=False):
        mark = f"~%{percent(share)}%" if question.several else "=" if choice.right else "~"
        yield f"{mark}{_answer(choice.text)}#{_answer(with_places(choice.feedback, choice.passages))}"
    for pair in question.pairs:
        yield f"={_answer(pair.left)} {_GOES_WITH} {_title(pair.right)}"
    for right in question.spare:
        yield f"= {_GOES_WITH} {_title(right)}"


def _text(text: str) -> str:
    """A text that says its format, since it may begin with what would be read as one, or as a weight."""
    return f"[plain]{_title(text)}"


def _answer(text: str) -> str:
    return _text(text.replace(_GOES_WITH, _ARROW))


def _title(text: str) -> str:
    return text.translate(_ESCAPED)
