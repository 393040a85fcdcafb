"""What the document says of one therapy category for a profile, and how that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.rulebase import PlainText
from mbc_explainer.patient.vocabulary import Fit, Goal, Group, Relevance, Therapy
from mbc_explainer.phrases import linked, phrase
from mbc_explainer.rendering import Cell, Items, Node, Paragraph, Role, Section
from mbc_explainer.rendering.blocks import Block

from .labels import FIT_WORDS, ONE_DOCUMENT, RELEVANCE_MARKS, RELEVANCE_TITLES, answer_cell
from .models import Outcome, Passage, Reason, Statement, any_of
from .renderable import Renderable

__all__ = ["GoalFit", "TherapyOption"]


class GoalFit(Frozen):
    """How a therapy category fits one stated goal."""

    goal: Goal
    title: PlainText
    fit: Fit
    text: PlainText
    passages: tuple[Passage, ...] = ()
    ours: bool = False

    def paragraph(self) -> Paragraph:
        """How it is shown."""
        text = phrase("option.fit", fit=FIT_WORDS[self.fit], text=self.text)
        return Paragraph(text, self.passages, self.title, self.ours)


class TherapyOption(Renderable):
    """What the document says of one therapy category for a profile."""

    therapy: Therapy
    title: PlainText
    group: Group
    relevance: Relevance
    depends_on: tuple[PlainText, ...] = ()
    """The profile's open fields that can change the answer, and no others, in the profile's order."""
    outcomes: tuple[Outcome, ...] = ()
    """Where the answer depends: one for each way in which it may turn out."""
    summary: PlainText
    """One plain sentence."""
    passages: tuple[Passage, ...] = ()
    """What the summary rests on."""
    reasons: tuple[Reason, ...] = ()
    goal_fit: tuple[GoalFit, ...] = ()
    how_it_works: Statement
    how_it_is_given: Statement
    side_effects: Statement

    def overview_cells(self, *, goals: bool) -> tuple[Cell, ...]:
        """The answer and what it is like, for a table; where the document says nothing, the cell says that."""
        about = (self.how_it_works, self.how_it_is_given, self.side_effects)
        return (
            answer_cell(self.relevance),
            *(Cell(statement.text if statement.passages else phrase("option.not_stated")) for statement in about),
            *((Cell("\n".join(self._goals_by_fit()) or phrase("option.not_stated")),) if goals else ()),
        )

    def _goals_by_fit(self) -> Iterator[str]:
        for fit in Fit:
            titles = [goal_fit.title for goal_fit in self.goal_fit if goal_fit.fit is fit]
            if titles:
                yield phrase(f"fit.{fit}.goals", goals=linked("list.comma", titles))

    def outcome_nodes(self) -> tuple[Node, ...]:
        """How an open answer may turn out, briefly: when, and what it is then."""
        return tuple(
            Node(
                Paragraph(
                    phrase("sentence", clause=answer_cell(outcome.relevance)),
                    lead=phrase("option.if", alternatives=any_of(outcome.when)),
                )
            )
            for outcome in self.outcomes
        )

    def blocks(self) -> Section:
        """The answer in words, then why, then what it is like."""
        return Section(
            self.title,
            (*self._answer(), *self._lists()),
            Role.CARD,
            self.relevance,
            RELEVANCE_MARKS[self.relevance],
            lists_citations=True,
            explains_anew=True,
            anchor=self.therapy,
        )

    def _answer(self) -> Iterator[Block]:
        yield Paragraph(phrase("sentence", clause=RELEVANCE_TITLES[self.relevance]), lead=phrase("answer.lead"))
        yield Paragraph(self.summary, self.passages)
        if self.relevance is Relevance.NOT_DESCRIBED:
            yield ONE_DOCUMENT

    def _lists(self) -> Iterator[Section]:
        if self.reasons:
            yield _list(phrase("option.reasons"), (reason.paragraph() for reason in self.reasons))
        if self.outcomes:
            yield _list(phrase("option.outcomes"), (outcome.paragraph() for outcome in self.outcomes))
        about = (
            self.how_it_works.paragraph(phrase("option.how_it_works")),
            self.how_it_is_given.paragraph(phrase("option.how_it_is_given")),
            self.side_effects.paragraph(phrase("option.side_effects")),
        )
        yield _list(phrase("option.about"), about)
        if self.goal_fit:
            yield _list(phrase("option.fits"), (goal_fit.paragraph() for goal_fit in self.goal_fit))


def _list(title: str, items: Iterable[Paragraph]) -> Section:
    return Section(title, (Items(tuple(items)),))
