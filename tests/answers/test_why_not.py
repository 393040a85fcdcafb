"""For whom else the document describes something, without a word that sounds like advice."""

import pytest
from hypothesis import given
from strategies import profiles

from mbc_explainer import PatientProfile, Relevance, Therapy, UnknownNameError, explain
from mbc_explainer.answers.why_not import Standing, WhyNot


@pytest.mark.parametrize(
    ("profile", "therapy", "aims_at", "standing", "changes"),
    [
        ({"her2": "neg", "er": "+"}, "targeted_therapy", "relevant", "another_profile", [{"her2": "positive"}]),
        (
            {"er": "neg", "pr": "neg"},
            "hormone_therapy",
            "relevant",
            "another_profile",
            [{"er": "positive"}, {"pr": "positive"}],
        ),
        (
            {"sites": ["bone"], "symptomatic_sites": []},
            "radiation",
            "relevant",
            "another_profile",
            [{"symptomatic_sites.any": "yes"}, {"sites.brain": "yes"}],
        ),
        ({"er": "neg", "her2": "low"}, "targeted_therapy", "relevant", "another_profile", [{"her2": "positive"}]),
        ({}, "radiation", "relevant", "open", []),
        ({"er": "+"}, "hormone_therapy", "relevant", "already", []),
        ({}, "immunotherapy", "sometimes", "already", []),
        ({}, "chemotherapy", "relevant", "already", []),
    ],
)
def test_it_gives_the_smallest_changes_or_says_how_it_stands(
    profile: dict[str, object], therapy: str, aims_at: str, standing: str, changes: list[dict[str, str]]
) -> None:
    found = explain(profile).why_not(therapy)
    assert (aims_at, standing) == (found.aims_at, found.standing)
    assert changes == [{fact.name: fact.value for fact in change.facts} for change in found.changes]


def test_a_change_is_told_of_the_document_and_of_this_profile() -> None:
    (change,) = explain({"her2": "neg", "er": "+"}).why_not("targeted_therapy").changes
    assert "The article describes this when HER2 is positive. Here, HER2 is not positive." == change.text
    assert ("L45.1", "L46.4") == tuple(citation.locator for citation in change.passages)


@pytest.mark.parametrize("therapy", list(Therapy))
@given(profile=profiles())
def test_no_word_suggests_that_somebody_should_be_otherwise(therapy: Therapy, profile: PatientProfile) -> None:
    text = explain(profile).why_not(therapy).to_text().casefold()
    text = text[: text.index("what this is, and is not")]
    for word in ("you should", "you could", "you can", "if you change", "would need", "eligible", "you need", "must"):
        assert word not in text


@pytest.mark.parametrize("therapy", list(Therapy))
@given(profile=profiles())
def test_there_are_changes_exactly_where_other_profiles_have_it(therapy: Therapy, profile: PatientProfile) -> None:
    option = explain(profile)[therapy]
    found = explain(profile).why_not(therapy)
    assert bool(found.changes) == (found.standing is Standing.ANOTHER_PROFILE)
    assert (found.standing is Standing.ALREADY) == (option.relevance is found.aims_at)
    assert bool(found.when) == (found.aims_at in {outcome.relevance for outcome in option.outcomes})
    assert found == WhyNot.from_json(found.model_dump_json())


def test_what_is_not_described_says_that_this_is_one_document() -> None:
    explanation = explain({"er": "neg", "pr": "neg"})
    assert explanation["hormone_therapy"].relevance is Relevance.NOT_DESCRIBED
    assert "Not described here does not mean not possible." in explanation.why_not("hormone_therapy").to_markdown()


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="accepted: chemotherapy"):
        explain({}).why_not("magic")
