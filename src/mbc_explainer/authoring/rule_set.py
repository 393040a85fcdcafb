"""A folder of rule files to checked topics, or to every problem in them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from mbc_explainer.errors import Problem, RuleFileError, escaped, nearest
from mbc_explainer.knowledge.document import Index
from mbc_explainer.knowledge.rulebase import GlossaryTopic, ReceptorsTopic, RuleBase
from mbc_explainer.patient.facts import BASE_FACTS
from mbc_explainer.patient.vocabulary import Goal, Site, Symptom, Therapy

from .conditions import condition_problems
from .rule_file import TOPICS, RuleFile, read_rule_file
from .yaml_text import YamlPath

__all__ = ["RuleFiles", "indexed", "read_rule_files"]

_WHOLE: Final[dict[str, tuple[str, type[StrEnum]]]] = {
    "therapies": ("therapy", Therapy),
    "sites": ("site", Site),
    "goals": ("goal", Goal),
}
"""Topics that a folder has a file for each name of: the slot, the key in a file, the names."""


_TAKEN: Final = {
    *BASE_FACTS,
    *(f"{therapy}.{name}" for therapy in Therapy for name in ("relevance", "summary", *Goal)),
    *(f"{goal}.{therapy}" for goal in Goal for therapy in Therapy),
}
"""Names of facts and of decisions, which no text and no derived fact may take."""


class RuleFiles(NamedTuple):
    """A whole folder, read and checked."""

    folder: Path
    files: tuple[RuleFile, ...]
    topics: RuleBase
    positions: dict[str, tuple[str, int]]
    """File and line of each text and rule, by its id."""


def read_rule_files(folder: Path) -> RuleFiles:
    """Read every rule file below a folder and check them all.

    Raises:
        RuleFileError: with every problem that was found, each with file and line.
    """
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    if not paths:
        raise RuleFileError([Problem(str(folder), 1, "folder", "no rule files; expected *.yaml files in it")])
    problems: list[Problem] = []
    files = []
    for path in paths:
        file, found = read_rule_file(path, escaped(path.relative_to(folder).as_posix()))
        files += [file] if file is not None else []
        problems += found
    slots = {**_whole(files), **_single(files)}
    problems += [*_names_twice(files), *_more_than_one(files)]
    if len(files) == len(paths):  # else what seems to be missing may be in a file that can't be read
        problems += _missing(files, folder)
    problems += [*_symptom_problems(files), *_citation_problems(files), *condition_problems(files)]
    if problems:
        raise RuleFileError(problems)
    positions = {name: (file.name, file.line(*path, "id")) for file, path, name in _named(files)}
    return RuleFiles(folder, tuple(files), RuleBase.model_validate(slots), positions)


def _named(files: Iterable[RuleFile]) -> Iterator[tuple[RuleFile, YamlPath, str]]:
    """Everything that has a name: texts, rules and derived facts."""
    for file in files:
        yield from ((file, path, text.id) for path, text in file.texts())
        if isinstance(file.topic, ReceptorsTopic):
            yield from ((file, ("facts", n), fact.fact) for n, fact in enumerate(file.topic.facts))


def _names_twice(files: Iterable[RuleFile]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for file, path, name in _named(files):
        line = file.line(*path, "id")
        if name in _TAKEN:
            yield Problem(file.name, line, "id", f"{name} is a name of the library's own; expected another")
        if name in first:
            what = f"{name} is used twice; expected a name of its own (first in {first[name]})"
            yield Problem(file.name, line, "id", what)
        first.setdefault(name, f"{file.name}:{line}")


def _whole(files: Iterable[RuleFile]) -> dict[str, Any]:
    """The topics that are complete sets, in the order of their names."""
    slots: dict[str, Any] = {}
    for slot, (key, vocabulary) in _WHOLE.items():
        of = {getattr(file.topic, key): file.topic for file in files if file.slot == slot}
        slots[slot] = tuple(of[name] for name in vocabulary if name in of)
    return slots


def _single(files: Iterable[RuleFile]) -> dict[str, Any]:
    """The topics that there is one file for."""
    slots = {slot for slot, _ in TOPICS.values()}
    return {file.slot: file.topic for file in files if file.slot in slots}


def _more_than_one(files: Iterable[RuleFile]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for file in files:
        key = _WHOLE[file.slot][0] if file.slot in _WHOLE else "topic"
        name = getattr(file.topic, key)
        if (file.slot, name) in seen:
            yield file.problem((key,), key, f"{name} has a file already; expected one")
        seen.add((file.slot, name))


def _missing(files: Iterable[RuleFile], folder: Path) -> Iterator[Problem]:
    for slot, (key, vocabulary) in _WHOLE.items():
        there = {getattr(file.topic, key) for file in files if file.slot == slot}
        for name in vocabulary:
            if name not in there:
                yield Problem(str(folder), 1, slot, f"no file for {name}; expected one with `{key}: {name}`")
    there = {file.slot for file in files}
    for topic, (slot, _) in TOPICS.items():
        if slot not in there:
            yield Problem(str(folder), 1, slot, f"no file for it; expected one with `topic: {topic}`")


def _symptom_problems(files: Iterable[RuleFile]) -> Iterator[Problem]:
    for file in (file for file in files if file.slot == "symptoms"):
        named = [entry.symptom for entry in file.topic.symptoms]
        for number, name in enumerate(named):
            if name in named[:number]:
                yield file.problem(("symptoms", number), "symptoms", f"{name} stands twice; expected it once")
        missing = [name for name in Symptom if name not in named]
        if missing:
            what = f"no entry for {', '.join(missing)}; expected every symptom of a profile"
            yield file.problem(("symptoms",), "symptoms", what)


def _citation_problems(files: Iterable[RuleFile]) -> Iterator[Problem]:
    """Locators that are not in the document's index, and an index that has a sentence twice."""
    indexes = [file for file in files if isinstance(file.topic, Index)]
    known = {sentence.locator for file in indexes for _, sentence in file.topic.sentences()}
    for file in indexes:
        seen = set()
        for path, locator in indexed(file.topic):
            if locator in seen:
                yield file.problem(path, "locator", f"{locator} stands twice; expected each sentence once")
            seen.add(locator)
    for file in files if indexes else ():
        for path, sources in _cited(file):
            for locator in (locator for locator in sources if locator not in known):
                close = nearest(locator, known)
                hint = f" (did you mean {close}?)" if close else ""
                what = f"{locator} is not in the document's index; expected one of its locators{hint}"
                yield file.problem((*path, "sources"), "sources", what)


def indexed(index: Index) -> Iterator[tuple[YamlPath, str]]:
    """The path of every sentence in its file, and its locator."""
    for number, section in enumerate(index.sections):
        for at, sentence in enumerate(section.sentences):
            yield ("sections", number, "sentences", at, "locator"), sentence.locator
    for at, sentence in enumerate(index.references):
        yield ("references", at, "locator"), sentence.locator


def _cited(file: RuleFile) -> Iterator[tuple[YamlPath, tuple[str, ...]]]:
    yield from ((path, text.sources) for path, text in file.texts())
    if isinstance(file.topic, GlossaryTopic):
        yield from ((("terms", n), term.sources) for n, term in enumerate(file.topic.terms))
