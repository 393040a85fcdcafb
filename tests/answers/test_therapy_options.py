"""What each therapy category says of a profile: reasons, outcomes, fits."""

import pytest

from mbc_explainer import PatientProfile, Relevance, Therapy, explain
from mbc_explainer.answers.therapy_options import TherapyOption
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.patient.vocabulary import Fit, Goal


def option(therapy: str, **profile: object) -> TherapyOption:
    return explain(PatientProfile.model_validate(profile))[therapy]


def locators(reasons: object) -> set[str]:
    return {citation.locator for reason in reasons for citation in reason.passages}  # type: ignore[attr-defined]


def because(found: TherapyOption) -> set[tuple[str, str]]:
    return {(fact.name, fact.value) for reason in found.reasons for fact in reason.because}


@pytest.mark.parametrize(
    ("therapy", "profile", "citations"),
    [
        ("chemotherapy", {}, {"L4.1", "L41.1"}),
        ("chemotherapy", {"sites": ["brain"]}, {"L49.2"}),
        ("targeted_therapy", {"her2": "+", "er": "+"}, {"L45.1", "L46.4"}),
        ("targeted_therapy", {"her2": "neg", "er": "+"}, {"L45.1", "L46.4"}),
        ("targeted_therapy", {"her2": "neg", "er": "neg", "pr": "neg"}, {"L45.1"}),
        ("hormone_therapy", {"er": "+"}, {"L46.1", "L46.4"}),
        ("hormone_therapy", {"er": "neg", "pr": "neg"}, {"L46.1", "L46.3"}),
        ("immunotherapy", {}, {"L47.2"}),
        ("radiation", {"symptomatic_sites": ["bone"]}, {"L49.1", "L49.3"}),
        ("surgery", {"sites": ["brain"]}, {"L49.1", "L49.2", "L49.3"}),
        ("radiation", {"sites": ["bone"], "symptomatic_sites": []}, {"L48.3", "L49.3"}),
        ("symptom_relief", {}, {"L50.1", "L50.2", "L50.3"}),
        ("mental_health_care", {}, {"L51.1", "L51.2", "L52.1", "L52.2", "L52.3", "L57.5"}),
    ],
)
def test_reasons_point_to_the_citations_that_the_product_names(
    therapy: str, profile: dict[str, object], citations: set[str]
) -> None:
    assert citations <= locators(option(therapy, **profile).reasons)


@pytest.mark.parametrize(
    ("therapy", "profile", "in_short"),
    [
        ("chemotherapy", {}, "described for MBC in general"),
        ("immunotherapy", {}, "less common"),
        ("hormone_therapy", {"er": "+", "pr": "neg"}, "described, since ER is positive"),
        ("hormone_therapy", {"er": "+", "pr": "+"}, "described, since both ER and PR are positive"),
        ("targeted_therapy", {"er": "+", "pr": "+", "her2": "+"}, "described, since HER2, ER, and PR are all positive"),
        (
            "hormone_therapy",
            {"er": "neg", "pr": "neg"},
            "for other types of breast cancer, since both ER and PR are negative",
        ),
        ("targeted_therapy", {}, "depends on the ER, PR, and HER2 results"),
        ("targeted_therapy", {"er": "+"}, "depends on the HER2 result"),
        ("radiation", {"sites": ["brain"]}, "may help in some cases, since the cancer has spread to the brain"),
        ("radiation", {"sites": ["bone"]}, "depends on whether a tumor causes significant symptoms"),
    ],
)
def test_in_short_keeps_the_hedge_and_tells_the_reason(therapy: str, profile: dict[str, object], in_short: str) -> None:
    assert in_short == option(therapy, **profile).in_short


@pytest.mark.parametrize(
    ("therapy", "text"),
    [
        ("targeted_therapy", "If HER2 is not positive, it is left open."),
        ("radiation", "If no tumor causes significant symptoms, it is used less often."),
    ],
)
def test_an_outcome_that_is_sometimes_says_which(therapy: str, text: str) -> None:
    assert text in [outcome.text for outcome in option(therapy, er="+", sites=["bone"]).outcomes]


@pytest.mark.parametrize(
    ("therapy", "profile", "facts"),
    [
        ("hormone_therapy", {"er": "+", "pr": "neg"}, {("er", "positive")}),
        ("hormone_therapy", {"er": "+", "pr": "+"}, {("er", "positive"), ("pr", "positive")}),
        ("hormone_therapy", {"er": "neg", "pr": "neg"}, {("er", "negative"), ("pr", "negative")}),
        ("chemotherapy", {"er": "+"}, set()),
        ("targeted_therapy", {"her2": "+"}, {("her2", "positive")}),
    ],
)
def test_because_names_just_what_made_the_rules_fire(
    therapy: str, profile: dict[str, object], facts: set[tuple[str, str]]
) -> None:
    assert facts == because(option(therapy, **profile))


def test_her2_low_is_named_wherever_it_matters() -> None:
    targeted = option("targeted_therapy", her2="low", er="+")
    assert "low" in targeted.summary
    assert any("HER2-low" in reason.text for reason in targeted.reasons)
    explanation = explain({"her2": "low", "sites": ["brain"]})
    assert any("HER2-low" in remark.text for remark in explanation.receptors.remarks)
    assert any("HER2-low" in line.text for note in explanation.sites for line in note.statements)
    assert any("low" in note.text for note in explanation.notes)


def test_a_settled_answer_whose_rules_differ_gives_each_with_its_condition() -> None:
    """HER2 positive with the hormone receptors open: two rules, each with when it holds."""
    targeted = option("targeted_therapy", her2="+")
    assert Relevance.RELEVANT == targeted.relevance
    assert {(("hr", "positive"),), (("hr", "negative"),)} == {
        tuple((fact.name, fact.value) for fact in alternative)
        for reason in targeted.reasons
        for alternative in reason.when
    }


def test_a_reading_both_ways_is_named_where_the_brain_is_not_stated_to_cause_symptoms() -> None:
    both = "radiation_brain_both_ways"
    assert both in [reason.rule for reason in option("radiation", sites=["brain"]).reasons]
    assert both not in [reason.rule for reason in option("radiation", symptomatic_sites=["brain"]).reasons]


FITS = {
    "chemotherapy": ("supports", "supports", "tension", "not_stated", "not_stated"),
    "targeted_therapy": ("supports", "supports", "not_stated", "not_stated", "not_stated"),
    "hormone_therapy": ("supports", "supports", "not_stated", "not_stated", "not_stated"),
    "immunotherapy": ("supports", "supports", "tension", "not_stated", "not_stated"),
    "radiation": ("not_stated", "supports", "not_stated", "not_stated", "not_stated"),
    "surgery": ("not_stated", "supports", "not_stated", "not_stated", "not_stated"),
    "symptom_relief": ("not_stated", "supports", "supports", "not_stated", "supports"),
    "mental_health_care": ("not_stated", "supports", "not_stated", "not_stated", "supports"),
}


@pytest.mark.parametrize("therapy", FITS)
def test_fits_are_those_of_the_products_table(therapy: str) -> None:
    for profile in ({}, {"er": "+", "her2": "+", "symptomatic_sites": ["bone"]}):
        found = option(therapy, goals=list(Goal), **profile)
        assert dict(zip(Goal, map(Fit, FITS[therapy]), strict=True)) == {fit.goal: fit.fit for fit in found.goal_fit}


@pytest.mark.parametrize("therapy", ["radiation", "surgery"])
def test_relief_by_treating_one_place_is_not_stated_where_no_site_causes_symptoms(therapy: str) -> None:
    found = option(therapy, goals=["relieve_symptoms"], sites=["brain"], symptomatic_sites=[])
    assert [Fit.NOT_STATED] == [fit.fit for fit in found.goal_fit]


@pytest.mark.parametrize("therapy", ["targeted_therapy", "hormone_therapy"])
def test_what_is_not_described_fits_no_goal(therapy: str) -> None:
    found = option(therapy, er="neg", pr="neg", her2="neg", goals=list(Goal))
    assert (Relevance.NOT_DESCRIBED, ()) == (found.relevance, found.goal_fit)


@pytest.mark.parametrize("therapy", list(Therapy))
def test_where_the_document_names_no_side_effects_the_result_says_so(therapy: Therapy) -> None:
    shown = option(therapy).side_effects
    if shown.ours:
        assert "does not mean" in shown.text
    else:
        assert shown.passages


def test_only_two_categories_have_side_effects_in_the_document() -> None:
    named = [topic.therapy for topic in shipped().topics.therapies if not topic.side_effects.ours]
    assert [Therapy.CHEMOTHERAPY, Therapy.IMMUNOTHERAPY] == named
