"""Every phrase that a reader meets and that is not in the rules: by key, with named gaps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

__all__ = ["PHRASES", "linked", "phrase"]


def phrase(key: str, /, **gaps: object) -> str:
    """The phrase of a key, such as ``why.title``, with its gaps filled in.

    Raises:
        KeyError: there is no such phrase, or a gap is left; it names the key or the gap.
    """
    text = PHRASES[key]
    return text.format_map(gaps) if gaps else text


def linked(key: str, texts: Iterable[str]) -> str:
    """Several texts as one, by a phrase that puts ``{first}`` and ``{following}`` together.

    Raises:
        KeyError: there is no such phrase.
    """
    several = list(texts)
    return reduce(lambda first, following: phrase(key, first=first, following=following), several) if several else ""


def _by_key(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
        return
    for name, inner in value.items():
        yield from _by_key(inner, f"{key}.{name}" if key else name)


_FILE: Final = files("mbc_explainer.phrases") / "en.json"
PHRASES: Final[Mapping[str, str]] = MappingProxyType(dict(_by_key(json.loads(_FILE.read_text(encoding="utf-8")), "")))
"""All phrases by key."""
