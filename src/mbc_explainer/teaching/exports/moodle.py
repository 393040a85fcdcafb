"""Moodle XML.

The disclaimer is the description of the category, a description that stands before the questions, and, in short,
the end of each question's general feedback. Moodle's import never replaces a question: the id number says which
ones a course has already.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from html import escape
from typing import Final

from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.phrases import phrase
from mbc_explainer.teaching.pack import QuestionPack
from mbc_explainer.teaching.question import Question

from .parts import by_kind, closing, name, percent, shares, tags, with_places

__all__ = ["moodle"]

_ID: Final = "mbc-explainer"


def moodle(pack: QuestionPack) -> bytes:
    """The pack as Moodle XML: a category for each kind, and the id number of each question is its id."""
    quiz = ET.Element("quiz")
    category = phrase("teaching.export.category")
    _category(quiz, category, about=DISCLAIMER)
    described = _typed(quiz, "description", phrase("disclaimer.title"), [DISCLAIMER], f"{_ID}-disclaimer")
    _text(described, "generalfeedback", [])
    for title, questions in by_kind(pack):
        _category(quiz, category, title)
        for question in questions:
            _question(quiz, question)
    ET.indent(quiz)
    written: bytes = ET.tostring(quiz, "utf-8", xml_declaration=True)
    return written


def _category(quiz: ET.Element, *path: str, about: str = "") -> None:
    element = ET.SubElement(quiz, "question", type="category")
    _line(element, "category", "/".join(("top", *(part.replace("/", "//") for part in path))))
    _text(element, "info", [about] if about else [])
    ET.SubElement(element, "idnumber")


def _typed(quiz: ET.Element, kind: str, title: str, asked: Iterable[str], number: str) -> ET.Element:
    element = ET.SubElement(quiz, "question", type=kind)
    _line(element, "name", title)
    _text(element, "questiontext", asked)
    ET.SubElement(element, "idnumber").text = number
    return element


def _question(quiz: ET.Element, question: Question) -> None:
    person = [" ".join(question.vignette)] if question.vignette else []
    kind = "matching" if question.pairs else "multichoice"
    element = _typed(quiz, kind, name(question), [*person, question.stem], question.id)
    _text(element, "generalfeedback", closing(question))
    ET.SubElement(element, "defaultgrade").text = "1"
    ET.SubElement(element, "shuffleanswers").text = "true"
    if question.choices:
        ET.SubElement(element, "single").text = "false" if question.several else "true"
        ET.SubElement(element, "answernumbering").text = "abc"
    for choice, share in zip(question.choices, shares(question), strict=False):
        answer = _text(element, "answer", [choice.text], fraction=percent(share))
        _text(answer, "feedback", [with_places(choice.feedback, choice.passages)])
    for left, right in [*((pair.left, pair.right) for pair in question.pairs), *(("", one) for one in question.spare)]:
        _line(_text(element, "subquestion", [left] if left else []), "answer", right)
    listed = ET.SubElement(element, "tags")
    for tag in tags(question):
        _line(listed, "tag", tag)


def _line(parent: ET.Element, tag: str, text: str) -> ET.Element:
    """A text that Moodle takes as it stands."""
    element = ET.SubElement(parent, tag)
    ET.SubElement(element, "text").text = text
    return element


def _text(parent: ET.Element, tag: str, paragraphs: Iterable[str], **attributes: str) -> ET.Element:
    """A text in HTML, which is what Moodle's own editor shows."""
    element = _line(parent, tag, "".join(f"<p>{escape(text)}</p>" for text in paragraphs))
    element.attrib.update(attributes, format="html")
    return element
