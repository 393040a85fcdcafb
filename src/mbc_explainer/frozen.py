"""What every model of this library is: frozen, with nothing besides its fields, and safe to share.

Modules that declare many models do without ``from __future__ import annotations``: pydantic would have to
evaluate each annotation's text, which is a third of the time that it takes to declare a model.
"""

from __future__ import annotations

import ast
import inspect
import reprlib
from collections.abc import Iterator
from enum import Enum
from functools import cache
from itertools import pairwise
from textwrap import dedent
from typing import Any, ClassVar, Final, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

__all__ = ["Frozen"]


class Frozen(BaseModel):
    """A model that callers share, so that none may change what another sees."""

    _longest_shown: ClassVar[int] = 240
    """Characters that a prompt shows of one, but for the last field among them."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @property
    def model_fields_set(self) -> set[str]:
        """The fields that were given; a set of the caller's own, since pydantic's is the model's."""
        return set(super().model_fields_set)

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
        """As pydantic's own, and a third of the time where just the fields are given, and all that must be."""
        plain = _plain_fields(cls)
        if plain is None or not plain.required <= values.keys() <= plain.every:
            return super().model_construct(_fields_set, **values)
        if _fields_set is None:
            _fields_set = plain.every if len(values) == len(plain.every) else set(values)
        made = cls.__new__(cls)
        made.__setstate__(
            {
                "__dict__": plain.defaults | values,
                "__pydantic_fields_set__": _fields_set,
                "__pydantic_extra__": None,
                "__pydantic_private__": None,
            }
        )
        return made

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema, with what stands below each field as its description.

        Pydantic's own way (``use_attribute_docstrings``) reads the source of every model
        on import, which takes longer than an answer.
        """
        described = handler(schema)
        properties = handler.resolve_ref_schema(described).get("properties", {})
        for name, text in _below_fields(cls).items():
            if name in properties:
                properties[name].setdefault("description", text)
        return described

    def _stated(self) -> Iterator[tuple[str, Any]]:
        """The fields that say something: all but those that are as when left out."""
        fields = type(self).model_fields
        for name, value in vars(self).items():
            if name not in fields or fields[name].is_required() or value != fields[name].default:
                yield name, value

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """What a prompt shows of it: each field in short, and those that were left out not at all."""
        length = 0
        for name, value in self._stated():
            if length > self._longest_shown:
                yield None, _Shown("...")
                return
            text = _SHORT.repr(value)
            length += len(f"{name}={text}, ")
            yield name, _Shown(text)

    def __str__(self) -> str:
        return repr(self)


class _PlainFields(NamedTuple):
    required: frozenset[str]
    every: set[str]
    """All names: one set for all models that were given all, since none hands out its own."""
    defaults: dict[str, Any]
    """Each field in its order, with what it is when it is left out."""


@cache
def _plain_fields(model: type[BaseModel]) -> _PlainFields | None:
    """The fields of a model that has nothing more than these."""
    fields = model.model_fields
    if model.__private_attributes__ or any(map(_is_special, fields.values())):
        return None
    required = frozenset(name for name, field in fields.items() if field.is_required())
    return _PlainFields(required, set(fields), {name: field.default for name, field in fields.items()})


def _is_special(field: FieldInfo) -> bool:
    """Whether it has another name, or a default that each model is to have for itself."""
    return bool(field.alias or field.validation_alias or field.default_factory) or type(field.default).__hash__ is None


class _Shown(str):
    """A text that stands for itself in a ``repr``."""

    __slots__ = ()
    __repr__ = str.__str__


class _Short(reprlib.Repr):
    """Values in short: names as text, and of a model within another only what tells it from its like."""

    def repr1(self, x: Any, level: int) -> str:
        if isinstance(x, Enum):
            return repr(x.value)
        if isinstance(x, Frozen):
            name, value = next(x._stated(), ("", None))  # noqa: SLF001 -- a model of ours
            inner = f"{name}={self.repr1(value, level - 1)}" if name else ""
            return f"{type(x).__name__}({inner})"
        return super().repr1(x, level)

    def repr_tuple(self, x: tuple[Any, ...], level: int) -> str:
        models = [type(inner).__name__ for inner in x if isinstance(inner, Frozen)]
        if len(models) > _FEW:
            return f"<{len(x)} of {models[0]}>"
        return super().repr_tuple(x, level)

    def repr_dict(self, x: dict[Any, Any], level: int) -> str:
        return super().repr_dict(x, level) if len(x) <= self.maxdict else f"<{len(x)} items>"


_FEW: Final = 2  # models that are shown within one
_SHORT: Final = _Short()
_SHORT.maxstring, _SHORT.maxother, _SHORT.maxtuple, _SHORT.maxlevel = 80, 40, 40, 4


@cache
def _below_fields(model: type[BaseModel]) -> dict[str, str]:
    """What stands below each field of a model in its source, where that can be read."""
    texts: dict[str, str] = {}
    for base in (base for base in reversed(model.__mro__) if issubclass(base, BaseModel) and base is not BaseModel):
        try:
            (body,) = ast.parse(dedent(inspect.getsource(base))).body
        except (OSError, TypeError, ValueError):
            continue
        for field, below in pairwise(body.body if isinstance(body, ast.ClassDef) else ()):
            match field, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    texts[name] = inspect.cleandoc(text)
    return texts
