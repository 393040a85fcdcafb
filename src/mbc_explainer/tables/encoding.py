"""A column as a code for each row, and what each code stands for: so that each distinct cell is read once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any, Final, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["Codes", "Encoded", "combined", "encoded", "encoded_list", "weighed"]

Codes = npt.NDArray[Any]
"""A whole number for each row."""

_BETWEEN: Final = "\x1f"
"""What stands between the words of a list while it is one text: ASCII's own separator of units."""
_FIRST: Final = 3
_RADIX: Final = 1 << 16
"""NumPy sorts numbers below this by counting, in a tenth of the time."""
_FEW: Final = 1 << 22
"""So many combinations are counted in a table of all; more are sorted."""


class Encoded(NamedTuple):
    """One column: a code for each row, and the cell that each code stands for."""

    codes: Codes
    cells: Sequence[Any]

    def rows_of_each(self, weights: Codes | None = None) -> Codes:
        """In how many rows each cell stands."""
        return weighed(self.codes, len(self.cells), weights)

    def first_rows(self) -> list[tuple[int, ...]]:
        """For each cell the first rows in which it stands, at most three, counted from 1."""
        small = self.codes.astype(np.uint16) if len(self.cells) < _RADIX else self.codes
        order = np.argsort(small, kind="stable")
        ends = np.cumsum(np.bincount(self.codes, minlength=len(self.cells)))
        starts = (0, *ends[:-1].tolist())
        return [
            tuple((order[start : min(end, start + _FIRST)] + 1).tolist())
            for start, end in zip(starts, ends.tolist(), strict=True)
        ]

    def with_values(self, nothing: Any, cells: Iterable[Any]) -> Self:
        """The same rows with what their cells were read as, equal values under one code; code 0 says nothing."""
        found: dict[Any, int] = {nothing: 0}
        lookup = np.array([found.setdefault(cell, len(found)) for cell in cells], dtype=np.int32)
        small = np.uint8 if len(found) <= 1 << 8 else np.int32
        return self._replace(codes=lookup.astype(small)[self.codes], cells=tuple(found))


def encoded(column: pa.ChunkedArray) -> Encoded:
    """A column of Arrow, by its codes; what is missing has one as well.

    Raises:
        pa.ArrowException: it is of a type that has no codes.
    """
    if pa.types.is_null(column.type):
        return Encoded(np.zeros(len(column), np.uint8), (None,))
    is_list = pa.types.is_list(column.type) or pa.types.is_large_list(column.type)
    if is_list:
        # A list with a gap in it is not known as a whole: binary_join gives nothing for it.
        column = pc.binary_join(column.cast(pa.list_(pa.string())), _BETWEEN)
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)  # its dictionary may have a gap, or a word twice
    by_code = column.dictionary_encode(null_encoding="encode")
    if not by_code.num_chunks:
        return Encoded(np.zeros(0, np.uint8), (None,))
    cells = by_code.chunk(by_code.num_chunks - 1).dictionary.to_pylist()
    codes = np.concatenate([chunk.indices.to_numpy() for chunk in by_code.chunks])
    if is_list:
        cells = [None if one is None else tuple(one.split(_BETWEEN)) if one else () for one in cells]
    return Encoded(codes, [None if one != one else one for one in cells])  # noqa: PLR0124 -- only NaN differs from itself


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
    """What tells a cell from others, and how it is kept; 1, 1.0 and True are three."""
    if isinstance(cell, float) and math.isnan(cell):
        return None, None
    if isinstance(cell, list | tuple | set | frozenset | np.ndarray):
        words = tuple(cell)
        return (tuple, *map(repr, words)), words
    try:
        hash(cell)
    except TypeError:
        return (type(cell), repr(cell)), cell
    return (type(cell), cell), cell


def weighed(codes: Codes, size: int, weights: Codes | None = None) -> Codes:
    """How many rows have each code."""
    return np.bincount(codes, weights=weights, minlength=size).astype(np.int64)


def combined(columns: Sequence[Encoded]) -> Encoded:
    """Several columns as one, whose cells are the combinations that occur."""
    rows = len(columns[0].codes) if columns else 0
    return reduce(_paired, columns, Encoded(np.zeros(rows, np.uint8), ((),)))


def _paired(first: Encoded, second: Encoded) -> Encoded:
    size = len(first.cells) * len(second.cells)
    codes: Codes = first.codes.astype(np.int64) * len(second.cells) + second.codes
    if size <= _FEW:
        occur = np.flatnonzero(np.bincount(codes, minlength=1))
        lookup = np.zeros(size, np.uint8 if len(occur) <= 1 << 8 else np.int32)
        lookup[occur] = np.arange(len(occur))
        codes = lookup[codes]
    else:
        occur, places = np.unique(codes, return_inverse=True)
        codes = places
    pairs = (divmod(one, len(second.cells)) for one in occur.tolist())
    return Encoded(codes, [(*first.cells[one], second.cells[other]) for one, other in pairs])
