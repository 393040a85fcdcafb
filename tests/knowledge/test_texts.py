import pydantic
import pytest

from mbc_explainer.knowledge.texts import Blank, Share, Text


@pytest.mark.parametrize(
    ("given", "condition"),
    [
        ("always", ({},)),
        ({"her2": "low"}, ({"her2": ("low",)},)),
        ({"her2": ["low", "positive"]}, ({"her2": ("low", "positive")},)),
        ([{"er": "positive"}, {"pr": "positive"}], ({"er": ("positive",)}, {"pr": ("positive",)})),
    ],
)
def test_a_condition_is_always_one_mapping_or_several(given: object, condition: object) -> None:
    text = Text.model_validate({"id": "x", "when": given, "text": "A text.", "ours": "yes"})
    assert condition == text.when


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({}, "needs its sources, or `ours: yes`"),
        ({"ours": "yes", "when": "always"}, "a text with `when` needs an `id`"),
        ({"ours": "yes", "text": "\u200b"}, "character 1 is U\\+200B"),
        ({"ours": "yes", "text": "  "}, "there is nothing to see in it"),
    ],
)
def test_a_text_that_says_too_little_is_refused(given: dict[str, str], refusal: str) -> None:
    with pytest.raises(pydantic.ValidationError, match=refusal):
        Text.model_validate({"text": "A text."} | given)


@pytest.mark.parametrize(
    ("share", "refusal"),
    [
        (("5 to 6 of 100", 6, 5), "`least` must not be above `most`"),
        (("up to 6 of 100", 0, 7), "lack 7"),
        (("5 of 100", 5, 6), "lack 6"),
    ],
)
def test_a_share_whose_words_differ_from_what_is_drawn_is_refused(share: tuple[str, int, int], refusal: str) -> None:
    words, least, most = share
    with pytest.raises(pydantic.ValidationError, match=refusal):
        Share(words=words, least=least, most=most)


@pytest.mark.parametrize(
    ("words", "wrong", "refusal"),
    [
        ("bones", ("skin", "eyes"), "at least 3"),
        ("bones", ("skin", "eyes", "bones"), "three that differ"),
        ("bones", ("skin", "eyes", "eyes"), "three that differ"),
    ],
)
def test_a_blank_with_too_few_that_would_be_wrong_is_refused(words: str, wrong: tuple[str, ...], refusal: str) -> None:
    with pytest.raises(pydantic.ValidationError, match=refusal):
        Blank.model_validate({"words": words, "wrong": wrong})


@pytest.mark.parametrize("words", ["liver", "the"])
def test_a_blank_stands_in_its_text_and_once(words: str) -> None:
    blank = Blank(words=words, wrong=("skin", "eyes", "ears"))
    with pytest.raises(pydantic.ValidationError, match="must stand in the text, and once"):
        Text(text="It is in the bones, and the blood.", ours=True, blank=blank)


def test_a_text_over_several_lines_is_one() -> None:
    assert "One, and another." == Text(text="One,\nand\n\nanother.\n", ours=True).text
