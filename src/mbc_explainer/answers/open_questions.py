"""What is still open and still matters, the most telling first."""

from __future__ import annotations

from collections.abc import Iterator

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.profile import PatientProfile, title_of
from mbc_explainer.patient.vocabulary import FIELDS, Therapy
from mbc_explainer.reasoning.counterfactuals import is_decisive
from mbc_explainer.reasoning.evaluation import Evaluation
from mbc_explainer.rendering import Items, Paragraph, Section

from .models import TherapyOption
from .phrasing import listed
from .renderable import Renderable

__all__ = ["OpenQuestion", "OpenQuestions", "open_questions"]


class OpenQuestion(Frozen):
    """One field that a profile leaves open, and that can still change an answer."""

    field: PlainText
    """The profile's field."""
    title: PlainText
    """What it is called."""
    therapies: tuple[Therapy, ...]
    """The therapy categories whose answers turn on it."""
    settles: tuple[Therapy, ...]
    """Those that it settles by itself, whichever way it turns out."""
    text: PlainText

    def paragraph(self) -> Paragraph:
        """How it is shown."""
        return Paragraph(self.text, lead=self.title)


class OpenQuestions(Renderable):
    """The open fields that can still change an answer: first those on which most answers turn (issue 4).

    Among equals come first those that settle more answers, whichever way they turn
    out; then the profile's order.
    """

    profile: PatientProfile
    questions: tuple[OpenQuestion, ...]

    def __iter__(self) -> Iterator[OpenQuestion]:  # type: ignore[override]  # issue 4: it iterates as its questions
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)

    def outline(self) -> Section:
        """What is open, and what turns on it."""
        items = Items(tuple(question.paragraph() for question in self.questions))
        nothing = Paragraph("Nothing that is open can change one of these answers.")
        return Section("What is still open", (items if self.questions else nothing,), "open")


def open_questions(
    options: tuple[TherapyOption, ...], profile: PatientProfile, evaluation: Evaluation
) -> OpenQuestions:
    """Say which open fields can still change an answer, and which answers."""
    turning = {field: [one for one in options if field in one.depends_on] for field in FIELDS}
    questions = [_question(field, these, profile, evaluation) for field, these in turning.items() if these]
    questions.sort(key=lambda one: (-len(one.therapies), -len(one.settles)))
    return OpenQuestions(profile=profile, questions=tuple(questions))


def _question(
    field: str, options: list[TherapyOption], profile: PatientProfile, evaluation: Evaluation
) -> OpenQuestion:
    settled = [one for one in options if is_decisive(evaluation, f"{one.therapy}.relevance", profile, field)]
    left = [one for one in options if one not in settled]
    return OpenQuestion(
        field=field,
        title=title_of(field),
        therapies=tuple(one.therapy for one in options),
        settles=tuple(one.therapy for one in settled),
        text=" ".join((*_turns("This settles", settled), *_turns("This may settle", left))),
    )


def _turns(start: str, options: list[TherapyOption]) -> Iterator[str]:
    if options:
        yield f"{start}: {listed([one.title for one in options])}."
