"""Why an answer is what it is: from the answer over the rules and facts to what the profile states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient import facts
from mbc_explainer.patient.facts import FactValue
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.phrases import linked, phrase
from mbc_explainer.reasoning.evaluation import Evaluation
from mbc_explainer.reasoning.proofs import Proof, ProofStep, sufficient_reasons
from mbc_explainer.rendering import Node, Paragraph, Section, Tree

from .labels import ONE_DOCUMENT, RELEVANCE_TITLES
from .models import Fact, Passage, Reason, all_of, any_of
from .phrasing import Phrasing, capitalized, sentence
from .renderable import RenderableTree, in_lines
from .therapy_options import TherapyOption

__all__ = ["Branch", "Step", "Why", "why"]

_LEADS: Final = {"rule": "", "fact": "", "said": phrase("why.stated_lead"), "open": phrase("why.open_lead")}


class Step(Frozen):
    """One step on the way from an answer back to the profile."""

    kind: Literal["rule", "fact", "said", "open"]
    """A rule that holds, a fact that follows from others, what the profile states, or what it leaves open."""
    rules: tuple[PlainText, ...] = ()
    """The ids of the rules that say so; none for what comes from the profile itself."""
    facts: tuple[tuple[Fact, ...], ...] = ()
    """The fact that holds here; where it is open, any of these is enough."""
    text: PlainText
    """The same in plain words."""
    passages: tuple[Passage, ...] = ()
    """The places in the document that it rests on."""
    ours: bool = False
    """Whether it is the library's own word, and not the document's."""
    because: tuple[Step, ...] = ()
    """What it rests on."""

    def node(self) -> Node:
        """How it is shown."""
        paragraph = Paragraph(self.text, self.passages, _LEADS[self.kind], self.ours)
        return Node(paragraph, tuple(step.node() for step in self.because))


class Branch(Frozen):
    """One way in which the answer follows.

    Whoever agrees with the premises, and with one line of ``when`` if there is any, has
    this answer; no part of the premises can be left out.
    """

    relevance: Relevance
    """The answer that follows."""
    premises: tuple[Fact, ...]
    """What the profile states that is enough; empty where the document says the same for all."""
    when: tuple[tuple[Fact, ...], ...] = ()
    """Where the answer is open: what would have to be so as well, any one of these."""
    text: PlainText
    """What is enough for it, in plain words."""
    steps: tuple[Step, ...]
    """How it follows, from the answer back to the profile."""

    def node(self) -> Node:
        """How it is shown."""
        return Node(Paragraph(self.text), tuple(step.node() for step in self.steps))


class Why(RenderableTree):
    """Every way in which one answer follows from what a profile says.

    For a settled answer there is a branch for every smallest set of facts that is
    enough; for an open one, branches for each way in which it may turn out (issue 4).
    """

    profile: PatientProfile
    """The profile that it is about."""
    therapy: Therapy
    """The therapy category."""
    title: PlainText
    """What it is called."""
    relevance: Relevance
    """The answer."""
    branches: tuple[Branch, ...]
    """Every way in which the answer follows."""
    also: tuple[Step, ...] = ()
    """What else the document says here, which the answer does not rest on."""

    def blocks(self) -> Section:
        """The answer, then how it follows."""
        answer = Paragraph(RELEVANCE_TITLES[self.relevance], lead=self.title)
        root = Node(answer, tuple(branch.node() for branch in self.branches))
        also = Node(Paragraph(phrase("why.also")), tuple(step.node() for step in self.also))
        how = Paragraph(self._how_to_read(), ours=True)
        tree = Tree((root, also) if self.also else (root,))
        not_described = any(branch.relevance is Relevance.NOT_DESCRIBED for branch in self.branches)
        more = (ONE_DOCUMENT,) if not_described else ()
        return Section(phrase("why.title", therapy=self.title), (how, tree, *more))

    def _in_a_line(self) -> str:
        answer = phrase("option.line", therapy=self.title, answer=RELEVANCE_TITLES[self.relevance])
        return in_lines(answer, *(branch.text for branch in self.branches))

    def _how_to_read(self) -> str:
        if self.relevance is Relevance.DEPENDS:
            return phrase("why.how_to_read_open")
        if len(self.branches) > 1:
            return phrase("why.how_to_read_several")
        return phrase("why.how_to_read")


def why(option: TherapyOption, profile: PatientProfile, evaluation: Evaluation, phrasing: Phrasing) -> Why:
    """Trace the answer about one therapy category back to what a profile states."""
    in_words = _InWords(phrasing, facts.stated(profile))
    branches = tuple(map(in_words.branch, sufficient_reasons(evaluation, f"{option.therapy}.relevance", profile)))
    shown = {rule for branch in branches for rule in _rules(branch.steps)}
    also = tuple(in_words.reason(reason) for reason in option.reasons if reason.rule not in shown)
    return Why(
        profile=profile,
        therapy=option.therapy,
        title=option.title,
        relevance=option.relevance,
        branches=branches,
        also=also,
    )


def _rules(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield from step.rules
        yield from _rules(step.because)


class _InWords:
    """Puts proofs into words."""

    def __init__(self, phrasing: Phrasing, stated: Mapping[str, str]) -> None:
        self._phrasing = phrasing
        self._stated = stated

    def branch(self, proof: Proof) -> Branch:
        premises = tuple(self._as_stated(fact) for fact in proof.premises)
        when = self._phrasing.alternatives(proof.when)
        return Branch(
            relevance=Relevance(proof.answer),
            premises=premises,
            when=when,
            text=_branch_text(Relevance(proof.answer), premises, when),
            steps=tuple(map(self.step, proof.steps)),
        )

    def _as_stated(self, fact: FactValue) -> Fact:
        return self._phrasing.fact((fact[0], self._stated[fact[0]]))

    def step(self, proved: ProofStep) -> Step:
        words = self._as_stated if proved.kind == "said" else self._phrasing.fact
        lines = tuple(tuple(map(words, line)) for line in proved.facts)
        rules = [self._phrasing.texts[rule] for rule in proved.rules]
        return Step(
            kind=proved.kind,
            rules=proved.rules,
            facts=lines,
            text=sentence(linked("list.or", map(all_of, lines))) if lines else rules[0].text,
            passages=self._phrasing.passages_of(proved.rules),
            ours=any(rule.ours for rule in rules),
            because=tuple(map(self.step, proved.rests_on)),
        )

    def reason(self, reason: Reason) -> Step:
        because = tuple(Step(kind="said", facts=((fact,),), text=sentence(fact.text)) for fact in reason.because)
        return Step(
            kind="rule",
            rules=(reason.rule,),
            text=reason.text,
            passages=reason.passages,
            ours=reason.ours,
            because=because,
        )


def _branch_text(relevance: Relevance, premises: tuple[Fact, ...], when: tuple[tuple[Fact, ...], ...]) -> str:
    known = all_of(premises)
    if when:
        gaps = {"alternatives": any_of(when), "answer": phrase(f"relevance.{relevance}.inside")}
        return phrase("why.branch_open_so_far", known=known, **gaps) if known else phrase("why.branch_open", **gaps)
    if not premises:
        return phrase("why.no_premise")
    if len(premises) == 1:
        return phrase("why.one_premise", premise=capitalized(known))
    if len(premises) == 2:  # noqa: PLR2004 -- "both" is of two
        return phrase("why.two_premises", premises=capitalized(known))
    return phrase("why.several_premises", premises=capitalized(known))
