"""A sheet for learners holds no answer; the teacher's notes hold all, each with its place; slides ask first."""

from collections.abc import Iterator
from random import Random

import pytest
from courses import PEOPLE, chosen

from mbc_explainer.answers.labels import RELEVANCE_TITLES
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.rendering import Cell, Citations, Items, Paragraph, Section, Table, text
from mbc_explainer.rendering.blocks import Block
from mbc_explainer.teaching.sheets import handout, notes, slides
from mbc_explainer.teaching.tasks import tasks

NUMBERS = range(1, len(chosen()) + 1)


def paragraphs(block: Block) -> Iterator[Paragraph]:
    match block:
        case Section():
            for inner in block.blocks:
                yield from paragraphs(inner)
        case Items() | Citations():
            yield from block.items
        case Paragraph():
            yield block


@pytest.mark.parametrize("number", NUMBERS)
def test_a_sheet_tells_the_person_and_asks_and_holds_no_answer(number: int) -> None:
    """It is the same for all who are told alike, however the article answers: it has no place, mark or summary."""
    case = chosen()[number - 1]
    sheet = handout(case, number)
    shown = text(sheet, 10_000)
    assert all(sentence in shown for sentence in case.person.told())
    answers = [
        said
        for option in case.person.explanation.options
        for said in (option.summary, *(reason.text for reason in option.reasons))
    ]
    assert [] == [said for said in answers if said in shown]
    assert [] == [one for paragraph in paragraphs(sheet) for one in paragraph.citations]
    tables = [block for part in sheet.blocks if isinstance(part, Section) for block in part.blocks]
    cells = [cell for table in tables if isinstance(table, Table) for _, *others in table.rows for cell in others]
    assert [Cell("", "\N{WHITE SQUARE}")] * len(Therapy) * len(Relevance) == cells
    assert 3 == len([part for part in sheet.blocks if isinstance(part, Section)]) - 1


@pytest.mark.parametrize("number", NUMBERS)
def test_each_statement_in_the_notes_has_its_place_or_is_ours(number: int) -> None:
    """But for the person, who is told, and choices of the quiz, which are right or wrong."""
    found = notes(chosen()[number - 1], number, PEOPLE, Random(0))
    assert [] == [one.text for one in paragraphs(found) if not (one.citations or one.ours or one.plain)]
    plain = {one.text for one in paragraphs(found) if one.plain}
    choices = {choice.text for choice in _choices(found)}
    assert plain == {" ".join(chosen()[number - 1].person.told())} | choices


def _choices(section: Section) -> Iterator[Paragraph]:
    for part in section.blocks:
        if isinstance(part, Section) and part.title == "Questions for a quiz":
            for asked in part.blocks:
                assert isinstance(asked, Section)
                assert isinstance(asked.blocks[0], Items)
                yield from asked.blocks[0].items


@pytest.mark.parametrize("number", NUMBERS)
def test_the_notes_say_every_answer_why_what_would_change_it_and_what_learners_may_get_wrong(number: int) -> None:
    case = chosen()[number - 1]
    shown = text(notes(case, number, PEOPLE, Random(0)), 10_000)
    options = case.person.explanation.options
    expected = [reason.text for option in options for reason in option.reasons]
    expected += [outcome.reasons[0].text for option in options for outcome in option.outcomes]
    expected += [task.aim for task in tasks(case)[:2]] + [task.title for task in tasks(case)][:2]
    assert [] == [one for one in expected if one not in shown]
    assert 8 == shown.count("What would change it")
    assert "Likely mistakes" in shown


def test_a_quiz_asks_nothing_that_the_sheet_asks_and_the_same_draw_gives_the_same() -> None:
    twice = [notes(chosen()[0], 1, PEOPLE, Random(2)) for _ in range(2)]
    assert twice[0] == twice[1]
    quiz = twice[0].blocks[-1]
    assert isinstance(quiz, Section)
    asked = [part.title for part in quiz.blocks if isinstance(part, Section)]
    assert asked
    assert [] == [stem for stem in asked if stem.startswith(("What does the article say", "Which kinds of care"))]


@pytest.mark.parametrize("number", NUMBERS)
def test_slides_have_the_person_then_the_question_then_the_answer(number: int) -> None:
    titles = [slide.title.partition(": ")[2] for slide in slides(chosen()[number - 1], number)]
    asked = [title for title in titles if title != "more of the answer"]
    assert ["the person", "the question", "the answer", *["one more question", "the answer"] * 2] == asked
    first, second, third, *_ = (text(slide, 10_000) for slide in slides(chosen()[number - 1], number))
    assert not any(title in first + second for title in RELEVANCE_TITLES.values())
    assert RELEVANCE_TITLES[chosen()[number - 1].person.explanation.options[0].relevance] in third
