"""How many have which answer: each with its denominator, and hidden where few do."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reported import ANSWERS, COUNTS, EMPTY, fields, therapy

from mbc_explainer import Relevance, Therapy, UnknownNameError
from mbc_explainer.tables.counts import TableCounts, TherapyCount


def test_counts_are_asked_for_by_name() -> None:
    assert list(Therapy) == [one.therapy for one in COUNTS]
    assert len(Therapy) == len(COUNTS)
    assert 268 == COUNTS["radiation"]["depends"]
    assert "<TableCounts: Answers for 301 people\n  Chemotherapy: relevant 301 of 301\n" in repr(COUNTS)
    assert "\n  Radiation: relevant 30 of 301, sometimes 3 of 301, depends 268 of 301\n" in repr(COUNTS)
    with pytest.raises(UnknownNameError, match="did you mean radiation"):
        COUNTS["radiaton"]
    with pytest.raises(UnknownNameError, match="did you mean depends"):
        COUNTS["radiation"]["depend"]


@pytest.mark.parametrize("counts", [COUNTS, COUNTS.hiding(5), EMPTY.counts])
def test_counts_go_out_and_come_back(counts: TableCounts) -> None:
    assert counts == TableCounts.from_json(counts.model_dump_json())


def test_each_figure_has_its_denominator() -> None:
    text = COUNTS.to_text(1_000, detail="full")
    assert "All eight answers are clear for 23 of 301 people." in text
    assert "    Depends on what is missing: \N{DOTTED CIRCLE} 89 of 301\n" in text
    assert "The HER2 result                              80 of 301\n" in text
    assert "- Targeted therapy: The ER result for 71 of 301 people, the PR result for 71 of 301 people," in text
    assert "For each of the 301 people, this counts what one article says" in text


def test_a_table_of_nobody_says_so() -> None:
    assert "There is no row to count." in EMPTY.counts.to_text()
    assert EMPTY.counts.therapies == EMPTY.counts.hiding(5).therapies


def test_what_is_hidden_says_so() -> None:
    hidden = COUNTS.hiding(5)
    assert (None, None, 0, 268) == tuple(one.count for one in hidden["radiation"].answers)
    assert None is hidden.left_out
    text = hidden.to_text(200, detail="full")
    assert "Counts from 1 to 4 are hidden." in text
    assert "    Less common, or left open: \N{CIRCLE WITH LEFT HALF BLACK} hidden\n" in text
    assert "hidden" not in COUNTS.to_text(detail="full")


def test_what_tells_of_a_hidden_answer_is_hidden() -> None:
    """Where it is hidden how many answers are open, it is hidden on what they turn."""
    one = therapy("radiation", (0, 2, 0, 299), {"sites": 50, "symptomatic_sites": 299}).hiding(301, 5)
    assert [None, None] == [one[Relevance.SOMETIMES], one[Relevance.DEPENDS]]
    assert [None, None] == [field.count for field in one.depends_on]
    told = COUNTS.without({"sites"})["radiation"].depends_on
    assert [None, 268] == [field.count for field in told]


def every_count(therapies: tuple[TherapyCount, ...]) -> list[int | None]:
    answers = [answer.count for one in therapies for answer in one.answers]
    return answers + [field.count for one in therapies for field in one.depends_on]


@st.composite
def tables(draw: st.DrawFn) -> TableCounts:
    of = draw(st.integers(1, 400))

    def row() -> tuple[int, ...]:
        first, second, third = sorted(draw(st.lists(st.integers(0, of), min_size=3, max_size=3)))
        return first, second - first, third - second, of - third

    def counted(name: str) -> TherapyCount:
        answers = row()
        among = st.integers(0, answers[-1])
        return therapy(name, answers, {"er": answers[-1], "her2": draw(among)} if answers[-1] else {})

    missing: dict[str, Any] = {name: draw(st.integers(0, of)) for name in ("er", "sites")}
    therapies = tuple(map(counted, ANSWERS))
    return TableCounts(
        of=of, unit="people", therapies=therapies, settled=draw(st.integers(0, of)), missing=fields(missing)
    )


@given(tables(), st.integers(3, 20))
def test_no_small_count_is_left_and_none_is_changed(counts: TableCounts, below: int) -> None:
    """And no row has one hidden count alone."""
    hidden = counts.hiding(below)
    for before, after in zip(every_count(counts.therapies), every_count(hidden.therapies), strict=True):
        assert after is None or (after == before and not 0 < after < below)
    for count in (hidden.settled, *(one.count for one in hidden.missing)):
        assert count is None or not (0 < count < below or 0 < counts.of - count < below)
    for one in hidden:
        assert 1 != [answer.count for answer in one.answers].count(None)
        if one[Relevance.DEPENDS] is None:
            assert {None} >= {field.count for field in one.depends_on}
    assert below == hidden.hidden_below
