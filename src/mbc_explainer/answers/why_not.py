"""Why not another answer: for which profiles the document describes a therapy category, if not for this one."""

from enum import StrEnum
from typing import Final, assert_never

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.reasoning.counterfactuals import Difference, counterfactuals
from mbc_explainer.reasoning.evaluation import Evaluation
from mbc_explainer.rendering import Items, Node, Paragraph, Section, Tree
from mbc_explainer.rendering.blocks import Block

from .labels import ONE_DOCUMENT, RELEVANCE_TITLES
from .models import Fact, Passage, all_of, any_of
from .phrasing import Phrasing
from .renderable import RenderableTree, in_lines
from .therapy_options import TherapyOption

__all__ = ["Change", "Standing", "WhyNot", "why_not"]

_AIMS: Final = (Relevance.RELEVANT, Relevance.SOMETIMES)
"""What is aimed at: the first of these that any profile reaches."""


class Standing(StrEnum):
    """How a profile stands to the answer that is aimed at."""

    ALREADY = "already"
    """It has it."""
    OPEN = "open"
    """It may turn out so, with what the profile leaves open."""
    ANOTHER_PROFILE = "another_profile"
    """Profiles that differ in some facts have it."""
    NO_PROFILE = "no_profile"
    """No profile has it."""


class Change(Frozen):
    """One smallest set of facts in which profiles with that answer differ from this one."""

    facts: tuple[Fact, ...]
    """What is so there."""
    said: tuple[Fact, ...]
    """What this profile states of the same facts."""
    text: PlainText
    """The same in plain words."""
    passages: tuple[Passage, ...] = ()
    """The places in the document that it rests on."""


class WhyNot(RenderableTree):
    """What would have to be otherwise for another answer: every set of facts without a superfluous part (issue 4)."""

    profile: PatientProfile
    """The profile that it is about."""
    therapy: Therapy
    """The therapy category."""
    title: PlainText
    """What it is called."""
    relevance: Relevance
    """The answer for this profile."""
    aims_at: Relevance | None
    """The answer that is aimed at: relevant, or where no profile reaches that, sometimes."""
    standing: Standing
    """How the profile stands to that."""
    text: PlainText
    """In one sentence."""
    when: tuple[tuple[Fact, ...], ...] = ()
    """Where it is open: what would make it so, any one of these."""
    changes: tuple[Change, ...] = ()
    """Fewest facts first."""

    def blocks(self) -> Section:
        """The answer in one sentence, then for whom else the document describes it."""
        answer = phrase("sentence", clause=RELEVANCE_TITLES[self.relevance])
        blocks: list[Block] = [Paragraph(answer, lead=self.title), Paragraph(self.text)]
        if self.changes:
            changes = Items(tuple(Paragraph(change.text, change.passages) for change in self.changes))
            blocks += [changes, Paragraph(phrase("why_not.nobody_has_to_change"), ours=True)]
        if self.relevance is Relevance.NOT_DESCRIBED:
            blocks.append(ONE_DOCUMENT)
        return Section(phrase("why_not.title", therapy=self.title), tuple(blocks))

    def _in_a_line(self) -> str:
        answer = phrase("option.line", therapy=self.title, answer=RELEVANCE_TITLES[self.relevance])
        return in_lines(answer, self.text, *(change.text for change in self.changes))

    def _drawn(self) -> Section:
        when = phrase("why_not.when_lead")
        below = tuple(Node(Paragraph(all_of(change.facts), change.passages, when)) for change in self.changes)
        title = Paragraph(phrase(f"map.{self.aims_at or self.relevance}"), lead=self.title)
        return Section(phrase("why_not.title", therapy=self.title), (Tree((Node(title, below),)),))


def why_not(option: TherapyOption, profile: PatientProfile, evaluation: Evaluation, phrasing: Phrasing) -> WhyNot:
    """Say in which facts profiles that have the answer aimed at differ."""
    decision = f"{option.therapy}.relevance"
    reached = {world.answer for world in evaluation.all_worlds(decision)}
    aim = next((answer for answer in _AIMS if answer in reached), None)
    standing = _standing(option, aim)
    found = counterfactuals(evaluation, decision, profile, aim) if aim and standing is Standing.ANOTHER_PROFILE else []
    when = next((outcome.when for outcome in option.outcomes if outcome.relevance is aim), ())
    return WhyNot(
        profile=profile,
        therapy=option.therapy,
        title=option.title,
        relevance=option.relevance,
        aims_at=aim,
        standing=standing,
        text=_text(standing, aim, when),
        when=when,
        changes=tuple(_change(difference, aim, profile, phrasing) for difference in found if aim),
    )


def _standing(option: TherapyOption, aim: Relevance | None) -> Standing:
    if aim is None:
        return Standing.NO_PROFILE
    if option.relevance is aim:
        return Standing.ALREADY
    if any(outcome.relevance is aim for outcome in option.outcomes):
        return Standing.OPEN
    return Standing.ANOTHER_PROFILE


def _text(standing: Standing, aim: Relevance | None, when: tuple[tuple[Fact, ...], ...]) -> str:
    match standing:
        case Standing.ALREADY:
            return phrase(f"why_not.already.{aim}")
        case Standing.OPEN:
            return phrase(f"why_not.open.{aim}", alternatives=any_of(when))
        case Standing.NO_PROFILE:
            return phrase("why_not.no_profile")
        case Standing.ANOTHER_PROFILE:
            return phrase("why_not.another_profile")
        case _:
            assert_never(standing)


def _change(difference: Difference, aim: Relevance, profile: PatientProfile, phrasing: Phrasing) -> Change:
    stated = facts.stated(profile)
    there = tuple(map(phrasing.fact, difference.facts))
    here = tuple(phrasing.fact((name, stated[name])) for name, _ in difference.facts)
    text = phrase(f"why_not.change.{aim}", there=all_of(there), here=all_of(here))
    return Change(facts=there, said=here, text=text, passages=phrasing.passages_of(difference.rules))
