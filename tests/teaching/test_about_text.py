"""Questions about the document: the key stands there, and no other choice could be defended by it."""

import re

import pytest

from mbc_explainer import category_map
from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.teaching.about_text import questions_about_text
from mbc_explainer.teaching.question import Kind, Question

QUESTIONS = tuple(questions_about_text(rulebook_for()))
TOPICS = shipped().topics


def of_kind(kind: Kind) -> list[Question]:
    return [question for question in QUESTIONS if question.kind is kind]


MAPS = [question for question in of_kind(Kind.MATCH) if len(question.about) == 1]


@pytest.mark.parametrize("question", MAPS, ids=lambda question: question.about[0])
def test_who_gets_which_answer_is_the_map(question: Question) -> None:
    lines = category_map(question.about[0])
    assert [(line.text, str(line.relevance)) for line in lines] == [(pair.left, pair.value) for pair in question.pairs]
    assert not set(question.spare) & {pair.right for pair in question.pairs}


def test_how_people_take_each_is_what_its_topic_says() -> None:
    (question,) = (one for one in of_kind(Kind.MATCH) if one not in MAPS)
    given = {topic.title: topic.how_it_is_given for topic in TOPICS.therapies}
    assert ["Chemotherapy", "Targeted therapy", "Hormone therapy", "Immunotherapy"] == [
        pair.left for pair in question.pairs
    ]
    assert all(pair.right == given[pair.left].text and pair.passages for pair in question.pairs)


def test_a_gap_is_filled_by_the_words_of_its_text_alone() -> None:
    texts = {text.text: text for text in TOPICS.texts() if text.blank}
    filled = []
    for question in of_kind(Kind.GAP):
        told = question.stem.partition(', in other words: "')[2].removesuffix('"')
        for choice in question.choices:
            assert choice.right == (told.replace("_____", choice.value) in texts)
        filled.append(told.replace("_____", question.key[0]))
        assert question.passages
        assert not any(choice.value.casefold() in told.casefold() for choice in question.choices if choice.right)
    assert sorted(texts) == sorted(filled)


def test_what_would_be_wrong_in_a_gap_stands_in_no_sentence_that_the_text_cites() -> None:
    """But for triple-negative, which two negative results are not: that takes HER2 too."""
    named = {
        choice.value
        for question in of_kind(Kind.GAP)
        for choice in question.choices
        if not choice.right and any(choice.value.casefold() in one.gist.casefold() for one in question.passages)
    }
    assert {"triple-negative"} == named


def test_a_figure_is_right_where_it_is_the_documents_own() -> None:
    own = {text.share.words for text in TOPICS.texts() if text.share}
    assert own == {choice.text for question in of_kind(Kind.FIGURE) for choice in question.choices if choice.right}
    for question in of_kind(Kind.FIGURE):
        assert 1 == sum(choice.text in own for choice in question.choices)


def test_a_word_has_its_own_meaning_and_no_other_that_names_it() -> None:
    terms = {term.term: term for term in TOPICS.glossary.terms}
    assert list(terms) == [question.key[0] for question in of_kind(Kind.WORD)]
    for question in of_kind(Kind.WORD):
        for choice in question.choices:
            assert choice.text == terms[choice.value].meaning
            assert choice.right == (f'"{choice.value}"' in question.stem)
            if not choice.right:
                assert not re.search(rf"\b{re.escape(question.key[0])}\b", choice.text, re.IGNORECASE)


def test_what_stays_open_is_one_of_the_limits_and_all_else_is_answered_at_its_place() -> None:
    limits = {text.asks for part in TOPICS.limits.sections for text in part.texts if text.asks}
    answered = {text.asks: text for text in TOPICS.texts() if text.asks not in limits}
    assert limits == {choice.text for question in of_kind(Kind.NOT_SAID) for choice in question.choices if choice.right}
    for question in of_kind(Kind.NOT_SAID):
        for choice in question.choices:
            assert choice.text.endswith("?")
            assert choice.right == (choice.text in limits)
            assert choice.right or answered[choice.text].text in choice.feedback
            assert choice.right or choice.passages


def test_no_question_is_asked_twice_and_each_has_one_key() -> None:
    assert (
        len(QUESTIONS)
        == len({question.id for question in QUESTIONS})
        == len({question.stem + str(question.choices) for question in QUESTIONS})
    )
    assert all(1 == len(question.key) for question in QUESTIONS if question.choices)
    assert all(4 == len(question.choices) for question in QUESTIONS if question.choices)
