"""Why not another answer: for which profiles the document describes a therapy category, if not for this one."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.reasoning.counterfactuals import Difference, counterfactuals
from mbc_explainer.reasoning.evaluation import Evaluation
from mbc_explainer.rendering import Items, Node, Paragraph, Section, Tree
from mbc_explainer.rendering.blocks import Block

from .labels import ONE_DOCUMENT, RELEVANCE_TITLES
from .models import Fact, Passage, TherapyOption, all_of, any_of
from .phrasing import Wording
from .renderable import RenderableTree

__all__ = ["Change", "Standing", "WhyNot", "why_not"]

_AIMS: Final = (Relevance.RELEVANT, Relevance.SOMETIMES)
"""What is aimed at: the first of these that any profile reaches."""

_FOR_WHOM: Final = {
    Relevance.RELEVANT: "The document describes this where",
    Relevance.SOMETIMES: "The document describes this for some cases, or leaves it open, where",
}
_NOT_TO_CHANGE: Final = (
    "This tells which profiles the document writes about. Nobody has to be another way, and a result is what it is. "
    "Your care team knows what fits you."
)


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
    """What this profile says of the same facts."""
    text: PlainText
    passages: tuple[Passage, ...] = ()


class WhyNot(RenderableTree):
    """What would have to be otherwise for another answer: every set of facts without a superfluous part (issue 4)."""

    profile: PatientProfile
    therapy: Therapy
    title: PlainText
    relevance: Relevance
    aims_at: Relevance | None
    """The answer that is aimed at: relevant, or where no profile reaches that, sometimes."""
    standing: Standing
    text: PlainText
    """In one sentence."""
    when: tuple[tuple[Fact, ...], ...] = ()
    """Where it is open: what would settle it so, any one of these."""
    changes: tuple[Change, ...] = ()
    """Fewest facts first."""

    def outline(self) -> Section:
        """The answer in one sentence, then for whom else the document describes it."""
        blocks: list[Block] = [Paragraph(RELEVANCE_TITLES[self.relevance] + ".", lead="Answer"), Paragraph(self.text)]
        if self.changes:
            blocks += [Items(tuple(Paragraph(one.text, one.passages) for one in self.changes)), self._tree()]
            blocks.append(Paragraph(_NOT_TO_CHANGE, ours=True))
        if self.relevance is Relevance.NOT_DESCRIBED:
            blocks.append(ONE_DOCUMENT)
        return Section(f"{self.title}: for which profiles", tuple(blocks), "why-not")

    def _tree(self) -> Tree:
        below = tuple(Node(Paragraph(all_of(one.facts), one.passages, "Where")) for one in self.changes)
        title = RELEVANCE_TITLES[self.aims_at or self.relevance]
        return Tree((Node(Paragraph(title, lead=self.title), below),))


def why_not(option: TherapyOption, profile: PatientProfile, evaluation: Evaluation, wording: Wording) -> WhyNot:
    """Say what profiles that have the answer aimed at say otherwise."""
    decision = f"{option.therapy}.relevance"
    reached = {world.answer for world in evaluation.all_worlds(decision)}
    aim = next((one for one in _AIMS if one in reached), None)
    standing = _standing(option, aim)
    found = counterfactuals(evaluation, decision, profile, aim) if aim and standing is Standing.ANOTHER_PROFILE else []
    when = next((one.when for one in option.outcomes if one.relevance is aim), ())
    return WhyNot(
        profile=profile,
        therapy=option.therapy,
        title=option.title,
        relevance=option.relevance,
        aims_at=aim,
        standing=standing,
        text=_text(standing, aim, when),
        when=when,
        changes=tuple(_change(one, aim, profile, wording) for one in found if aim),
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
    if standing is Standing.ALREADY:
        most = "" if aim is Relevance.RELEVANT else " No profile gets more than that."
        return f"This profile has that answer already.{most}"
    if standing is Standing.OPEN:
        return f"This is still open. It would be so if {any_of(when)}."
    if standing is Standing.NO_PROFILE:
        return "The document describes this for no profile."
    return "The document describes this for other profiles. Here is how they differ from this one."


def _change(difference: Difference, aim: Relevance, profile: PatientProfile, wording: Wording) -> Change:
    stated = facts.stated(profile)
    there = tuple(map(wording.fact, difference.facts))
    here = tuple(wording.fact((name, stated[name])) for name, _ in difference.facts)
    places = {place.locator: place for rule in difference.rules for place in wording.passages(wording.texts[rule])}
    text = f"{_FOR_WHOM[aim]} {all_of(there)}. In this profile, {all_of(here)}."
    return Change(facts=there, said=here, text=text, passages=tuple(places.values()))
