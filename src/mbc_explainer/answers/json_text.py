"""The JSON of an answer, joined from the JSON of its parts, each of which is written once.

Answers share their parts, so this takes a tenth of the time of writing all of it anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel
from pydantic_core import to_json

__all__ = ["joined"]

_MOST_KEPT: Final = 4_096


_kept: dict[int, tuple[Any, str]] = {}
"""Parts by identity, each with its JSON: to compare one by all that it says would take longer than to write it."""


def joined(model: BaseModel, new: Collection[str], item_by_item: Collection[str], more: Mapping[str, str]) -> str:
    """A model as a JSON object, put together in one go, since each copy of so long a text takes its time.

    Args:
        model: the model, whose parts are frozen.
        new: the fields whose values are this model's alone, and are not kept.
        item_by_item: the fields that hold tuples of their own, with items that others share.
        more: what the object has besides its fields, as JSON.
    """
    pieces: list[str] = []
    for name in type(model).model_fields:
        value = getattr(model, name)
        pieces.append(f',"{name}":' if pieces else f'{{"{name}":')
        if name in new:
            pieces.append(_written(value))
        elif name in item_by_item:
            pieces += _listed(value)
        else:
            pieces.append(_text_of(value))
    pieces += [f',"{name}":{text}' for name, text in more.items()]
    return "".join((*pieces, "}"))


def _listed(parts: tuple[Any, ...]) -> Iterator[str]:
    yield "["
    for at, part in enumerate(parts):
        if at:
            yield ","
        yield _text_of(part)
    yield "]"


def _written(value: Any) -> str:
    return value.model_dump_json() if isinstance(value, BaseModel) else to_json(value).decode()


def _text_of(part: Any) -> str:
    found = _kept.get(id(part))
    if found is None:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        text = "".join(_listed(part)) if isinstance(part, tuple) else _written(part)
        found = _kept[id(part)] = part, text
    return found[1]
