"""Examples in rule files: whether they come out, and whether they show every rule and answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple, Self

from mbc_explainer.errors import Problem
from mbc_explainer.knowledge.decisions import DecisionSpec
from mbc_explainer.knowledge.rulebase import GoalTopic, TherapyTopic
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Fit, Relevance, Therapy
from mbc_explainer.reasoning.evaluation import Evaluation

from .issues import Issue, Subject, issue_of
from .rule_file import Example, RuleFile

__all__ = ["FileExamples", "answers_that_no_example_reaches", "examples_that_fail", "rules_that_no_example_shows"]


Part = frozenset[str] | None
"""Some decisions of a file, or all of them."""

Difference = tuple[tuple[str, ...], str]
"""Where in an example something comes out otherwise, and what."""


class FileExamples(NamedTuple):
    """What the examples of one file are about: its decisions, each with the file's conditional rules in it."""

    file: RuleFile
    rules: Mapping[str, frozenset[str]]
    """By decision."""
    fit_of: Mapping[str, Fit]
    """In a goal's file: how each of its rules has therapy categories fit."""

    @classmethod
    def of(cls, file: RuleFile, specs: Mapping[str, DecisionSpec]) -> Self:
        """The decisions that a file has rules in."""
        conditional = {text.id for _, text in file.texts() if text.when is not None}
        rules = {name: frozenset(conditional.intersection(spec.rules)) for name, spec in specs.items()}
        fits = file.topic.fits if isinstance(file.topic, GoalTopic) else ()
        return cls(file, {name: own for name, own in rules.items() if own}, {rule.id: rule.fit for rule in fits})

    def problems(self, evaluation: Evaluation, decisions: Iterable[str] | None = None) -> Iterator[Problem]:
        """Where examples come out otherwise than the file says: in all that it decides, or in a part of it."""
        part = None if decisions is None else frozenset(self.rules).intersection(decisions)
        for number, example in enumerate(self.file.examples if part != frozenset() else ()):
            differences = (
                self._other_rules(example, evaluation, part),
                self._other_answer(example, evaluation, part),
                self._other_facts(example, evaluation, part),
                self._other_fits(example, evaluation, part),
            )
            for key, what in chain.from_iterable(differences):
                yield self.file.problem(("examples", number, *key), f"examples.{number + 1}", what)

    def held(self, profile: PatientProfile, evaluation: Evaluation, part: Part = None) -> set[str]:
        """The rules and conditional texts of the file that hold for a profile, in all its decisions or in a part."""
        held: set[str] = set()
        for name in self.rules if part is None else part:
            settled = evaluation.table(name).kind == "settled"
            fired = evaluation.decide(name, profile).fired if settled else evaluation.fired(name, profile)
            if self.rules[name].isdisjoint(self.fit_of) or self.file.topic.goal in profile.goals:
                held |= self.rules[name].intersection(fired)
        return held

    def _other_rules(self, example: Example, evaluation: Evaluation, part: Part) -> Iterator[Difference]:
        held, expected = self.held(example.profile, evaluation, part), set(example.fires)
        if part is not None:  # else what is no rule of the file is wrong as well
            expected &= {rule for name in part for rule in self.rules[name]}
        if held != expected:
            differences = (
                (sorted(expected - held), "should fire and does not"),
                (sorted(held - expected), "fires and should not"),
            )
            what = ", and ".join(f"{', '.join(rules)} {words}" for rules, words in differences if rules)
            yield (), f"{what}; expected exactly what `fires` lists"

    def _other_answer(self, example: Example, evaluation: Evaluation, part: Part) -> Iterator[Difference]:
        if not isinstance(self.file.topic, TherapyTopic):
            return
        decision = f"{self.file.topic.therapy}.relevance"
        if part is None or decision in part:
            decided = evaluation.decide(decision, example.profile)
            answer = decided.value or Relevance.DEPENDS
            if (answer, decided.depends_on) != (example.relevance, example.depends_on):
                expected = f"{example.relevance} {list(example.depends_on)}"
                yield (), f"comes out as {answer} {list(decided.depends_on)}; expected {expected}"

    def _other_facts(self, example: Example, evaluation: Evaluation, part: Part) -> Iterator[Difference]:
        expected = {name: value for name, value in (example.facts or {}).items() if part is None or name in part}
        facts = evaluation.facts(example.profile, expected)
        if facts != expected:
            yield ("facts",), f"comes out as {facts}; expected what `facts` says"

    def _other_fits(self, example: Example, evaluation: Evaluation, part: Part) -> Iterator[Difference]:
        if not isinstance(self.file.topic, GoalTopic):
            return
        goal = self.file.topic.goal
        therapies = [therapy for therapy in Therapy if part is None or f"{goal}.{therapy}" in part]
        held = {therapy: evaluation.fired(f"{goal}.{therapy}", example.profile) for therapy in therapies}
        fits = {name: self.fit_of[rules[0]] for name, rules in held.items() if rules and goal in example.profile.goals}
        if fits != {name: fit for name, fit in (example.fits or {}).items() if name in therapies}:
            found = ", ".join(f"{therapy}: {fit}" for therapy, fit in fits.items()) or "nothing"
            yield ("fits",), f"comes out as {found}; expected what `fits` says"


def examples_that_fail(subject: Subject) -> Iterator[Issue]:
    """Examples that come out otherwise than their file says."""
    for file in subject.rules.files:
        yield from map(issue_of, FileExamples.of(file, subject.specs).problems(subject.evaluation))


def rules_that_no_example_shows(subject: Subject) -> Iterator[Issue]:
    """Rules that no example of their file shows at work, or at rest."""
    for file in subject.rules.files:
        yield from map(issue_of, _not_shown(file))


def _not_shown(file: RuleFile) -> Iterator[Problem]:
    for path, text in file.texts():
        if text.when is None:
            continue
        shown = {text.id in example.fires for example in file.examples}
        if True not in shown:
            yield file.problem((*path, "id"), text.id, "no example fires it; expected one under `examples`")
        if False not in shown and text.when != ({},):
            yield file.problem((*path, "id"), text.id, "no example leaves it out; expected one under `examples`")


def answers_that_no_example_reaches(subject: Subject) -> Iterator[Issue]:
    """Answers that a therapy category can have, and that no example of its file comes to."""
    for file in subject.rules.files:
        if isinstance(file.topic, TherapyTopic):
            yield from map(issue_of, _not_reached(file, file.topic, subject.evaluation))


def _not_reached(file: RuleFile, topic: TherapyTopic, evaluation: Evaluation) -> Iterator[Problem]:
    decision = f"{topic.therapy}.relevance"
    possible = {str(rule.relevance) for rule in topic.rules}
    if evaluation.decide(decision, PatientProfile()).value is None:
        possible.add(Relevance.DEPENDS)
    for answer in sorted(possible - {str(example.relevance) for example in file.examples}):
        what = f"no example comes out as {answer}; expected one under `examples`"
        yield file.problem(("examples",), decision, what)
