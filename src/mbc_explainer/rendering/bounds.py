"""What every format can take: characters that it can hold, and whole numbers that it has room for."""

from __future__ import annotations

import re
from operator import index
from typing import Any, Final

from mbc_explainer.errors import shortened

__all__ = ["DEEPEST_HEADING", "heading", "printable", "whole"]

DEEPEST_HEADING: Final = 6
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""Control characters but for tab and line feed, halves of pairs, and what Unicode keeps free: neither XML nor HTML
has them, and a terminal obeys some of them."""


def printable(text: str) -> str:
    """A text in which U+FFFD stands for each character that HTML, XML or a terminal can't show."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def heading(level: object) -> int:
    """The level of a heading.

    Raises:
        TypeError: it is not a whole number.
        ValueError: it is not from 1 to 6.
    """
    return whole("heading_level", level, 1, DEEPEST_HEADING)


def whole(name: str, given: Any, least: int, most: int | None = None) -> int:
    """A whole number within bounds.

    Raises:
        TypeError: it is not a whole number; true and false are none.
        ValueError: it is too small or too large.
    """
    expected = f"expected a whole number, {least} {'or more' if most is None else f'to {most}'}"
    if isinstance(given, bool) or not hasattr(given, "__index__"):
        raise TypeError(f"{name} {shortened(given)} is not accepted; {expected}")
    number = index(given)
    if number < least or (most is not None and number > most):
        raise ValueError(f"{name} {shortened(number)} is not accepted; {expected}")
    return number
