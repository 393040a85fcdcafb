"""Answers with their reasons and outcomes; and that a snapshot's are what the solver gives for every profile."""

import pytest
from brute_force import parts_of

from mbc_explainer import PatientProfile, Therapy
from mbc_explainer.knowledge.decisions import remarks_of
from mbc_explainer.knowledge.snapshot import row_key, shipped
from mbc_explainer.patient.facts import every_profile
from mbc_explainer.reasoning.answering import answer, premises, remark
from mbc_explainer.reasoning.evaluation import Evaluation

EVALUATION = Evaluation(shipped().topics, shipped().decisions)


@pytest.mark.parametrize("decision", shipped().answers)
def test_the_snapshot_has_the_answer_for_every_profile(decision: str) -> None:
    """Over all profiles that differ in the fields behind it: one row holds the answer of each."""
    table = shipped().answers[decision]
    solve = answer if shipped().decisions[decision].kind == "settled" else remark
    seen = set()
    for profile in every_profile(EVALUATION.base_facts_of(table.inputs)):
        facts = EVALUATION.facts(profile, table.inputs)
        assert solve(EVALUATION, decision, profile) == table.find(facts)
        seen.add(row_key(facts, table.inputs))
    assert set(table.rows) == seen


REASONS: list[tuple[Therapy, dict[str, object], dict[str, tuple[dict[str, str], list[dict[str, str]]]]]] = [
    (Therapy.HORMONE_THERAPY, {"er": "+"}, {"hormone_hr_positive": ({"er": "positive"}, [])}),
    (
        Therapy.HORMONE_THERAPY,
        {"er": "+", "pr": "+", "her2": "+"},
        {"hormone_hr_positive": ({"er": "positive", "pr": "positive"}, [])},
    ),
    (
        Therapy.HORMONE_THERAPY,
        {"er": "neg", "pr": "neg"},
        {"hormone_hr_negative": ({"er": "negative", "pr": "negative"}, [])},
    ),
    (
        Therapy.TARGETED_THERAPY,
        {"her2": "+"},
        {
            "targeted_her2_positive_hr_positive": ({"her2": "positive"}, [{"hr": "positive"}]),
            "targeted_her2_positive_hr_negative": ({"her2": "positive"}, [{"hr": "negative"}]),
        },
    ),
    (
        Therapy.TARGETED_THERAPY,
        {"her2": "low", "pr": "+"},
        {"targeted_only_hr_positive": ({"pr": "positive", "her2": "low"}, [])},
    ),
    (
        Therapy.RADIATION,
        {"sites": ["brain", "bone"], "symptomatic_sites": ["bone"]},
        {
            "radiation_significant_symptoms": ({"symptomatic_sites.any": "yes"}, []),
            "radiation_brain": ({"sites.brain": "yes"}, []),
        },
    ),
    (Therapy.RADIATION, {"sites": ["brain"]}, {"radiation_brain": ({"sites.brain": "yes"}, [])}),
    (
        Therapy.SURGERY,
        {"sites": ["bone"], "symptomatic_sites": []},
        {"surgery_less_often": ({"symptomatic_sites.any": "no", "sites.brain": "no"}, [])},
    ),
    (Therapy.CHEMOTHERAPY, {}, {"chemotherapy_mainstay": ({}, [])}),
]


@pytest.mark.parametrize(("therapy", "profile", "expected_reasons"), REASONS)
def test_reasons_say_what_in_the_profile_made_them_hold(
    therapy: Therapy, profile: dict[str, object], expected_reasons: dict[str, object]
) -> None:
    found = answer(EVALUATION, f"{therapy}.relevance", PatientProfile.model_validate(profile))
    assert expected_reasons == {
        fired.rule: (dict(fired.because), [dict(one) for one in fired.when]) for fired in found.reasons
    }


def test_outcomes_come_in_the_order_of_relevances_with_their_reasons() -> None:
    found = answer(EVALUATION, "targeted_therapy.relevance", PatientProfile())
    assert [
        ("relevant", [{"her2": "positive"}]),
        ("sometimes", [{"her2": "negative", "hr": "positive"}]),
        ("not_described", [{"her2": "negative", "hr": "negative"}]),
    ] == [(outcome.value, [dict(one) for one in outcome.when]) for outcome in found.outcomes]
    assert ["targeted_her2_positive_hr_positive", "targeted_her2_positive_hr_negative"] == [
        fired.rule for fired in found.outcomes[0].reasons
    ]


@pytest.mark.parametrize(
    ("decision", "profile", "because"),
    [
        ("targeted_her2_low", {"her2": "low", "er": "+"}, {"her2": "low"}),
        (
            "radiation_brain_both_ways",
            {"sites": ["brain"]},
            {"sites.brain": "yes", "symptomatic_sites.brain": "not_stated"},
        ),
        ("goals_pull_apart", {"goals": ["most_aggressive", "limit_side_effects"]}, {
            "goals.most_aggressive": "yes", "goals.limit_side_effects": "yes",
        }),
    ],
)  # fmt: skip
def test_a_stated_text_says_what_made_it_show(
    decision: str, profile: dict[str, object], because: dict[str, str]
) -> None:
    (reason,) = remark(EVALUATION, decision, PatientProfile.model_validate(profile)).reasons
    assert because == dict(reason.because)


@pytest.mark.parametrize("decision", sorted(remarks_of(shipped().topics)))
def test_the_premises_of_every_row_are_enough_and_as_small_as_can_be(decision: str) -> None:
    """For every row of every table: all the smallest sets on which no row with another result agrees."""
    table = shipped().decisions[decision]
    rows = {tuple(cell.partition("=")[2] for cell in key.split()): rules for key, rules in table.rows.items()}
    for row, fired in rows.items():
        against = [other for other, rest in rows.items() if rest != fired]
        enough = [
            set(chosen)
            for chosen in parts_of(range(len(row)))
            if not any(all(row[at] == other[at] for at in chosen) for other in against)
        ]
        smallest = [one for one in enough if not any(two < one for two in enough)]
        assert sorted(map(sorted, smallest)) == sorted(map(list, premises(table, row)))
