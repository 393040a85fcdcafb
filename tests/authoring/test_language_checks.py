"""What a reader meets is plain: short words, no advice, no promise, no medicine by name."""

from collections.abc import Callable

import pytest

from mbc_explainer.authoring.issues import Subject
from mbc_explainer.authoring.language_checks import grades, median_grade, texts_that_are_not_plain, words_of


def test_the_shipped_texts_are_plain_with_and_without_the_glossary(subject: Subject) -> None:
    explained, bare = grades(subject.rulebase), grades(subject.rulebase, explained=False)
    assert explained.keys() == bare.keys()
    assert len(explained) > 400
    assert median_grade(explained) <= 6
    assert max(explained.values()) <= 8
    assert max(bare.values()) <= 9
    assert explained != bare
    assert [] == [issue for issue in texts_that_are_not_plain(subject, explained) if issue.level == "error"]


def test_every_figure_is_one_of_the_documents(subject: Subject) -> None:
    shares = {word.strip(".,") for text in words_of(subject.rulebase).values() for word in text.split() if "%" in word}
    assert {"54%", "32%", "3%", "8%", "6%", "10%"} == shares


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
def test_what_is_not_plain_is_found(with_bone_text: Callable[..., Subject], text: str, what: str) -> None:
    subject = with_bone_text(text=text)
    found = texts_that_are_not_plain(subject, grades(subject.rulebase))
    assert any(issue.rule == "bone.texts.1" and issue.what.startswith(what) for issue in found)


def test_a_text_that_is_plain_only_with_the_glossary_is_found(with_bone_text: Callable[..., Subject]) -> None:
    subject = with_bone_text(text="Immunotherapy, chemotherapy and locoregional therapy are therapies.")
    found = texts_that_are_not_plain(subject, grades(subject.rulebase))
    (issue,) = (issue for issue in found if "reading grade" in issue.what)
    assert issue.what.endswith("without the glossary; expected at most 9")


def test_texts_that_are_hard_on_the_whole_are_found(subject: Subject) -> None:
    assert 7.5 == median_grade({"a": 7.0, "b": 8.0})
    found = [issue.what for issue in texts_that_are_not_plain(subject, {"a": 7.0, "b": 8.0})]
    assert "the median reading grade is 7.5; expected at most 6" == found[0]
