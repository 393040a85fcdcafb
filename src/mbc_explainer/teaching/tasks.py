"""What a case asks of learners: for each thing that it shows an aim, a task, and the answer with its places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mbc_explainer.answers.labels import RELEVANCE_TITLES, answer_cell
from mbc_explainer.answers.models import Statement
from mbc_explainer.answers.phrasing import decapitalized, enumerated, fields_in_words
from mbc_explainer.answers.therapy_options import TherapyOption
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.phrases import linked, phrase
from mbc_explainer.rendering import Paragraph, Table, each_once

from .about_people import changed_words, places
from .cases import Case, limits_met, split_between_goals
from .people import Person

__all__ = ["Change", "Task", "answer_table", "changes", "tasks"]


class Task(NamedTuple):
    """One thing that a case asks."""

    kind: str
    """What it is about, as its phrases are named."""
    shows: str
    """What the case shows by it, in a line."""
    answer: tuple[Paragraph, ...]
    """The answer, with its places."""

    @property
    def aim(self) -> str:
        """What a learner can do after it, so that a teacher can tell."""
        return phrase(f"teaching.course.{self.kind}.aim", count=len(Therapy))

    @property
    def asked(self) -> str:
        """What a learner is asked."""
        return phrase(f"teaching.course.{self.kind}.task")

    @property
    def title(self) -> str:
        """What it is about, as a heading."""
        return phrase(f"teaching.course.{self.kind}.title")


def tasks(case: Case) -> tuple[Task, ...]:
    """What a case asks after all answers, what few cases ask first."""
    return (*_goals(case), *_open(case), *_readings(case), *_symptoms(case), *_changes(case))


def answer_table(person: Person) -> Table:
    """The answer for each kind of care."""
    rows = ((one.title, answer_cell(one.relevance)) for one in person.explanation.options)
    head = (phrase("table.kind_of_care"), phrase("table.answer"))
    return Table(phrase("teaching.course.answer_caption"), head, tuple(rows))


def _open(case: Case) -> Iterator[Task]:
    options = [one for one in case.person.explanation.options if one.relevance is Relevance.DEPENDS]
    if options:
        turns = (
            Paragraph(
                phrase("teaching.course.open.turns", fields=fields_in_words(one.depends_on)), places(one), one.title
            )
            for one in options
        )
        fields = {field: None for one in options for field in one.depends_on}
        shows = phrase("teaching.course.shows.open", fields=fields_in_words(fields))
        yield Task("open", shows, tuple(turns))


def _readings(case: Case) -> Iterator[Task]:
    if case.difficulty.readings:
        explanation, rules = case.person.explanation, case.person.rules
        left_open = [
            Paragraph(one.summary, one.passages, one.title, one.ours)
            for one in explanation.options
            if one.relevance is Relevance.SOMETIMES
        ]
        limits = map(rules.phrasing.statement, limits_met(case.person))
        shown = (*left_open, *(limit.paragraph() for limit in limits))
        yield Task("readings", phrase("teaching.course.shows.readings"), shown)


def _goals(case: Case) -> Iterator[Task]:
    explanation, topics = case.person.explanation, case.person.knowledge.topics
    conditional = {text.text for text in topics.goals_shared.shared if text.when is not None}
    said = {one.text: one for note in explanation.goals for one in note.shared if one.text in conditional}
    between = [
        fit.paragraph()._replace(lead=phrase("option.line", therapy=option.title, answer=fit.paragraph().lead))
        for option, fits in split_between_goals(explanation)
        for fit in fits
    ]
    if said or between:
        none = [Paragraph(phrase("teaching.course.goals.none"), ours=True)]
        shown = (*(one.paragraph() for one in said.values()), *(between or none))
        yield Task("goals", phrase("teaching.course.shows.goals"), shown)


def _symptoms(case: Case) -> Iterator[Task]:
    notes = case.person.explanation.symptoms
    if notes:
        own = (one.paragraph(_parts(one)) for note in notes for one in note.statements)
        shared = {one.text: one.paragraph() for note in notes for one in note.shared}
        named = enumerated(decapitalized(note.title) for note in notes)
        shows = phrase("teaching.course.shows.symptoms", symptoms=named)
        yield Task("symptoms", shows, (*own, *shared.values()))


def _parts(statement: Statement) -> str:
    """The parts of the document on which a statement rests."""
    return linked("list.semicolon", dict.fromkeys(passage.section for passage in statement.passages))


def _changes(case: Case) -> Iterator[Task]:
    found = changes(case.person)
    if found:
        paragraphs = (
            Paragraph(
                " ".join(
                    phrase(
                        "teaching.course.changes.then",
                        therapy=one.title,
                        answer=decapitalized(RELEVANCE_TITLES[one.relevance]),
                    )
                    for one in change.then
                ),
                each_once(place for one in change.then for place in places(one)),
                change.words.removesuffix("."),
            )
            for change in found
        )
        yield Task("changes", phrase("teaching.course.shows.changes"), tuple(paragraphs))


def _then(option: TherapyOption) -> str:
    answer = decapitalized(RELEVANCE_TITLES[option.relevance])
    return phrase("teaching.course.changes.then", therapy=option.title, answer=answer)


class Change(NamedTuple):
    """One thing that could be otherwise."""

    words: str
    """What would be so then."""
    then: tuple[TherapyOption, ...]
    """The answers that would be others."""


def changes(person: Person) -> tuple[Change, ...]:
    """Where all is known: each single thing that would change an answer; of those with the same effect the first."""
    found: dict[object, Change] = {}
    for field, value, other in person.changes() if person.states_all else ():
        pairs = zip(person.explanation.options, other.explanation.options, strict=True)
        then = tuple(after for before, after in pairs if before.relevance is not after.relevance)
        if then:
            effect = (field, tuple((one.therapy, one.relevance) for one in then))
            found.setdefault(effect, Change(changed_words(field, value, other), then))
    return tuple(found.values())
