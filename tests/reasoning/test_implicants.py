from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.reasoning.implicants import Implicant, Row, minimal_cover, minimal_hitting_sets


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """Some rows, and some others."""
    width = draw(st.integers(1, 4))
    every = list(product("yn", repeat=width))
    seen = draw(st.lists(st.sampled_from(every), unique=True, min_size=1, max_size=10))
    cut = draw(st.integers(1, len(seen)))
    return seen[:cut], seen[cut:]


def covers(line: Implicant, row: Row) -> bool:
    return all(row[at] == value for at, value in line)


@given(tables())
def test_lines_cover_the_rows_and_none_of_the_others(table: tuple[list[Row], list[Row]]) -> None:
    rows, others = table
    lines = minimal_cover(rows, others)
    assert all(any(covers(line, row) for line in lines) for row in rows)
    assert not any(covers(line, other) for line in lines for other in others)


@given(tables())
def test_no_fewer_lines_would_do(table: tuple[list[Row], list[Row]]) -> None:
    rows, others = table
    width = len(rows[0])
    every = [
        line
        for values in product(("y", "n", None), repeat=width)
        for line in [tuple((at, value) for at, value in enumerate(values) if value is not None)]
        if not any(covers(line, other) for other in others)
    ]
    fewest = next(
        size
        for size in range(1, len(rows) + 1)
        if any(all(any(covers(line, row) for line in some) for row in rows) for some in combinations(every, size))
    )
    assert fewest == len(minimal_cover(rows, others))


@given(tables())
def test_minimal_hitting_sets_are_enough_smallest_and_all_there(table: tuple[list[Row], list[Row]]) -> None:
    (row, *_), others = table
    width = range(len(row))
    enough = [
        set(some)
        for size in range(len(row) + 1)
        for some in combinations(width, size)
        if not any(all(row[at] == other[at] for at in some) for other in others)
    ]
    smallest = [one for one in enough if not any(two < one for two in enough)]
    assert sorted(map(sorted, smallest)) == sorted(map(list, minimal_hitting_sets(row, others, width)))


def test_what_cannot_be_told_apart_has_no_sufficient_set() -> None:
    assert [] == minimal_hitting_sets(("y", "n"), [("y", "y")], [0])
    assert [()] == minimal_hitting_sets(("y",), [], [0])


def test_many_candidates_are_still_folded() -> None:
    rows = [row for row in product("yn", repeat=6) if row.count("y") % 2]
    others = [row for row in product("yn", repeat=6) if not row.count("y") % 2]
    lines = minimal_cover(rows, others)
    assert 32 == len(lines)
    assert whole(tuple(lines), rows)
    assert not any(covers(line, other) for line in lines for other in others)


def test_no_rows_need_no_lines() -> None:
    assert [] == minimal_cover([], [("y",)])


def test_of_as_few_lines_the_shortest_are_taken_and_in_order() -> None:
    rows: list[Row] = [("a", "y", "y"), ("a", "y", "n"), ("b", "n", "y")]
    others: list[Row] = [("b", "y", "n"), ("a", "n", "n")]
    lines = minimal_cover(rows, others)
    assert 2 == len(lines)
    assert lines == sorted(lines, key=lambda line: (len(line), line))
    assert min(sum(map(len, some)) for some in combinations(candidates(rows, others), 2) if whole(some, rows)) == sum(
        map(len, lines)
    )


def candidates(rows: list[Row], others: list[Row]) -> list[Implicant]:
    return sorted(
        {
            tuple((at, row[at]) for at in chosen)
            for row in rows
            for chosen in minimal_hitting_sets(row, others, range(len(row)))
        }
    )


def whole(lines: tuple[Implicant, ...], rows: list[Row]) -> bool:
    return all(any(covers(line, row) for line in lines) for row in rows)


def test_minimal_hitting_sets_come_shortest_first() -> None:
    found = minimal_hitting_sets(("y", "y", "y"), [("n", "n", "y"), ("n", "y", "n")], range(3))
    assert [(0,), (1, 2)] == found
