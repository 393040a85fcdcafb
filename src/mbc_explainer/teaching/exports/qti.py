"""QTI 2.1: a content package with a manifest, a test, and an item for each question.

The disclaimer is in the manifest, what the test shows first, and, in short, the last line of each item.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import Final

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.phrases import phrase
from mbc_explainer.teaching.pack import QuestionPack
from mbc_explainer.teaching.question import Question
from mbc_explainer.zipped import zipped

from .parts import closing, name, shares, tags, with_places

__all__ = ["qti"]

_QTI: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_PACKAGING: Final = "http://www.imsglobal.org/xsd/imscp_v1p1"
_METADATA: Final = "http://ltsc.ieee.org/xsd/LOM"
_TEST: Final = "mbc-explainer-questions"
_DIGITS: Final = 7
"""Decimals of a mark: thirds add up to 1 as far as anybody can tell."""


def qti(pack: QuestionPack) -> bytes:
    """The pack as a content package; the identifier of each item is the question's id."""
    files = {f"items/{question.id}.xml": _item(question) for question in pack}
    whole = {"imsmanifest.xml": _manifest(pack), f"{_TEST}.xml": _test(pack), **files}
    return zipped({path: _written(root) for path, root in whole.items()})


def _written(root: ET.Element) -> bytes:
    written: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return written


def _within(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text or None
    return element


def _paragraphs(parent: ET.Element, texts: Iterable[str]) -> None:
    for text in texts:
        _within(parent, "p", text)


def _item(question: Question) -> ET.Element:
    said = {"xmlns": _QTI, "xml:lang": phrase("language"), "adaptive": "false", "timeDependent": "false"}
    item = ET.Element("assessmentItem", {**said, "identifier": question.id, "title": name(question)})
    _responses(item, question)
    _outcome(item, "SCORE", "float", "0")
    _outcome(item, "MAXSCORE", "float", "1")
    _outcome(item, "CLOSING", "identifier")
    if question.choices:
        _outcome(item, "FEEDBACK", "identifier", cardinality=_cardinality(question))
    body = _within(item, "itemBody")
    _paragraphs(body, [" ".join(question.vignette)] if question.vignette else [])
    _matching(body, question) if question.pairs else _choosing(body, question)
    _paragraphs(body, [DISCLAIMER_SHORT])
    _processing(item, question)
    modal = _within(item, "modalFeedback", outcomeIdentifier="CLOSING", identifier="closing", showHide="show")
    _paragraphs(modal, (text for text in closing(question) if text != DISCLAIMER_SHORT))
    return item


def _cardinality(question: Question) -> str:
    return "multiple" if question.several or question.pairs else "single"


def _names(question: Question) -> list[str]:
    """What may be answered: the identifiers of the choices, or of each left and right of the pairs."""
    if question.choices:
        return [f"choice-{number}" for number, _ in enumerate(question.choices, 1)]
    right_of = {text: f"right-{number}" for number, text in enumerate(question.rights, 1)}
    return [f"left-{number} {right_of[pair.right]}" for number, pair in enumerate(question.pairs, 1)]


def _responses(item: ET.Element, question: Question) -> None:
    kind = "directedPair" if question.pairs else "identifier"
    asked = {"identifier": "RESPONSE", "cardinality": _cardinality(question), "baseType": kind}
    declared = _within(item, "responseDeclaration", **asked)
    right = _within(declared, "correctResponse")
    mapping = _within(declared, "mapping", lowerBound="0", upperBound="1", defaultValue="0")
    for key, share in zip(_names(question), shares(question), strict=True):
        if share > 0:
            _within(right, "value", key)
        if share:
            _within(mapping, "mapEntry", mapKey=key, mappedValue=str(round(share, _DIGITS)))


def _outcome(item: ET.Element, key: str, kind: str, value: str = "", *, cardinality: str = "single") -> None:
    declared = _within(item, "outcomeDeclaration", identifier=key, cardinality=cardinality, baseType=kind)
    if value:
        _within(_within(declared, "defaultValue"), "value", value)


def _choosing(body: ET.Element, question: Question) -> None:
    most = "0" if question.several else "1"
    asked = _within(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="true", maxChoices=most)
    _within(asked, "prompt", question.stem)
    for key, choice in zip(_names(question), question.choices, strict=True):
        shown = _within(asked, "simpleChoice", choice.text, identifier=key)
        why = {"outcomeIdentifier": "FEEDBACK", "identifier": key, "showHide": "show"}
        _within(shown, "feedbackInline", f" {with_places(choice.feedback, choice.passages)}", **why)


def _matching(body: ET.Element, question: Question) -> None:
    most = str(len(question.pairs))
    asked = _within(body, "matchInteraction", responseIdentifier="RESPONSE", shuffle="true", maxAssociations=most)
    _within(asked, "prompt", question.stem)
    sets = {"left": [pair.left for pair in question.pairs], "right": question.rights}
    for side, texts in sets.items():
        together = _within(asked, "simpleMatchSet")
        for number, text in enumerate(texts, 1):
            may = "1" if side == "left" else most
            _within(together, "simpleAssociableChoice", text, identifier=f"{side}-{number}", matchMax=may)


def _processing(item: ET.Element, question: Question) -> None:
    """An answer is worth what is mapped to it; its own feedback shows, and then what closes the question."""
    processing = _within(item, "responseProcessing")
    condition = _within(processing, "responseCondition")
    unanswered = _within(condition, "responseIf")
    _within(_within(unanswered, "isNull"), "variable", identifier="RESPONSE")
    _within(_within(unanswered, "setOutcomeValue", identifier="SCORE"), "baseValue", "0", baseType="float")
    answered = _within(condition, "responseElse")
    _within(_within(answered, "setOutcomeValue", identifier="SCORE"), "mapResponse", identifier="RESPONSE")
    if question.choices:
        _within(_within(processing, "setOutcomeValue", identifier="FEEDBACK"), "variable", identifier="RESPONSE")
    closed = _within(processing, "setOutcomeValue", identifier="CLOSING")
    _within(closed, "baseValue", "closing", baseType="identifier")


def _test(pack: QuestionPack) -> ET.Element:
    title = phrase("teaching.export.category")
    test = ET.Element("assessmentTest", {"xmlns": _QTI, "identifier": _TEST, "title": title})
    part = _within(test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    _within(part, "itemSessionControl", maxAttempts="0", showFeedback="true")
    section = _within(part, "assessmentSection", identifier="section", title=title, visible="true")
    _paragraphs(_within(section, "rubricBlock", view="candidate"), [DISCLAIMER])
    for question in pack:
        said = {"identifier": question.id, "href": f"items/{question.id}.xml", "category": " ".join(tags(question))}
        _within(section, "assessmentItemRef", **said)
    return test


def _manifest(pack: QuestionPack) -> ET.Element:
    rules = pack.source.rules_fingerprint[:16]
    manifest = ET.Element("manifest", {"xmlns": _PACKAGING, "identifier": f"{_TEST}-{rules}"})
    metadata = _within(manifest, "metadata")
    _within(metadata, "schema", "QTIv2.1 Package")
    _within(metadata, "schemaversion", "1.0.0")
    _described(metadata, title=phrase("teaching.export.category"), description=[DISCLAIMER])
    _within(manifest, "organizations")
    resources = _within(manifest, "resources")
    path = f"{_TEST}.xml"
    test = _within(resources, "resource", identifier=_TEST, type="imsqti_test_xmlv2p1", href=path)
    _within(test, "file", href=path)
    for question in pack:
        _within(test, "dependency", identifierref=question.id)
        path = f"items/{question.id}.xml"
        item = _within(resources, "resource", identifier=question.id, type="imsqti_item_xmlv2p1", href=path)
        _described(_within(item, "metadata"), title=name(question), keyword=tags(question))
        _within(item, "file", href=path)
    return manifest


def _described(metadata: ET.Element, *, title: str, **more: Iterable[str]) -> None:
    """Learning object metadata: the title, and what else there is to say."""
    general = _within(_within(metadata, "lom", xmlns=_METADATA), "general")
    for tag, texts in {"title": [title], **more}.items():
        for text in texts:
            _within(_within(general, tag), "string", text, language=phrase("language"))
