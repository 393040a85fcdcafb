"""A case on paper and on a screen: a sheet for learners, notes for the teacher, and slides."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from mbc_explainer.answers.labels import RELEVANCE_MARKS, RELEVANCE_TITLES
from mbc_explainer.answers.phrasing import decapitalized
from mbc_explainer.answers.therapy_options import TherapyOption
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Cell, Items, Paragraph, Role, Section, Table
from mbc_explainer.rendering.blocks import Block

from .about_people import places, questions_about_person, what_it_would_take
from .cases import Case
from .coverage import spread
from .people import People, Person
from .question import Choice, Kind, Question
from .tasks import answer_table, changes, tasks

__all__ = ["ON_A_SHEET", "handout", "notes", "slides"]

ON_A_SHEET: Final = 2
"""So many tasks fit on a sheet of paper after the first, with room to write."""
_ON_A_SLIDE: Final = 4
"""So many statements of an answer can be read on a wall."""
_IN_A_QUIZ: Final = 3
_ASKED_ABOVE: Final = {Kind.DESCRIBED, Kind.ANSWER}
_BOX: Final = "\N{WHITE SQUARE}"


def handout(case: Case, number: int) -> Section:
    """What learners get: the person, and tasks with room to write; no answer."""
    boxes = tuple(Cell("", _BOX) for _ in Relevance)
    head = (phrase("table.kind_of_care"), *(RELEVANCE_TITLES[one] for one in Relevance))
    rows: tuple[tuple[str | Cell, ...], ...] = tuple(
        (option.title, *boxes) for option in case.person.explanation.options
    )
    first = Section(
        phrase("teaching.course.task", number=1),
        (Table(phrase("teaching.course.names.task"), head, rows),),
        variant="tick",
    )
    others = (
        Section(phrase("teaching.course.task", number=at), (Paragraph(task.asked, plain=True),), variant="task")
        for at, task in enumerate(tasks(case)[:ON_A_SHEET], 2)
    )
    how = Paragraph(phrase("teaching.course.handout_how"), plain=True)
    return Section(phrase("teaching.course.handout_title", number=number), (_person(case.person, how), first, *others))


def _person(person: Person, *more: Block) -> Section:
    told = Paragraph(" ".join(person.told()), plain=True)
    return Section(phrase("teaching.course.person_title"), (told, *more), variant="person")


def notes(case: Case, number: int, people: People, draw: Random) -> Section:
    """What the teacher gets: aims, answers, why, what would change them, likely mistakes, and a quiz."""
    person, asked = case.person, tasks(case)
    aims = (
        phrase("teaching.course.names.aim", count=len(Therapy)),
        *(task.aim for task in asked[:ON_A_SHEET]),
        phrase("teaching.course.place_aim"),
    )
    hard = phrase("teaching.course.hard", **case.difficulty.model_dump())
    parts = [
        _person(person, Paragraph(hard, lead=phrase("teaching.course.hard_lead"), ours=True)),
        Section(phrase("teaching.course.aims"), (Items(tuple(Paragraph(aim, ours=True) for aim in aims)),)),
        Section(phrase("teaching.course.answers"), (answer_table(person), *_read_as(person))),
        *(
            Section(
                phrase("teaching.course.answer_to", number=at, title=task.title)
                if at < ON_A_SHEET + 2
                else phrase("teaching.course.besides", title=decapitalized(task.title)),
                (Paragraph(task.asked, ours=True), Items(task.answer)),
            )
            for at, task in enumerate(asked, 2)
        ),
        Section(
            phrase("teaching.course.why"), tuple(_card(option, person, people) for option in person.explanation.options)
        )._replace(role=Role.CARDS),
        *_quiz(person, people, draw),
    ]
    return Section(phrase("teaching.course.notes_file_title", number=number), tuple(parts))


def _read_as(person: Person) -> Iterator[Section]:
    said = person.explanation.notes
    if said:
        yield Section(phrase("teaching.course.read_as"), (Items(tuple(one.paragraph() for one in said)),))


def _card(option: TherapyOption, person: Person, people: People) -> Section:
    """One answer: why, what would change it, and how learners may go wrong."""
    return Section(
        option.title,
        (
            Items(tuple(reason.paragraph() for reason in option.reasons)),
            Section(phrase("teaching.course.change"), (Items(tuple(_change(option, person, people))),)),
            *_mistakes(option, person, people),
        ),
        Role.CARD,
        option.relevance,
        RELEVANCE_MARKS[option.relevance],
        option.in_short or RELEVANCE_TITLES[option.relevance],
    )


def _change(option: TherapyOption, person: Person, people: People) -> Iterator[Paragraph]:
    """What would make an answer another one."""
    if option.outcomes:
        yield from (outcome.paragraph() for outcome in option.outcomes)
    elif not people.reads[option.therapy]:
        yield Paragraph(phrase("teaching.course.change_none"), ours=True)
    elif not person.states_all:
        yield Paragraph(phrase("teaching.course.change_settled"), ours=True)
    else:
        for change in changes(person):
            for then in (one for one in change.then if one.therapy == option.therapy):
                answer = phrase("sentence", clause=then.in_short or RELEVANCE_TITLES[then.relevance])
                yield Paragraph(answer, places(then), change.words.removesuffix("."))


def _mistakes(option: TherapyOption, person: Person, people: People) -> Iterator[Section]:
    if not people.reads[option.therapy]:
        return
    found = [
        Paragraph(said, places(option), phrase("teaching.course.mistake", answer=RELEVANCE_TITLES[wrong]), ours=True)
        for wrong in Relevance
        if wrong is not option.relevance and (said := what_it_would_take(person, option, wrong))
    ]
    if found:
        yield Section(phrase("teaching.course.mistakes"), (Items(tuple(found)),))


def _quiz(person: Person, people: People, draw: Random) -> Iterator[Section]:
    new = {(one.kind, one.key): one for one in questions_about_person(person, people) if one.kind not in _ASKED_ABOVE}
    asked = spread(list(new.values()), _IN_A_QUIZ, draw)
    if asked:
        yield Section(phrase("teaching.course.quiz"), tuple(map(_asked, asked)))


def _asked(question: Question) -> Section:
    """A question about the person who is told above, and its key."""
    key = (Paragraph(one.feedback, one.passages, _choice(one), ours=not one.passages) for one in question.choices)
    return Section(
        question.stem,
        (
            Items(tuple(Paragraph(one.text, plain=True) for one in question.choices)),
            Section(phrase("teaching.key"), (Items(tuple(key)), Paragraph(question.feedback, ours=True)), folded=True),
        ),
    )


def _choice(choice: Choice) -> str:
    mark = phrase("teaching.right" if choice.right else "teaching.wrong")
    return phrase("teaching.course.choice", mark=mark, text=choice.text.removesuffix("."))


def slides(case: Case, number: int) -> Iterator[Section]:
    """The person, the question, then the answer; so for each task."""
    person = case.person
    told = Items(tuple(Paragraph(one, plain=True) for one in person.told()))
    yield _slide("slide_person", number, told)
    kinds = Items(tuple(Paragraph(option.title, plain=True) for option in person.explanation.options))
    ask = Paragraph(phrase("teaching.course.slide_all"), plain=True)
    yield _slide("slide_ask", number, ask, kinds)
    yield _slide("slide_answer", number, answer_table(person))
    for task in tasks(case)[:ON_A_SHEET]:
        yield _slide("slide_task", number, Paragraph(task.asked, plain=True))
        for at in range(0, len(task.answer), _ON_A_SLIDE):
            yield _slide("slide_more" if at else "slide_answer", number, Items(task.answer[at : at + _ON_A_SLIDE]))


def _slide(title: str, number: int, *blocks: Block) -> Section:
    return Section(phrase(f"teaching.course.{title}", number=number), blocks, variant="slide")
