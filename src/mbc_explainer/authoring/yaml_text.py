"""YAML text to plain data, with the line of everything: the one place that knows YAML.

Every scalar stays the string that it is. What a rule file has no use for (anchors,
aliases, tags, deep nesting, several documents) is refused while it is being read, so
that no file can make reading slow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import yaml

from mbc_explainer.errors import Problem, shortened

__all__ = ["Lines", "Path", "read_yaml"]

LARGEST_FILE: Final = 64 * 1024  # bytes
DEEPEST: Final = 20

Path = tuple[str | int, ...]
Lines = dict[Path, int]
"""The line of each value, by its place in the data."""

_Loader: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _RefusedError(Exception):
    def __init__(self, line: int, where: str, what: str) -> None:
        super().__init__(line, where, what)


def read_yaml(text: bytes, file: str) -> tuple[Any, Lines, list[Problem]]:
    """Read one file's data. Where it can't be read whole, the data is None and a problem says why."""
    lines: Lines = {}
    problems: list[Problem] = []
    try:
        if len(text) > LARGEST_FILE:
            raise _RefusedError(1, "file", f"{len(text)} bytes is too large; expected at most {LARGEST_FILE}")
        events = _events(text.decode("utf-8-sig"))
        data = _value(events, next(events, None), (), lines, problems, file)
    except _RefusedError as error:
        return None, lines, [*problems, Problem(file, *error.args)]
    except UnicodeDecodeError as error:
        return None, lines, [Problem(file, 1, "file", f"byte {error.start} is not UTF-8; expected UTF-8 text")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 1
        return None, lines, [*problems, Problem(file, line, "file", f"not YAML: {what}; expected a mapping")]
    return data, lines, problems


def _events(text: str) -> Iterator[Any]:
    """The parse events of the one document, framing left out."""
    documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _RefusedError(line, "file", "a second document; expected one document in a file")
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError(line, "file", "an anchor or alias; expected every value written out")
        elif getattr(event, "tag", None) not in (None, "!"):
            raise _RefusedError(line, "file", f"the tag {shortened(event.tag)}; expected no tags")
        elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _value(
    events: Iterator[Any], event: Any, path: Path, lines: Lines, problems: list[Problem], file: str
) -> Any:
    if event is None:
        raise _RefusedError(1, "file", "the file is empty; expected a mapping that starts with its title")
    line = event.start_mark.line + 1
    lines[path] = line
    if len(path) > DEEPEST:
        raise _RefusedError(line, "file", f"nested deeper than {DEEPEST}; expected a flat file")
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_value(events, event, (*path, len(items)), lines, problems, file))
        return items
    mapping: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        at = event.start_mark.line + 1
        if not isinstance(event, yaml.ScalarEvent):
            raise _RefusedError(at, _dotted(path), "a key that is not a word; expected a word before the colon")
        key = event.value
        value = _value(events, next(events), (*path, key), lines, problems, file)
        if key in mapping:
            what = f"the key {shortened(key)} stands twice; expected it once"
            problems.append(Problem(file, at, _dotted(path), what))
        lines[(*path, key)] = at
        mapping[key] = value
    return mapping


def _dotted(path: Path) -> str:
    return ".".join(map(str, path)) or "file"
