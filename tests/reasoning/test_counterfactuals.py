"""What would have to be otherwise, and tables in few lines: against brute force, over every row and every profile."""

from itertools import product

import pytest
from brute_force import EVALUATION, cases, parts_of

from mbc_explainer import PatientProfile
from mbc_explainer.knowledge.snapshot import DecisionTable, shipped
from mbc_explainer.reasoning.counterfactuals import contrast, counterfactuals, is_decisive, table_map
from mbc_explainer.reasoning.evaluation import Evaluation


@pytest.mark.parametrize("wanted", ["relevant", "sometimes"])
def test_changes_are_every_smallest_set_that_gives_the_answer_by_brute_force(wanted: str) -> None:
    """Over all profiles: no other set of facts, and no smaller one, makes every profile that agrees have the answer."""
    for case in cases():
        names = sorted(case.base_facts & set(case.worlds[0][0]))
        other = {name: [v for v in {one[name] for one, _ in case.every} if case.known.get(name) != v] for name in names}
        enough = []
        for chosen in parts_of(names):
            for values in product(*(other[name] for name in chosen)):
                change = dict(zip(chosen, values, strict=True))
                kept = {name: value for name, value in case.known.items() if name in case.base_facts}
                if case.answers(kept | change) == {wanted}:
                    enough.append(change)
        smallest = [one for one in enough if not any(two.items() < one.items() for two in enough)]
        found = [dict(one.facts) for one in counterfactuals(EVALUATION, case.decision, case.profile, wanted)]
        assert sorted(sorted(one.items()) for one in smallest) == sorted(sorted(one.items()) for one in found)
        assert sorted(map(len, found)) == list(map(len, found))


def test_a_change_names_the_rules_that_would_hold() -> None:
    (first, second) = counterfactuals(
        EVALUATION, "hormone_therapy.relevance", PatientProfile(er="neg", pr="neg"), "relevant"
    )
    assert ((("er", "positive"),), ("hormone_hr_positive",)) == first
    assert ((("pr", "positive"),), ("hormone_hr_positive",)) == second


def test_the_rules_of_a_change_hold_in_every_way_that_is_left_or_else_in_some() -> None:
    first, second = counterfactuals(EVALUATION, "radiation.relevance", PatientProfile(), "relevant")
    assert (("radiation_significant_symptoms",), ("radiation_brain",)) == (first.rules, second.rules)
    (change,) = counterfactuals(EVALUATION, "targeted_therapy.relevance", PatientProfile(her2="neg"), "relevant")
    assert ("targeted_her2_positive_hr_positive", "targeted_her2_positive_hr_negative") == change.rules


def test_fewer_facts_come_first() -> None:
    """One fact that is read last comes before two that are read first."""
    rows = {}
    for er, her2, pr in product(("positive", "negative"), repeat=3):
        holds = "positive" == pr or ("positive", "positive") == (er, her2)
        rule = "hormone_hr_positive" if holds else "hormone_hr_negative"
        rows[f"er={er} her2={her2} pr={pr}"] = rule
    table = DecisionTable(kind="settled", inputs=("er", "her2", "pr"), rows=rows)
    evaluation = Evaluation(shipped().topics, {**shipped().decisions, "hormone_therapy.relevance": table})
    nothing = PatientProfile(er="neg", her2="neg", pr="neg")
    found = [dict(one.facts) for one in counterfactuals(evaluation, "hormone_therapy.relevance", nothing, "relevant")]
    assert [{"pr": "positive"}, {"er": "positive", "her2": "positive"}] == found


@pytest.mark.parametrize(
    ("profile", "field", "decision", "expected"),
    [
        ({"er": "neg"}, "pr", "hormone_therapy.relevance", True),
        ({}, "pr", "hormone_therapy.relevance", False),
        ({"er": "+"}, "her2", "targeted_therapy.relevance", True),
        ({"her2": "neg"}, "er", "targeted_therapy.relevance", False),
        ({"sites": ["bone"]}, "symptomatic_sites", "radiation.relevance", True),
        ({}, "symptomatic_sites", "radiation.relevance", False),
        ({"symptomatic_sites": []}, "sites", "radiation.relevance", True),
    ],
)
def test_a_field_decides_an_answer_or_does_not(
    profile: dict[str, object], field: str, decision: str, *, expected: bool
) -> None:
    assert expected == is_decisive(EVALUATION, decision, PatientProfile.model_validate(profile), field)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"er": "neg", "pr": "neg"}, {"er": "+", "pr": "neg"}, [("er",)]),
        ({"er": "neg", "pr": "neg"}, {"er": "+", "pr": "+"}, [("er",), ("pr",)]),
        ({"er": "+", "pr": "+"}, {"er": "neg", "pr": "neg"}, [("er", "pr")]),
        ({"er": "+"}, {"pr": "+"}, []),
        ({"er": "+", "her2": "neg"}, {"er": "+", "her2": "+"}, []),
        ({"er": "neg", "pr": "neg"}, {"er": "neg"}, [("pr",)]),
    ],
)
def test_contrasts_are_the_smallest_that_bring_the_answer_about(
    before: dict[str, object], after: dict[str, object], expected: list[tuple[str, ...]]
) -> None:
    profiles = (PatientProfile.model_validate(one) for one in (before, after))
    assert expected == contrast(EVALUATION, "hormone_therapy.relevance", *profiles)


def test_a_line_of_a_table_names_the_rules_that_hold_in_it() -> None:
    assert [
        ("radiation_significant_symptoms",),
        ("radiation_brain",),
        ("radiation_less_often",),
    ] == [line.rules for line in table_map(EVALUATION, "radiation.relevance")]
    first, *_ = table_map(EVALUATION, "targeted_therapy.relevance")
    assert ("targeted_her2_positive_hr_positive", "targeted_her2_positive_hr_negative") == first.rules


@pytest.mark.parametrize("decision", [one for one, table in shipped().decisions.items() if table.kind == "settled"])
def test_the_lines_of_a_table_expand_back_to_exactly_the_table(decision: str) -> None:
    table, lines = shipped().decisions[decision], list(table_map(EVALUATION, decision))
    answers = {row: answer for world in EVALUATION.all_worlds(decision) for row, answer in [(world.row, world.answer)]}
    assert len(table.rows) == len(answers)
    for row, answer in answers.items():
        here = set(zip(table.inputs, row, strict=True))
        assert {answer} == {line.answer for line in lines if set(line.when) <= here}
    for line in lines:
        for shorter in ([one for one in lines if one is not line],):
            assert any(
                answer
                not in {one.answer for one in shorter if set(one.when) <= set(zip(table.inputs, row, strict=True))}
                for row, answer in answers.items()
            )
