"""The snapshot is what the rules say: kept, evaluated anew, and agreed on by a plain second evaluation."""

from mbc_explainer.authoring.compiler import compile_rules
from mbc_explainer.knowledge.decisions import decision_specs
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder, shipped


def test_the_snapshot_is_what_the_rules_say() -> None:
    """Evaluated by durable_rules here and now, the rule files give the kept snapshot to the letter."""
    assert (rules_folder() / SNAPSHOT).read_text(encoding="utf-8") == compile_rules(rules_folder()).to_json()


def test_a_plain_evaluator_agrees_with_every_row() -> None:
    for spec in decision_specs(shipped().topics):
        for key, held in shipped().decisions[spec.id].rows.items():
            facts = dict(cell.split("=") for cell in key.split())
            plain = [
                rule
                for rule, alternatives in spec.rules.items()
                if any(all(facts[fact] in values for fact, values in tests.items()) for tests in alternatives)
            ]
            assert held.split() == plain, (spec.id, key)


def test_a_row_of_the_snapshot_is_one_line() -> None:
    """A change to a rule shows in the snapshot's diff as the answers that it changes."""
    lines = (rules_folder() / SNAPSHOT).read_text(encoding="utf-8").splitlines()
    rows = [key for table in shipped().decisions.values() for key in table.rows]
    assert [] == [key for key in set(rows) if not any(f'"{key}": "' in line for line in lines)]
