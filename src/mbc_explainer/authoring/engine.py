"""One decision's rules to its table, by durable_rules: the one module that knows it.

The engine is used in the one way that was measured to be exact: a ruleset straight on
its C layer with a host of our own, one flat fact of closed words for each row, a last
rule that always fires to prove that the run was whole, and one lock around it all.
"""

from __future__ import annotations

import itertools
import shlex
import sys
import threading
import warnings
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from typing import Any, Final

from mbc_explainer.errors import EngineError
from mbc_explainer.knowledge.texts import Alternative

__all__ = ["evaluate"]

_LOCK: Final = threading.Lock()
_NUMBERS: Final = itertools.count(1)
_ALTERNATIVES: Final = 32  # in one ruleset: more than 64 true at once on one fact is an error
_COMPLETE: Final = "complete"

_RELEASE: Final = "durable-rules==2.0.28"


class _Host:
    """What a ruleset needs of a host; the stock one starts threads that read freed memory."""

    def get_action(self, name: str) -> None:
        raise EngineError(f"durable_rules asked for an action that no rule has: {name}")


def _durable() -> tuple[Any, Any]:
    try:
        import durable.engine  # noqa: PLC0415 -- only authoring needs it, and it may be missing
        import durable_rules_engine  # noqa: PLC0415 -- the C layer, for what the Python one can't free
    except ImportError as error:
        raise EngineError(_unusable(error)) from None
    return durable.engine, durable_rules_engine


def _unusable(error: ImportError) -> str:
    """What is wrong, and the command, for this Python, that mends it."""
    # From 3.13 on Python lacks a name that the engine's source uses: it is built, and breaks when it is loaded.
    flag = "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject " if sys.version_info >= (3, 13) else ""
    install = f"{flag}{shlex.quote(sys.executable)} -m pip install --no-cache-dir"
    try:
        metadata.distribution(_RELEASE.partition("==")[0])
    except metadata.PackageNotFoundError:
        return f"durable_rules is not installed; this does it, and needs a C compiler:\n{install} {_RELEASE}"
    # Without --force-reinstall pip finds it there, and leaves it as it is.
    again = f"{install} --force-reinstall --no-deps {_RELEASE}"
    return f"durable_rules is there but broken ({error}); this builds it anew, and needs a C compiler:\n{again}"


def evaluate(
    reads: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    rules: Mapping[str, Iterable[Alternative]],
) -> list[frozenset[str]]:
    """The rules that hold in each row, where a row gives a value for each fact read.

    Raises:
        EngineError: durable_rules is missing or broken, or did not carry a run through.
    """
    python_layer, c_layer = _durable()
    tests = [(rule, _test(alternative, reads)) for rule, alternatives in rules.items() for alternative in alternatives]
    fired = [{rule for rule, test in tests if test is None} for _ in rows]
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        conditional = [(rule, test) for rule, test in tests if test is not None]
        for start in range(0, len(conditional), _ALTERNATIVES):
            batch = conditional[start : start + _ALTERNATIVES]
            for held, found in zip(fired, _run(python_layer, c_layer, batch, rows), strict=True):
                held.update(found)
    return [frozenset(row) for row in fired]


def _test(alternative: Alternative, reads: Sequence[str]) -> dict[str, Any] | None:
    """An alternative as the engine takes it, facts numbered; None where nothing is tested."""
    parts = []
    for name, values in alternative.items():
        fact = f"f{reads.index(name)}"
        equal = [{fact: value} for value in values]
        parts.append(equal[0] if len(equal) == 1 else {"$or": equal})
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"$and": parts}


def _run(
    python_layer: Any, c_layer: Any, tests: list[tuple[str, dict[str, Any]]], rows: Sequence[tuple[str, ...]]
) -> list[set[str]]:
    fired: list[str] = []

    def note(rule: str) -> Any:
        return lambda _: fired.append(rule)

    definition: dict[str, Any] = {
        f"r{number}": {"all": [{"m": test}], "run": note(rule), "pri": 1} for number, (rule, test) in enumerate(tests)
    }
    definition[_COMPLETE] = {"all": [{"m": {"always": "yes"}}], "run": note(_COMPLETE), "pri": 1000}
    ruleset = python_layer.Ruleset(f"decision{next(_NUMBERS)}", _Host(), definition)
    found = []
    for row in rows:
        fired.clear()
        number = _assert_row(ruleset, row)
        # What a broken run leaves is never freed: the C layer dies when it is told to.
        if not fired or fired[-1] != _COMPLETE or fired.count(_COMPLETE) != 1:
            raise EngineError(f"durable_rules broke off while it evaluated {row}")
        ruleset.delete_state(number)
        found.append(set(fired[:-1]))
    c_layer.delete_ruleset(ruleset._handle)  # noqa: SLF001 -- the engine frees nothing by itself
    return found


def _assert_row(ruleset: Any, row: tuple[str, ...]) -> str:
    """Evaluate one row; the number under which the engine keeps it."""
    number = str(next(_NUMBERS))
    fact = {f"f{position}": value for position, value in enumerate(row)}
    errors: list[Any] = []
    state = ruleset.assert_fact({"id": number, "sid": number, "always": "yes", **fact})
    ruleset.do_actions(state, lambda error, _: errors.append(error))
    left = ruleset.get_state(number)
    if any(errors) or "exception" in left:
        raise EngineError(f"durable_rules failed on {row}: {next(filter(None, errors), left.get('exception'))}")
    return number
