"""What the document says of one therapy category for a profile, and how that is shown."""

from collections.abc import Iterable, Iterator

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.profile import FieldName
from mbc_explainer.patient.vocabulary import Fit, Goal, Group, Relevance, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail, Items, Node, Paragraph, Role, Section
from mbc_explainer.rendering.blocks import Block

from .labels import FIT_WORDS, ONE_DOCUMENT, RELEVANCE_MARKS, RELEVANCE_TITLES
from .models import Outcome, Passage, Reason, Statement, any_of
from .phrasing import capitalized
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
        lead = phrase("option.fit_lead", goal=self.title, fit=FIT_WORDS[self.fit])
        return Paragraph(self.text, self.passages, lead, self.ours)


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
    depends_on: tuple[FieldName, ...] = ()
    """The profile's open fields that can change the answer, and no others, in the profile's order."""
    outcomes: tuple[Outcome, ...] = ()
    """Where the answer depends: one for each way in which it may turn out."""
    in_short: PlainText | None = None
    """The answer and its reason in a few words: "described, since ER is positive", "less common"."""
    summary: PlainText
    """One plain sentence."""
    passages: tuple[Passage, ...] = ()
    """What the summary rests on."""
    ours: bool = False
    """Whether the summary is the library's own word, and not the document's."""
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
                    capitalized(outcome.label or RELEVANCE_TITLES[outcome.relevance]),
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

    def __hash__(self) -> int:
        """A hash of what tells most options apart: that of all fields takes longer than the look-ups that need it."""
        rules = tuple([reason.rule for reason in self.reasons])
        fits = tuple([fit.text for fit in self.goal_fit])
        return hash((self.therapy, self.in_short, self.summary, rules, fits))

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
        yield Paragraph(self.summary, self.passages, ours=self.ours)
        if self.relevance is Relevance.NOT_DESCRIBED:
            yield ONE_DOCUMENT

    def _lists(self, elsewhere: frozenset[str]) -> Iterator[Section]:
        """Why, what it is like, and how it fits the goals, folded."""
        parts = tuple(self._parts(elsewhere))
        title = phrase("option.more") if self.reasons else phrase("option.more_without_reasons")
        yield Section(title, parts, folded=True, only_folds=True)

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
