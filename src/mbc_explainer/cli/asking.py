"""A profile, question by question, in a terminal: only what can still change an answer is asked for."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Console
from rich.prompt import Prompt

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


def ask(console: Console) -> PatientProfile:
    """Ask for one field after another; Enter leaves one out."""
    said: dict[str, Any] = {}
    asked: set[str] = set()
    console.print("Press Enter to skip a question, or where you do not know.")
    while field := _next(said, asked):
        asked.add(field)
        question, words = _QUESTIONS[field]
        console.print(f"\n{question}\n  [dim]{', '.join(words)}[/dim]")
        while answer := Prompt.ask(" ", console=console, default="", show_default=False):
            try:
                PatientProfile.model_validate({**said, field: answer})
            except ProfileError as error:
                console.print(str(error), style="red", markup=False)
                continue
            said[field] = answer
            break
    return PatientProfile.model_validate(said)


def _next(said: dict[str, Any], asked: set[str]) -> str | None:
    """The next field worth asking for: those that answers turn on, the most telling first."""
    telling = (question.field for question in explain(said).open_questions())
    return next((field for field in (*telling, *_ALWAYS) if field not in asked), None)
