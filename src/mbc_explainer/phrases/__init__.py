"""Every phrase that a reader meets and that is not in the rules: by key, with named gaps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["phrase", "phrases"]


def phrase(key: str, /, **gaps: object) -> str:
    """The phrase of a key, such as ``why.alone``, with its gaps filled in.

    Raises:
        KeyError: there is no such phrase, or a gap is left; it names the key or the gap.
    """
    found = phrases()[key]
    return found.format_map(gaps) if gaps else found


@cache
def phrases() -> Mapping[str, str]:
    """All phrases by key, from ``en.json``."""
    text = (files("mbc_explainer.phrases") / "en.json").read_text(encoding="utf-8")
    return dict(_flat(json.loads(text), ""))


def _flat(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
        return
    for name, inner in value.items():
        yield from _flat(inner, f"{key}.{name}" if key else name)
