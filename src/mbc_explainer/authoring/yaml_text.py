"""YAML text to plain data, with the line of everything: the one module that knows YAML.

Every scalar stays the string that it is. What a rule file has no use for (anchors,
aliases, tags, deep nesting, several documents) is refused while it is being read, so
that no file can make reading slow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import yaml

from mbc_explainer.errors import Problem, shortened

__all__ = ["LARGEST_FILE", "Lines", "YamlPath", "dotted", "read_yaml"]

LARGEST_FILE: Final = 64 * 1024  # bytes
DEEPEST: Final = 20

YamlPath = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""
Lines = dict[YamlPath, int]
"""The line of each value, by its path."""

_Loader: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _RefusedError(Exception):
    def __init__(self, line: int, where: str, what: str) -> None:
        super().__init__(line, where, what)


def read_yaml(text: bytes, file: str) -> tuple[Any, Lines, list[Problem]]:
    """Read one file's data. Where it can't be read whole, the data is None and a problem says why."""
    reader = _Reader(file, text)
    try:
        return reader.data(), reader.lines, reader.problems
    except _RefusedError as error:
        problem = Problem(file, *error.args)
    except UnicodeDecodeError as error:
        problem = Problem(file, 1, "file", f"byte {error.start} is not UTF-8; expected UTF-8 text")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 1
        problem = Problem(file, line, "file", f"not YAML: {what}; expected `key: value` lines")
    return None, reader.lines, [*reader.problems, problem]


def dotted(path: YamlPath) -> str:
    """A path in words: ``texts.1.sources``, counted from one."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path) or "file"


class _Reader:
    """Reads one text, event by event, so that it can stop at the first thing that it refuses."""

    def __init__(self, file: str, text: bytes) -> None:
        self.lines: Lines = {}
        self.problems: list[Problem] = []
        self._file = file
        self._text = text
        self._events = self._accepted_events()

    def data(self) -> Any:
        """The whole text's data."""
        if len(self._text) > LARGEST_FILE:
            raise _RefusedError(1, "file", f"it is too large; expected at most {LARGEST_FILE} bytes")
        first = next(self._events, None)
        if first is None:
            raise _RefusedError(1, "file", "the file is empty; expected a mapping that starts with its title")
        data = self._value(first, ())
        list(self._events)  # nothing is left of one document; a second one is refused here
        return data

    def _accepted_events(self) -> Iterator[Any]:
        documents = 0
        for event in yaml.parse(self._text.decode("utf-8-sig"), Loader=_Loader):
            line = 1 + (event.start_mark.line if event.start_mark else 0)
            tag = getattr(event, "tag", None)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(line, "file", "a second document; expected one document in a file")
            elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _RefusedError(line, "file", "an anchor or alias; expected every value written out")
            elif tag not in {None, "!"}:
                raise _RefusedError(line, "file", f"the tag {shortened(tag)}; expected no tags")
            elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                yield event

    def _value(self, event: Any, path: YamlPath) -> Any:
        line = event.start_mark.line + 1
        self.lines.setdefault(path, line)
        if len(path) > DEEPEST:
            raise _RefusedError(line, "file", f"nested deeper than {DEEPEST}; expected a flat file")
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        return self._list(path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(path)

    def _list(self, path: YamlPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: YamlPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            where = dotted(path)
            if not isinstance(event, yaml.ScalarEvent):
                raise _RefusedError(line, where, "a key that is not a word; expected a word before the colon")
            if event.value in mapping:
                what = f"the key {shortened(event.value)} stands twice; expected it once"
                self.problems.append(Problem(self._file, line, where, what))
            self.lines.setdefault((*path, event.value), line)
            mapping[event.value] = self._value(next(self._events), (*path, event.value))
        return mapping
