"""The snapshot is what the rules say: kept, evaluated anew, and agreed on by a plain second evaluation."""

import pytest

from mbc_explainer.authoring.compiler import compile_rules
from mbc_explainer.authoring.rule_set import read_rule_files
from mbc_explainer.knowledge.decisions import DecisionSpec, decision_specs
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder, shipped

SPECS = {spec.id: spec for spec in decision_specs(shipped().topics)}


def test_the_snapshot_is_what_the_rules_say() -> None:
    """Evaluated by durable_rules here and now, the rule files give the kept snapshot to the letter."""
    assert (rules_folder() / SNAPSHOT).read_text(encoding="utf-8") == compile_rules(rules_folder()).to_json()


def test_compiling_twice_gives_the_same() -> None:
    rules = read_rule_files(rules_folder())
    assert compile_rules(rules).to_json() == compile_rules(rules).to_json()


def test_every_question_has_its_table() -> None:
    assert set(SPECS) == set(shipped().decisions)


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_a_plain_evaluator_agrees_with_every_row(spec: DecisionSpec) -> None:
    table = shipped().decisions[spec.id]
    for key, held in table.rows.items():
        said = dict(cell.split("=") for cell in key.split())
        plain = [
            rule
            for rule, alternatives in spec.rules.items()
            if any(all(said[fact] in values for fact, values in one.items()) for one in alternatives)
        ]
        assert held.split() == plain


def test_a_row_of_the_snapshot_is_one_line() -> None:
    """A change to a rule shows in the snapshot's diff as the answers that it changes."""
    lines = (rules_folder() / SNAPSHOT).read_text(encoding="utf-8").splitlines()
    rows = [key for table in shipped().decisions.values() for key in table.rows]
    assert [] == [key for key in set(rows) if not any(f'"{key}": "' in line for line in lines)]
