"""Distractors: what could be taken for what, and what gives an answer away."""

import pytest

from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.teaching.distractors import Parts, alike, in_drawn_order, kinship, share_a_word, stands_alone

PARTS = Parts(rulebook_for())
BONES, LIVER = "Symptoms by place: bones", "Symptoms by place: liver"


def test_an_order_is_drawn_from_what_it_is_for() -> None:
    assert in_drawn_order("a", "xyz") == in_drawn_order("a", "zyx")
    assert 1 < len({tuple(in_drawn_order(of, "xyz")) for of in range(9)})


def test_two_longer_words_in_common_are_alike_and_one_is_shared() -> None:
    assert alike("Nausea and vomiting come.", "Vomiting comes with nausea.")
    assert not alike("Nausea.", "Vomiting comes with nausea.")
    assert share_a_word("chemo", "Chemotherapy")
    assert not share_a_word("by IV", "By vein")


@pytest.mark.parametrize(
    "text",
    [
        "They may swell.",
        "Some of these goals differ.",
        "People usually take it by mouth.",
        "No. It is a met.",
        "It is.",
    ],
)
def test_a_text_that_points_back_does_not_stand_alone(text: str) -> None:
    assert not stands_alone(text)


@pytest.mark.parametrize("text", ["It is important to ask.", "MBC can be hard to take in. It may take time."])
def test_a_text_that_says_of_what_it_speaks_stands_alone(text: str) -> None:
    assert stands_alone(text)


def test_a_title_is_given_away_by_a_word_of_its_own_and_not_by_one_that_stands_everywhere() -> None:
    assert PARTS.give_away("If liver mets get worse", LIVER)
    assert not PARTS.give_away("The skin may turn yellow", LIVER)
    assert not PARTS.give_away("People with cancer", "Kinds of cancer")


def test_parts_under_one_heading_are_nearest() -> None:
    assert [0, 1, 1, 2] == [
        kinship(BONES, LIVER),
        kinship(BONES, "Supportive care: symptoms"),
        kinship("Stage 4", "Key points"),
        kinship(BONES, "Stage 4"),
    ]


def test_parts_apart_share_no_text_and_name_none_of_the_words() -> None:
    nausea = next(topic for topic in rulebook_for().knowledge.topics.symptoms.symptoms if topic.symptom == "nausea")
    for text in nausea.texts:
        assert PARTS.of(text)
        assert not PARTS.of(text).keys() & set(PARTS.apart(text))
    assert LIVER not in PARTS.without("nausea")
    assert BONES in PARTS.without("nausea")
