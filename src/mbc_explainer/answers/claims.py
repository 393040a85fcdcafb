"""A claim about an answer, held against the document: always so, never so, or sometimes, and who shows it."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, Final

from pydantic import Field

from mbc_explainer.errors import ClaimError, escaped
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.facts import fields_behind
from mbc_explainer.patient.profile import FieldName, PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS, Relevance, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.reasoning.claim_scope import answer_now, smallest, ways
from mbc_explainer.rendering import Detail, Items, Paragraph, Section
from mbc_explainer.rendering.blocks import Block

from .claim_reading import Beyond, Claim, read_claim
from .claim_words import claim_in_words, in_sentences, people_in_words
from .explainer import explain
from .labels import ONE_DOCUMENT
from .models import Fact, Outcome, Reason, Source, all_of
from .phrasing import fields_in_words, sentence
from .renderable import Renderable, in_lines
from .rulebooks import RuleBook, rulebook_for
from .sections import source_lines

__all__ = ["ClaimCase", "ClaimCheck", "Verdict", "about_one_article", "check_blocks", "check_claim"]

_Count = Annotated[int, Field(ge=0)]
_LONGEST_SHOWN: Final = 60
"""Characters of what was given in a claim that can't be expressed."""


class Verdict(StrEnum):
    """How a claim stands to the one document; never whether it is true."""

    ALWAYS = "always"
    """The document says so for everyone whom the claim is about."""
    NEVER = "never"
    """It says so for none of them."""
    SOMETIMES = "sometimes"
    """It says so for some of them, and otherwise for others."""
    OUT_OF_SCOPE = "out_of_scope"
    """The claim says something that a profile or an answer can't express."""


class ClaimCase(Frozen):
    """Somebody whom a claim is about, and what the document says for them."""

    profile: PatientProfile
    """The profile: what the claim states, and the fewest facts more that settle the answer."""
    facts: tuple[Fact, ...]
    """What it states, field by field."""
    beside: tuple[PlainText, ...]
    """The fields that it states and the claim does not."""
    relevance: Relevance
    """The answer."""
    in_short: PlainText
    """The answer and its reason in a few words."""
    reasons: tuple[Reason, ...]
    """The rules that hold, what makes each hold, and the places in the document."""
    outcomes: tuple[Outcome, ...] = ()
    """Where the answer depends: one for each way in which it may turn out."""

    @property
    def text(self) -> str:
        """Who it is, in words."""
        return all_of(self.facts) or phrase("claim.anyone")

    @property
    def line(self) -> str:
        """Who it is, and what the document says then."""
        return phrase("claim.in_short", who=self.text, answer=self.in_short)

    def section(self, title: str) -> Section:
        """How it is shown."""
        blocks: list[Block] = [
            Paragraph(in_sentences(self.facts) or sentence(phrase("claim.anyone")), lead=phrase("claim.who")),
            Paragraph(sentence(self.in_short), lead=phrase("claim.answer")),
        ]
        if self.relevance is Relevance.NOT_DESCRIBED:
            blocks.append(ONE_DOCUMENT)
        why: list[Paragraph] = [reason.paragraph() for reason in self.reasons]
        why += [outcome.paragraph() for outcome in self.outcomes]
        if why:
            blocks.append(Section(phrase("claim.why"), (Items(tuple(why)),), detail=Detail.STANDARD))
        return Section(title, tuple(blocks))


class ClaimCheck(Renderable):
    """A claim held against one document: how far it holds, and the smallest profiles that show it.

    It says nothing of whether the claim is true: it is about what one document says.
    """

    text: PlainText
    """The claim in plain words."""
    therapy: Therapy | None
    """The therapy category; None where the claim is out of scope."""
    answer: Relevance | None
    """The claimed answer; None where the claim is out of scope."""
    negated: bool
    """Whether the claim says that the answer is not this one."""
    verdict: Verdict
    """How the claim stands to the document."""
    ways: _Count
    """In how many ways that the rules tell apart those may be whom the claim is about."""
    holding: _Count
    """In how many of these the document says what is claimed."""
    shown_by: ClaimCase | None = None
    """Somebody for whom it is as claimed, with the fewest facts beside the claim's own; None where there is nobody."""
    counterexample: ClaimCase | None = None
    """Somebody for whom it is not, with the fewest facts beside the claim's own; None where there is nobody."""
    no_matter: tuple[FieldName, ...] = ()
    """The fields that the claim mentions and the answer does not turn on."""
    beyond: tuple[Beyond, ...] = ()
    """What in the claim can't be expressed, where it is out of scope."""
    source: Source
    """The document, and the rules that were made from it."""

    def _in_a_line(self) -> str:
        against = self.counterexample
        other = [phrase("claim.counterexample_line", case=against.line)] if against else []
        return in_lines(phrase("claim.in_a_line", claim=self.text, verdict=self.verdict), *other)

    def blocks(self) -> Section:
        """The claim, how far it holds, and who shows it."""
        blocks = (
            *check_blocks(self, phrase("claim.lead")),
            *about_one_article(self.source),
            *source_lines(self.source),
        )
        return Section(phrase("claim.title"), blocks)


def check_blocks(check: ClaimCheck, lead: str) -> Iterator[Block]:
    """What is shown of one claim, also among others, after what leads the claim in."""
    yield Paragraph(check.text, lead=lead)
    yield Paragraph(phrase(f"claim.{check.verdict}.text"), lead=phrase(f"claim.{check.verdict}.title"))
    if check.beyond:
        yield Items(tuple(Paragraph(one.text) for one in check.beyond))
    if check.verdict is Verdict.SOMETIMES:
        yield Paragraph(phrase("claim.counted", holding=check.holding, ways=check.ways))
    if check.no_matter:
        yield Paragraph(phrase("claim.no_matter", fields=fields_in_words(check.no_matter)))
    if check.counterexample:
        yield check.counterexample.section(phrase("claim.counterexample"))
    if check.shown_by:
        yield check.shown_by.section(phrase("claim.shown_by"))


def about_one_article(source: Source) -> Iterator[Paragraph]:
    """What goes with every verdict: that it is about one article, and by other rules than the shipped ones where so."""
    yield Paragraph(phrase("claim.one_article"), ours=True)
    if not source.shipped:
        yield Paragraph(phrase("explanation.other_rules"), ours=True)


def check_claim(  # noqa: PLR0913 -- one parameter for each part of a claim
    therapy: str,
    answer: str,
    profile: Mapping[str, Any] | PatientProfile | None = None,
    *,
    negated: bool = False,
    unless: Mapping[str, Any] | PatientProfile | Iterable[Mapping[str, Any] | PatientProfile] = (),
    unless_known: str | Iterable[str] = (),
    knowledge: Knowledge | None = None,
) -> ClaimCheck:
    """Hold a claim against the document: whether this is the answer for everyone whom it is about.

    It is about everyone who agrees with what it states: a stated set is complete, a result
    that is stated as unknown or equivocal is not known, and what is left out may be anything
    that can be known. HER2-low reads as the document reads it, as not positive. Where
    something is not known, the answer may be that it depends.

    Args:
        therapy: a therapy category, by name, member or title.
        answer: the claimed answer: relevant, sometimes, not_described or depends, or its title.
        profile: what the claim states of people, field by field; of a ``PatientProfile`` only
            what it says more than when it is left out.
        negated: whether the claim says that the answer is not this one.
        unless: exceptions: those who agree with this, or with any of several, are not meant.
        unless_known: fields that are not known of those whom the claim is about.
        knowledge: other rules than those that ship with the library (``load_knowledge``).

    Raises:
        UnknownNameError: a therapy category, an answer or a field is missing or misspelled; it names the nearest.
        ProfileError: a field of what is stated is misspelled, or a value can't be read.
        ClaimError: the claim contradicts itself, or is about nobody.
    """
    rules = rulebook_for(knowledge)
    conditions = ({} if profile is None else profile, unless, unless_known)
    claim = read_claim(therapy, answer, conditions, rules.phrasing.therapies, negated=negated)
    if isinstance(claim, Claim):
        return _checked(claim, rules)
    return ClaimCheck(
        text=phrase("claim.as_given", therapy=_shown(therapy), answer=_shown(answer)),
        therapy=None,
        answer=None,
        negated=negated,
        verdict=Verdict.OUT_OF_SCOPE,
        ways=0,
        holding=0,
        beyond=claim,
        source=explain({}, knowledge=rules.knowledge).source,
    )


def _shown(given: object) -> str:
    return escaped(str(given)[:_LONGEST_SHOWN].strip())


def _checked(claim: Claim, rules: RuleBook) -> ClaimCheck:
    evaluation, decision = rules.evaluation, f"{claim.therapy}.relevance"
    every = ways(evaluation, decision, claim.scope)
    meant = {way.facts: claim.holds(way.answer) for way in every if not way.excepted}
    if not meant:
        raise ClaimError(phrase("claim.refused.nobody"))
    answer_of = partial(answer_now, evaluation, decision)
    found = [
        smallest(every, claim.scope, answer_of, wanted)
        for wanted in (claim.holds, lambda answer: not claim.holds(answer))
    ]
    shown_by, counterexample = (_case(claim, profile, rules) if profile else None for profile in found)
    read = fields_behind(evaluation.base_facts(decision))
    mentioned = {field for field, _ in claim.scope.mentioned()}
    return ClaimCheck(
        text=claim_in_words(claim, rules.phrasing),
        therapy=claim.therapy,
        answer=claim.answer,
        negated=claim.negated,
        verdict=_verdict(meant.values()),
        ways=len(meant),
        holding=sum(meant.values()),
        shown_by=shown_by,
        counterexample=counterexample,
        no_matter=tuple(field for field in FIELDS if field in mentioned and field not in read),
        source=explain({}, knowledge=rules.knowledge).source,
    )


def _verdict(holding: Iterable[bool]) -> Verdict:
    held = set(holding)
    if len(held) > 1:
        return Verdict.SOMETIMES
    return Verdict.ALWAYS if True in held else Verdict.NEVER


def _case(claim: Claim, profile: PatientProfile, rules: RuleBook) -> ClaimCase:
    option = explain(profile, knowledge=rules.knowledge)[claim.therapy]
    without = PatientProfile.model_validate(dict(claim.scope.stated))
    beside = {field: getattr(profile, field) for field in FIELDS if getattr(profile, field) != getattr(without, field)}
    return ClaimCase(
        profile=profile,
        facts=people_in_words(claim.scope, beside, rules.phrasing),
        beside=tuple(beside),
        relevance=option.relevance,
        in_short=option.in_short or "",
        reasons=option.reasons,
        outcomes=option.outcomes,
    )
