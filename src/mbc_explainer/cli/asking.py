"""A profile, question by question, in a terminal: only what can still change an answer is asked for."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from rich.console import Console
from rich.prompt import Prompt

from mbc_explainer.comparing import changed_answers
from mbc_explainer.errors import ProfileError
from mbc_explainer.explaining import explain
from mbc_explainer.profile import PatientProfile
from mbc_explainer.vocabulary import Goal, Her2Status, ReceptorStatus, Site, Symptom

__all__ = ["ask"]

_QUESTIONS: Final = {
    "er": ("What is the ER result?", ReceptorStatus),
    "pr": ("What is the PR result?", ReceptorStatus),
    "her2": ("What is the HER2 result?", Her2Status),
    "sites": ("Where has the cancer spread to? (several with commas)", Site),
    "symptomatic_sites": ("Which of these sites cause significant symptoms? (or none)", Site),
    "goals": ("What are the goals of treatment? (several with commas)", Goal),
    "symptoms": ("Which symptoms are there? (several with commas)", Symptom),
}
_ALWAYS: Final = ("goals", "symptoms")
_LEFT_OUT: Final = frozenset({"", "skip", "?", "don't know", "dont know", "i don't know"})
_BACK: Final = "back"
_HOW: Final = (
    'Press Enter to skip a question; say "don\'t know" where you do not know, and "back" to change the answer before.'
)


class _Step(NamedTuple):
    """What is said so far, and what has been asked for."""

    said: dict[str, Any]
    asked: frozenset[str]

    def next(self) -> str | None:
        """The next field worth asking for: those that answers turn on, the most telling first."""
        telling = (question.field for question in explain(self.said).open_questions())
        return next((field for field in (*telling, *_ALWAYS) if field not in self.asked), None)


def ask(console: Console) -> PatientProfile:
    """Ask for one field after another, and tell what each answer settles."""
    console.print(_HOW)
    steps = [_Step({}, frozenset())]
    while field := steps[-1].next():
        step = steps[-1]
        answer = _answer(console, field, step.said)
        if answer == _BACK:
            steps = steps[:-1] or steps
            continue
        said = step.said if answer in _LEFT_OUT else step.said | {field: answer}
        _tell(console, step.said, said)
        steps.append(_Step(said, step.asked | {field}))
    return PatientProfile.model_validate(steps[-1].said)


def _answer(console: Console, field: str, said: dict[str, Any]) -> str:
    """What is answered to one question: words that can be read, or none, or that it goes back."""
    question, words = _QUESTIONS[field]
    console.print(f"\n{question}\n  [dim]{', '.join(words)}[/dim]")
    while True:
        answer = Prompt.ask(" ", console=console, default="", show_default=False).strip()
        if answer.casefold() in {*_LEFT_OUT, _BACK}:
            return answer.casefold()
        try:
            PatientProfile.model_validate({**said, field: answer})
        except ProfileError as error:
            console.print(str(error), style="red", markup=False)
        else:
            return answer


def _tell(console: Console, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Say which answers are others now."""
    for line in changed_answers(explain(before), explain(after)):
        console.print(f"  {line}", markup=False, highlight=False)
