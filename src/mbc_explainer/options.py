"""What was found for a therapy category, to the part that says so."""

from __future__ import annotations

from typing import NamedTuple

from .findings import Finding, Findings, Fired
from .keeping import Keeper, Part, Seen
from .parts import GoalFit, TherapyOption
from .profile import PatientProfile
from .topics import FitRule, TherapyTopic
from .vocabulary import Fit, Goal, Relevance
from .wording import Wording

__all__ = ["option_part"]


class _View(NamedTuple):
    """All that a therapy's part turns on, but for which goals are stated."""

    finding: Finding
    summary: str
    remarks: tuple[Fired, ...]
    fits: tuple[str, ...]
    """For each goal, the rule that says how the therapy fits it, or nothing."""


def option_part(topic: TherapyTopic, findings: Findings, wording: Wording, keeper: Keeper) -> Part[TherapyOption]:
    """The part of the answer about one therapy category."""
    summary = f"{topic.therapy}.summary"
    fits = [f"{goal}.{topic.therapy}" for goal in Goal]
    conditional = [text.id for text in topic.remarks if text.when is not None]
    decisions = (f"{topic.therapy}.relevance", summary, *conditional, *fits)
    fields = findings.fields(*decisions)
    asks = tuple(fact for decision in decisions for fact in findings.ground(decision))

    def view(profile: PatientProfile) -> _View:
        return _View(
            findings.relevance(topic.therapy, profile),
            findings.stated(summary, profile)[0],
            tuple(
                Fired(text.id, findings.stated_because(text.id, profile) if text.when else ())
                for text in topic.remarks
                if text.when is None or findings.stated(text.id, profile)
            ),
            tuple(" ".join(findings.stated(fit, profile)) for fit in fits),
        )

    def build(seen: _View, goals: tuple[Goal, ...]) -> TherapyOption:
        return _option(topic, seen, goals, wording)

    return keeper.part([Seen(fields, view, asks), Seen(("goals",), lambda profile: profile.goals)], build, always=True)


def _option(topic: TherapyTopic, seen: _View, goals: tuple[Goal, ...], wording: Wording) -> TherapyOption:
    summary = wording.texts[seen.summary]
    return TherapyOption(
        therapy=topic.therapy,
        title=topic.title,
        group=topic.therapy.group,
        relevance=Relevance(seen.finding.answer or Relevance.DEPENDS),
        depends_on=seen.finding.depends_on,
        outcomes=tuple(map(wording.outcome, seen.finding.outcomes)),
        summary=summary.text,
        passages=wording.places(summary),
        reasons=tuple(map(wording.reason, (*seen.finding.reasons, *seen.remarks))),
        goal_fit=tuple(
            _fit(goal, rule, wording) for goal, rule in zip(Goal, seen.fits, strict=True) if rule and goal in goals
        ),
        how_it_works=wording.statement(topic.how_it_works),
        how_it_is_given=wording.statement(topic.how_it_is_given),
        side_effects=wording.statement(topic.side_effects),
    )


def _fit(goal: Goal, rule: str, wording: Wording) -> GoalFit:
    text = wording.texts[rule]
    return GoalFit(
        goal=goal,
        title=wording.goals[goal],
        fit=text.fit if isinstance(text, FitRule) else Fit.NOT_STATED,
        text=text.text,
        passages=wording.places(text),
        ours=text.ours,
    )
