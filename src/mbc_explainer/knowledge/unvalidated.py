"""Models from JSON that was validated when it was written: put together by their types alone.

To build validators for all that rules hold, and to run them, takes longer than all else of a first answer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

__all__ = ["unvalidated"]

_Reader = Callable[[Any], Any]


def unvalidated(kind: Any, given: Any) -> Any:
    """A value of a type, from what its JSON holds, as validation would read it.

    The types in it are enums, models, dataclasses and plain values; any of these in tuples, in mappings, or left out.
    """
    read = _reader(kind)
    return read(given) if read else given


@cache
def _reader(kind: Hashable) -> _Reader | None:
    """What reads a value of a type; None where it stays as it is."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is None:
        return _reader_of_class(kind)
    if origin is Literal:
        return _reader_of_class(type(arguments[0]))
    read = _reader(arguments[-1 if origin is dict else 0])
    if origin is tuple:
        return (lambda given: tuple(map(read, given))) if read else tuple
    if origin is dict:
        return read and (lambda given: {name: read(value) for name, value in given.items()})
    return read and (lambda given: None if given is None else read(given))


def _reader_of_class(kind: Any) -> _Reader | None:
    if is_dataclass(kind):
        return _reader_of_fields(kind, {field.name: field.type for field in fields(kind)})
    if issubclass(kind, BaseModel):
        return _reader_of_fields(
            kind.model_construct, {name: field.annotation for name, field in kind.model_fields.items()}
        )
    return kind if issubclass(kind, Enum) else None


def _reader_of_fields(construct: Any, kinds: Mapping[str, Any]) -> _Reader:
    readers = {name: read for name, kind in kinds.items() if (read := _reader(kind))}

    def read_fields(given: dict[str, Any]) -> Any:
        return construct(**{name: readers[name](value) if name in readers else value for name, value in given.items()})

    return read_fields
