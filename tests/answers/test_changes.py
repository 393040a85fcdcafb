"""What changes says since what, and what no longer holds."""

from typing import Any

import pytest
from hypothesis import given
from strategies import profiles

from mbc_explainer import PatientProfile, Relevance, compare, what_if


@pytest.mark.parametrize(
    ("profile", "changes", "therapy", "answers", "because"),
    [
        ({"er": "+"}, {"her2": "+"}, "targeted_therapy", ("depends", "relevant"), [["HER2 is positive"]]),
        ({"er": "+", "pr": "+"}, {"er": "neg", "pr": "neg"}, "hormone_therapy", ("relevant", "not_described"), [
            ["ER is negative", "PR is negative"],
        ]),
        ({"er": "neg", "pr": "neg"}, {"er": "+", "pr": "+"}, "hormone_therapy", ("not_described", "relevant"), [
            ["ER is positive"], ["PR is positive"],
        ]),
        ({"er": "neg", "pr": "neg"}, {"pr": "pending"}, "hormone_therapy", ("not_described", "depends"), [
            ["PR is not known"],
        ]),
        ({"sites": ["bone"], "symptomatic_sites": []}, {"sites": ["bone", "brain"]}, "surgery",
         ("sometimes", "relevant"), [["the cancer has spread to the brain"]]),
    ],
)  # fmt: skip
def test_a_changed_answer_says_since_what(
    profile: dict[str, Any], changes: dict[str, Any], therapy: str, answers: tuple[str, str], because: list[list[str]]
) -> None:
    change = next(option for option in what_if(profile, **changes).options if option.therapy == therapy)
    assert answers == (change.before, change.after)
    assert because == [[fact.text for fact in facts] for facts in change.because]


@given(profiles(), profiles())
def test_an_answer_that_changes_always_says_since_what(first: PatientProfile, second: PatientProfile) -> None:
    for change in compare(first, second).options:
        if change.before is not change.after:
            assert change.because


def test_it_shows_what_changes_and_what_stays() -> None:
    text = what_if({"er": "+", "sites": ["bone"]}, her2="positive").to_text()
    assert "1 of 8 answers changes." in text
    assert "- Since: HER2 is positive." in text
    assert "- Now: HER2 is positive." in text
    assert "What stays as it is" in text
    gone = what_if({"er": "+", "pr": "+"}, er="neg", pr="neg")
    assert Relevance.NOT_DESCRIBED in {after for _, after in gone.answers}
    assert "Not described here does not mean not possible." in gone.to_markdown()
