"""Practice in a terminal: one question at a time, whether the answer is right, and why; then how it went."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from random import Random
from string import ascii_lowercase
from typing import Annotated, Final, NamedTuple

import typer
from rich.console import Console
from rich.prompt import Prompt

from mbc_explainer.disclaimer import DISCLAIMER_SHORT
from mbc_explainer.phrases import phrase, spellings
from mbc_explainer.teaching import Kind, Level, Question, questions
from mbc_explainer.teaching.practice import Answered, Round, drawn, is_right

from .options import Rules, knowledge_in, listed_words
from .output import is_terminal, show, visible

__all__ = ["practice"]

_WORDS: Final = spellings()
_SHOW: Final = _WORDS.skip - {""}
"""What asks for the answer; Enter alone may be a slip."""


def practice(  # noqa: PLR0913 -- one parameter for each option
    *,
    kind: Annotated[
        list[Kind] | None,
        typer.Option(metavar="WORD", help=phrase("option.practice_kind", words=listed_words(Kind))),
    ] = None,
    about: Annotated[str | None, typer.Option(metavar="TOPIC", help=phrase("option.practice_about"))] = None,
    level: Annotated[
        Level | None,
        typer.Option(metavar="WORD", help=phrase("option.practice_level", words=listed_words(Level))),
    ] = None,
    count: Annotated[int, typer.Option(min=1, help=phrase("option.practice_count"))] = 10,
    seed: Annotated[int | None, typer.Option(help=phrase("option.practice_seed"))] = None,
    rules: Rules = None,
) -> None:
    """Ask questions, tell what the document says and where, and show how it went; nothing of it is written."""
    if None in {sys.stdin, sys.stdout, sys.stderr}:  # input() needs all of them
        raise typer.BadParameter(phrase("teaching.practice.closed"))
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what is no text is no answer, and is asked again
    console = Console(stderr=True, highlight=False)
    with console.status(phrase("bundle.asking")):
        pack = questions(kind or None, about=about, level=level, knowledge=knowledge_in(rules))
    asked: Sequence[Question] = drawn(pack, count, Random(seed))  # noqa: S311 -- a draw that can be repeated
    if not asked:
        raise typer.BadParameter(phrase("teaching.practice.none_fit"))
    conversation = _Conversation(console)
    conversation.say(phrase("teaching.practice.intro"), "dim")
    conversation.say(phrase("teaching.practice.how"), "dim")
    while asked:
        went = Round(answered=tuple(conversation.answered(asked)), source=pack.source)
        show(went, None)
        asked = went.missed if is_terminal(sys.stdin) and went.missed and conversation.wants_more() else ()


class _Asked(NamedTuple):
    """What can be said to a question."""

    signs: Sequence[str]
    """What stands before each choice."""
    values: Sequence[str]
    """What each choice stands for."""
    fewest: int
    most: int
    accepted: str
    """What is accepted, in words."""


def _choices(question: Question) -> _Asked:
    if question.pairs:
        rights = {pair.right: pair.value for pair in question.pairs}
        shown = sorted({*rights, *question.spare})
        lines = len(question.pairs)
        values = [rights.get(text, text) for text in shown]
        return _Asked(ascii_lowercase[: len(shown)], values, lines, lines, phrase("teaching.practice.letters"))
    values = [choice.value for choice in question.choices]
    signs = [str(at + 1) for at in range(len(values))]
    accepted = phrase("teaching.practice.numbers" if question.several else "teaching.practice.one_number")
    return _Asked(signs, values, 1, len(values) if question.several else 1, accepted)


class _Conversation:
    """What is said to somebody, and what they say."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def say(self, text: str, style: str = "") -> None:
        """A paragraph."""
        self._console.print(visible(text), style=style, markup=False)

    def answered(self, asked: Sequence[Question]) -> Iterator[Answered]:
        """Each question with whether the answer to it was right."""
        right = 0
        for at, question in enumerate(asked):
            self._ask(question, phrase("teaching.practice.at", at=at + 1, of=len(asked)))
            answer = self._answer(question)
            got = is_right(question, answer)
            right += got
            outcome = phrase(f"teaching.practice.{'right' if got else 'not_right' if answer else 'shown'}")
            self.say(phrase("teaching.practice.so_far", outcome=outcome, right=right, asked=at + 1), "bold")
            self._explain(question, answer)
            yield Answered(question=question, right=got)

    def _ask(self, question: Question, title: str) -> None:
        kind, level = phrase(f"teaching.kind.{question.kind}"), phrase(f"teaching.level.{question.level}")
        self.say(f"\n{title}", "bold")
        self.say(phrase("teaching.practice.about_it", kind=kind, level=level), "dim")
        self.say(DISCLAIMER_SHORT, "dim")
        if question.vignette:
            self.say(" ".join(question.vignette))
        self.say(question.stem, "bold")
        lines = (choice.text for choice in question.choices or ())
        rights = sorted({*(pair.right for pair in question.pairs), *question.spare})
        for number, text in enumerate((*lines, *(pair.left for pair in question.pairs)), 1):
            self.say(f"  {phrase('teaching.practice.numbered', number=number, text=text)}")
        for letter, text in zip(ascii_lowercase, rights, strict=False):
            self.say(f"  {phrase('teaching.practice.lettered', letter=letter, text=text)}")

    def _answer(self, question: Question) -> tuple[str, ...]:
        """The values that were chosen; none where the answer was asked for."""
        signs, values, fewest, most, accepted = _choices(question)
        self.say(phrase("sentence", clause=accepted[0].upper() + accepted[1:]), "dim")
        while True:
            said = Prompt.ask(">", console=self._console, default="", show_default=False).strip().casefold()
            if said in _SHOW:
                return ()
            given = [one for one in re.split(r"[\s,.]+", said) if one]
            if fewest <= len(given) <= most and set(given) <= set(signs) and (question.pairs or _once(given)):
                return tuple(values[signs.index(one)] for one in given)
            self.say(phrase("teaching.practice.how") if said in _WORDS.help else accepted, "dim")

    def _explain(self, question: Question, answer: tuple[str, ...]) -> None:
        """Why each right choice is right, and what a choice that was taken would take; or what goes with each line."""
        for choice in question.choices:
            if choice.right or choice.value in answer:
                mark = phrase(f"teaching.practice.{'right' if choice.right else 'your'}_choice")
                self.say(f"  {phrase('teaching.practice.said', mark=mark, text=choice.text)}")
                if choice.feedback != choice.text:
                    self.say(f"    {choice.feedback}", "dim")
        for pair in question.pairs:
            self.say(f"  {phrase('teaching.practice.said', mark=pair.left, text=pair.right)}")
        self.say(question.feedback)
        if question.passages:
            places = ", ".join(one.locator for one in question.passages)
            self.say(phrase("teaching.practice.where", places=places), "dim")

    def wants_more(self) -> bool:
        """Whether somebody wants to try again what was not right."""
        try:
            said = Prompt.ask(
                f"\n{phrase('teaching.practice.try_again')}", console=self._console, default="", show_default=False
            )
        except EOFError:  # how it went is told already, so this is no failure
            return False
        return said.strip().casefold() in _WORDS.yes


def _once(given: Sequence[str]) -> bool:
    return len(given) == len(set(given))
