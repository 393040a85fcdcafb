"""Every answer can be traced back to what the profile says."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from strategies import profiles

from mbc_explainer import PatientProfile, Relevance, Therapy, UnknownNameError, explain
from mbc_explainer.answers.why import Step, Why


def steps(of: Why) -> Iterator[Step]:
    left = [step for branch in of.branches for step in branch.steps] + list(of.also)
    while left:
        step = left.pop()
        left += step.because
        yield step


@pytest.mark.parametrize(
    ("profile", "therapy", "premises"),
    [
        ({"er": "+", "pr": "+"}, "hormone_therapy", [{"er": "positive"}, {"pr": "positive"}]),
        ({"er": "neg", "pr": "neg"}, "hormone_therapy", [{"er": "negative", "pr": "negative"}]),
        ({"er": "+", "her2": "+"}, "targeted_therapy", [{"her2": "positive"}]),
        ({"er": "+", "her2": "low"}, "targeted_therapy", [{"her2": "low", "er": "positive"}]),
        ({"sites": ["brain"]}, "radiation", [{"sites.brain": "yes"}]),
        (
            {"sites": ["brain", "bone"], "symptomatic_sites": ["bone"]},
            "surgery",
            [{"symptomatic_sites.any": "yes"}, {"sites.brain": "yes"}],
        ),
        ({}, "chemotherapy", [{}]),
        ({"sites": ["brain"]}, "chemotherapy", [{}]),
    ],
)
def test_a_settled_answer_has_a_branch_for_each_smallest_set(
    profile: dict[str, object], therapy: str, premises: list[dict[str, str]]
) -> None:
    why = explain(profile).why(therapy)
    assert premises == [{fact.name: fact.value for fact in branch.premises} for branch in why.branches]
    assert {why.relevance} == {branch.relevance for branch in why.branches}


@given(profiles())
def test_an_open_answer_has_a_branch_for_each_outcome(profile: PatientProfile) -> None:
    explanation = explain(profile)
    for option in explanation.options:
        why = explanation.why(option.therapy)
        assert why.branches
        if option.outcomes:
            assert {(outcome.relevance, outcome.when) for outcome in option.outcomes} == {
                (branch.relevance, branch.when) for branch in why.branches
            }


@given(profiles())
def test_every_rule_that_is_a_reason_is_in_the_tree_and_has_its_places(profile: PatientProfile) -> None:
    explanation = explain(profile)
    for option in explanation.options:
        why = explanation.why(option.therapy)
        shown = {rule: step for step in steps(why) if step.kind == "rule" for rule in step.rules}
        reasons = [*option.reasons, *(reason for outcome in option.outcomes for reason in outcome.reasons)]
        assert {reason.rule for reason in reasons} <= set(shown)
        for reason in reasons:
            assert (reason.text, reason.passages) == (shown[reason.rule].text, shown[reason.rule].passages)
        for step in steps(why):
            if step.kind in {"rule", "fact"}:
                assert step.passages or step.ours
            else:
                assert not step.because


def test_the_tree_is_drawn_with_lines() -> None:
    text = explain({"er": "+", "her2": "low"}).why("targeted_therapy").to_text()
    lines = text.splitlines()
    at = lines.index("Targeted therapy: Less common, or left open")
    assert "└─ HER2 is low (read as not positive) and ER is positive. It takes both." == lines[at + 1]
    assert "      ├─ In this profile: HER2 is low (read as not positive)." in lines
    assert "      └─ ER or PR is positive. [L12.1, L46.1]" in lines
    assert "         └─ In this profile: ER is positive." in lines


def test_a_prompt_shows_what_is_enough() -> None:
    shown = repr(explain({"er": "+", "pr": "+"}).why("hormone_therapy"))
    answer, er, pr = shown.splitlines()
    assert "<Why: Hormone therapy: Described for this cancer" == answer
    assert ("  ER is positive. This alone is enough.", "  PR is positive. This alone is enough.>") == (er, pr)


def test_an_answer_that_is_not_described_says_that_this_is_one_document() -> None:
    assert (
        "Not described here does not mean not possible."
        in explain({"er": "neg", "pr": "neg"}).why("hormone_therapy").to_markdown()
    )
    assert "does not mean not possible" not in explain({"er": "+"}).why("hormone_therapy").to_markdown()


def test_a_category_is_found_by_name_and_by_member() -> None:
    explanation = explain({})
    assert explanation.why("surgery") == explanation.why(Therapy.SURGERY)
    with pytest.raises(UnknownNameError, match=r"did you mean surgery\?"):
        explanation.why("surgry")


@pytest.mark.parametrize("therapy", list(Therapy))
def test_it_goes_out_as_json_and_comes_back(therapy: Therapy) -> None:
    why = explain({"sites": ["brain"], "her2": "equivocal"}).why(therapy)
    assert why == Why.from_json(why.model_dump_json())
    assert Relevance(why.relevance) is why.relevance
