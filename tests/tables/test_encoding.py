"""A column by its codes is the column, however it comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.tables.encoding import Encoded, combined, encoded, encoded_in_pieces, encoded_list, weighed

WORDS = st.sampled_from(["positive", "Positive", "", " ", "é", "NA", "x|y"])
CELLS = st.lists(st.none() | WORDS, max_size=30)
LISTS = st.lists(st.none() | st.lists(st.none() | WORDS, max_size=3), max_size=20)


def decoded(column: Encoded) -> list[Any]:
    return [column.cells[code] for code in column.codes]


def in_pieces(cells: Sequence[Any], at: int, kind: pa.DataType) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells[:at], kind), pa.array(cells[at:], kind)])


@given(CELLS, st.integers(0, 30))
def test_words_come_back_from_arrow_in_pieces_or_not(cells: list[str | None], at: int) -> None:
    pieces = in_pieces(cells, at, pa.string())
    for column in (encoded(pieces), encoded(pa.array(cells, pa.string())), encoded(pieces.dictionary_encode())):
        assert cells == decoded(column)
    assert (
        cells == decoded(encoded_in_pieces(encoded(piece) for piece in pieces.chunks)) == decoded(encoded_list(cells))
    )


@pytest.mark.parametrize("kind", [pa.binary(), pa.string(), pa.large_string(), pa.binary_view(), pa.string_view()])
def test_what_is_missing_is_no_empty_text(kind: pa.DataType) -> None:
    given = pa.array([None, "", None, "a"], pa.string()).cast(kind)
    assert given.to_pylist() == decoded(encoded(given))


@given(LISTS, st.integers(0, 20))
def test_lists_come_back_as_sets_of_words_and_one_with_a_gap_is_not_known(cells: list[Any], at: int) -> None:
    expected = [None if cell is None or None in cell else tuple(cell) for cell in cells]
    for kind in (pa.list_(pa.string()), pa.large_list(pa.large_string())):
        assert expected == decoded(encoded(in_pieces(cells, at, kind)))
    assert expected == decoded(encoded_list(cells))


def test_a_list_with_a_separator_in_a_word_is_taken_one_by_one() -> None:
    cells = [["bone\x1flung"], ["bone", "lung"]]
    with pytest.raises(ValueError, match="separator"):
        encoded(pa.array(cells))
    assert [("bone\x1flung",), ("bone", "lung")] == decoded(encoded_list(cells))


def test_what_looks_the_same_and_is_not_has_codes_of_its_own() -> None:
    assert [0, 1, 2, 3, 0, 4] == encoded_list([1, True, 1.0, "1", 1, None]).codes.tolist()
    assert [None, None, None] == decoded(encoded_list([float("nan"), None, np.nan]))


@given(st.lists(st.tuples(*(st.integers(0, 4),) * 3), min_size=1, max_size=20))
def test_columns_together_have_the_combinations_that_occur(rows: list[tuple[int, ...]]) -> None:
    columns = [encoded_list(column) for column in zip(*rows, strict=True)]
    for count in (2, 3):
        together = combined(columns[:count])
        assert [row[:count] for row in rows] == decoded(together)
        assert len({row[:count] for row in rows}) == len(together.cells)


def test_many_combinations_are_told_apart_as_few_are() -> None:
    first, second = (Encoded(np.array(codes), range(4_000)) for codes in ([0, 3_999, 5, 0], [7, 3_999, 7, 7]))
    assert [(0, 7), (3_999, 3_999), (5, 7), (0, 7)] == decoded(combined([first, second]))


@given(st.lists(st.integers(0, 5), max_size=60))
def test_the_first_rows_of_a_cell_are_the_first(codes: list[int]) -> None:
    column = Encoded(np.array(codes, np.uint8), "abcdef")
    expected = [tuple(at + 1 for at, code in enumerate(codes) if code == one)[:3] for one in range(6)]
    assert expected == column.first_rows()
    far = Encoded(np.concatenate([np.zeros(1 << 16, np.uint8), np.array(codes, np.uint8)]), "abcdef")
    assert [(1, 2, 3), *(tuple(at + (1 << 16) for at in one) for one in expected[1:])] == far.first_rows()


def test_values_that_are_the_same_have_one_code_and_nothing_has_the_first() -> None:
    column = encoded_list(["pos", None, "positive", "+"])
    assert [1, 0, 1, 1] == column.with_values("unknown", ["positive", "unknown", "positive", "positive"]).codes.tolist()
    assert [1, 3] == weighed(np.array([0, 1, 1, 1]), 2).tolist()
    assert [5, 6] == Encoded(np.array([0, 1, 1]), "ab", np.array([5, 2, 4])).rows_of_each().tolist()
