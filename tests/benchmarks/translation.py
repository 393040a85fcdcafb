"""The shipped rules as other engines take them: flat booleans made beforehand, and rules over them.

Translated here and now from the compiled rules, so that all decide the same. A boolean is
one test: a fact with a value; the second value of a two-valued fact is the first one's
opposite. Facts that rules derive are handed in ready, which spares the others a second stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from mbc_explainer import PatientProfile
from mbc_explainer.knowledge.decisions import DecisionSpec, decision_specs
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.patient import facts
from mbc_explainer.patient.facts import BASE_FACTS
from mbc_explainer.reasoning.evaluation import Evaluation

__all__ = ["Booleans", "Rule", "Rules", "all_rules", "relevance_rules"]

Booleans = dict[str, bool]


class Rule(NamedTuple):
    """A rule as others take it: alternatives of booleans, each wanted true or false."""

    id: str
    alternatives: tuple[tuple[tuple[str, bool], ...], ...]


class Rules:
    """Some of the shipped decisions, flattened."""

    def __init__(self, wanted: Callable[[DecisionSpec], bool]) -> None:
        self.knowledge = shipped()
        self.evaluation = Evaluation(self.knowledge.topics, self.knowledge.decisions)
        self.specs = [spec for spec in decision_specs(self.knowledge.topics) if wanted(spec)]
        self._tests: dict[tuple[str, str, str], str] = {}
        self.rules = [
            Rule(
                f"{spec.id}.{rule}",
                tuple(flat for alternative in condition for flat in self._flat(spec, alternative)),
            )
            for spec in self.specs
            for rule, condition in spec.rules.items()
        ]

    @property
    def names(self) -> tuple[str, ...]:
        """The booleans, in the order in which they are given."""
        return tuple(self._tests.values())

    def _flat(
        self, spec: DecisionSpec, alternative: dict[str, tuple[str, ...]]
    ) -> Iterable[tuple[tuple[str, bool], ...]]:
        """One alternative as several without lists of values."""
        flat: list[tuple[tuple[str, bool], ...]] = [()]
        for fact, values in alternative.items():
            flat = [(*start, self._test(spec.kind, fact, value)) for start in flat for value in values]
        return flat

    def _test(self, kind: str, fact: str, value: str) -> tuple[str, bool]:
        domain = BASE_FACTS[fact].settled if kind == "settled" and fact in BASE_FACTS else ()
        if not domain and kind == "settled":
            derived = self.knowledge.topics.receptors.facts
            domain = next(declared.values for declared in derived if declared.fact == fact)
        first = domain[0] if len(domain) == 2 else value
        return self._tests.setdefault((kind, fact, first), f"v{len(self._tests)}"), first == value

    def booleans(self, profile: PatientProfile) -> Booleans:
        """What a profile that leaves nothing open comes to."""
        (completion,) = facts.completions(profile, [name for name, fact in BASE_FACTS.items() if fact.settled])
        known = facts.settled(completion, [name for name, domain in BASE_FACTS.items() if domain.settled])
        found: Booleans = {}
        for (kind, fact, value), name in self._tests.items():
            if kind == "stated" or fact not in known:
                (actual,) = self.evaluation.facts(profile, [fact]).values()
            else:
                actual = known[fact]
            found[name] = actual == value
        return found


def relevance_rules() -> Rules:
    """The rules that decide about therapies and receptor groups."""
    return Rules(lambda spec: spec.kind == "settled")


def all_rules() -> Rules:
    """These and the rules that pick notes, questions and texts."""
    return Rules(lambda _: True)
