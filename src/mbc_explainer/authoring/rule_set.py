"""A folder of rule files to checked topics, or to every problem in them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from math import prod
from pathlib import Path
from typing import Any, Final, NamedTuple

from mbc_explainer.errors import Problem, RuleFileError, accepted, escaped, nearest, shortened
from mbc_explainer.knowledge.document import Index
from mbc_explainer.knowledge.rulebase import FactsTopic, GlossaryTopic, ReceptorsTopic, RuleBase
from mbc_explainer.knowledge.snapshot import OPEN
from mbc_explainer.patient.facts import BASE_FACTS
from mbc_explainer.patient.vocabulary import Goal, Relevance, Site, Symptom, Therapy

from .rule_file import TOPICS, RuleFile, read_rule_file
from .yaml_text import YamlPath

__all__ = ["RuleFiles", "indexed", "read_rule_files"]

MOST_ALTERNATIVES: Final = 32

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


class _Asked(NamedTuple):
    """What the texts of one part of a file may ask about."""

    settled: bool
    derived: Mapping[str, tuple[str, ...]]
    """The derived facts that are there already, with their values."""
    relevance: bool
    """Whether plain ``relevance`` is known: in the files of therapies and goals."""

    def values(self, fact: str) -> tuple[str, ...]:
        """The values of a fact, as a rule of this kind may ask for it; none where it may not."""
        if fact in BASE_FACTS:
            return BASE_FACTS[fact].settled if self.settled else BASE_FACTS[fact].stated
        if fact in self.derived:
            return self.derived[fact] if self.settled else (*self.derived[fact], OPEN)
        subject, _, name = fact.partition(".")
        named = name in set(Therapy) or (self.relevance and not name)
        return tuple(Relevance) if subject == "relevance" and named and not self.settled else ()

    def names(self) -> list[str]:
        """The facts that there are."""
        return [name for name, domain in BASE_FACTS.items() if domain.settled or not self.settled] + list(self.derived)


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
    problems += [*_symptom_problems(files), *_citation_problems(files), *_condition_problems(files)]
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


def _condition_problems(files: Iterable[RuleFile]) -> Iterator[Problem]:
    """Facts and values that there are not, or that have no words; conditions that the engine can't take."""
    derived = {
        fact.fact: fact.values for file in files if isinstance(file.topic, ReceptorsTopic) for fact in file.topic.facts
    }
    words = [file.topic.facts for file in files if isinstance(file.topic, FactsTopic)]
    for file in files:
        for path, text in file.texts():
            asked = _asked(file, path, derived)
            for at, alternative in enumerate(text.when or ()):
                where = (*path, "when", at) if (*path, "when", at) in file.lines else (*path, "when")
                for fact, values in alternative.items():
                    yield from _fact_problems(file, (*where, fact), fact, values, asked)
            yield from _size_problems(file, (*path, "when"), text.id, text.when or ())
    if words:
        yield from _wordless(files, derived, words[0])


def _asked(file: RuleFile, path: YamlPath, derived: Mapping[str, tuple[str, ...]]) -> _Asked:
    settled = path[0] in {"rules", "facts"}
    if isinstance(file.topic, ReceptorsTopic) and isinstance(path[1], int) and path[0] == "facts":
        names = list(derived)
        before = names[: names.index(file.topic.facts[path[1]].fact)]
        derived = {name: derived[name] for name in before}
    return _Asked(settled, derived, file.slot in {"therapies", "goals"})


def _fact_problems(
    file: RuleFile, path: YamlPath, fact: str, values: tuple[str, ...], asked: _Asked
) -> Iterator[Problem]:
    known = asked.values(fact)
    if not known:
        close = nearest(fact, asked.names())
        hint = f" (did you mean {close}?)" if close else ""
        kind = "settled" if asked.settled else "stated"
        yield file.problem(path, fact, f"unknown fact {shortened(fact)}; expected one of the {kind} facts{hint}")
    for value in values:
        if known and value not in known:
            yield file.problem(path, fact, f"{shortened(value)} is not a value of {fact}; {accepted(known, value)}")


def _size_problems(
    file: RuleFile, path: YamlPath, name: str, when: tuple[dict[str, tuple[str, ...]], ...]
) -> Iterator[Problem]:
    if sum(prod(map(len, alternative.values())) for alternative in when) > MOST_ALTERNATIVES:
        yield file.problem(path, name, f"too many alternatives; expected at most {MOST_ALTERNATIVES}, written out")
    if len(when) > 1 and {} in when:
        yield file.problem(path, name, "an empty alternative; expected at least one fact in each")


def _wordless(
    files: Iterable[RuleFile], derived: Mapping[str, tuple[str, ...]], words: Mapping[str, Mapping[str, str]]
) -> Iterator[Problem]:
    """Values of facts that a condition tests, and that nothing says how to say."""
    told: set[tuple[str, str]] = set()
    for file in files:
        for path, text in file.texts():
            asked = _asked(file, path, derived)
            for fact in (fact for alternative in text.when or () for fact in alternative):
                for value in asked.values(fact) if not fact.startswith("relevance") else ():
                    if value not in words.get(fact, {}) and (fact, value) not in told:
                        told.add((fact, value))
                        what = f"{fact}={value} has no words; expected them under `facts` in the file of `topic: facts`"
                        yield file.problem((*path, "when"), fact, what)
