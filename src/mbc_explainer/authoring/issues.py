"""What checks look at, and what they find: every check takes one ``Subject`` and yields one kind of ``Issue``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, Self

from mbc_explainer.errors import Problem
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.decisions import DecisionSpec, decision_specs
from mbc_explainer.knowledge.document import Index
from mbc_explainer.knowledge.rulebase import GlossaryTopic, RuleBase
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.reasoning.evaluation import Evaluation

from .rule_set import RuleFiles, indexed

__all__ = ["Issue", "Subject", "issue_of"]


class Issue(Frozen):
    """One thing that is wrong with the rules, or that is worth a look."""

    level: Literal["error", "warning"]
    """A warning leaves the rules sound."""
    file: str
    line: int
    rule: str
    """The rule, text or sentence that it is about."""
    what: str
    profile: str | None = None
    """Where it is about what rules do: the profile that states the least and shows it, as JSON."""

    def __str__(self) -> str:
        shown = f"; for example {self.profile}" if self.profile is not None else ""
        return f"{self.file}:{self.line}: {self.rule}: {self.what}{shown}"


def issue_of(problem: Problem) -> Issue:
    """The issue that a refused rule file is."""
    what, _, profile = problem.what.partition("; for example ")
    return Issue(
        level="error", file=problem.file, line=problem.line, rule=problem.where, what=what, profile=profile or None
    )


class Subject(NamedTuple):
    """One set of rules that is checked: its files, what they compile to, and what checks look up in it."""

    rules: RuleFiles
    knowledge: Knowledge
    specs: Mapping[str, DecisionSpec]
    evaluation: Evaluation
    positions: Mapping[str, tuple[str, int]]
    """File and line of each text, rule, sentence and term."""

    @classmethod
    def of(cls, rules: RuleFiles, knowledge: Knowledge) -> Self:
        """The files of some rules with what they compile to."""
        return cls(
            rules,
            knowledge,
            {spec.id: spec for spec in decision_specs(knowledge.topics)},
            Evaluation(knowledge.topics, knowledge.decisions),
            {**rules.positions, **dict(_index_positions(rules))},
        )

    @property
    def rulebase(self) -> RuleBase:
        """What the files say."""
        return self.knowledge.topics

    def issue(
        self, name: str, what: str, *, profile: str | None = None, level: Literal["error", "warning"] = "error"
    ) -> Issue:
        """An issue with a rule, text or sentence, with the file and line at which that stands."""
        file, line = self.positions.get(name, (str(self.rules.folder), 1))
        return Issue(level=level, file=file, line=line, rule=name, what=what, profile=profile)


def _index_positions(rules: RuleFiles) -> Iterator[tuple[str, tuple[str, int]]]:
    """Where sentences and terms stand."""
    for file in rules.files:
        if isinstance(file.topic, Index):
            for path, locator in indexed(file.topic):
                yield locator, (file.name, file.line(*path))
        if isinstance(file.topic, GlossaryTopic):
            for number, term in enumerate(file.topic.terms):
                yield f"glossary: {term.term}", (file.name, file.line("terms", number))
