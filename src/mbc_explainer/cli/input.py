"""Profiles from files and standard input, as JSON or JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from mbc_explainer.errors import ProfileError, RecordError
from mbc_explainer.patient.json_value import DECODER, decoded, json_value, not_json, refused_json
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
    values = _values(decoded(content))
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
            if decoded(line).strip():
                yield Given(number, PatientProfile.model_validate(json_value(line)))
        except ProfileError as error:
            yield Given(number, error)


def _profile_or_error(value: Any) -> PatientProfile | ProfileError:
    try:
        return value if isinstance(value, ProfileError) else PatientProfile.model_validate(value)
    except ProfileError as error:
        return error


def _values(text: str) -> Iterator[tuple[int, Any]]:
    """JSON values that follow one another, each with its line; what is none is skipped to its line's end."""
    at = _skip(text, 0)
    if at == len(text):
        yield 1, refused_json(text, phrase("refused.nothing"))
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
            value, length = DECODER.raw_decode(piece)
        except ProfileError as error:
            return error, 0
        except json.JSONDecodeError as error:
            if is_rest or piece.find("\n", error.pos) >= 0:
                return refused_json(text[at : at + 100], not_json(error)), 0
        except (ValueError, RecursionError) as error:
            return refused_json(text[at : at + 100], not_json(error)), 0
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
