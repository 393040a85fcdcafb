"""The rules as a graph: each rule, what it tests, and what it says."""

import pytest

from mbc_explainer import Relevance, UnknownNameError
from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.pictures import rule_graph
from mbc_explainer.pictures.rule_graph import _GraphBuilder


def test_the_graph_has_every_rule_what_it_tests_and_what_it_says() -> None:
    graph = rule_graph()
    nodes, arrows = {node.id: node for node in graph.nodes}, set(graph.arrows)
    for topic in shipped().topics.therapies:
        for rule in topic.rules:
            assert (rule.id, f"{topic.therapy}={rule.relevance}") in arrows
            tests = {f"{fact}={value}" for line in rule.when for fact, values in line.items() for value in values}
            assert (tests or {"always"}) == {start for start, end in arrows if end == rule.id}
    assert {node.id for node in graph.nodes if node.answer} == set(nodes) - {start for start, _ in arrows}


def test_the_graph_of_one_category_has_its_rules_alone() -> None:
    rules = {node.id for node in rule_graph("hormone_therapy").nodes if node.words}
    assert {"hormone_hr_positive", "hormone_hr_negative", "hr_positive", "hr_negative"} == rules
    with pytest.raises(UnknownNameError):
        rule_graph("magic")


def test_a_rule_is_told_in_words() -> None:
    shown = {node.id: node.words for node in rule_graph("hormone_therapy").nodes}
    assert "Where ER is positive, or where PR is positive: ER or PR is positive." == shown["hr_positive"]
    assert (
        "Always: Chemotherapy: Described for this cancer."
        == {node.id: node.words for node in rule_graph("chemotherapy").nodes}["chemotherapy_mainstay"]
    )


def test_a_rule_says_whether_it_needs_all_that_leads_to_it_or_any() -> None:
    texts = {node.id: node.text for node in rule_graph("targeted_therapy").nodes}
    assert "hr_positive (any)" == texts["hr_positive"]
    assert "hr_negative (all)" == texts["hr_negative"]
    assert "chemotherapy_mainstay" == {node.id: node.text for node in rule_graph().nodes}["chemotherapy_mainstay"]


def test_a_rule_with_several_values_of_a_fact_holds_for_any_of_them() -> None:
    builder = _GraphBuilder(rulebook_for())
    builder.answer("a", "An answer", Relevance.RELEVANT)
    builder.rule("r", ({"her2": ("positive", "negative"), "sites.brain": ("yes",)},), "a")
    words = (
        "Where HER2 is positive and the cancer has spread to the brain, or where HER2 is not positive and the cancer"
    )
    assert builder.nodes["r"].words.startswith(words)
    assert "r (some)" == builder.nodes["r"].text
