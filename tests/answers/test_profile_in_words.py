"""A profile in words, a line for each field."""

import pytest

from mbc_explainer import PatientProfile
from mbc_explainer.answers.profile_in_words import profile_in_words
from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.patient import facts


@pytest.mark.parametrize(
    ("profile", "lines"),
    [
        (
            {"er": "+", "sites": ["bone", "lung"], "symptomatic_sites": [], "symptoms": ["pain"]},
            [
                "ER is positive.",
                "The PR result is not known yet.",
                "The HER2 result is not known yet.",
                "Spread to: Bones, Lungs",
                "Significant symptoms from: none of the sites",
                "Goals: none stated",
                "Symptom: Pain",
            ],
        ),
        (
            {"symptomatic_sites": ["brain"], "goals": ["extend_life", "quality_of_life"]},
            [
                "The ER result is not known yet.",
                "The PR result is not known yet.",
                "The HER2 result is not known yet.",
                "Spread to: Brain",
                "Significant symptoms from: Brain",
                "Goals: Live longer, Quality of life",
            ],
        ),
        ({}, [*(f"The {name} result is not known yet." for name in ("ER", "PR", "HER2")), "Spread to: not stated",
              "Significant symptoms from: not stated", "Goals: none stated"]),
    ],
)  # fmt: skip
def test_each_field_has_a_line(profile: dict[str, object], lines: list[str]) -> None:
    given = PatientProfile.model_validate(profile)
    told = profile_in_words(rulebook_for().phrasing)
    assert tuple(lines) == told(given, facts.stated(given)) == told(given, facts.stated(given))
