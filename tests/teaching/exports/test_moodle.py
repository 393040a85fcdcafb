"""Moodle XML, read back by other parsers than those that wrote it: texts, feedback, fractions, ids and tags."""

from html.parser import HTMLParser
from xml.dom import minidom

from hypothesis import given, settings
from made_packs import SOME, packs

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.teaching import Question, QuestionPack, questions
from mbc_explainer.teaching.exports.moodle import moodle
from mbc_explainer.teaching.exports.parts import closing, name, tags, with_places

FRACTIONS = {"100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "0"}
"""Those of the fractions that Moodle takes which are one part of so many."""


class Paragraphs(HTMLParser):
    """The texts of paragraphs, and that there is nothing else."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert ("p", []) == (tag, attrs)
        self.found.append("")

    def handle_data(self, data: str) -> None:
        self.found[-1] += data


def inner(element: minidom.Element, tag: str) -> list[minidom.Element]:
    return [one for one in element.childNodes if isinstance(one, minidom.Element) and one.tagName == tag]


def line(element: minidom.Element, tag: str = "text") -> str:
    (found,) = inner(element, tag)
    return "".join(node.data for node in found.childNodes if isinstance(node, minidom.Text))


def paragraphs(element: minidom.Element) -> list[str]:
    assert "html" == element.getAttribute("format")
    return Paragraphs(line(element)).found


def read(content: bytes) -> list[minidom.Element]:
    (quiz,) = minidom.parseString(content).getElementsByTagName("quiz")  # noqa: S318 -- our own
    return inner(quiz, "question")


def same(question: Question, element: minidom.Element) -> None:
    (named,), (asked,), (after,) = (inner(element, tag) for tag in ("name", "questiontext", "generalfeedback"))
    assert name(question) == line(named)
    assert question.asked() == " ".join(paragraphs(asked))
    assert list(closing(question)) == paragraphs(after)
    assert list(tags(question)) == [line(tag) for tag in inner(inner(element, "tags")[0], "tag")]
    answers = inner(element, "answer")
    assert [[choice.text] for choice in question.choices] == list(map(paragraphs, answers))
    said = [paragraphs(inner(answer, "feedback")[0]) for answer in answers]
    assert [[with_places(choice.feedback, choice.passages)] for choice in question.choices] == said
    worth = [answer.getAttribute("fraction") for answer in answers]
    assert {share.removeprefix("-") for share in worth} <= FRACTIONS
    assert [choice.right for choice in question.choices] == [float(share) > 0 for share in worth]
    assert not answers or abs(100 - sum(float(share) for share in worth if float(share) > 0)) < 0.0001
    pairs = [(paragraphs(one), line(inner(one, "answer")[0])) for one in inner(element, "subquestion")]
    spare: list[tuple[list[str], str]] = [([], right) for right in question.spare]
    assert [*(([pair.left], pair.right) for pair in question.pairs), *spare] == pairs
    if answers:
        assert ("false" if question.several else "true") == line(element, "single")


def all_same(pack: QuestionPack) -> None:
    by_id = {question.id: question for question in pack}
    found = [one for one in read(moodle(pack)) if one.getAttribute("type") in {"multichoice", "matching"}]
    assert sorted(by_id) == sorted(line(element, "idnumber") for element in found)
    for element in found:
        same(by_id[line(element, "idnumber")], element)


def test_all_questions_are_read_back() -> None:
    all_same(questions())


@settings(max_examples=30)
@given(packs())
def test_any_text_comes_out_as_it_went_in(pack: QuestionPack) -> None:
    all_same(pack)


def test_the_disclaimer_describes_the_category_stands_first_and_ends_each_question() -> None:
    category, described, *others = read(moodle(SOME))
    assert [DISCLAIMER] == paragraphs(inner(category, "info")[0])
    assert [DISCLAIMER] == paragraphs(inner(described, "questiontext")[0])
    asked = [one for one in others if one.getAttribute("type") != "category"]
    assert {DISCLAIMER_SHORT} == {paragraphs(inner(one, "generalfeedback")[0])[-1] for one in asked}
