"""What is still open and still matters: first what changes most answers."""

from collections.abc import Iterable, Iterator

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.profile import FieldName, PatientProfile, title_of
from mbc_explainer.patient.vocabulary import FIELDS, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.reasoning.counterfactuals import is_decisive
from mbc_explainer.reasoning.evaluation import Evaluation
from mbc_explainer.rendering import Items, Paragraph, Section

from .phrasing import capitalized, enumerated
from .renderable import Renderable, in_lines
from .therapy_options import TherapyOption

__all__ = ["OpenQuestion", "OpenQuestions", "open_questions"]


class OpenQuestion(Frozen):
    """One field that a profile leaves open, and that can still change an answer."""

    field: FieldName
    """The profile's field."""
    title: PlainText
    """What it is called."""
    therapies: tuple[Therapy, ...]
    """The therapy categories whose answers turn on it."""
    settles: tuple[Therapy, ...]
    """Those that it settles by itself, whichever way it turns out."""
    text: PlainText
    """What it will tell, in plain words."""

    def paragraph(self) -> Paragraph:
        """How it is shown."""
        return Paragraph(self.text, lead=capitalized(self.title))


class OpenQuestions(Renderable):
    """The open fields that can still change an answer: first those on which most answers turn (issue 4).

    Among equals come first those that settle more answers, whichever way they turn
    out; then the profile's order.
    """

    profile: PatientProfile
    """The profile that leaves them open."""
    questions: tuple[OpenQuestion, ...]
    """The open fields, those on which most answers turn first."""

    def __iter__(self) -> Iterator[OpenQuestion]:  # type: ignore[override]  # issue 4: it iterates as its questions
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)

    def __getitem__(self, at: int) -> OpenQuestion:
        return self.questions[at]

    def _in_a_line(self) -> str:
        if not self.questions:
            return phrase("open_questions.nothing")
        lines = (phrase("open_questions.line", field=question.field, text=question.text) for question in self.questions)
        return in_lines(phrase("open_questions.title"), *lines)

    def blocks(self) -> Section:
        """What is open, and what turns on it."""
        items = Items(tuple(question.paragraph() for question in self.questions))
        nothing = Paragraph(phrase("open_questions.nothing"))
        return Section(phrase("open_questions.title"), (items if self.questions else nothing,))


def open_questions(
    options: tuple[TherapyOption, ...], profile: PatientProfile, evaluation: Evaluation
) -> OpenQuestions:
    """Say which open fields can still change an answer, and which answers."""
    depending = {field: [option for option in options if field in option.depends_on] for field in FIELDS}
    questions = [_question(field, these, profile, evaluation) for field, these in depending.items() if these]
    questions.sort(key=lambda question: (-len(question.therapies), -len(question.settles)))
    return OpenQuestions(profile=profile, questions=tuple(questions))


def _question(
    field: str, options: list[TherapyOption], profile: PatientProfile, evaluation: Evaluation
) -> OpenQuestion:
    decided = [option for option in options if is_decisive(evaluation, f"{option.therapy}.relevance", profile, field)]
    others = [option for option in options if option not in decided]
    sentences = []
    if decided:
        sentences.append(phrase("open_questions.settles", therapies=_titles(decided)))
    if others:
        sentences.append(phrase("open_questions.may_settle", therapies=_titles(others)))
    return OpenQuestion(
        field=field,
        title=title_of(field),
        therapies=tuple(option.therapy for option in options),
        settles=tuple(option.therapy for option in decided),
        text=" ".join(sentences),
    )


def _titles(options: Iterable[TherapyOption]) -> str:
    return enumerated(option.title.lower() for option in options)
