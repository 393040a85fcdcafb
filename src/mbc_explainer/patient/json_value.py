"""JSON as it comes in: one value, in which every key stands once, or why it is none."""

from __future__ import annotations

import json
from typing import Any, Final

from mbc_explainer.errors import ProfileError, ProfileProblem, shortened
from mbc_explainer.phrases import phrase

__all__ = ["DECODER", "decoded", "json_value", "not_json", "refused_json"]


def json_value(content: bytes) -> Any:
    """The value of a JSON text.

    Raises:
        ProfileError: it is not UTF-8, not JSON, too deep, or has a key twice.
    """
    text = decoded(content)
    if not text.strip():
        raise refused_json(text, phrase("refused.nothing"))
    try:
        return DECODER.decode(text)
    except ProfileError:
        raise
    except (ValueError, RecursionError) as error:
        raise refused_json(text, not_json(error)) from None


def decoded(content: bytes) -> str:
    """The text of bytes, without a byte order mark.

    Raises:
        ProfileError: they are not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused_json(content, phrase("refused.not_utf8", at=error.start)) from None


def refused_json(given: object, expected: str) -> ProfileError:
    """The refusal of a whole text."""
    return ProfileError([ProfileProblem("profile", shortened(given), expected)])


def not_json(error: Exception) -> str:
    """Why a text is no JSON."""
    return phrase("refused.not_json", error=phrase("refused.too_deep") if isinstance(error, RecursionError) else error)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise refused_json(key, phrase("refused.key_twice"))
        found[key] = value
    return found


DECODER: Final = json.JSONDecoder(object_pairs_hook=_once)
"""Reads JSON, and refuses a key that stands twice with a ProfileError."""
