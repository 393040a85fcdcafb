"""Frames of any library: the mapped columns go in, and the answers come out beside all others."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final

import narwhals as nw
import numpy as np
import pyarrow as pa

from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.errors import TableError, escaped, shortened
from mbc_explainer.phrases import phrase

from .answering_rows import AnswerColumn
from .encoding import Encoded, encoded, encoded_list

__all__ = ["Frame", "columns_in", "frame_of", "names_in", "unworkable", "with_columns"]

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
_SEQUENCES: Final = frozenset({list, tuple, np.ndarray, type(None)})
"""What may be a list of words, which Arrow takes at once; of other objects it takes a text for a list of letters."""
_LONGEST: Final = 300
"""Characters of what another library says."""


def frame_of(given: Any) -> Frame:
    """A frame of any library that narwhals knows.

    Raises:
        TableError: it is none, or two of its columns have the same name.
    """
    try:
        frame = nw.from_native(given)
    except TypeError:
        frame = None
    except nw.exceptions.DuplicateError as error:
        raise TableError([unworkable("frame", error)]) from None
    if isinstance(frame, nw.DataFrame | nw.LazyFrame):
        return frame
    expected = phrase("tables.accepted.frame")
    raise TableError([f"frame: {phrase('refused.sentence', given=type(given).__name__, expected=expected)}"])


def names_in(frame: Frame) -> list[str]:
    """The names of its columns, of those that have a name in words."""
    return [name for name in frame.collect_schema().names() if isinstance(name, str)]


def columns_in(frame: nw.DataFrame[Any], names: Iterable[str]) -> dict[str, Encoded]:
    """Some columns of a frame, by their codes.

    Raises:
        TableError: the cells of one can't be taken out of the frame.
    """
    return {name: _encoded(frame[name]) for name in names}


def _encoded(series: nw.Series[Any]) -> Encoded:
    try:
        if series.dtype != nw.Object:
            return encoded(series.to_arrow())
    except (pa.ArrowException, ArithmeticError, TypeError, ValueError):
        pass  # cells of several kinds, or of one that Arrow has no codes for
    try:
        cells = series.to_list()
    except Exception as error:
        what = phrase("tables.column_named", column=shortened(series.name))
        raise TableError([unworkable(what, error)]) from error
    if _SEQUENCES.issuperset(map(type, cells)):
        with suppress(pa.ArrowException, ValueError):  # lists of anything but words
            return encoded(pa.array(cells, pa.list_(pa.string()), from_pandas=True))
    return encoded_list(cells)


def unworkable(what: str, error: Exception) -> str:
    """What to say where the frame's own library breaks off."""
    return phrase("tables.unworkable", what=what, error=f"{type(error).__name__}: {escaped(str(error)[:_LONGEST])}")


def with_columns(frame: nw.DataFrame[Any], columns: Iterable[AnswerColumn]) -> Any:
    """The same frame, of its own library, with the answers beside its columns; its rows and index as they are."""
    table = frame.with_columns(*(_series(frame, column) for column in columns)).to_native()
    if frame.implementation.is_pandas():
        table.attrs["disclaimer"] = DISCLAIMER
    if isinstance(table, pa.Table):
        table = table.replace_schema_metadata({**(table.schema.metadata or {}), "disclaimer": DISCLAIMER})
    return table


def _series(frame: nw.DataFrame[Any], column: AnswerColumn) -> nw.Series[Any]:
    """One text for each code, picked for each row: ten times as fast as to make a text for each row."""
    of = frame.implementation
    dtype = nw.Enum(column.vocabulary) if of.is_polars() else nw.Categorical()  # elsewhere an Enum would be a ranking
    texts = [*column.texts, *column.vocabulary]  # so that each table has the same categories
    small = nw.new_series(column.name, texts, nw.String(), backend=of).cast(dtype)
    return small[column.codes].alias(column.name)
