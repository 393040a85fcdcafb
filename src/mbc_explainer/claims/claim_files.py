"""Claims in files, as CSV, YAML or JSON: each with its place, and as it was given."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from mbc_explainer.answers.phrasing import listed
from mbc_explainer.errors import ClaimError, shortened
from mbc_explainer.loading import authoring
from mbc_explainer.patient.spelling import is_missing, plain_word
from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.phrases import phrase, spellings

__all__ = ["PARTS", "GivenClaim", "claims_in", "exception_in", "parts_of"]

PARTS: Final = ("claim", "therapy", "answer", "negated", "unless", "unless_known")
"""What a claim has besides the fields of a profile: in a text table, each in the column of this name."""
_NEEDED: Final = ("therapy", "answer")
_LARGEST_FILE: Final = 1024 * 1024
"""Bytes: thousands of claims."""
_DELIMITERS: Final = ",;\t"
_LINE: Final = "\n"


class GivenClaim(NamedTuple):
    """A claim as it stands in a file."""

    place: str
    """The file and the line, or which of a list it is."""
    said: Any
    """Each part and field by name; whatever else stands there instead, where it is no claim."""
    problem: str = ""
    """What is wrong with it, where it can't be read at all."""


def claims_in(path: Path) -> Iterator[GivenClaim]:
    """The claims in a file, by the ending of its name.

    Raises:
        ClaimError: it can't be read as a list of claims, or its name does not say as what.
        EngineError: it is YAML, and what reads that is not installed.
        OSError: it can't be opened.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise ClaimError(phrase("claims.file.ending", file=path, endings=", ".join(_READERS)))
    with path.open("rb") as file:
        content = file.read(_LARGEST_FILE + 1)
    if len(content) > _LARGEST_FILE:
        raise ClaimError(phrase("claims.file.too_large", file=path, most=_LARGEST_FILE))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ClaimError(phrase("claims.file.not_utf8", file=path, at=error.start)) from None
    return read(text, str(path))


def _in_table(text: str, file: str) -> Iterator[GivenClaim]:
    """A line each; an empty cell leaves a part or a field out."""
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        names = [name.strip() for name in next(rows, [])]
        _refuse_columns(names, file)
        line = rows.line_num + 1
        for row in rows:
            if any(map(str.strip, row)):
                problem = phrase("claims.cells") if len(row) > len(names) else ""
                cells = {name: cell for name, cell in zip(names, row, strict=False) if cell.strip()}
                yield GivenClaim(f"{file}:{line}", cells, problem)
            line = rows.line_num + 1
    except csv.Error as error:
        raise ClaimError(phrase("claims.file.not_csv", file=file, line=line, error=error)) from None


def _refuse_columns(names: list[str], file: str) -> None:
    missing = [name for name in _NEEDED if name not in names]
    twice = [name for name in names if names.count(name) > 1]
    if missing:
        columns = listed((*PARTS, *FIELDS))
        raise ClaimError(phrase("claims.file.no_columns", file=file, missing=listed(missing), columns=columns))
    if twice:
        raise ClaimError(phrase("claims.file.column_twice", file=file, column=twice[0]))


def _in_yaml(text: str, file: str) -> Iterator[GivenClaim]:
    """A mapping each."""
    data, lines, problems = authoring().yaml_text.read_yaml(text.encode(), file)
    if problems:
        raise ClaimError("\n".join(map(str, problems)))
    for at, said in enumerate(_list(data, file)):
        yield GivenClaim(f"{file}:{lines[at,]}", said)


def _in_json(text: str, file: str) -> Iterator[GivenClaim]:
    """An object each."""
    decoder = json.JSONDecoder(object_pairs_hook=_once)
    try:
        data = decoder.decode(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ClaimError(phrase("claims.file.not_json", file=file, line=line, error=error)) from None
    at = 0
    for _ in _list(data, file):  # one after another once more, for the line of each
        at = _after_space(text, at + 1)
        said, end = decoder.raw_decode(text, at)
        yield GivenClaim(f"{file}:{text.count(_LINE, 0, at) + 1}", said)
        at = _after_space(text, end)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(phrase("claims.key_twice", key=next(name for name in names if names.count(name) > 1)))
    return read


def _after_space(text: str, at: int) -> int:
    while text[at].isspace():
        at += 1
    return at


def _list(data: Any, file: str) -> list[Any]:
    if not isinstance(data, list):
        raise ClaimError(phrase("claims.file.no_list", file=file, parts=listed((*PARTS, *FIELDS))))
    return data


_READERS: Final[Mapping[str, Callable[[str, str], Iterator[GivenClaim]]]] = {
    ".csv": _in_table,
    ".tsv": _in_table,
    ".yaml": _in_yaml,
    ".yml": _in_yaml,
    ".json": _in_json,
}


def parts_of(said: Any) -> dict[str, Any]:
    """A claim as it was given, as what ``check_claim`` takes.

    Raises:
        ClaimError: it is no claim, or a part of it can't be read.
    """
    if not isinstance(said, Mapping):
        raise ClaimError(phrase("claims.no_mapping", given=shortened(said), parts=listed((*PARTS, *FIELDS))))
    said = {name: value for name, value in said.items() if not _is_empty(value)}
    return {
        "therapy": said.get("therapy"),
        "answer": said.get("answer"),
        "profile": {name: value for name, value in said.items() if name not in PARTS},
        "negated": _yes_or_no(said.get("negated")),
        "unless": _exceptions(said.get("unless")),
        "unless_known": said.get("unless_known") or (),
    }


def _is_empty(value: Any) -> bool:
    """Whether nothing stands there; words such as none and not known are something."""
    return value == "" if isinstance(value, str) else is_missing(value)


def _yes_or_no(given: Any) -> bool:
    if given is None or isinstance(given, bool):
        return bool(given)
    word, words = plain_word(str(given)), spellings()
    if word and word not in words.yes | words.no:
        raise ClaimError(phrase("claims.yes_or_no", given=shortened(given)))
    return word in words.yes


def _exceptions(given: Any) -> Any:
    """The exceptions of a claim: as mappings, or in the words of a cell, with semicolons between several."""
    if isinstance(given, str):
        return [exception_in(words) for words in given.split(";") if words.strip()]
    return given or ()


def exception_in(words: str) -> dict[str, str]:
    """One exception in words, such as ``er=negative and pr=negative``.

    Raises:
        ClaimError: it can't be read so.
    """
    stated: dict[str, str] = {}
    for condition in re.split(r"\s+and\s+", words.strip()):
        field, equals, value = (part.strip() for part in condition.partition("="))
        if not equals or field in stated:
            raise ClaimError(phrase("claims.condition", given=shortened(words)))
        stated[field] = value
    return stated
