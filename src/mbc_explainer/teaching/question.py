"""A question for learners: what is asked, the key, and why each choice is right or what it would take."""

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from string import ascii_uppercase
from typing import Annotated, Final

from pydantic import PlainSerializer

from mbc_explainer.answers.models import Passage
from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText, Text
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Items, Paragraph, Section

__all__ = ["Choice", "Difficulty", "Kind", "Level", "Pair", "Question", "made", "question_id", "showing"]


class Kind(StrEnum):
    """What a question asks."""

    DESCRIBED = "described"
    """Which kinds of care are described for this person; several are right."""
    ANSWER = "answer"
    """What the answer is for one kind of care."""
    SETTLES = "settles"
    """Which missing result settles it."""
    DIFFERENCE = "difference"
    """What one difference would change it."""
    ENOUGH = "enough"
    """Which few facts are enough to know the answer."""
    GROUP = "group"
    """Into which group of cancers some results put it."""
    GOAL = "goal"
    """Which kinds of care may help with a goal, or pull against it; several are right."""
    MATCH = "match"
    """What goes together: who gets which answer, or how people take what."""
    PLACE = "place"
    """Where the document says so."""
    GAP = "gap"
    """Which words a text of the document lacks."""
    FIGURE = "figure"
    """What a figure counts."""
    WORD = "word"
    """What a word means."""
    NOT_SAID = "not_said"
    """What the document does not say."""


class Level(StrEnum):
    """How hard a question is, as follows from ``Difficulty``."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


_MOST_EASY: Final = 2
_MOST_MEDIUM: Final = 5
"""Up to these weights a question is easy, or of medium difficulty."""


class Difficulty(Frozen):
    """What makes a question hard, counted."""

    facts: int = 0
    """Facts that have to be put together for the right answer."""
    unknowns: int = 0
    """Open fields that have to be thought through."""
    readings: int = 0
    """Answers that the document leaves open, or gives as less common."""

    @property
    def weight(self) -> int:
        """How hard that is: an open field or an open reading counts as two facts do."""
        return self.facts + 2 * self.unknowns + 2 * self.readings

    @property
    def level(self) -> Level:
        """The same as a word."""
        return Level.EASY if self.weight <= _MOST_EASY else Level.MEDIUM if self.weight <= _MOST_MEDIUM else Level.HARD


class Choice(Frozen):
    """One choice: what it says, whether it is right, and why."""

    value: str
    """What it stands for, as a program names it."""
    text: PlainText
    """What it says."""
    right: bool
    """Whether it is in the key."""
    feedback: PlainText
    """Why it is right, or what it would take."""
    passages: tuple[Passage, ...] = ()
    """Where the document says so."""


class Pair(Frozen):
    """What goes together."""

    left: PlainText
    """Who it is about."""
    value: str
    """What goes with it, as a program names it."""
    right: PlainText
    """What goes with it."""
    passages: tuple[Passage, ...] = ()
    """Where the document says so."""


class Question(Renderable):
    """One question with its key, its feedback and its places."""

    id: str
    """Always the same for the same question, so that a second import updates and does not double."""
    kind: Kind
    """What it asks."""
    about: tuple[str, ...]
    """The therapy categories or topics that it is about."""
    level: Level
    """How hard it is."""
    difficulty: Difficulty
    """What makes it so."""
    profile: PatientProfile | None = None
    """The person in it, if there is one."""
    vignette: tuple[PlainText, ...] = ()
    """The person in plain words, a sentence each."""
    stem: PlainText
    """What is asked."""
    several: bool = False
    """Whether more than one choice may be right."""
    choices: tuple[Choice, ...] = ()
    """The choices, in no order; empty where there are pairs."""
    pairs: tuple[Pair, ...] = ()
    """What goes together, for a question that asks to match."""
    spare: tuple[PlainText, ...] = ()
    """What goes with none of the pairs."""
    feedback: PlainText
    """What to know once it is answered."""
    covers: Annotated[frozenset[str], PlainSerializer(sorted, list[str], "json")] = frozenset()
    """What it shows of the rules, as ``coverage`` counts it."""

    @property
    def key(self) -> tuple[str, ...]:
        """The values of the right choices, or for each pair in turn of what goes with it."""
        return tuple(choice.value for choice in self.choices if choice.right) or tuple(
            pair.value for pair in self.pairs
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All places on which key and feedback rest, each once."""
        cited = (*(one.passages for one in self.choices), *(one.passages for one in self.pairs))
        return tuple({passage.locator: passage for passages in cited for passage in passages}.values())

    def asked(self) -> str:
        """The person and what is asked, in one text."""
        return " ".join((*self.vignette, self.stem))

    @property
    def rights(self) -> tuple[str, ...]:
        """What may be matched with the pairs, in the order of the alphabet: each once, and what is to spare."""
        return tuple(sorted({*(pair.right for pair in self.pairs), *self.spare}))

    def blocks(self) -> Section:
        """What is asked, then the choices, then the key."""
        key = Section(phrase("teaching.key"), tuple(self.answered()), folded=True)
        return Section(self.stem, (*self.choosing(), key))

    def choosing(self) -> Iterator[Paragraph | Items]:
        """The person, if there is one, and what to choose from or to match."""
        if self.vignette:
            yield Paragraph(" ".join(self.vignette))
        if self.pairs:
            yield Items(tuple(Paragraph(pair.left) for pair in self.pairs))
        texts = self.rights if self.pairs else tuple(choice.text for choice in self.choices)
        yield Items(tuple(Paragraph(text, lead=letter) for letter, text in zip(ascii_uppercase, texts, strict=False)))

    def answered(self) -> Iterator[Paragraph | Items]:
        """The key, with why each choice is right or what it would take, and what to know then."""
        letter_of = dict(zip(self.rights, ascii_uppercase, strict=False))
        pairs = (
            Paragraph(phrase("teaching.numbered", number=letter_of[one.right], text=one.right), one.passages, one.left)
            for one in self.pairs
        )
        yield Items((*map(_answer, ascii_uppercase, self.choices), *pairs))
        yield Paragraph(self.feedback)

    def _in_a_line(self) -> str:
        return self.asked()


def _answer(letter: str, choice: Choice) -> Paragraph:
    mark = phrase("teaching.right" if choice.right else "teaching.wrong")
    ended = choice.text if choice.text.endswith((".", "?")) else phrase("sentence", clause=choice.text)
    said = phrase("teaching.choice", text=ended, feedback=choice.feedback)
    text = choice.text if choice.text == choice.feedback else said
    return Paragraph(text, choice.passages, phrase("teaching.lettered", letter=letter, mark=mark))


def question_id(kind: Kind, of: Iterable[object]) -> str:
    """A name that follows from what is asked, and from nothing else."""
    text = "|".join(map(str, (kind, *of)))
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def made(kind: Kind, of: object, about: Iterable[str], stem: str, **more: object) -> Question:
    """A question about the document, with its name and its level; easy where nothing else is said."""
    difficulty = more.setdefault("difficulty", Difficulty(facts=1))
    level = difficulty.level if isinstance(difficulty, Difficulty) else None
    given = {"id": question_id(kind, (of,)), "kind": kind, "about": tuple(about), "level": level, "stem": stem}
    return Question.model_validate({**given, **more})


def showing(text: Text) -> frozenset[str]:
    """What a question about one text shows."""
    return frozenset([f"rule:{text.id}", *(f"sentence:{locator}" for locator in text.sources)])
