"""Questions as a pack: which there are, what they show of the rules, and the choice of some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from random import Random
from typing import Any

from mbc_explainer.answers.explainer import explain
from mbc_explainer.answers.models import Source
from mbc_explainer.answers.renderable import Renderable, in_lines
from mbc_explainer.answers.rulebooks import RuleBook, rulebook_for
from mbc_explainer.errors import UnknownNameError
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Section

from .about_goals import questions_about_goals
from .about_groups import questions_about_groups
from .about_people import questions_about_people
from .about_places import questions_about_places
from .about_text import questions_about_text
from .coverage import Coverage, coverage, spread
from .people import People
from .question import Kind, Level, Question

__all__ = ["QuestionPack", "pack_of", "questions"]


class QuestionPack(Renderable):
    """Questions for learners, each with its key, its feedback and its places."""

    questions: tuple[Question, ...]
    """The questions, in the order in which they are asked."""
    coverage: Coverage
    """What they show of all that the whole pack shows."""
    source: Source
    """The document, and the rules that were made from it."""

    def __iter__(self) -> Iterator[Question]:  # type: ignore[override]  # a pack iterates as its questions
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)

    def __getitem__(self, at: int) -> Question:
        return self.questions[at]

    def blocks(self) -> Section:
        """A sheet of questions, then the key to all of them, then what they show."""
        numbered = [
            (phrase("teaching.numbered", number=number, text=question.stem), question)
            for number, question in enumerate(self.questions, 1)
        ]
        asked = tuple(Section(title, tuple(question.choosing())) for title, question in numbered)
        answered = tuple(Section(title, tuple(question.answered())) for title, question in numbered)
        parts = (
            Section(phrase("teaching.questions"), asked, variant="sheet", anchor="questions"),
            Section(phrase("teaching.key_to_all"), answered, variant="key", anchor="key"),
            Section(phrase("teaching.coverage.title"), (self.coverage.table(),), anchor="coverage"),
        )
        return Section(phrase("teaching.title", count=len(self.questions)), parts)

    def _in_a_line(self) -> str:
        return in_lines(phrase("teaching.title", count=len(self.questions)), *(one.stem for one in self.questions[:3]))


@lru_cache(maxsize=8)
def _people(rules: RuleBook) -> People:
    return People(rules)


@lru_cache(maxsize=8)
def _all(rules: RuleBook) -> tuple[Question, ...]:
    people = _people(rules)
    return (
        *questions_about_people(people),
        *questions_about_groups(people),
        *questions_about_goals(people),
        *questions_about_places(rules),
        *questions_about_text(rules),
    )


def questions(  # noqa: PLR0913 -- one parameter for each thing that a teacher chooses by
    kind: str | Iterable[str] | None = None,
    *,
    about: str | None = None,
    level: str | None = None,
    count: int | None = None,
    seed: int = 0,
    knowledge: Knowledge | None = None,
) -> QuestionPack:
    """Questions whose keys are worked out from the rules, and whose other choices the rules or the document refute.

    Args:
        kind: one kind of question or several, by name (``Kind``); all if left out.
        about: a therapy category, or a part of the document; all if left out.
        level: ``easy``, ``medium`` or ``hard``; all if left out.
        count: at most so many: those that together show most.
        seed: which of the choices that show equally much; the same seed gives the same pack.
        knowledge: other rules than those that ship with the library.

    Raises:
        UnknownNameError: there is no such kind, level or topic; it names the nearest.
        ValueError: a count below 1.
    """
    rules = rulebook_for(knowledge)
    every = _all(rules)
    kinds = [_named("kind of question", one, Kind) for one in ((kind,) if isinstance(kind, str) else kind or Kind)]
    levels = [_named("level", one, Level) for one in ((level,) if level is not None else Level)]
    topics = dict.fromkeys(topic for question in every for topic in question.about)
    if about is not None:
        _named("topic", about, topics)
    if count is not None and count < 1:
        raise ValueError(f"count: {count} is not accepted; expected 1 or more")
    fitting = [
        one for one in every if one.kind in kinds and one.level in levels and (about is None or about in one.about)
    ]
    chosen = fitting if count is None else spread(fitting, count, Random(seed))  # noqa: S311 -- a draw that can be repeated
    return pack_of(chosen, rules)


def pack_of(chosen: Iterable[Question], rules: RuleBook) -> QuestionPack:
    """Some questions as a pack, with what they show."""
    asked = tuple(chosen)
    return QuestionPack(
        questions=asked,
        coverage=coverage(asked, universe(rules)),
        source=explain(PatientProfile(), knowledge=rules.knowledge).source,
    )


def _named(what: str, given: str, known: Iterable[Any]) -> str:
    names = [str(one) for one in known]
    if given not in names:
        raise UnknownNameError(what, given, names)
    return given


def universe(rules: RuleBook) -> Iterator[str]:
    """All that questions can show: the answers, the differences, the rules, the sentences and the words."""
    topics = rules.knowledge.topics
    people = _people(rules)
    yield from (f"signature:{'|'.join(signature)}" for signature in people.by_signature)
    yield from people.differences()
    own = (text.id for text in topics.texts() if text.ours and text.when is not None)
    aside = {*own, *(text.id for text in topics.notes.texts)}
    yield from (f"rule:{text.id}" for text in topics.texts() if text.sources and text.id not in aside)
    yield from (
        f"sentence:{one.locator}" for part in topics.document.sections for one in part.sentences if not one.unused
    )
    yield from (f"word:{term.term}" for term in topics.glossary.terms)
