"""What a reader meets is plain: short words, no advice, no promise, no medicine by name."""

import pytest

from mbc_explainer.authoring.language_checks import grades, median_grade, wording_findings, words_of
from mbc_explainer.knowledge.rulebase import Topics
from mbc_explainer.knowledge.snapshot import shipped

TOPICS = shipped().topics
GRADES = grades(TOPICS)


def test_the_median_text_is_for_sixth_grade_and_none_above_eighth() -> None:
    assert median_grade(GRADES) <= 6
    assert next(iter(GRADES.values())) <= 8
    assert len(GRADES) > 400


def test_no_text_is_above_ninth_grade_without_the_glossary() -> None:
    bare = grades(TOPICS, explained=False)
    assert GRADES.keys() == bare.keys()
    assert GRADES != bare
    assert next(iter(bare.values())) <= 9


def test_a_text_that_is_plain_only_with_the_glossary_is_found() -> None:
    topics = saying("Immunotherapy, chemotherapy and locoregional therapy are therapies.")
    (found,) = (one for one in wording_findings(topics, grades(topics)) if "reading grade" in one.what)
    assert found.what.endswith("without the glossary; expected at most 9")


def test_the_shipped_texts_have_no_errors() -> None:
    assert [] == [one for one in wording_findings(TOPICS, GRADES) if one.level == "error"]


def test_every_figure_is_one_of_the_documents() -> None:
    shares = {word.strip(".,") for text in words_of(TOPICS).values() for word in text.split() if "%" in word}
    assert {"54%", "32%", "3%", "8%", "6%", "10%"} == shares


def saying(text: str) -> Topics:
    site = TOPICS.sites[0]
    own = (site.texts[0].model_copy(update={"text": text}), *site.texts[1:])
    return TOPICS.model_copy(update={"sites": (site.model_copy(update={"texts": own}), *TOPICS.sites[1:])})


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("You should ask for this.", "'You should' reads as advice"),
        ("We recommend it.", "'recommend' reads as advice"),
        ("You may be eligible.", "'eligible' reads as advice"),
        ("It will help you.", "'will help' reads as a promise"),
        ("Take trastuzumab.", "'trastuzumab' reads as a medicine by name"),
        ("Your hepatomegaloma may grow.", "the glossary lacks 'hepatomegaloma'"),
        ("It takes an EKG.", "the glossary lacks 'EKG'"),
        ("It comes in 54%.", "a share without its people"),
        ("word " * 26 + ".", "a sentence of 27 words"),
        ("The dose is often given slowly.", "'is often given' reads as passive"),
        ("Considerable deliberation necessitates extraordinarily sophisticated communication.", "reading grade"),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_found(text: str, what: str) -> None:
    topics = saying(text)
    assert any(
        one.name == "bone.texts.1" and one.what.startswith(what) for one in wording_findings(topics, grades(topics))
    )
