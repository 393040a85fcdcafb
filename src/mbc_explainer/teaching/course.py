"""A course as a folder of files: cases from easy to hard, each with a sheet, notes and slides."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import chain
from pathlib import Path
from random import Random
from string import Template
from typing import Final

from mbc_explainer.answers.explainer import category_map
from mbc_explainer.answers.renderable import DISCLAIMER_FIRST, DISCLAIMER_LAST
from mbc_explainer.answers.rulebooks import RuleBook, rulebook_for
from mbc_explainer.disclaimer import DISCLAIMER_SHORT
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.offline.bundle import written
from mbc_explainer.patient.vocabulary import CHOICES, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Cell, Items, Paragraph, Section, Table, Word, markdown, page

from .about_people import questions_about_person
from .cases import Case, cases, everywhere, shown_by, with_more
from .exports import ExportFormat, export
from .pack import pack_of
from .people import People
from .sheets import handout, notes, slides
from .tasks import tasks

__all__ = ["course", "reachable"]

_PAGE: Final = "index.html"
_MARP: Final = "section { font-size: 24px }"
"""So large that each slide has room on a screen of Marp's."""
_EXPORTED: Final = {
    "gift": ExportFormat.GIFT,
    "xml": ExportFormat.MOODLE,
    "zip": ExportFormat.QTI,
    "csv": ExportFormat.CSV,
    "json": ExportFormat.JSON,
}
"""The formats of questions, by how their files end."""


def course(folder: Path | str, *, knowledge: Knowledge | None = None, seed: int = 0) -> tuple[Path, ...]:
    """Write a course: cases that together show every answer, each with a sheet, notes, slides and questions.

    The same rules and the same seed give the same bytes. All files are written, or none; others in the folder stay.

    Args:
        folder: where to; it is made if it is not there.
        knowledge: other rules than those that ship with the library.
        seed: which people, of those who show equally much.

    Returns:
        The files; ``index.html`` says what each is for.

    Raises:
        OSError: a file can't be written.
    """
    return written(Path(folder), contents(rulebook_for(knowledge), seed))


def contents(rules: RuleBook, seed: int) -> dict[str, bytes]:
    """The files by name."""
    people = People(rules)
    chosen = cases(people, seed)
    draw = Random(seed)  # noqa: S311 -- a draw that can be repeated
    words = tuple(Word(one.term, one.also, one.meaning) for one in chosen[0].person.explanation.glossary)
    shown = [list(slides(case, number)) for number, case in enumerate(chosen, 1)]
    made = {
        _PAGE: _page(_index(chosen, people), words),
        "article.html": _page(_article(rules), words),
        "slides.html": _page(_all_slides(shown)),
        **_questions(chosen, people),
    }
    for number, case in enumerate(chosen, 1):
        made[f"case-{number}-handout.html"] = _page(handout(case, number))
        made[f"case-{number}-notes.html"] = _page(notes(case, number, people, draw), words)
        made[f"case-{number}-slide.md"] = _slide_file(number, shown[number - 1])
    return made


def _page(section: Section, words: Sequence[Word] = ()) -> bytes:
    """A file: between the short disclaimer and the whole one, with the short one on each sheet of paper, too."""
    style = Template(files(__package__).joinpath("course.css").read_text(encoding="utf-8"))
    framed = section._replace(blocks=(DISCLAIMER_FIRST, *section.blocks, DISCLAIMER_LAST))
    return page(framed, words, style=style.substitute(disclaimer=_in_css(DISCLAIMER_SHORT))).encode()


def _in_css(text: str) -> str:
    """A text as a string of CSS has it, in a page."""
    return "".join(one if one.isalnum() or one in " .,:" else f"\\{ord(one):x} " for one in text)


def _slide_file(number: int, shown: Sequence[Section]) -> bytes:
    """Slides as Marp, Quarto and pandoc take them: parted by lines, with the short disclaimer on each."""
    title = json.dumps(phrase("teaching.course.slides_of", number=number), ensure_ascii=False)
    noted = (one._replace(blocks=(*one.blocks, DISCLAIMER_FIRST)) for one in shown)
    head = f"---\nmarp: true\nstyle: {json.dumps(_MARP)}\ntitle: {title}\n---\n\n"
    return (head + "\n---\n\n".join(map(markdown, (*noted, DISCLAIMER_LAST)))).encode()


def _all_slides(shown: Sequence[Sequence[Section]]) -> Section:
    """All slides, the first of each case among the contents."""
    parts = (
        one._replace(
            anchor=f"case-{number}" if not at else "", short_title=phrase("teaching.course.case", number=number)
        )
        for number, of_case in enumerate(shown, 1)
        for at, one in enumerate(of_case)
    )
    return Section(phrase("teaching.course.slides_title"), tuple(parts))


def _article(rules: RuleBook) -> Section:
    """Who gets which answer, for each kind of care: what learners look up where they have no copy of the article."""
    maps = (category_map(therapy, knowledge=rules.knowledge).blocks() for therapy in Therapy)
    return Section(
        phrase("teaching.course.article_title"), (Paragraph(phrase("teaching.course.article_how"), ours=True), *maps)
    )


def _questions(chosen: Sequence[Case], people: People) -> dict[str, bytes]:
    """The questions about these people, in every format that needs no extra."""
    asked = chain.from_iterable(questions_about_person(case.person, people) for case in chosen)
    pack = pack_of(asked, people.rules)
    exported = {f"questions.{ending}": export(pack, form) for ending, form in _EXPORTED.items()}
    return {"questions.html": _page(pack.blocks()), **exported}


def _index(chosen: Sequence[Case], people: People) -> Section:
    """What the course is, its aims, a lesson, the cases, and how much they show."""
    said = {gap: phrase(f"teaching.course.{gap}", count=len(chosen)) for gap in ("what", "purpose", "need")}
    lesson = ("before", "open", "together", "groups", "tell", "close")
    kinds = dict.fromkeys(task.kind for case in chosen for task in tasks(case))
    aims = [phrase(f"teaching.course.{kind}.aim", count=len(Therapy)) for kind in ("names", *kinds)]
    parts = (
        (phrase("teaching.course.cases_title"), (Paragraph(phrase("teaching.course.cases")), _cases(chosen))),
        (phrase("teaching.course.aims_title"), (_lines((*aims, phrase("teaching.course.place_aim"))),)),
        (
            phrase("teaching.course.lesson_title"),
            (_lines(phrase(f"teaching.course.lesson.{step}") for step in lesson),),
        ),
        (phrase("teaching.course.files"), (_files(),)),
        (phrase("teaching.course.coverage_title"), (_coverage(chosen, people),)),
    )
    return Section(
        phrase("teaching.course.title"),
        (
            *map(Paragraph, said.values()),
            *(Section(title, blocks, anchor=f"part-{at}") for at, (title, blocks) in enumerate(parts, 1)),
        ),
    )


def _lines(texts: Iterable[str]) -> Items:
    return Items(tuple(map(Paragraph, texts)))


def _cases(chosen: Sequence[Case]) -> Table:
    head = ("case", "person", "shows", "sheet", "notes", "slide")
    rows: Iterator[tuple[str | Cell, ...]] = (
        (
            phrase("teaching.course.case", number=number),
            " ".join(case.person.told()[1:]),
            "\n".join(task.shows for task in tasks(case)),
            *(
                Cell(phrase(f"teaching.course.{kind}_of", number=number), file=f"case-{number}-{name}")
                for kind, name in (("sheet", "handout.html"), ("notes", "notes.html"), ("slide", "slide.md"))
            ),
        )
        for number, case in enumerate(chosen, 1)
    )
    titles = tuple(phrase(f"teaching.course.{name}_title") for name in head)
    return Table(phrase("teaching.course.cases_caption"), titles, tuple(rows))


def _files() -> Table:
    named = [("article", "article.html"), ("slides", "slides.html"), ("questions", "questions.html")]
    named += [(str(form), f"questions.{ending}") for ending, form in _EXPORTED.items()]
    rows = (
        (Cell(phrase(f"teaching.course.{name}"), file=file), phrase(f"teaching.course.{name}_files"))
        for name, file in named
    )
    head = (phrase("teaching.course.file"), phrase("teaching.course.use"))
    return Table(phrase("teaching.course.files_caption"), head, tuple(rows))


def _coverage(chosen: Sequence[Case], people: People) -> Table:
    there = reachable(people) | {f"signature:{'|'.join(one)}" for one in people.by_signature}
    shown = frozenset[str]().union(*(case.shows for case in chosen))
    shown |= {f"signature:{'|'.join(case.person.signature)}" for case in chosen}
    shown_of, of = (Counter(name.partition(":")[0] for name in names) for names in (shown & there, there))
    rows = (
        (phrase(f"teaching.course.coverage.{kind}"), phrase("teaching.coverage.share", shown=shown_of[kind], of=count))
        for kind, count in of.items()
    )
    head = (phrase("teaching.coverage.what"), phrase("teaching.coverage.how_much"))
    return Table(phrase("teaching.course.coverage.caption"), head, tuple(sorted(rows)))


def reachable(people: People) -> frozenset[str]:
    """All that any person can show: with any results and sites, and with one symptom, or one goal or two."""
    pool = [*everywhere(people)]
    pool += [other for one in people.by_signature.values() for field in CHOICES for other in with_more(one, field)]
    return frozenset[str]().union(*map(shown_by, pool))
