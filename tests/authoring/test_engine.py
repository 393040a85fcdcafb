"""durable_rules, used in the one way that is exact."""

import builtins
import itertools
import random
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest

from mbc_explainer.authoring.engine import evaluate
from mbc_explainer.errors import EngineError
from mbc_explainer.knowledge.texts import Alternative

BINARY = ("yes", "no")
YES: tuple[str, ...] = ("yes",)


def plainly(rules: Mapping[str, Any], reads: tuple[str, ...], row: tuple[str, ...]) -> set[str]:
    facts = dict(zip(reads, row, strict=True))
    return {
        rule
        for rule, alternatives in rules.items()
        if any(all(facts[fact] in values for fact, values in alternative.items()) for alternative in alternatives)
    }


def test_random_rules_come_out_as_a_plain_evaluation_has_them() -> None:
    draw = random.Random(7)
    reads = ("id", "sid", "a.b", "her2")  # names that the engine would take as its own
    rows = list(itertools.product(BINARY, BINARY, BINARY, ("positive", "negative", "low")))
    for _ in range(25):
        rules = {}
        for number in range(draw.randint(1, 40)):
            alternatives = []
            for _ in range(draw.randint(1, 3)):
                facts = draw.sample(reads, draw.randint(0, 4))
                values = {"her2": ("positive", "negative", "low")}
                alternatives.append({f: tuple(draw.sample(values.get(f, BINARY), draw.randint(1, 2))) for f in facts})
            rules[f"rule_{number}"] = alternatives
        assert [plainly(rules, reads, row) for row in rows] == evaluate(reads, rows, rules)


def test_more_alternatives_than_the_engine_takes_at_once_still_all_fire() -> None:
    rules: dict[str, list[Alternative]] = {f"rule_{n}": [{"a": YES}] for n in range(200)}
    assert [set(rules), set()] == evaluate(("a",), [("yes",), ("no",)], rules)


def test_the_whole_of_a_large_table_is_evaluated() -> None:
    reads = tuple("abcdefghijkl")
    every: list[Alternative] = [dict.fromkeys(reads, YES)]
    some: list[Alternative] = [{fact: YES} for fact in reads]
    rows = list(itertools.product(BINARY, repeat=12))
    fired = evaluate(reads, rows, {"all": every, "any": some})
    assert (1, 4095) == (sum("all" in row for row in fired), sum("any" in row for row in fired))


def test_one_evaluation_waits_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """The C layer dies when two threads are in it: each waits here for a second one, and none comes."""
    import durable.engine  # noqa: PLC0415 -- patched in this test alone

    both_inside = threading.Barrier(2)
    met: list[bool] = []
    asserted = durable.engine.Ruleset.assert_fact

    def waiting(ruleset: Any, fact: Any) -> Any:
        try:
            both_inside.wait(timeout=0.2)
            met.append(True)
        except threading.BrokenBarrierError:
            met.append(False)
        return asserted(ruleset, fact)

    monkeypatch.setattr(durable.engine.Ruleset, "assert_fact", waiting)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: evaluate(("a",), [("yes",)], {"rule": [{"a": YES}]}), range(2)))
    assert [False, False] == met
    assert [[{"rule"}]] * 2 == found


def test_every_ruleset_that_is_made_is_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine frees nothing by itself."""
    import durable_rules_engine as layer  # noqa: PLC0415 -- patched in this test alone

    made: list[Any] = []
    freed: list[Any] = []
    create, delete = layer.create_ruleset, layer.delete_ruleset

    def creating(*given: Any) -> Any:
        made.append(create(*given))
        return made[-1]

    def deleting(handle: Any) -> Any:
        freed.append(handle)
        return delete(handle)

    monkeypatch.setattr(layer, "create_ruleset", creating)
    monkeypatch.setattr(layer, "delete_ruleset", deleting)
    evaluate(("a",), [("yes",)], {f"rule_{n}": [{"a": YES}] for n in range(70)})
    assert (3, made) == (len(made), freed)


def test_no_rules_and_no_rows_are_no_trouble() -> None:
    assert [set()] == evaluate((), [()], {})
    assert [{"always"}] == evaluate((), [()], {"always": [{}]})
    assert [] == evaluate(("a",), [], {"rule": [{"a": ("yes",)}]})


FLAG = "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject "
SOURCE = "durable-rules==2.0.28"


MISSING = ("durable_rules is not installed;", "--no-cache-dir")
BROKEN = ("durable_rules is there but broken (undefined symbol: x);", "--no-cache-dir --force-reinstall --no-deps")


@pytest.mark.parametrize(("version", "flag"), [((3, 11, 0), ""), ((3, 12, 9), ""), ((3, 13, 0), FLAG), ((3, 14), FLAG)])
@pytest.mark.parametrize("state", [MISSING, BROKEN])
def test_an_engine_that_is_not_usable_is_named_with_the_command_that_mends_it(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], flag: str, state: tuple[str, str]
) -> None:
    """As pip would, it tells apart what is not there from what is: there a plain install would do nothing."""
    imported = builtins.__import__

    def without(name: str, *args: Any, **given: Any) -> Any:
        if name.startswith("durable"):
            raise ImportError("undefined symbol: x")
        return imported(name, *args, **given)

    def find(name: str) -> None:
        if state == MISSING:
            raise PackageNotFoundError(name)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr("importlib.metadata.distribution", find)
    monkeypatch.setattr(sys, "executable", "/a place/python")
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(EngineError) as caught:
        evaluate(("a",), [("yes",)], {"rule": [{"a": ("yes",)}]})
    monkeypatch.undo()
    what, command = str(caught.value).split("\n")
    beginning, options = state
    assert what.startswith(beginning)
    assert f"{flag}'/a place/python' -m pip install {options} {SOURCE}" == command


def test_the_guide_to_installing_gives_the_same_command() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "how-to" / "install.md").read_text(encoding="utf-8")
    assert f"{FLAG}pip install --no-cache-dir --force-reinstall --no-deps {SOURCE}\n" in guide


def test_a_run_that_breaks_off_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error inside the engine is raised, not swallowed."""
    import durable.engine  # noqa: PLC0415 -- patched in this test alone

    monkeypatch.setattr(durable.engine.Ruleset, "do_actions", lambda *_: None)
    with pytest.raises(EngineError, match="broke off"):
        evaluate(("a",), [("yes",)], {"rule": [{"a": ("yes",)}]})
