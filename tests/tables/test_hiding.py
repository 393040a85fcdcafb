"""No hidden count can be worked out from its row and its total, even by somebody who knows how they are hidden."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.tables.hiding import hidden_among, hidden_share, hidden_within, threshold

Row = tuple[int, ...]
THRESHOLDS = range(3, 7)


def worked_out(
    rows: Iterable[Row], hiding: Callable[[Row], Sequence[int | None]]
) -> Iterator[tuple[tuple[int | None, ...], int]]:
    """What is shown of some rows that tells what is hidden: all of them that are shown so agree on it."""
    alike: dict[tuple[int | None, ...], list[Row]] = defaultdict(list)
    for row in rows:
        alike[tuple(hiding(row))].append(row)
    for shown, those in alike.items():
        for at, count in enumerate(shown):
            if count is None and len({row[at] for row in those}) == 1:
                yield shown, at


def rows_of(total: int, parts: int) -> list[Row]:
    return [row for row in product(range(total + 1), repeat=parts) if sum(row) == total]


@pytest.mark.parametrize("below", THRESHOLDS)
@pytest.mark.parametrize(("parts", "most"), [(2, 40), (3, 24), (4, 14)])
def test_every_row_that_looks_the_same_is_possible(parts: int, most: int, below: int) -> None:
    """All rows up to a total, one by one."""
    for total in range(1, most + 1):
        assert [] == list(worked_out(rows_of(total, parts), partial(hidden_among, below=below)))


@given(st.lists(st.integers(0, 400), min_size=2, max_size=6), st.integers(3, 12))
def test_small_counts_are_hidden_and_never_one_alone(counts: list[int], below: int) -> None:
    shown = hidden_among(counts, below)
    together = [count for count, one in zip(counts, shown, strict=True) if one is None]
    assert not any(one is not None and 0 < one < below for one in shown)
    assert all(one in {None, count} for count, one in zip(counts, shown, strict=True))
    if together and sum(counts) >= below:
        assert len(together) > 1
        assert sum(together) >= below
    if not any(0 < count < below for count in counts) and sum(counts) > max(below, len(counts)):
        assert tuple(counts) == shown, "and nothing is hidden without need"


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((51, 145, 16, 89), (51, 145, 16, 89)),
        ((30, 3, 0, 268), (None, None, 0, 268)),
        ((3, 1, 29, 268), (None, None, None, 268)),
        ((3, 2, 28, 268), (None, None, 28, 268)),
        ((3, 7, 7, 268), (None, None, None, 268)),
        ((4, 4, 5, 20), (None, None, None, 20)),
        ((1, 2, 0, 0), (None, None, None, None)),
        ((0, 0, 0, 0), (0, 0, 0, 0)),
        ((None, None, 0, 9), (None, None, 0, 9)),
    ],
)
def test_the_next_smallest_are_hidden_too(counts: tuple[int | None, ...], shown: tuple[int | None, ...]) -> None:
    assert shown == hidden_among(counts, 5)


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (4, None), (5, 5), (95, 95), (96, None), (100, 100), (None, None)]
)
def test_a_share_is_hidden_where_it_or_the_rest_is_small(count: int | None, shown: int | None) -> None:
    assert shown == hidden_share(count, 100, 5)


def overlapping(total: int, parts: int) -> Iterator[Row]:
    return (row for row in product(range(total + 1), repeat=parts) if max(row) <= total <= sum(row))


@pytest.mark.parametrize("below", THRESHOLDS)
@pytest.mark.parametrize(("parts", "most"), [(2, 14), (3, 9)])
def test_counts_that_overlap_do_not_tell_of_each_other(parts: int, most: int, below: int) -> None:
    for total in range(below, most + 1):
        for of in (total, total + below, total + 2 * below):
            hiding = partial(hidden_within, total=total, of=of, below=below)
            assert [] == list(worked_out(overlapping(total, parts), hiding))


@pytest.mark.parametrize("below", THRESHOLDS)
@pytest.mark.parametrize(("parts", "most"), [(2, 14), (3, 9)])
def test_counts_that_overlap_do_not_tell_of_a_total_that_is_hidden(parts: int, most: int, below: int) -> None:
    def hiding(row: Row, of: int) -> tuple[int | None, ...]:
        *counts, _ = row
        return (*hidden_within(counts, None, of, below), None)

    for of in range(below + 1, most + 1):
        totals = [total for total in range(1, of) if hidden_share(total, of, below) is None]
        rows = ((*row, total) for total in totals for row in overlapping(total, parts))
        assert [] == list(worked_out(rows, partial(hiding, of=of)))


@pytest.mark.parametrize(
    ("counts", "total", "shown"),
    [
        ((88, 72, 71), 89, (88, 72, 71)),
        ((88, 3, 71), 89, (88, None, None)),
        ((88, None, 71), 89, (None, None, None)),
        ((200, 99), None, (None, None)),
        ((200, 150), None, (200, 150)),
        ((), 0, ()),
    ],
)
def test_counts_that_overlap(counts: tuple[int | None, ...], total: int | None, shown: tuple[int | None, ...]) -> None:
    assert shown == hidden_within(counts, total, 301, 5)


@pytest.mark.parametrize("below", [2, 0, -1, 2.5, True, "5", None])
def test_a_threshold_that_would_hide_nothing_is_refused(below: object) -> None:
    with pytest.raises((TypeError, ValueError), match="expected a whole number, 3 or more"):
        threshold(below, 0)


def test_nothing_is_hidden_twice() -> None:
    assert 5 == threshold(5, 0)
    with pytest.raises(ValueError, match="counts below 5 are hidden already"):
        threshold(10, 5)
