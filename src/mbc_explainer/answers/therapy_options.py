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
from .phrasing import sentence
from .renderable import Renderable

__all__ = ["GoalFit", "TherapyOption"]


class GoalFit(Frozen):
    """How a therapy category fits one stated goal."""

    goal: Goal
    """The stated goal."""
    title: PlainText
    """What the goal is called."""
    fit: Fit
    """Whether the category may help with the goal, may pull against it, or the document does not say."""
    text: PlainText
    """The same in plain words."""
    passages: tuple[Passage, ...] = ()
    """The places in the document that it rests on."""
    ours: bool = False
    """Whether it is the library's own word, and not the document's."""

    def paragraph(self) -> Paragraph:
        """How it is shown."""
        text = phrase("option.fit", fit=FIT_WORDS[self.fit], text=self.text)
        return Paragraph(text, self.passages, self.title, self.ours)


class TherapyOption(Renderable):
    """What the document says of one therapy category for a profile."""

    therapy: Therapy
    """The therapy category."""
    title: PlainText
    """What it is called."""
    group: Group
    """The group of therapy categories that it belongs to."""
    relevance: Relevance
    """The answer: what the document says of this category for the profile."""
    depends_on: tuple[PlainText, ...] = ()
    """The profile's open fields that can change the answer, and no others, in the profile's order."""
    outcomes: tuple[Outcome, ...] = ()
    """Where the answer depends: one for each way in which it may turn out."""
    in_short: PlainText = ""
    """The answer and its reason in a few words: "described, since ER is positive", "less common"."""
    summary: PlainText
    """One plain sentence."""
    passages: tuple[Passage, ...] = ()
    """What the summary rests on."""
    reasons: tuple[Reason, ...] = ()
    """The rules that hold, and what makes each hold."""
    goal_fit: tuple[GoalFit, ...] = ()
    """How it fits each stated goal."""
    how_it_works: Statement
    """How it works."""
    how_it_is_given: Statement
    """How it is given."""
    side_effects: Statement
    """Its side effects, as far as the document names them."""

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
            lists_citations=True,
            anchor=self.therapy,
        )

    def _answer(self) -> Iterator[Block]:
        yield Paragraph(sentence(self.in_short or RELEVANCE_TITLES[self.relevance]))
        yield Paragraph(self.summary, self.passages)
        if self.relevance is Relevance.NOT_DESCRIBED:
            yield ONE_DOCUMENT

    def _lists(self, elsewhere: frozenset[str]) -> Iterator[Section]:
        if self.reasons:
            yield _list(phrase("option.reasons"), (reason.paragraph() for reason in self.reasons))
        if self.outcomes:
            outcomes = (outcome.paragraph() for outcome in self.outcomes)
            yield _list(phrase("option.outcomes"), outcomes)._replace(detail=Detail.FULL)
        works = _list(phrase("option.how_it_works"), (self.how_it_works.paragraph(),))
        yield works._replace(detail=Detail.FULL)
        about = (
            statement.paragraph(phrase(f"option.{name}"))
            for name, statement in (("how_it_is_given", self.how_it_is_given), ("side_effects", self.side_effects))
            if statement.text not in elsewhere
        )
        yield from _list_unless_empty(phrase("option.about"), about)
        fits = (goal_fit.paragraph() for goal_fit in self.goal_fit if goal_fit.text not in elsewhere)
        yield from _list_unless_empty(phrase("option.fits"), fits)


def _list(title: str, items: Iterable[Paragraph]) -> Section:
    return Section(title, (Items(tuple(items)),))


def _list_unless_empty(title: str, items: Iterable[Paragraph]) -> Iterator[Section]:
    these = tuple(items)
    if these:
        yield _list(title, these)
