"""Answers in a grid are the answers of each column's profile."""

from hypothesis import given, settings
from strategies import profiles

from mbc_explainer import PatientProfile, Relevance, Therapy, explain
from mbc_explainer.pictures import answer_flow, receptor_map


def test_the_map_has_each_receptor_group_with_its_answers() -> None:
    grid = receptor_map()
    assert (
        "ER or PR is positive; HER2 is positive",
        "ER or PR is positive; HER2 is not positive",
        "Both ER and PR are negative; HER2 is positive",
        "Both ER and PR are negative; HER2 is not positive; the cancer is triple-negative",
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
