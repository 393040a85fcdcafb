"""Practice: which questions are drawn, whether an answer is right, and how it went."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer import UnknownNameError
from mbc_explainer.authoring.language_checks import HARDEST_TEXT, glossary_terms, grade_with_help
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.phrases import PHRASES
from mbc_explainer.teaching import Question, practice, questions
from mbc_explainer.teaching.practice import Answered, Round, drawn, is_right

PACK = questions()


@given(st.integers(1, 700), st.integers())
def test_what_is_drawn_is_each_once_and_takes_each_kind_in_turn(count: int, seed: int) -> None:
    got = drawn(PACK, count, Random(seed))
    assert min(count, len(PACK)) == len(got) == len({one.id for one in got})
    kinds, there = Counter(one.kind for one in got), Counter(one.kind for one in PACK)
    assert all(kinds[kind] in {max(kinds.values()), max(kinds.values()) - 1, there[kind]} for kind in there)
    assert got == drawn(PACK, count, Random(seed))


@given(st.sampled_from(PACK.questions), st.randoms())
def test_the_key_is_right_and_nothing_else_is(question: Question, draw: Random) -> None:
    key = list(question.key)
    assert is_right(question, key)
    assert not is_right(question, [])
    assert not is_right(question, key[1:])
    assert not is_right(question, [*key, key[0]])
    if question.choices:
        draw.shuffle(key)
        assert is_right(question, key)
        other = draw.choice([one.value for one in question.choices if not one.right])
        assert not is_right(question, [*key[1:], other])
        assert not is_right(question, [*key, other])
    elif len(set(key)) > 1:
        assert not is_right(question, [*key[1:], key[0]]) or key == [*key[1:], key[0]]


def went(right: list[bool]) -> Round:
    asked = zip(PACK, right, strict=False)
    return Round(answered=tuple(Answered(question=one, right=got) for one, got in asked), source=PACK.source)


def test_how_it_went_is_told_by_kind_and_level_with_what_to_look_at_again() -> None:
    told = went([True, False, True])
    assert (2, (PACK[1],)) == (told.right, told.missed)
    text = told.to_text()
    assert text.startswith("How it went: 2 of 3 right")
    assert "Worth another look" in text
    assert PACK[1].stem.split("?")[0] in " ".join(text.split())
    assert " ".join(DISCLAIMER.split()) in " ".join(text.split())
    assert DISCLAIMER in told.to_html()


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_the_tables_add_up(right: list[bool]) -> None:
    told = went(right)
    shares = [row[1] for table in told._tables() for row in table.rows]
    sums = [sum(int(str(share).split()[at]) for share in shares) for at in (0, 2)]
    assert [2 * sum(right), 2 * len(right)] == sums
    assert ("Well done" in told.to_text()) == all(right)


def test_other_rules_are_marked() -> None:
    source = PACK.source.model_copy(update={"shipped": False})
    assert "rules other than those that ship" in " ".join(Round(answered=(), source=source).to_text().split())


def test_what_cannot_be_chosen_is_refused_before_anything_is_shown() -> None:
    with pytest.raises(UnknownNameError, match="wrod"):
        practice("wrod")


@pytest.mark.parametrize("key", [key for key in PHRASES if key.startswith("teaching.practice.")])
def test_its_words_are_plain(key: str) -> None:
    text = PHRASES[key].replace("{", "").replace("}", "")
    assert len(text.split()) < 6 or grade_with_help(text, glossary_terms(shipped().topics)) <= HARDEST_TEXT
