"""What conditions may ask about: facts and values that there are, that have words, and that the engine can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import prod
from typing import Final, NamedTuple

from mbc_explainer.errors import Problem, accepted, nearest, shortened
from mbc_explainer.knowledge.rulebase import FactsTopic, ReceptorsTopic
from mbc_explainer.knowledge.snapshot import OPEN
from mbc_explainer.knowledge.texts import Condition
from mbc_explainer.patient.facts import BASE_FACTS
from mbc_explainer.patient.vocabulary import Relevance, Therapy

from .rule_file import RuleFile
from .yaml_text import YamlPath

__all__ = ["condition_problems"]

MOST_ALTERNATIVES: Final = 32


class _Askable(NamedTuple):
    """The facts that the texts of one part of a file may ask for."""

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


def condition_problems(files: Iterable[RuleFile]) -> Iterator[Problem]:
    """Facts and values that there are not, or that have no words; conditions that the engine can't take."""
    derived = {
        fact.fact: fact.values for file in files if isinstance(file.topic, ReceptorsTopic) for fact in file.topic.facts
    }
    words = [file.topic.facts for file in files if isinstance(file.topic, FactsTopic)]
    for file in files:
        for path, text in file.texts():
            askable = _askable(file, path, derived)
            for at, alternative in enumerate(text.when or ()):
                where = (*path, "when", at) if (*path, "when", at) in file.lines else (*path, "when")
                for fact, values in alternative.items():
                    yield from _fact_problems(file, (*where, fact), fact, values, askable)
            yield from _size_problems(file, (*path, "when"), text.id, text.when or ())
    if words:
        yield from _wordless(files, derived, words[0])


def _askable(file: RuleFile, path: YamlPath, derived: Mapping[str, tuple[str, ...]]) -> _Askable:
    settled = path[0] in {"rules", "facts"}
    if isinstance(file.topic, ReceptorsTopic) and isinstance(path[1], int) and path[0] == "facts":
        names = list(derived)
        before = names[: names.index(file.topic.facts[path[1]].fact)]
        derived = {name: derived[name] for name in before}
    return _Askable(settled, derived, file.slot in {"therapies", "goals"})


def _fact_problems(
    file: RuleFile, path: YamlPath, fact: str, values: tuple[str, ...], askable: _Askable
) -> Iterator[Problem]:
    known = askable.values(fact)
    if not known:
        close = nearest(fact, askable.names())
        hint = f" (did you mean {close}?)" if close else ""
        kind = "settled" if askable.settled else "stated"
        yield file.problem(path, fact, f"unknown fact {shortened(fact)}; expected one of the {kind} facts{hint}")
    for value in values:
        if known and value not in known:
            yield file.problem(path, fact, f"{shortened(value)} is not a value of {fact}; {accepted(known, value)}")


def _size_problems(file: RuleFile, path: YamlPath, name: str, when: Condition) -> Iterator[Problem]:
    if sum(prod(map(len, alternative.values())) for alternative in when) > MOST_ALTERNATIVES:
        yield file.problem(path, name, f"too many alternatives; expected at most {MOST_ALTERNATIVES}, written out")
    if len(when) > 1 and {} in when:
        yield file.problem(path, name, "an empty alternative; expected at least one fact in each")


def _wordless(
    files: Iterable[RuleFile], derived: Mapping[str, tuple[str, ...]], words: Mapping[str, Mapping[str, str]]
) -> Iterator[Problem]:
    """Values of facts that a condition tests, and that nothing says how to say; each once."""
    told: set[tuple[str, str]] = set()
    for file in files:
        for path, text in file.texts():
            askable = _askable(file, path, derived)
            for fact in dict.fromkeys(fact for alternative in text.when or () for fact in alternative):
                for value in () if fact.startswith("relevance") else askable.values(fact):
                    if value not in words.get(fact, {}) and (fact, value) not in told:
                        told.add((fact, value))
                        what = f"{fact}={value} has no words; expected them under `facts` in the file of `topic: facts`"
                        yield file.problem((*path, "when"), fact, what)
