"""Frames of any library: the mapped columns go in, and the answers come out beside all others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
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
    ways: list[Callable[[], Any]] = [] if series.dtype == nw.Object else [series.to_arrow]
    if ways and series.implementation.is_polars():
        ways.insert(0, partial(pa.chunked_array, series.to_native()))  # as it is, without a copy
    for taken in ways:
        # Cells of several kinds, or of one that Arrow has no codes for, are taken one by one.
        with suppress(pa.ArrowException, ArithmeticError, TypeError, ValueError):
            return encoded(taken())
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


def with_columns(frame: nw.DataFrame[Any], columns: Sequence[AnswerColumn]) -> Any:
    """The same frame, of its own library, with the answers beside its columns; its rows and index as they are."""
    together: dict[int, list[AnswerColumn]] = {}
    for column in columns:
        together.setdefault(id(column.codes), []).append(column)
    picked = {series.name: series for alike in together.values() for series in _picked(frame, alike)}
    table = frame.with_columns(*(picked[column.name] for column in columns)).to_native()
    if frame.implementation.is_pandas():
        table.attrs["disclaimer"] = DISCLAIMER
    if isinstance(table, pa.Table):
        table = table.replace_schema_metadata({**(table.schema.metadata or {}), "disclaimer": DISCLAIMER})
    return table


def _picked(frame: nw.DataFrame[Any], alike: Sequence[AnswerColumn]) -> Iterable[nw.Series[Any]]:
    """Columns with the same codes: one text for each code, picked for each row, a tenth of the time of a text a row."""
    of = frame.implementation
    if of.is_pyarrow():
        return [nw.from_native(pa.chunked_array([one.in_arrow()]), series_only=True).alias(one.name) for one in alike]
    small, longest = [], max(len(one.vocabulary) for one in alike)
    for one in alike:
        words = [*one.texts, *one.vocabulary]  # so that each table has the same categories
        words += [words[-1]] * (len(one.texts) + longest - len(words))
        in_words = of.is_polars() and one.vocabulary  # elsewhere an Enum would be a ranking
        dtype = nw.Enum(one.vocabulary) if in_words else nw.Categorical()
        small.append(nw.new_series(one.name, words, nw.String(), backend=of).cast(dtype))
    return small[0].to_frame().with_columns(*small)[alike[0].codes].iter_columns()
