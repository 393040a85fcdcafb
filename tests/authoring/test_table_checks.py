"""What rules do, over the whole of their tables."""

from pathlib import Path

import pytest

from mbc_explainer.authoring.compiler import compile_rules
from mbc_explainer.authoring.issues import Subject
from mbc_explainer.authoring.rule_set import read_rule_files
from mbc_explainer.authoring.table_checks import (
    facts_that_never_matter,
    facts_that_nothing_reads,
    rules_that_add_nothing,
    rules_that_never_hold,
)


def rule(name: str, when: str, sources: str, relevance: str = "relevant") -> str:
    return (
        f"  - id: {name}\n    when: {when}\n    relevance: {relevance}\n"
        f"    text: A rule for this test.\n    sources: [{sources}]\n"
    )


MORE = (
    rule("dead", "{hr: positive, triple_negative: yes}", "L41.3")
    + rule("same", "always", "L4.1, L41.1")
    + rule("shadowed", "{hr: negative}", "L4.1")
    + rule("idle", "{her2: [positive, negative]}", "L41.3")
)


@pytest.fixture
def idle(rules_copy: Path) -> Subject:
    """Several reasons for one answer are no conflict: the rules compile, and some do nothing."""
    path = rules_copy / "systemic" / "chemotherapy.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("summary:\n", MORE + "\nsummary:\n", 1), encoding="utf-8")
    rules = read_rule_files(rules_copy)
    return Subject.of(rules, compile_rules(rules))


def test_rules_and_facts_that_do_nothing_are_found(idle: Subject) -> None:
    assert ["dead"] == [issue.rule for issue in rules_that_never_hold(idle)]
    nothing_added = {
        (issue.rule, issue.what.partition(",")[0].partition(";")[0]) for issue in rules_that_add_nothing(idle)
    }
    assert {
        ("same", "it means the same as chemotherapy_mainstay"),
        ("shadowed", "it adds nothing to chemotherapy_mainstay"),
    } <= nothing_added
    assert "dead" not in {name for name, _ in nothing_added}
    profiles = {issue.rule: issue.profile for issue in rules_that_add_nothing(idle)}
    assert (profiles["shadowed"] or "").startswith('{"er":"negative","pr":"negative"')
    assert [("chemotherapy_mainstay", "it reads her2, which never matters")] == [
        (issue.rule, issue.what.partition(";")[0]) for issue in facts_that_never_matter(idle)
    ]


def test_a_fact_that_nothing_reads_is_found(subject: Subject) -> None:
    rulebase = subject.rulebase
    hidden = tuple(
        fact.model_copy(update={"shown": False}) if fact.fact == "her2_group" else fact
        for fact in rulebase.receptors.facts
    )
    receptors = rulebase.receptors.model_copy(update={"facts": hidden})
    knowledge = subject.knowledge.model_copy(update={"topics": rulebase.model_copy(update={"receptors": receptors})})
    found = facts_that_nothing_reads(Subject.of(subject.rules, knowledge))
    assert ["her2_group_positive"] == [issue.rule for issue in found]
