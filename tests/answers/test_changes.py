"""What differs says what makes the difference, and whose it is."""

from typing import Any

import pytest
from hypothesis import given
from strategies import profiles

from mbc_explainer import PatientProfile, Relevance, compare, what_if
from mbc_explainer.rendering import Items


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
            ["the PR result is not known yet"],
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


def test_it_shows_what_differs_and_what_is_the_same() -> None:
    found = compare({"er": "+", "sites": ["bone"]}, {"er": "+", "sites": ["bone"], "her2": "+"}, names=("A", "B"))
    text = found.to_text()
    assert "1 of 8 answers differs." in text
    assert "- What makes the difference: For B, HER2 is positive." in text
    assert "- Only for A: The HER2 result is not known yet." in text
    assert "- Only for B: HER2 is positive." in text
    assert "What is the same for both" in text
    assert "Receptors\n---------" not in text
    assert "Receptors\n---------" in found.to_text(detail="full")
    differing = what_if({"er": "+", "pr": "+"}, er="neg", pr="neg")
    assert Relevance.NOT_DESCRIBED in {after for _, after in differing.answers}
    assert "Not described here does not mean not possible." in differing.to_markdown()


def test_two_answers_that_depend_say_on_what_each() -> None:
    found = compare({"er": "+"}, {}, names=("A", "B")).to_text()
    assert "- For A: Depends on the HER2 result." in found
    assert "- For B: Depends on the ER, PR, and HER2 results." in found


@given(profiles(), profiles())
def test_each_side_has_its_own_reasons_under_its_name(first: PatientProfile, second: PatientProfile) -> None:
    """What both have alike is under neither, and nothing is left without a text."""
    for change in compare(first, second).options:
        (items,) = change.section(("A", "B")).blocks
        assert isinstance(items, Items)
        assert items.items
        shown = {(paragraph.lead, paragraph.text) for paragraph in items.items}
        rules = [{reason.rule for reason in reasons} for reasons in (change.reasons_gone, change.reasons_new)]
        for name, other, reasons in (("A", rules[1], change.reasons_gone), ("B", rules[0], change.reasons_new)):
            for reason in reasons:
                only = any(lead.startswith(f"Only for {name}") for lead, text in shown if text == reason.text)
                assert only == (reason.rule not in other)
