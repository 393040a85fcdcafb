"""Questions about a person's goal: which kinds of care may help with it, and which may pull against it."""

from __future__ import annotations

from collections.abc import Iterator

from mbc_explainer.knowledge.rulebase import GoalTopic
from mbc_explainer.patient.vocabulary import Fit
from mbc_explainer.phrases import phrase

from .coverage import few
from .people import People, Person, seen_where_open
from .question import Choice, Difficulty, Kind, Question, question_id, showing

__all__ = ["questions_about_goals"]


def questions_about_goals(people: People) -> Iterator[Question]:
    """For each goal, and each way to fit it, as few as show every text that says so."""
    for topic in people.rules.knowledge.topics.goals:
        told: dict[frozenset[str], Person] = {}
        for person in people.by_signature.values():
            other = person.otherwise(goals=(topic.goal,))
            if other:
                texts = frozenset(fit.text for option in other.explanation.options for fit in option.goal_fit)
                told.setdefault(texts, other)
        for fit in (Fit.SUPPORTS, Fit.TENSION):
            yield from few([question for person in told.values() for question in _fits(person, topic, fit)])


def _fits(person: Person, topic: GoalTopic, fit: Fit) -> Iterator[Question]:
    """Which kinds of care fit a goal in one way, without what is left open; where all or none do, nothing is asked."""
    left_open = {text.text for text in topic.fits if text.id in seen_where_open(person.knowledge)}
    told = ((option, one) for option in person.explanation.options for one in option.goal_fit)
    fits = [(option, one) for option, one in told if one.text not in left_open]
    if len({one.fit is fit for _, one in fits}) != len((True, False)):
        return
    said = {one.text for _, one in fits}
    difficulty = Difficulty(facts=2, readings=1)
    yield Question(
        id=question_id(Kind.GOAL, (fit, person.profile)),
        kind=Kind.GOAL,
        about=tuple(option.therapy for option, _ in fits),
        level=difficulty.level,
        difficulty=difficulty,
        profile=person.profile,
        vignette=person.told(),
        stem=phrase(f"teaching.stem.goal_{fit}"),
        several=True,
        choices=tuple(
            Choice(
                value=option.therapy, text=option.title, right=one.fit is fit, feedback=one.text, passages=one.passages
            )
            for option, one in fits
        ),
        feedback=phrase("teaching.one_article"),
        covers=frozenset().union(*(showing(text) for text in topic.fits if text.text in said)),
    )
