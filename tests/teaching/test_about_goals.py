"""What may help with a goal, or pull against it, is what the document says; a table says it once more."""

import pytest

from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.teaching.about_goals import questions_about_goals
from mbc_explainer.teaching.people import People
from mbc_explainer.teaching.question import Kind, Question

QUESTIONS = tuple(questions_about_goals(People(rulebook_for())))
WHOLE_BODY = {"chemotherapy", "targeted_therapy", "hormone_therapy", "immunotherapy"}
ONE_PLACE = {"radiation", "surgery"}
HELPS = {
    "extend_life": WHOLE_BODY,
    "relieve_symptoms": {*WHOLE_BODY, *ONE_PLACE, "symptom_relief", "mental_health_care"},
    "limit_side_effects": {"symptom_relief"},
    "quality_of_life": {"symptom_relief", "mental_health_care"},
}
PULLS_AGAINST = {"limit_side_effects": {"chemotherapy", "immunotherapy"}}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_choice_is_right_or_refuted(question: Question) -> None:
    assert question.profile is not None
    assert question.profile.goals is not None
    (goal,) = question.profile.goals
    fits = (PULLS_AGAINST if "pull against" in question.stem else HELPS)[goal]
    if question.profile.symptomatic_sites == ():
        fits = fits - ONE_PLACE
    assert {choice.value: choice.value in fits for choice in question.choices} == {
        choice.value: choice.right for choice in question.choices
    }
    assert all(choice.passages for choice in question.choices if choice.right)


def test_each_goal_with_something_to_tell_apart_is_asked_about_and_every_fit_that_the_document_names_is_shown() -> None:
    asked = {(goal, question.stem) for question in QUESTIONS for goal in question.profile.goals}  # type: ignore[union-attr]  # each has a profile with a goal
    assert len(HELPS) + len(PULLS_AGAINST) == len(asked)
    assert {Kind.GOAL} == {question.kind for question in QUESTIONS}
    assert all(question.several and 1 <= len(question.key) < len(question.choices) for question in QUESTIONS)
