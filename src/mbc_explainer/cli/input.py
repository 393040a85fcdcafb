"""Profiles from files and standard input, as JSON or JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from mbc_explainer.errors import ProfileError, ProfileProblem, RecordError, shortened
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.phrases import phrase

__all__ = ["Given", "is_many", "many", "one_or_many"]

MANY = frozenset({".jsonl", ".ndjson"})
_GLANCE: Final = 256  # characters, as a profile in one line has
_SPACE = re.compile(r"[ \t\n\r]*")


class Given(NamedTuple):
    """A profile that was given, or why it was refused, and in which line; of a health record, whose it is."""

    line: int
    profile: PatientProfile | ProfileError | RecordError


def one_or_many(content: bytes) -> PatientProfile | Iterator[Given]:
    """The one profile of a JSON text, or each of several that follow one another, read when its turn comes.

    Raises:
        ProfileError: the text is one JSON value, and no profile.
    """
    values = _values(_decoded(content))
    first = next(values)
    second = next(values, None)
    if second is not None:
        return (Given(line, _profile_or_error(value)) for line, value in chain((first, second), values))
    profile = _profile_or_error(first[1])
    if isinstance(profile, ProfileError):
        raise profile
    return profile


def many(lines: Iterable[bytes]) -> Iterator[Given]:
    """The profiles of JSON Lines, one for each line that is not blank."""
    for number, line in enumerate(lines, 1):
        try:
            text = _decoded(line)
            if text.strip():
                yield Given(number, _profile_or_error(_value(text)))
        except ProfileError as error:
            yield Given(number, error)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(content, phrase("refused.not_utf8", at=error.start)) from None


def _refused(given: object, expected: str) -> ProfileError:
    return ProfileError([ProfileProblem("profile", shortened(given), expected)])


def _profile_or_error(value: Any) -> PatientProfile | ProfileError:
    try:
        return value if isinstance(value, ProfileError) else PatientProfile.model_validate(value)
    except ProfileError as error:
        return error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _refused(key, phrase("refused.key_twice"))
        found[key] = value
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_once)


def _value(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except ProfileError as error:
        return error
    except (ValueError, RecursionError) as error:
        return _refused(text, _not_json(error))


def _not_json(error: Exception) -> str:
    return phrase("refused.not_json", error=phrase("refused.too_deep") if isinstance(error, RecursionError) else error)


def _values(text: str) -> Iterator[tuple[int, Any]]:
    """JSON values that follow one another, each with its line; what is none is skipped to its line's end."""
    at = _skip(text, 0)
    if at == len(text):
        yield 1, _refused(text, phrase("refused.nothing"))
    line, counted = 1, 0
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        value, length = _value_at(text, at)
        yield line, value
        at = _skip(text, at + length if length else _next_line(text, at))


def _value_at(text: str, at: int) -> tuple[Any, int]:
    """The value that starts at a place, and its length; what is wrong with it and 0 where it is none.

    Only as much is looked at as it takes, since json counts the lines of all that it is
    given for each error. No word of JSON goes on in another line, so an error with a line's
    end behind it would be one with more text as well.
    """
    size = _GLANCE
    while True:
        piece, is_rest = text[at : at + size], at + size >= len(text)
        try:
            value, length = _DECODER.raw_decode(piece)
        except ProfileError as error:
            return error, 0
        except json.JSONDecodeError as error:
            if is_rest or piece.find("\n", error.pos) >= 0:
                return _refused(text[at : at + 100], _not_json(error)), 0
        except (ValueError, RecursionError) as error:
            return _refused(text[at : at + 100], _not_json(error)), 0
        else:
            if is_rest or length < len(piece):  # else it may be a number that goes on
                return value, length
        size *= 2


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def is_many(path: Path) -> bool:
    """Whether a file holds JSON Lines, by its name."""
    return path.suffix.lower() in MANY
