"""Other engines, each in its fastest form: from booleans made beforehand to which rules hold.

One program for all rules wherever an engine can have one. What is not installed is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from itertools import count
from typing import Any, NamedTuple

from translation import Booleans, Rule, Rules

from mbc_explainer import PatientProfile

__all__ = ["RIVALS", "Rival", "agree", "installed", "missing"]

Decide = Callable[[Booleans], Any]
Own = Callable[[PatientProfile], Iterable[bool]]


class Rival(NamedTuple):
    """Another engine: its module, and how it is made ready for some rules."""

    module: str
    make: Callable[[Rules], Decide]


def _expression(rule: Rule, conjunction: str, disjunction: str, negation: str, true: str) -> str:
    parts = [
        conjunction.join(name if wanted else f"{negation}{name}" for name, wanted in alternative) or true
        for alternative in rule.alternatives
    ]
    return disjunction.join(f"({part})" for part in parts)


def _list(rules: Rules, *words: str) -> str:
    return "[" + ", ".join(_expression(rule, *words) for rule in rules.rules) + "]"


def generated_function(rules: Rules) -> Decide:
    """Plain Python: one function with an expression for each rule, compiled once."""
    text = f"def decide(given):\n ({', '.join(rules.names)},) = given.values()\n return "
    scope: dict[str, Any] = {}
    exec(text + _list(rules, " and ", " or ", "not ", "True"), scope)  # noqa: S102 -- from our own rules
    decide: Decide = scope["decide"]
    return decide


def closures(rules: Rules) -> Decide:
    """Plain Python: a compiled lambda for each rule."""
    compiled = [eval(f"lambda v: {_indexed(rule)}") for rule in rules.rules]  # noqa: S307 -- from our own rules
    return lambda given: [holds(given) for holds in compiled]


def _indexed(rule: Rule) -> str:
    alternatives = tuple(
        tuple((f"v['{name}']", wanted) for name, wanted in alternative) for alternative in rule.alternatives
    )
    return _expression(rule._replace(alternatives=alternatives), " and ", " or ", "not ", "True")


def cel(rules: Rules) -> Decide:
    """common-expression-language (Rust): one program over flat booleans, one context that is updated."""
    import cel as library  # noqa: PLC0415 -- a rival of the benchmark alone

    program = library.compile(_list(rules, " && ", " || ", "!", "true"))
    context = library.Context()

    def decide(given: Booleans) -> Any:
        context.update(given)
        return program.execute(context)

    return decide


def zen(rules: Rules) -> Decide:
    """zen-engine (Rust): one compiled expression."""
    import zen as library  # noqa: PLC0415 -- a rival of the benchmark alone

    decide: Decide = library.compile_expression(_list(rules, " and ", " or ", "not ", "true")).evaluate
    return decide


def json_logic(rules: Rules) -> Decide:
    """JsonLogic by datalogic (Rust): one compiled rule, one session whose memory is used again."""
    import datalogic_py as library  # noqa: PLC0415 -- a rival of the benchmark alone

    engine = library.Engine()
    compiled, session = engine.compile(json.dumps([_logic(rule) for rule in rules.rules])), engine.session()
    return lambda given: session.evaluate(compiled, given)


def _logic(rule: Rule) -> Any:
    alternatives = [
        [{"var": name} if wanted else {"!": {"var": name}} for name, wanted in alternative]
        for alternative in rule.alternatives
    ]
    if [] in alternatives:
        return True
    return {"or": [{"and": tests} for tests in alternatives]}


_LARGEST_RULESET = 32
"""Rules in one ruleset: more than 64 alternatives that hold of one fact are an error of durable_rules."""


def durable(rules: Rules) -> Decide:
    """durable_rules (C) used right: rulesets that stay, one flat fact, and the state deleted after each."""
    tested = [(rule.id, tests) for rule in rules.rules for tests in rule.alternatives if tests]
    always = {rule.id for rule in rules.rules if () in rule.alternatives}
    fired: list[str] = []
    starts = range(0, len(tested), _LARGEST_RULESET)
    rulesets = [_ruleset(start, tested[start : start + _LARGEST_RULESET], fired) for start in starts]
    order = [rule.id for rule in rules.rules]
    numbers = map(str, count(1))

    def decide(given: Booleans) -> list[bool]:
        fired.clear()
        facts = {name: _as_text(holds) for name, holds in given.items()}
        for ruleset in rulesets:
            number = next(numbers)
            state = ruleset.assert_fact({"id": number, "sid": number, "always": "yes", **facts})
            ruleset.do_actions(state, lambda error, result: None)  # noqa: ARG005 -- the engine's way to call back
            ruleset.delete_state(number)
        held = always.union(fired)
        return [rule in held for rule in order]

    return decide


def _ruleset(start: int, tested: list[tuple[str, tuple[tuple[str, bool], ...]]], fired: list[str]) -> Any:
    from durable import engine  # noqa: PLC0415 -- a rival of the benchmark alone

    def noting(rule: str) -> Callable[[Any], None]:
        return lambda _: fired.append(rule)

    definition: dict[str, Any] = {
        f"r{number}": {"all": [{"m": _conjunction(tests)}], "run": noting(rule)}
        for number, (rule, tests) in enumerate(tested)
    }
    definition["complete"] = {"all": [{"m": {"always": "yes"}}], "run": noting("complete"), "pri": 1000}
    return engine.Ruleset(f"rival{start}", object(), definition)


def _conjunction(tests: tuple[tuple[str, bool], ...]) -> dict[str, Any]:
    equal = [{name: _as_text(wanted)} for name, wanted in tests]
    return {"$and": equal} if len(equal) > 1 else dict(*equal)


def _as_text(holds: bool) -> str:
    return "yes" if holds else "no"


RIVALS = {
    "generated function": Rival("builtins", generated_function),
    "plain closures": Rival("builtins", closures),
    "zen-engine": Rival("zen", zen),
    "common-expression-language": Rival("cel", cel),
    "JsonLogic (datalogic)": Rival("datalogic_py", json_logic),
    "durable_rules": Rival("durable", durable),
}


def installed() -> dict[str, Rival]:
    """The rivals that are there."""
    return {name: rival for name, rival in RIVALS.items() if find_spec(rival.module)}


def missing() -> list[str]:
    """The rivals that are not there."""
    return [name for name in RIVALS if name not in installed()]


def agree(
    rules: Rules, own: Mapping[str, Own], rivals: Mapping[str, Decide], profiles: Iterable[PatientProfile]
) -> None:
    """Hold every way to decide against the first of the library's own.

    Raises:
        AssertionError: one decides otherwise.
    """
    for profile in profiles:
        given = rules.booleans(profile)
        found = {name: [*decide(profile)] for name, decide in own.items()}
        found |= {name: [*decide(given)] for name, decide in rivals.items()}
        expected = next(iter(found.values()))
        for name, held in found.items():
            if held != expected:
                which = [rule.id for rule, *two in zip(rules.rules, held, expected, strict=True) if two[0] != two[1]]
                raise AssertionError(f"{name} decides otherwise than the library about {which}: {profile!r}")
