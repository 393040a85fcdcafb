"""Why an answer is what it is: from the answer over the rules and facts to what the profile says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient import facts
from mbc_explainer.patient.facts import FactValue
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.reasoning.evaluation import Evaluation
from mbc_explainer.reasoning.proofs import Proof, ProofStep, sufficient_reasons
from mbc_explainer.rendering import Node, Paragraph, Section, Tree

from .labels import ONE_DOCUMENT, RELEVANCE_TITLES
from .models import Fact, Passage, Reason, TherapyOption, all_of, any_of
from .phrasing import Wording, sentence
from .renderable import RenderableTree

__all__ = ["Branch", "Step", "Why", "why"]

_LEADS = {"rule": "", "fact": "", "said": "This profile says", "open": "Still open, and so only if"}


class Step(Frozen):
    """One step on the way from an answer back to the profile."""

    kind: Literal["rule", "fact", "said", "open"]
    """A rule that holds, a fact that follows from others, what the profile says, or what it leaves open."""
    rules: tuple[PlainText, ...] = ()
    """The ids of the rules behind it; none for what comes from the profile itself."""
    facts: tuple[tuple[Fact, ...], ...] = ()
    """The fact that holds here; where it is open, any of these is enough."""
    text: PlainText
    passages: tuple[Passage, ...] = ()
    ours: bool = False
    because: tuple[Step, ...] = ()
    """What it rests on in turn."""

    def node(self) -> Node:
        """How it is shown."""
        said = Paragraph(self.text, self.passages, _LEADS[self.kind], self.ours)
        return Node(said, tuple(step.node() for step in self.because))


class Branch(Frozen):
    """One way in which the answer follows.

    Whoever agrees with the premises, and with one line of ``when`` if there is any, has
    this answer; no part of the premises can be left out.
    """

    relevance: Relevance
    premises: tuple[Fact, ...]
    """What the profile says that is enough; empty where the document says the same for all."""
    when: tuple[tuple[Fact, ...], ...] = ()
    """Where the answer is open: what would have to be so as well, any one of these."""
    text: PlainText
    steps: tuple[Step, ...]

    def node(self) -> Node:
        """How it is shown."""
        return Node(Paragraph(self.text), tuple(step.node() for step in self.steps))


class Why(RenderableTree):
    """Every way in which one answer follows from what a profile says.

    For a settled answer there is a branch for every smallest set of facts that is
    enough; for an open one, branches for each way in which it may turn out (issue 4).
    """

    profile: PatientProfile
    therapy: Therapy
    title: PlainText
    relevance: Relevance
    branches: tuple[Branch, ...]
    also: tuple[Step, ...] = ()
    """What else the document says here, which the answer does not rest on."""

    def outline(self) -> Section:
        """The answer, then how it follows."""
        root = Node(
            Paragraph(RELEVANCE_TITLES[self.relevance], lead=self.title), tuple(one.node() for one in self.branches)
        )
        also = Node(
            Paragraph("What else is said of it, for a profile like this"), tuple(one.node() for one in self.also)
        )
        how = Paragraph(self._how_to_read(), ours=True)
        tree = Tree((root, also) if self.also else (root,))
        more = (ONE_DOCUMENT,) if any(one.relevance is Relevance.NOT_DESCRIBED for one in self.branches) else ()
        return Section(f"{self.title}: why this answer", (how, tree, *more), "why")

    def _how_to_read(self) -> str:
        if self.relevance is Relevance.DEPENDS:
            return "The answer is still open. Here is each way it may turn out, and what that rests on."
        if len(self.branches) > 1:
            return "This answer follows in more than one way. Each of them is enough on its own."
        return "Read it from the top: each line rests on the lines below it."


def why(option: TherapyOption, profile: PatientProfile, evaluation: Evaluation, wording: Wording) -> Why:
    """Trace the answer about one therapy category back to what a profile says."""
    say = _Words(wording, facts.stated(profile))
    found = tuple(map(say.branch, sufficient_reasons(evaluation, f"{option.therapy}.relevance", profile)))
    shown = {rule for branch in found for rule in _rules(branch.steps)}
    rest = tuple(say.reason(reason) for reason in option.reasons if reason.rule not in shown)
    return Why(
        profile=profile,
        therapy=option.therapy,
        title=option.title,
        relevance=option.relevance,
        branches=found,
        also=rest,
    )


def _rules(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield from step.rules
        yield from _rules(step.because)


class _Words:
    """Puts proofs into words."""

    def __init__(self, wording: Wording, said: Mapping[str, str]) -> None:
        self._wording = wording
        self._said = said

    def branch(self, proof: Proof) -> Branch:
        premises = tuple(self._as_said(fact) for fact in proof.premises)
        when = self._wording.alternatives(proof.when)
        return Branch(
            relevance=Relevance(proof.answer),
            premises=premises,
            when=when,
            text=_branch_text(Relevance(proof.answer), premises, when),
            steps=tuple(map(self.step, proof.steps)),
        )

    def _as_said(self, fact: FactValue) -> Fact:
        return self._wording.fact((fact[0], self._said[fact[0]]))

    def step(self, proved: ProofStep) -> Step:
        words = self._as_said if proved.kind == "said" else self._wording.fact
        lines = tuple(tuple(map(words, line)) for line in proved.facts)
        rules = [self._wording.texts[rule] for rule in proved.rules]
        places = {place.locator: place for rule in rules for place in self._wording.passages(rule)}
        return Step(
            kind=proved.kind,
            rules=proved.rules,
            facts=lines,
            text=sentence(any_of(lines, ", or ")) if lines else rules[0].text,
            passages=tuple(places.values()),
            ours=any(rule.ours for rule in rules),
            because=tuple(map(self.step, proved.rests_on)),
        )

    def reason(self, reason: Reason) -> Step:
        said = tuple(Step(kind="said", facts=((fact,),), text=sentence(fact.text)) for fact in reason.because)
        return Step(
            kind="rule",
            rules=(reason.rule,),
            text=reason.text,
            passages=reason.passages,
            ours=reason.ours,
            because=said,
        )


def _branch_text(relevance: Relevance, premises: tuple[Fact, ...], when: tuple[tuple[Fact, ...], ...]) -> str:
    known = sentence(all_of(premises)) if premises else ""
    if when:
        so_far = f" Known so far: {all_of(premises)}." if premises else ""
        return f"If {any_of(when)}: {RELEVANCE_TITLES[relevance].lower()}.{so_far}"
    if not premises:
        return "The document says this whatever the profile says."
    if len(premises) == 1:
        return f"{known} This alone is enough."
    return f"{known} Together these are enough, and none of them can be left out."
