"""What rules do, over the whole of their tables."""

from pathlib import Path

import pytest

from mbc_explainer.authoring.compiler import compile_rules
from mbc_explainer.authoring.table_checks import Behavior, behavior_findings, law_findings
from mbc_explainer.knowledge.decisions import decision_specs
from mbc_explainer.knowledge.snapshot import Knowledge, rules_folder, shipped
from mbc_explainer.reasoning.evaluation import Evaluation


def found(knowledge: Knowledge) -> list[Behavior]:
    asked = {spec.id: spec for spec in decision_specs(knowledge.topics)}
    evaluation = Evaluation(knowledge.topics, knowledge.decisions)
    return list(behavior_findings(knowledge, asked, evaluation))


def test_the_shipped_rules_hold_add_and_read_nothing_in_vain() -> None:
    assert [] == found(shipped())


def test_the_laws_hold_for_the_shipped_rules() -> None:
    asked = {spec.id: spec for spec in decision_specs(shipped().topics)}
    assert [] == list(law_findings(shipped(), asked, Evaluation(shipped().topics, shipped().decisions)))


def rule(name: str, when: str, sources: str, relevance: str = "relevant") -> str:
    return (
        f"  - id: {name}\n    when: {when}\n    relevance: {relevance}\n"
        f"    text: A rule for this test.\n    sources: [{sources}]\n"
    )


@pytest.mark.parametrize(
    ("more", "name", "what"),
    [
        (rule("dead", "{hr: positive, triple_negative: yes}", "L41.3"), "dead", "it never holds"),
        (rule("same", "always", "L4.1, L41.1"), "same", "it means the same as chemotherapy_mainstay"),
        (rule("shadowed", "{her2: positive}", "L4.1"), "shadowed", "it adds nothing to chemotherapy_mainstay"),
        (
            rule("idle", "{her2: [positive, negative]}", "L41.3"),
            "chemotherapy_mainstay",
            "it reads her2, which never matters",
        ),
    ],
    ids=["dead", "same", "shadowed", "idle"],
)
def test_a_rule_that_does_nothing_is_found(tmp_path: Path, more: str, name: str, what: str) -> None:
    """Several reasons for one answer are no conflict: the rules compile, and the check says what is idle."""
    import shutil  # noqa: PLC0415 -- one test needs it

    folder = tmp_path / "rules"
    shutil.copytree(rules_folder(), folder)
    path = folder / "systemic" / "chemotherapy.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("summary:\n", more + "\nsummary:\n", 1), encoding="utf-8")
    assert any(one.rule == name and one.what.startswith(what) for one in found(compile_rules(folder)))


def test_a_fact_that_nothing_reads_is_found() -> None:
    topics = shipped().topics
    hidden = tuple(
        fact.model_copy(update={"shown": False}) if fact.fact == "her2_group" else fact
        for fact in topics.receptors.facts
    )
    receptors = topics.receptors.model_copy(update={"facts": hidden})
    knowledge = Knowledge.of(topics.model_copy(update={"receptors": receptors}), shipped().decisions, shipped().answers)
    assert ["her2_group_positive"] == [one.rule for one in found(knowledge)]
