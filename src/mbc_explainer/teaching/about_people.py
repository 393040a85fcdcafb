"""Questions about a person: what is described, what turns on what, and which few facts are enough."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import partial
from itertools import combinations
from operator import attrgetter
from typing import Any, Final

from mbc_explainer.answers.labels import RELEVANCE_TITLES
from mbc_explainer.answers.models import Passage, any_of
from mbc_explainer.answers.phrasing import capitalized, decapitalized, fields_in_words
from mbc_explainer.answers.therapy_options import TherapyOption
from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import title_of
from mbc_explainer.patient.vocabulary import FIELDS, Relevance, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import each_once

from .people import People, Person, difference, seen_where_open
from .question import Choice, Difficulty, Kind, Question, question_id

__all__ = ["changed_words", "places", "questions_about_people", "questions_about_person", "what_it_would_take"]

_FEWEST: Final = 3
"""Choices that a question has at least."""
_WRONG: Final = 3
"""Choices beside the right one that it has at most, where there is a choice of them."""
_TOLD_APART: Final = 2
"""So many open fields stand beside the right one before one that is known."""


def questions_about_people(people: People) -> Iterator[Question]:
    """Every question about a person that has one key which nobody can dispute."""
    for person in people.by_signature.values():
        yield from _described(person)
    for therapy in Therapy:
        for person in people.telling(therapy):
            yield _answer(person, therapy, people)
            yield from _enough(person, therapy, people)
        for person in people.telling(therapy, among=partial(_leaves_all_else_open, people.reads[therapy])):
            yield from _settles(person, therapy)
        for person in people.telling(therapy, among=attrgetter("states_all")):
            yield from _difference(person, therapy, people)


def _leaves_all_else_open(read: Container[str], person: Person) -> bool:
    """Whether they state nothing but what an answer rests on, so that what is open has to be told apart."""
    return all(name in read for name in person.stated)


def questions_about_person(person: Person, people: People) -> Iterator[Question]:
    """Every such question about one person, of the kinds of care whose answers differ from person to person."""
    yield from _described(person)
    for therapy, read in people.reads.items():
        if read:
            yield _answer(person, therapy, people)
            yield from _settles(person, therapy)
            yield from _enough(person, therapy, people)
            yield from _difference(person, therapy, people) if person.states_all else ()


def _question(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that a question of any kind has
    kind: Kind,
    person: Person,
    about: Iterable[str],
    stem: str,
    choices: Iterable[Choice],
    feedback: str,
    difficulty: Difficulty,
    covers: Iterable[str],
) -> Question:
    these = tuple(about)
    return Question(
        id=question_id(kind, (*these, person.profile)),
        kind=kind,
        about=these,
        level=difficulty.level,
        difficulty=difficulty,
        profile=person.profile,
        vignette=person.told(),
        stem=stem,
        several=kind is Kind.DESCRIBED,
        choices=tuple(choices),
        feedback=feedback,
        covers=frozenset(covers),
    )


def _with_readings(text: str, person: Person, read: Container[str]) -> str:
    """What to know then, and how results are read that do not count as they stand."""
    return " ".join((text, *person.read_as(read)))


def _passages(option: TherapyOption) -> tuple[Passage, ...]:
    return tuple({one.locator: one for reason in option.reasons for one in reason.passages}.values())


def places(option: TherapyOption) -> tuple[Passage, ...]:
    """On what an answer rests, and an open one on what it may come to rest."""
    reasons = (*option.reasons, *(reason for outcome in option.outcomes for reason in outcome.reasons))
    return each_once(passage for reason in reasons for passage in reason.passages)


def _shown(options: Iterable[TherapyOption], person: Person) -> Iterator[str]:
    """What answers show: the rules on which they rest, their summaries, and the sentences that these cite."""
    summaries = {text.text: text for topic in person.knowledge.topics.therapies for text in topic.summary}
    for option in options:
        summary = summaries[option.summary]
        yield from (f"rule:{name}" for name in (summary.id, *(reason.rule for reason in option.reasons)))
        cited = (*summary.sources, *(one.locator for one in _passages(option)))
        yield from (f"sentence:{locator}" for locator in cited)


def _why(person: Person, option: TherapyOption) -> str:
    """Why an answer is what it is, of an open one how it may turn out, and what the document leaves open there."""
    left_open = (one.text for one in option.reasons if one.rule in seen_where_open(person.knowledge))
    return " ".join((option.summary, *(outcome.text for outcome in option.outcomes), *left_open))


def _described(person: Person) -> Iterator[Question]:
    """Which kinds of care are plainly described; where all are, there is nothing to ask."""
    options = person.explanation.options
    wrong = [one for one in options if one.relevance is not Relevance.RELEVANT]
    if not wrong:
        return
    choices = (
        Choice(
            value=option.therapy,
            text=option.title,
            right=option.relevance is Relevance.RELEVANT,
            feedback=_why(person, option),
            passages=_passages(option),
        )
        for option in options
    )
    open_fields = {field for option in wrong for field in option.depends_on}
    yield _question(
        Kind.DESCRIBED,
        person,
        [option.therapy for option in options],
        phrase("teaching.stem.described"),
        choices,
        _with_readings(phrase("teaching.one_article"), person, FIELDS),
        Difficulty(facts=len(person.stated) - 1, unknowns=len(open_fields), readings=int(_leaves_open(options))),
        [f"signature:{'|'.join(person.signature)}", *_shown(options, person)],
    )


def _leaves_open(options: Iterable[TherapyOption]) -> bool:
    """Whether the document leaves more open than it does for everyone."""
    return sum(option.relevance is Relevance.SOMETIMES for option in options) > 1


def _answer(person: Person, therapy: Therapy, people: People) -> Question:
    option = person.explanation[therapy]
    choices = (
        Choice(
            value=relevance,
            text=RELEVANCE_TITLES[relevance],
            right=relevance is option.relevance,
            feedback=_of_answer(person, option, relevance),
            passages=_passages(option) if relevance is option.relevance else (),
        )
        for relevance in Relevance
    )
    read = people.reads[therapy]
    return _question(
        Kind.ANSWER,
        person,
        [therapy],
        phrase("teaching.stem.answer", therapy=decapitalized(option.title)),
        choices,
        _with_readings(phrase("teaching.one_article"), person, people.reads[therapy]),
        Difficulty(
            facts=len([name for name in read if name in person.stated]),
            unknowns=len(option.depends_on),
            readings=int(option.relevance is Relevance.SOMETIMES),
        ),
        _shown([option], person),
    )


def _of_answer(person: Person, option: TherapyOption, relevance: Relevance) -> str:
    """Why an answer is right; for another, what it would take."""
    if relevance is option.relevance:
        return _why(person, option)
    instead = phrase("teaching.instead", answer=RELEVANCE_TITLES[option.relevance].lower(), why=_why(person, option))
    return what_it_would_take(person, option, relevance) or instead


def what_it_would_take(person: Person, option: TherapyOption, relevance: Relevance) -> str | None:
    """What another answer than the right one would take; None where there is nothing to say but what is right."""
    outcome = next((one for one in option.outcomes if one.relevance is relevance), None)
    if outcome is not None:
        return phrase("teaching.only_if", alternatives=any_of(outcome.when), fields=fields_in_words(option.depends_on))
    if option.relevance is Relevance.DEPENDS:
        return phrase("teaching.not_here")
    if relevance is Relevance.DEPENDS:
        return phrase("teaching.already_clear", why=_why(person, option))
    why_not = person.explanation.why_not(option.therapy, knowledge=person.knowledge)
    if why_not.aims_at is relevance and why_not.changes:
        return why_not.changes[0].text
    return None


def _settles(person: Person, therapy: Therapy) -> Iterator[Question]:
    """Which missing result settles it, whichever way it turns out: where just one does."""
    option = person.explanation[therapy]
    if option.relevance is not Relevance.DEPENDS:
        return
    found = {one.field: one for one in person.explanation.open_questions(knowledge=person.knowledge)}
    right = [field for field, one in found.items() if therapy in one.settles]
    still_open = [field for field in facts.open_fields(person.profile) if field not in right]
    known = [field for field in person.stated if field not in (*right, *still_open)]
    wrong = [*still_open[:_TOLD_APART], *reversed(known), *still_open[_TOLD_APART:]][:_WRONG]
    if len(right) != 1 or not still_open or len(wrong) < _FEWEST - 1:
        return
    choices = (
        Choice(
            value=field,
            text=capitalized(title_of(field)),
            right=field in right,
            feedback=_of_field(person, option, field, settles=field in right),
            passages=_passages(option) if field in right else (),
        )
        for field in FIELDS
        if field in right or field in wrong
    )
    yield _question(
        Kind.SETTLES,
        person,
        [therapy],
        phrase("teaching.stem.settles", therapy=decapitalized(option.title)),
        choices,
        _why(person, option),
        Difficulty(facts=len(option.depends_on), unknowns=len(facts.open_fields(person.profile)) - 1),
        _shown([option], person),
    )


def _of_field(person: Person, option: TherapyOption, field: str, *, settles: bool) -> str:
    if settles:
        return phrase("teaching.field.settles")
    if field in option.depends_on:
        return phrase("teaching.field.may_change")
    if field not in facts.open_fields(person.profile):
        return phrase("teaching.field.known")
    return phrase("teaching.field.no_part", therapy=decapitalized(option.title))


def _difference(person: Person, therapy: Therapy, people: People) -> Iterator[Question]:
    """What one difference would change the answer: where all is known, and among one from each field just one does."""
    option = person.explanation[therapy]
    changes = list(person.changes())
    changing = [(field, value, other) for field, value, other in changes if _turns(other, option)]
    staying = [(field, value, other) for field, value, other in changes if not _turns(other, option)]
    for field, value, other in changing:
        wrong = list({one[0]: one for one in staying if one[0] != field}.values())
        if len(wrong) < _FEWEST - 1:
            continue
        choices = (
            Choice(
                value=f"{one}={_written(said)}",
                text=changed_words(one, said, changed),
                right=one == field,
                feedback=_of_change(changed, option, turns=one == field),
                passages=_passages(changed.explanation[therapy]),
            )
            for one, said, changed in sorted(
                [(field, value, other), *wrong], key=lambda one: list(FIELDS).index(one[0])
            )
        )
        then = other.explanation[therapy]
        question = _question(
            Kind.DIFFERENCE,
            person,
            [therapy],
            phrase("teaching.stem.difference", therapy=decapitalized(option.title), answer=_inside(option)),
            choices,
            _with_readings(phrase("teaching.nobody_has_to_change"), person, people.reads[therapy]),
            Difficulty(
                facts=1 + len(people.reads[therapy]),
                readings=int(Relevance.SOMETIMES in {option.relevance, then.relevance}),
            ),
            [
                difference(therapy, option.relevance, then.relevance, field),
                *_shown([option], person),
                *_shown([then], other),
            ],
        )
        yield question.model_copy(update={"id": question_id(Kind.DIFFERENCE, (therapy, person.profile, field, value))})


def _turns(other: Person, option: TherapyOption) -> bool:
    return other.explanation[option.therapy].relevance is not option.relevance


def _written(value: Any) -> str:
    return value if isinstance(value, str) else "+".join(value) or "none"


def changed_words(field: str, value: Any, other: Person) -> str:
    """A difference in words."""
    return other.reported(field) if isinstance(value, str) else other.in_places(field)


def _of_change(changed: Person, option: TherapyOption, *, turns: bool) -> str:
    then = changed.explanation[option.therapy]
    return phrase("teaching.then" if turns else "teaching.still", answer=_inside(then), why=_why(changed, then))


def _inside(option: TherapyOption) -> str:
    return decapitalized(RELEVANCE_TITLES[option.relevance])


def _enough(person: Person, therapy: Therapy, people: People) -> Iterator[Question]:
    """Which few facts are enough to know the answer: where there is just one smallest set of fields."""
    option = person.explanation[therapy]
    known = [name for name in person.stated if FIELDS[name].kind != "choices"]
    if option.relevance is Relevance.DEPENDS or len(known) < _FEWEST or not people.reads[therapy]:
        return
    sets = [one for size in (1, 2) for one in combinations(known, size)]
    enough = [one for one in sets if not _is_open(person.with_only(*one), therapy)]
    smallest = [one for one in enough if not any(set(other) < set(one) for other in enough)]
    if len(smallest) != 1:
        return
    wrong = sorted((one for one in sets if one not in enough), key=lambda one: (len(one) != len(smallest[0]), one))
    if len(wrong) < _FEWEST - 1:
        return
    choices = (
        Choice(
            value="+".join(fields),
            text=person.alone(fields),
            right=fields == smallest[0],
            feedback=_of_set(person, therapy, fields),
            passages=_passages(option) if fields == smallest[0] else (),
        )
        for fields in sorted([smallest[0], *wrong[:_WRONG]])
    )
    yield _question(
        Kind.ENOUGH,
        person,
        [therapy],
        phrase("teaching.stem.enough", therapy=decapitalized(option.title)),
        choices,
        _why(person, option),
        Difficulty(facts=len(smallest[0]) + len(known) - 1, readings=int(option.relevance is Relevance.SOMETIMES)),
        _shown([option], person),
    )


def _is_open(person: Person, therapy: Therapy) -> bool:
    return person.explanation[therapy].relevance is Relevance.DEPENDS


def _of_set(person: Person, therapy: Therapy, fields: tuple[str, ...]) -> str:
    option = person.with_only(*fields).explanation[therapy]
    if option.relevance is not Relevance.DEPENDS:
        return phrase("teaching.set.enough", answer=_inside(option))
    return phrase("teaching.set.open", fields=fields_in_words(option.depends_on))
