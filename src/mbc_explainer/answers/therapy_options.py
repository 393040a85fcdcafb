"""What the document says of one therapy category for a profile, and how that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.vocabulary import Fit, Goal, Group, Relevance, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail, Items, Node, Paragraph, Role, Section
from mbc_explainer.rendering.blocks import Block

from .labels import FIT_WORDS, ONE_DOCUMENT, RELEVANCE_MARKS, RELEVANCE_TITLES
from .models import Outcome, Passage, Reason, Statement, any_of
from .phrasing import decapitalized, enumerated
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
    in_short: str = ""
    """The answer and its reason in a few words: "described, since ER is positive", "less common"."""
    summary: PlainText
    """One plain sentence."""
    passages: tuple[Passage, ...] = ()
    """What the summary rests on."""
    reasons: tuple[Reason, ...] = ()
    goal_fit: tuple[GoalFit, ...] = ()
    how_it_works: Statement
    how_it_is_given: Statement
    side_effects: Statement

    def outcome_nodes(self) -> tuple[Node, ...]:
        """How an open answer may turn out, briefly: when, and what it is then."""
        return tuple(
            Node(
                Paragraph(
                    phrase(f"relevance.{outcome.relevance}.outcome"),
                    lead=phrase("option.if", alternatives=any_of(outcome.when)),
                )
            )
            for outcome in self.outcomes
        )

    def _in_a_line(self) -> str:
        return phrase("option.line", therapy=self.title, answer=self.in_short or RELEVANCE_TITLES[self.relevance])

    def blocks(self) -> Section:
        """The answer in words, then why, then what it is like."""
        return self.card(frozenset())

    def card(self, elsewhere: frozenset[str]) -> Section:
        """The same without the texts that stand elsewhere, for several therapy categories at once."""
        return Section(
            self.title,
            (*self._answer(), *self._lists(elsewhere)),
            Role.CARD,
            self.relevance,
            RELEVANCE_MARKS[self.relevance],
            self.in_short or RELEVANCE_TITLES[self.relevance],
            lists_citations=True,
            anchor=self.therapy,
        )

    def _answer(self) -> Iterator[Block]:
        yield Paragraph(self.summary, self.passages)
        if self.relevance is Relevance.NOT_DESCRIBED:
            yield ONE_DOCUMENT

    def _lists(self, elsewhere: frozenset[str]) -> Iterator[Section]:
        """Why, what it is like, and how it fits the goals, folded."""
        parts = tuple(self._parts(elsewhere))
        shown = (part.title for part in parts if part.detail is not Detail.FULL)
        yield Section(
            phrase("option.more", parts=enumerated(decapitalized(title) for title in shown)), parts, folded=True
        )

    def _parts(self, elsewhere: frozenset[str]) -> Iterator[Section]:
        about = (
            statement.paragraph(phrase(f"option.{name}"))
            for name, statement in (("how_it_is_given", self.how_it_is_given), ("side_effects", self.side_effects))
            if statement.text not in elsewhere
        )
        yield from _list(phrase("option.reasons"), (reason.paragraph() for reason in self.reasons))
        yield from _list(phrase("option.outcomes"), (outcome.paragraph() for outcome in self.outcomes), Detail.FULL)
        yield from _list(phrase("option.how_it_works"), (self.how_it_works.paragraph(),), Detail.FULL)
        yield from _list(phrase("option.about"), about)
        fits = (goal_fit.paragraph() for goal_fit in self.goal_fit if goal_fit.text not in elsewhere)
        yield from _list(phrase("option.fits"), fits)


def _list(title: str, items: Iterable[Paragraph], detail: Detail = Detail.BRIEF) -> Iterator[Section]:
    these = tuple(items)
    if these:
        yield Section(title, (Items(these),), detail=detail)
