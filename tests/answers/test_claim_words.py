"""A claim in words says whom it is about, what it says of them, and who is not meant."""

from typing import Any

import pytest

from mbc_explainer import Relevance, Therapy, check_claim
from mbc_explainer.answers.claim_reading import Claim, read_claim
from mbc_explainer.answers.claim_words import claim_in_words, in_sentences, people_in_words
from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.reasoning.claim_scope import Scope

PHRASING = rulebook_for().phrasing


@pytest.mark.parametrize(
    ("claim", "more", "words"),
    [
        (("chemotherapy", "relevant"), {}, "For anyone with MBC, chemotherapy is described for this cancer."),
        (
            ("targeted_therapy", "not_described", {"er": "neg", "pr": "neg", "her2": "low"}),
            {},
            (
                "ER is negative. PR is negative. HER2 is low (read as not positive). "
                "Then targeted therapy is for other types of breast cancer."
            ),
        ),
        (
            ("targeted_therapy", "relevant"),
            {"negated": True, "unless": [{"her2": "+"}, {"er": "neg", "pr": "neg"}]},
            (
                "For anyone with MBC, targeted therapy is less common, left open, or for other types of breast cancer, "
                "unless HER2 is positive, or if both ER and PR are negative."
            ),
        ),
        (
            ("targeted_therapy", "relevant"),
            {"negated": True, "unless_known": ["her2"]},
            (
                "If the HER2 result is not known yet, targeted therapy is less common, left open, or for other types "
                "of breast cancer, or depends on what is not known yet."
            ),
        ),
        (
            ("radiation", "depends", {"sites": "unknown"}),
            {},
            "If it is not known yet where the cancer has spread, radiation depends on what is not known yet.",
        ),
        (
            ("surgery", "sometimes", {"sites": ["bone", "other"], "symptomatic_sites": ["bone"]}),
            {},
            (
                "If the cancer has only spread to bones and another place and significant symptoms come only from "
                "bones, surgery is less common, or left open."
            ),
        ),
        (
            ("surgery", "sometimes", {"symptomatic_sites": "none", "symptoms": ["pain"], "goals": ["extend_life"]}),
            {},
            (
                "No tumor causes significant symptoms. The symptoms are these: pain. The goals are these: live longer. "
                "Then surgery is less common, or left open."
            ),
        ),
    ],
)
def test_a_claim_reads_as_a_sentence(claim: tuple[Any, ...], more: dict[str, Any], words: str) -> None:
    assert words == check_claim(*claim, **more).text


@pytest.mark.parametrize("answer", Relevance)
@pytest.mark.parametrize("negated", [True, False])
def test_each_answer_has_its_words(answer: Relevance, *, negated: bool) -> None:
    claim = read_claim(Therapy.SURGERY, answer, ({}, (), ["sites"]), PHRASING.therapies, negated=negated)
    assert isinstance(claim, Claim)
    assert "surgery" in claim_in_words(claim, PHRASING)


def test_people_are_what_is_stated_and_what_is_not_known() -> None:
    scope = Scope({"pr": "positive"}, frozenset({"her2"}))
    facts = people_in_words(scope, {"er": "negative"}, PHRASING)
    assert ["ER is negative", "PR is positive", "the HER2 result is not known yet"] == [fact.text for fact in facts]
    assert "ER is negative. PR is positive. The HER2 result is not known yet." == in_sentences(facts)
