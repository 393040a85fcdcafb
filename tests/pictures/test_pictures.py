"""Pictures hold what the answers are, and say the same in words."""

import pytest
from drawn import PICTURES
from hypothesis import given, settings
from strategies import profiles

from mbc_explainer import PatientProfile, Relevance, Therapy, UnknownNameError, explain
from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.pictures.pictures import (
    AnswerGrid,
    RuleGraph,
    _GraphBuilder,
    answer_flow,
    receptor_map,
    rule_graph,
)


def test_the_map_has_each_receptor_group_with_its_answers() -> None:
    grid = receptor_map()
    assert (
        "ER or PR is positive; HER2 is positive",
        "ER or PR is positive; HER2 is not positive",
        "ER and PR are negative; HER2 is positive",
        "ER and PR are negative; HER2 is not positive; the cancer is triple-negative",
    ) == grid.columns
    assert list(Therapy) == [row.therapy for row in grid.rows]
    rows = {row.therapy: row.answers for row in grid.rows}
    assert ("relevant", "sometimes", "relevant", "not_described") == rows[Therapy.TARGETED_THERAPY]
    assert ("relevant", "relevant", "not_described", "not_described") == rows[Therapy.HORMONE_THERAPY]


@given(profiles())
@settings(max_examples=30)
def test_the_flow_goes_from_nothing_known_to_the_profiles_own_answers(profile: PatientProfile) -> None:
    """Each step narrows: what is settled stays so, and the last column is the profile's answer."""
    grid = answer_flow(profile)
    assert "Nothing known" == grid.columns[0]
    for row in grid.rows:
        assert row.answers[0] == explain({})[row.therapy].relevance
        assert row.answers[-1] == explain(profile)[row.therapy].relevance
        settled = [answer for answer in row.answers if answer is not Relevance.DEPENDS]
        assert len(set(settled)) <= 1
        assert list(row.answers) == sorted(row.answers, key=lambda one: one is not Relevance.DEPENDS)


def test_the_flow_asks_for_the_most_telling_first() -> None:
    assert (
        "Nothing known",
        "ER is negative",
        "PR is positive",
        "Spread to: Bones",
        "Significant symptoms from: none of the sites",
        "HER2 is not positive",
    ) == answer_flow({"er": "neg", "pr": "+", "her2": "neg", "sites": ["bone"], "symptomatic_sites": []}).columns


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


def test_a_rule_is_said_in_words() -> None:
    said = {node.id: node.words for node in rule_graph("hormone_therapy").nodes}
    assert "Where ER is positive, or where PR is positive: ER or PR is positive." == said["hr_positive"]
    assert (
        "Always: Chemotherapy: Described for a profile like this."
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


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_says_the_same_in_words_with_the_disclaimer(name: str) -> None:
    picture = PICTURES[name]
    said = " ".join(picture.to_text().split())
    assert DISCLAIMER in said
    if isinstance(picture, AnswerGrid):
        assert all(row.title in said for row in picture.rows)
        assert all(column in said for column in picture.columns)
    if isinstance(picture, RuleGraph):
        assert all(node.words in said for node in picture.nodes)
        assert DISCLAIMER in picture.to_mermaid().replace("<br/>", " ")
    assert picture == type(picture).from_json(picture.model_dump_json())
