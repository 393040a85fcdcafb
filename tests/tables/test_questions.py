"""What one more result would settle, with its denominator, and hidden where that is few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reported import EMPTY, MISSING, OPEN, QUESTIONS, fields

from mbc_explainer.patient.profile import title_of
from mbc_explainer.rendering import Bars, Paragraph
from mbc_explainer.tables.questions import TableQuestion, TableQuestions


def test_what_settles_most_is_said_in_words() -> None:
    text = OPEN.to_text(200)
    assert "One answer or more is still open for 278 of 301 people." in text
    assert "What would settle most is whether a tumor causes significant symptoms." in text
    assert "To know it is all it takes for 182 of 301 people." in text
    assert [*QUESTIONS] == [one.field for one in OPEN]
    assert len(QUESTIONS) == len(OPEN)
    assert "symptomatic_sites: 182 of 301 people" in repr(OPEN)


def test_nothing_is_said_to_settle_most_where_nothing_settles_all() -> None:
    only = OPEN.model_copy(update={"questions": OPEN.questions[2:]})
    assert "What would settle most is" not in only.to_text()
    assert "What would settle most is" not in EMPTY.open_questions.to_text()


@pytest.mark.parametrize("questions", [OPEN, OPEN.hiding(5), EMPTY.open_questions])
def test_questions_go_out_and_come_back(questions: TableQuestions) -> None:
    assert questions == TableQuestions.from_json(questions.model_dump_json())


def test_a_bar_is_full_for_those_whom_it_settles() -> None:
    (bars,) = (block for block in OPEN.picture() if isinstance(block, Bars))
    assert [182, 86] == [part.counted for part in bars.bars[0]]
    (bars,) = (block for block in OPEN.hiding(5).picture() if isinstance(block, Bars))
    assert [(182, 86), ()] == [tuple(part.counted for part in bar) for bar in bars.bars[:2]]


def test_with_what_is_missing_each_field_stands_there_once() -> None:
    """Those too that change nothing; and it says where a result is there, and is not settled."""
    missing = fields(MISSING | {"goals": 300})
    *_, bars, note = OPEN.picture(missing)
    assert isinstance(bars, Bars)
    assert ["301 of 301", "80 of 301"] == [str(row[-1]) for row in bars.table.rows[:2]]
    assert ["Goals of treatment", "0", "0", "300 of 301"] == [*map(str, bars.table.rows[-1])]
    assert isinstance(note, Paragraph)
    assert note.text.startswith("A result that is not settled")
    assert isinstance([*OPEN.picture(fields(MISSING | {"her2": 90}))][-1], Bars)


@st.composite
def open_questions(draw: st.DrawFn) -> TableQuestions:
    of = draw(st.integers(1, 300))
    unsettled = draw(st.integers(0, of))

    def question(field: str) -> TableQuestion:
        turning = draw(st.integers(0, unsettled))
        settling, answers = draw(st.integers(0, turning)), draw(st.integers(0, 4 * turning))
        return TableQuestion(
            field=field, title=title_of(field), turning=turning, settling=settling, answers=max(settling, answers)
        )

    return TableQuestions(of=of, unit="people", unsettled=unsettled, questions=tuple(map(question, QUESTIONS)))


@given(open_questions(), st.integers(3, 20))
def test_no_small_count_is_left_nor_the_difference_of_two(questions: TableQuestions, below: int) -> None:
    hidden = questions.hiding(below)
    small = range(1, below)
    for before, after in zip(questions, hidden, strict=True):
        for name in ("turning", "settling", "answers"):
            count = getattr(after, name)
            assert count is None or (count == getattr(before, name) and count not in small)
        if after.turning is not None:
            assert questions.of - after.turning not in small
            assert after.settling is None or after.turning - after.settling not in small
        assert after.answers is None or None not in {after.turning, after.settling}
    assert hidden.unsettled is None or questions.of - hidden.unsettled not in small
