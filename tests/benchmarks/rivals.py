"""The shipped rules in other engines: each decides which rules hold, from flat booleans made beforehand.

The rules are translated here and now from the compiled topics, so that all decide the
same. A boolean is one test: a fact with a value; the second value of a two-valued fact is
the first one's opposite. Facts that rules derive are handed in ready, which spares the
others a second stage.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from mbc_explainer import PatientProfile
from mbc_explainer.knowledge.decisions import DecisionSpec, decision_specs
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.patient.facts import BASE_FACTS, completions, settled
from mbc_explainer.reasoning.evaluation import Evaluation

Input = dict[str, bool]
Rival = Callable[[Input], Any]


class Rule(NamedTuple):
    """A rule as others take it: alternatives of booleans, each wanted true or false."""

    id: str
    alternatives: tuple[tuple[tuple[str, bool], ...], ...]


class Rules:
    """Some of the shipped questions, flattened."""

    def __init__(self, wanted: Callable[[DecisionSpec], bool]) -> None:
        self.topics = shipped().topics
        self.evaluation = Evaluation(self.topics, shipped().decisions)
        self.specs = [spec for spec in decision_specs(self.topics) if wanted(spec)]
        self.tests: dict[tuple[str, str, str], tuple[str, bool]] = {}
        self.rules = [
            Rule(
                f"{spec.id}.{rule}",
                tuple(alternative for one in condition for alternative in self._flat(spec, one)),
            )
            for spec in self.specs
            for rule, condition in spec.rules.items()
        ]

    def _flat(self, spec: DecisionSpec, one: dict[str, tuple[str, ...]]) -> Iterable[tuple[tuple[str, bool], ...]]:
        """One alternative as several without lists of values."""
        flat: list[tuple[tuple[str, bool], ...]] = [()]
        for fact, values in one.items():
            flat = [(*start, self._test(spec.kind, fact, value)) for start in flat for value in values]
        return flat

    def _test(self, kind: str, fact: str, value: str) -> tuple[str, bool]:
        domain = BASE_FACTS[fact].settled if kind == "settled" and fact in BASE_FACTS else ()
        if not domain and kind == "settled":
            domain = next(one.values for one in self.topics.receptors.facts if one.fact == fact)
        first = domain[0] if len(domain) == 2 else value
        name = self.tests.setdefault((kind, fact, first), (f"v{len(self.tests)}", True))[0]
        return name, first == value

    def input(self, profile: PatientProfile) -> Input:
        """The booleans for a profile that leaves nothing open."""
        (completion,) = completions(profile, [name for name, fact in BASE_FACTS.items() if fact.settled])
        known = settled(completion, [name for name, domain in BASE_FACTS.items() if domain.settled])
        said: Input = {}
        for (kind, fact, value), (name, _) in self.tests.items():
            if kind == "stated" or fact not in known:
                (found,) = self.evaluation.facts(profile, [fact]).values()
            else:
                found = known[fact]
            said[name] = found == value
        return said

    def expected(self, profile: PatientProfile) -> list[bool]:
        """What the library's own tables say."""
        return [rule in self._fired(spec, profile) for spec in self.specs for rule in spec.rules]

    def _fired(self, spec: DecisionSpec, profile: PatientProfile) -> tuple[str, ...]:
        if spec.kind == "stated":
            return self.evaluation.fired(spec.id, profile)
        return self.evaluation.decide(spec.id, profile).fired


def _words(rule: Rule, conjunction: str, disjunction: str, negation: str, true: str) -> str:
    parts = [
        conjunction.join(name if wanted else f"{negation}{name}" for name, wanted in one) or true
        for one in rule.alternatives
    ]
    return disjunction.join(f"({part})" for part in parts)


def cel(rules: Rules) -> Rival:
    """common-expression-language (Rust): one program for all rules, one context that is updated."""
    import cel as library  # noqa: PLC0415 -- a rival of the benchmark alone

    program = library.compile("[" + ", ".join(_words(rule, " && ", " || ", "!", "true") for rule in rules.rules) + "]")
    context = library.Context()

    def decide(said: Input) -> Any:
        context.update(said)
        return program.execute(context)

    return decide


def cel_with_a_mapping(rules: Rules) -> Rival:
    """The same, with the booleans handed over as a mapping."""
    import cel as library  # noqa: PLC0415 -- a rival of the benchmark alone

    program = library.compile("[" + ", ".join(_words(rule, " && ", " || ", "!", "true") for rule in rules.rules) + "]")
    rival: Rival = program.execute
    return rival


def zen(rules: Rules) -> Rival:
    """zen-engine (Rust): one compiled expression for all rules."""
    import zen as library  # noqa: PLC0415 -- a rival of the benchmark alone

    text = "[" + ", ".join(_words(rule, " and ", " or ", "not ", "true") for rule in rules.rules) + "]"
    expression = library.compile_expression(text)
    rival: Rival = expression.evaluate
    return rival


def closures(rules: Rules) -> Rival:
    """Plain Python: one compiled lambda for each rule."""
    made = [eval(f"lambda v: {_indexed(rule)}") for rule in rules.rules]  # noqa: S307 -- from our own rules
    return lambda said: [rule(said) for rule in made]


def _indexed(rule: Rule) -> str:
    parts = [
        " and ".join(f"v['{name}']" if wanted else f"not v['{name}']" for name, wanted in one) or "True"
        for one in rule.alternatives
    ]
    return " or ".join(f"({part})" for part in parts)


def durable(rules: Rules) -> Rival:
    """durable_rules, used right: rulesets that stay, one flat fact, state deleted after each."""
    from durable import engine  # noqa: PLC0415 -- a rival of the benchmark alone

    alternatives = [(rule.id, one) for rule in rules.rules for one in rule.alternatives]
    always = {rule.id for rule in rules.rules if () in rule.alternatives}
    tested = [pair for pair in alternatives if pair[1]]
    fired: list[str] = []

    def noting(rule: str) -> Callable[[Any], None]:
        return lambda _: fired.append(rule)

    def ruleset(number: int) -> Any:
        batch = tested[number * 32 : number * 32 + 32]
        definition: dict[str, Any] = {
            f"r{at}": {
                "all": [{"m": {"$and": [{name: "yes" if wanted else "no"} for name, wanted in one]}}]
                if len(one) > 1
                else [{"m": {one[0][0]: "yes" if one[0][1] else "no"}}],
                "run": noting(rule),
            }
            for at, (rule, one) in enumerate(batch)
        }
        definition["complete"] = {"all": [{"m": {"always": "yes"}}], "run": noting("complete"), "pri": 1000}
        return engine.Ruleset(f"rival{number}", object(), definition)

    sets = [ruleset(number) for number in range(-(-len(tested) // 32))]
    order = [rule.id for rule in rules.rules]
    count = iter(range(1, 1 << 60))

    def decide(said: Input) -> list[bool]:
        fired.clear()
        facts = {name: "yes" if value else "no" for name, value in said.items()}
        for one in sets:
            number = str(next(count))
            state = one.assert_fact({"id": number, "sid": number, "always": "yes", **facts})
            one.do_actions(state, lambda error, result: None)  # noqa: ARG005 -- the engine's way to call back
            one.delete_state(number)
        held = always.union(fired)
        return [rule in held for rule in order]

    return decide


RIVALS: dict[str, Callable[[Rules], Rival]] = {
    "common-expression-language, context": cel,
    "common-expression-language, mapping": cel_with_a_mapping,
    "zen-engine": zen,
    "plain closures": closures,
    "durable_rules": durable,
}


def agree(rules: Rules, rivals: dict[str, Rival], profiles: Iterable[PatientProfile]) -> None:
    """Raise where a rival decides otherwise than the library's tables."""
    for profile in profiles:
        wanted = rules.expected(profile)
        for name, decide in rivals.items():
            found = list(decide(rules.input(profile)))
            if found != wanted:
                raise AssertionError(f"{name} decides otherwise: {json.dumps(profile.model_dump(mode='json'))}")
