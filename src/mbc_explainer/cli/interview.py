"""A profile, question by question, in a terminal: only what can still change an answer is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple

from rich.columns import Columns
from rich.console import Console
from rich.prompt import Prompt

from mbc_explainer.answers.comparison import changed_answers
from mbc_explainer.answers.explainer import explain
from mbc_explainer.answers.explanation import Explanation
from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.errors import ProfileError
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import CHOICES, FIELDS
from mbc_explainer.phrases import phrase, spellings
from mbc_explainer.rendering import Detail

from .output import show, visible

__all__ = ["ask", "offer_to_save"]

_ALWAYS: Final = tuple(reversed(CHOICES))
_WORDS: Final = spellings()
_SHORTEST: Final = 3  # letters of a word that are enough, since fewer can be meant in more than one way


class _Step(NamedTuple):
    """What is stated so far, and what has been asked for."""

    stated: dict[str, Any]
    asked: frozenset[str]


def ask(console: Console, knowledge: Knowledge | None = None) -> PatientProfile:
    """Ask for one field after another, tell what each answer settles, and show all of it at the end."""
    interview = _Interview(console, knowledge)
    steps = [_Step({}, frozenset())]
    while True:
        left = interview.left(steps[-1])
        following = interview.step(steps[-1], left) if left else interview.review(steps[-1])
        if following is steps[-1]:
            return PatientProfile.model_validate(following.stated)
        steps = [*steps, following] if following else (steps[:-1] or steps)


def offer_to_save(console: Console, explanation: Explanation, detail: Detail | None = None) -> None:
    """Write an answer to a file if one is named, whose name says the format; a file that is there stays as it is."""
    while True:
        try:
            given = Prompt.ask(f"\n{phrase('interview.save')}", console=console, default="", show_default=False).strip()
        except EOFError:  # the answer is there already, so this is no failure
            return
        if not given or given.casefold() in _WORDS.skip:
            return
        try:
            if Path(given).exists():
                raise FileExistsError(None, phrase("interview.exists"), given)
            show(explanation, None, Path(given), detail=detail)
        except OSError as error:
            console.print(visible(f"{given}: {error.strerror or error}"), style="red", markup=False)
        else:
            console.print(visible(phrase("cli.saved", file=given)), markup=False, highlight=False)
            return


class _Interview:
    """What stays the same from question to question."""

    def __init__(self, console: Console, knowledge: Knowledge | None) -> None:
        self._console, self._knowledge = console, knowledge
        self._meanings = rulebook_for(knowledge).phrasing.meanings
        console.print(phrase("interview.how"), style="dim")

    def _explained(self, step: _Step) -> Explanation:
        return explain(step.stated, knowledge=self._knowledge)

    def left(self, step: _Step) -> dict[str, str]:
        """The fields left to ask for, each with what it is for: the most telling first, those of each profile last."""
        telling = {
            question.field: question.text
            for question in self._explained(step).open_questions(knowledge=self._knowledge)
        }
        always = dict.fromkeys(_ALWAYS, phrase("interview.purpose_of_choices"))
        return {field: text for field, text in (telling | always).items() if field not in step.asked}

    def step(self, step: _Step, left: dict[str, str]) -> _Step | None:
        """What is stated after one more question; None where it goes back."""
        field, purpose = next(iter(left.items()))
        more = phrase("interview.left", count=len(left)) if len(left) > 1 else phrase("interview.last")
        self._console.print(f"\n[bold]{phrase(f'field.{field}.question')}[/bold] [dim]({more})[/dim]")
        self._console.print(purpose, style="dim", markup=False, highlight=False)
        choices = self._choices(field, step)
        self._console.print(Columns([word.replace("_", " ") for word in choices], padding=(0, 3)))
        answer = self._answer(field, choices, step)
        if answer in _WORDS.back:
            return None
        stated = step.stated if answer in _WORDS.skip else step.stated | {field: answer}
        following = _Step(stated, step.asked | {field})
        for line in changed_answers(self._explained(step), self._explained(following)):
            self._console.print(f"  {line}", markup=False, highlight=False)
        return following

    def _choices(self, field: str, step: _Step) -> list[str]:
        """The words to choose from: among those of another field, and none, where that is how it is."""
        words = list(map(str, FIELDS[field].vocabulary))
        within = FIELDS[field].within
        if not within:
            return words
        among = getattr(self._explained(step).profile, within)
        return [*map(str, among or words), "none"]

    def _answer(self, field: str, choices: list[str], step: _Step) -> str:
        """What is answered to one question: words that can be read, or none, or that it goes back."""
        while True:
            answer = Prompt.ask(">", console=self._console, default="", show_default=False).strip()
            if answer.casefold() in _WORDS.skip | _WORDS.back:
                return answer.casefold()
            if answer.casefold() in _WORDS.help:
                self._help(field)
                continue
            read = ", ".join(_whole(word, choices) for word in answer.split(","))
            try:
                PatientProfile.model_validate({**step.stated, field: read})
            except ProfileError as error:
                self._console.print(visible(str(error)), style="red", markup=False)
            else:
                return read

    def _help(self, field: str) -> None:
        word = FIELDS[field].term
        meaning = f"{word}: {self._meanings[word]}" if word in self._meanings else ""
        for line in (phrase(f"field.{field}.help"), meaning):
            self._console.print(line, style="dim", markup=False, highlight=False)

    def review(self, step: _Step) -> _Step | None:
        """Show all that is stated; None where it goes back."""
        self._console.print(f"\n[bold]{phrase('interview.review')}[/bold]")
        for words in self._explained(step).profile_in_words:
            self._console.print(f"  {words}", markup=False, highlight=False)
        asked = Prompt.ask(phrase("interview.confirm"), console=self._console, default="", show_default=False)
        return None if asked.strip().casefold() in _WORDS.back else step


def _whole(given: str, choices: list[str]) -> str:
    """The one word that some letters can only be the start of, or the letters as they are."""
    start = given.strip().casefold().replace(" ", "_")
    meant = [word for word in choices if word.startswith(start)]
    return meant[0] if len(start) >= _SHORTEST and len(meant) == 1 else given.strip()
