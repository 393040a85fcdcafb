"""A column as a code for each row, and what each code stands for: so that each distinct cell is read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any, Final, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mbc_explainer.errors import shortened

__all__ = ["Codes", "Encoded", "combined", "encoded", "encoded_in_pieces", "encoded_list", "weighed"]

Codes = npt.NDArray[Any]
"""A whole number for each row."""

_BETWEEN: Final = "\x1f"
"""What stands between the words of a list while it is one text: ASCII's own separator of units."""
_NONE: Final = "\x1e"
"""What stands for a list without words, which is not the list of one empty word."""
_LISTS: Final = (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)
_FIRST: Final = 3
_RADIX: Final = 1 << 16
"""NumPy sorts numbers below this by counting, in a tenth of the time."""
_FEW: Final = 1 << 22
"""So many combinations are counted in a table of all; more are sorted."""


class Encoded(NamedTuple):
    """One column: a code for each row, and the cell that each code stands for."""

    codes: Codes
    cells: Sequence[Any]
    weights: Codes | None = None
    """For how many rows of the table each row here stands; None where it is one each."""

    def rows_of_each(self) -> Codes:
        """In how many rows of the table each cell stands."""
        return weighed(self.codes, len(self.cells), self.weights)

    def first_rows(self) -> list[tuple[int, ...]]:
        """For each cell the first rows in which it stands, at most three, counted from 1."""
        begin = self.codes[:_RADIX]
        seldom = weighed(begin, len(self.cells)) < _FIRST  # of these, and of no others, there may be more further down
        rest = np.flatnonzero(seldom[self.codes[_RADIX:]]) + _RADIX
        rows = np.concatenate([np.arange(len(begin)), rest])
        codes = self.codes[rows]
        order = rows[np.argsort(codes.astype(np.uint16) if len(self.cells) < _RADIX else codes, kind="stable")]
        counts = weighed(codes, len(self.cells))
        ends = np.cumsum(counts)
        return [
            tuple((order[start : min(end, start + _FIRST)] + 1).tolist())
            for start, end in zip((ends - counts).tolist(), ends.tolist(), strict=True)
        ]

    def with_values(self, nothing: Any, cells: Iterable[Any]) -> Self:
        """The same rows with what their cells were read as, equal values under one code; code 0 says nothing."""
        found: dict[Any, int] = {nothing: 0}
        lookup = np.array([found.setdefault(cell, len(found)) for cell in cells], dtype=np.int32)
        return self._replace(codes=lookup.astype(np.min_scalar_type(len(found)))[self.codes], cells=tuple(found))


def encoded(column: pa.ChunkedArray | pa.Array) -> Encoded:
    """A column of Arrow, by its codes; what is missing has one as well.

    Raises:
        pa.ArrowException: it is of a type that has no codes.
        ValueError: a word in a list has one of ASCII's own separators in it.
    """
    if pa.types.is_null(column.type):
        return Encoded(np.zeros(len(column), np.uint8), (None,))
    is_list = any(is_one(column.type) for is_one in _LISTS)
    if is_list:
        column = _lists_as_text(column)
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)  # its dictionary may have a gap, or a word twice
    if pa.types.is_temporal(column.type):
        column = column.cast(pa.string())  # Arrow's times reach further than Python's
    by_code = column.dictionary_encode()  # Arrow's own code for what is missing is that of an empty text in some types
    chunks = by_code.chunks if isinstance(by_code, pa.ChunkedArray) else [by_code]
    cells = [*(chunks[-1].dictionary.to_pylist() if chunks else ()), *([None] if by_code.null_count else [])]
    small = np.min_scalar_type(len(cells))
    codes = [chunk.indices.fill_null(len(cells) - 1).to_numpy().astype(small) for chunk in chunks]
    if is_list:
        cells = [None if one is None else () if one == _NONE else tuple(one.split(_BETWEEN)) for one in cells]
    known = [None if one != one else one for one in cells]  # noqa: PLR0124 -- only NaN differs from itself
    return Encoded(np.concatenate(codes) if codes else np.zeros(0, np.uint8), known or [None])


def _lists_as_text(column: pa.ChunkedArray | pa.Array) -> Any:
    """Each list as one text; nothing for a list with a gap in it, which is not known as a whole."""
    lists = column.cast(pa.list_(pa.string()))
    if pc.any(pc.match_substring_regex(pc.unique(pc.list_flatten(lists)), f"[{_BETWEEN}{_NONE}]")).as_py():
        raise ValueError("a word has a separator in it")
    joined = pc.binary_join(lists, _BETWEEN)
    return pc.if_else(pc.equal(pc.list_value_length(lists), 0), _NONE, joined)


def encoded_in_pieces(pieces: Iterable[Encoded]) -> Encoded:
    """A column that comes piece by piece: each cell has one code in all of them."""
    found: dict[Any, int] = {}
    codes = []
    for piece in pieces:
        lookup = np.array([found.setdefault(cell, len(found)) for cell in piece.cells], np.int64)
        codes.append(lookup.astype(np.min_scalar_type(len(found)))[piece.codes])
    return Encoded(np.concatenate(codes) if codes else np.zeros(0, np.uint8), tuple(found) or (None,))


def encoded_list(cells: Iterable[Any]) -> Encoded:
    """The same for cells of any kind, one by one: for what Arrow has no type for."""
    found: dict[Any, int] = {}
    kept: list[Any] = []
    codes = []
    for cell in cells:
        key, kept_as = _key(cell)
        code = found.setdefault(key, len(found))
        if code == len(kept):
            kept.append(kept_as)
        codes.append(code)
    return Encoded(np.array(codes, np.int64), kept or [None])


def _key(cell: Any) -> tuple[Any, Any]:
    """What tells a cell from others, and how it is kept: 1, 1.0 and True are three, and an object is its text."""
    if isinstance(cell, str):
        return cell, cell
    if _is_gap(cell):
        return None, None
    if isinstance(cell, bool | int | float):
        return (type(cell), cell), cell
    if isinstance(cell, list | tuple | set | frozenset | np.ndarray):
        gap = any(map(_is_gap, cell))  # then it is not known as a whole
        words = None if gap else tuple(map(_text, cell))
        return words, words
    text = _text(cell)
    return text, text


def _is_gap(cell: Any) -> bool:
    """Whether it is a library's way to say that there is nothing: most such cells differ from themselves."""
    try:
        return cell is None or bool(cell != cell)  # noqa: PLR0124 -- that is what tells them
    except Exception:  # noqa: BLE001 -- a stranger's comparison may raise anything
        return type(cell).__name__ == "NAType"


def _text(cell: Any) -> str:
    """An object as text, whatever its own way to be one does."""
    try:
        return str(cell)
    except Exception:  # noqa: BLE001 -- a stranger's __str__ may raise anything
        return shortened(cell)


def weighed(codes: Codes, size: int, weights: Codes | None = None) -> Codes:
    """How many rows have each code."""
    return np.bincount(codes, weights=weights, minlength=size).astype(np.int64)


def combined(columns: Sequence[Encoded]) -> Encoded:
    """Several columns as one, whose cells are the combinations that occur."""
    first, *others = [column._replace(cells=[(cell,) for cell in column.cells]) for column in columns]
    return reduce(_paired, others or [Encoded(np.zeros(len(first.codes), np.uint8), ((),))], first)


def _paired(first: Encoded, second: Encoded) -> Encoded:
    size = len(first.cells) * len(second.cells)
    codes: Codes = first.codes.astype(np.min_scalar_type(size)) if size <= _FEW else first.codes.astype(np.int64)
    codes *= codes.dtype.type(len(second.cells))
    codes += second.codes.astype(codes.dtype, copy=False)
    if size <= _FEW:
        occurs = np.zeros(size, np.bool_)
        occurs[codes] = True
        occur = np.flatnonzero(occurs)
        lookup = np.zeros(size, np.min_scalar_type(len(occur)))
        lookup[occur] = np.arange(len(occur))
        codes = lookup[codes]
    else:
        occur, codes = np.unique(codes, return_inverse=True)
    pairs = (divmod(one, len(second.cells)) for one in occur.tolist())
    return first._replace(codes=codes, cells=[first.cells[one] + second.cells[other] for one, other in pairs])
