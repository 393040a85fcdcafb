import pytest

from mbc_explainer.answers.labels import (
    FIT_WORDS,
    GROUP_TITLES,
    RELEVANCE_MARKS,
    RELEVANCE_TITLES,
    RELEVANCE_WORDS,
    answer_cell,
)
from mbc_explainer.patient.vocabulary import Fit, Group, Relevance


@pytest.mark.parametrize("words", [RELEVANCE_TITLES, RELEVANCE_WORDS, RELEVANCE_MARKS])
def test_every_relevance_has_words_and_a_mark_of_its_own(words: dict[Relevance, str]) -> None:
    assert list(Relevance) == list(words)
    assert 4 == len(set(words.values()))


@pytest.mark.parametrize("words", [FIT_WORDS])
def test_every_fit_has_words_of_its_own(words: dict[Fit, str]) -> None:
    assert list(Fit) == list(words)
    assert 3 == len(set(words.values()))


def test_every_group_has_a_title() -> None:
    assert list(Group) == list(GROUP_TITLES)


def test_an_answer_has_words_a_shape_and_a_color() -> None:
    assert "\N{CIRCLE WITH LEFT HALF BLACK} Less common, or left open" == str(answer_cell(Relevance.SOMETIMES))
    assert "sometimes" == answer_cell(Relevance.SOMETIMES).variant
