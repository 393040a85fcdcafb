"""What somebody claims of an answer: read, refused with what is accepted, or more than can be said of a profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeVar

from mbc_explainer.errors import ClaimError, UnknownNameError, nearest, shortened
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.spelling import is_missing, plain_word
from mbc_explainer.patient.vocabulary import CHOICES, FIELDS, Relevance, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.reasoning.claim_scope import Scope, is_known

from .labels import RELEVANCE_TITLES
from .phrasing import listed

__all__ = ["Beyond", "Claim", "Conditions", "read_claim"]

_Name = TypeVar("_Name", bound=StrEnum)

Conditions = Mapping[str, Any] | PatientProfile
"""What a claim, or an exception of it, states of people; what is None or NaN there is left out."""

_LEFT_OUT: Final = {name: field.default for name, field in PatientProfile.model_fields.items()}


class Beyond(Frozen):
    """Something in a claim that nothing here can express."""

    part: PlainText
    """The part of the claim: therapy, answer or field."""
    given: PlainText
    """What was given, shortened."""
    text: PlainText
    """That it can't be expressed, and what can."""


class Claim(NamedTuple):
    """A claim as it was read: for everyone in its scope the answer is this one, or is not."""

    therapy: Therapy
    answer: Relevance
    negated: bool
    scope: Scope

    def holds(self, answer: str) -> bool:
        """Whether an answer is as claimed."""
        return (answer == self.answer) is not self.negated


def read_claim(
    therapy: str, answer: str, scope: tuple[Conditions, Any, Any], titles: Mapping[Therapy, str], *, negated: bool
) -> Claim | tuple[Beyond, ...]:
    """Read a claim, or say what in it can't be expressed.

    Args:
        therapy: a therapy category, by name, member or title.
        answer: an answer, by name, member or title.
        scope: what the claim states, its exceptions, and the fields that are not known.
        titles: what the therapy categories are called.
        negated: whether it says that the answer is not this one.

    Raises:
        UnknownNameError: a therapy category, an answer or a field is missing or misspelled; it names the nearest.
        ProfileError: a field in what is stated is misspelled, or a value can't be read.
        ClaimError: the parts of the claim contradict one another.
    """
    beyond: list[Beyond] = []
    stated, exceptions, not_known = scope
    named = _named("therapy", therapy, titles, beyond)
    claimed = _named("answer", answer, RELEVANCE_TITLES, beyond)
    said = _conditions(stated, beyond)
    read = Scope(
        said,
        frozenset(
            (*_fields(not_known, beyond), *(field for field, value in said.items() if not is_known(field, value)))
        ),
        tuple(_exception(one, beyond) for one in _each(exceptions)),
    )
    if beyond or named is None or claimed is None:
        return tuple(beyond)
    _refuse_contradictions(read, claimed)
    return Claim(named, claimed, negated, read)


def _named(part: str, given: Any, titles: Mapping[_Name, str], beyond: list[Beyond]) -> _Name | None:
    """The name that is meant; None where there is none like it."""
    spelled = {plain_word(words): name for name, title in titles.items() for words in (name, title)}
    word = plain_word(given) if isinstance(given, str) else ""
    if word in spelled:
        return spelled[word]
    begun = [name for name in spelled if word and name.startswith(f"{word} ")]
    if not word or len(begun) == 1 or nearest(word, map(str, titles), typos_only=True):
        raise UnknownNameError(phrase(f"claim.part.{part}"), given or "", titles)
    beyond.append(_beyond(part, given, listed(titles)))
    return None


def _beyond(part: str, given: object, accepted: str) -> Beyond:
    text = phrase(f"claim.beyond.{part}", given=shortened(given), accepted=accepted)
    return Beyond(part=part, given=shortened(given), text=text)


def _conditions(given: Conditions, beyond: list[Beyond]) -> dict[str, Any]:
    """What is stated, field by field, each value as it was read."""
    if isinstance(given, PatientProfile):
        return {name: getattr(given, name) for name, default in _LEFT_OUT.items() if getattr(given, name) != default}
    if not isinstance(given, Mapping):
        raise ClaimError(phrase("claim.refused.conditions", given=shortened(given), fields=listed(FIELDS)))
    said = {name: value for name, value in given.items() if isinstance(value, str) or not is_missing(value)}
    expressible = {name: value for name, value in said.items() if _is_field(name, beyond)}
    profile = PatientProfile(**expressible)
    return {name: getattr(profile, name) for name in FIELDS if name in expressible}


def _is_field(name: object, beyond: list[Beyond]) -> bool:
    """Whether a name is to be read as a field's: it is one, or is misspelled, which reading it will tell."""
    if name in FIELDS or nearest(name, FIELDS, typos_only=True):
        return True
    beyond.append(_beyond("field", name, listed(FIELDS)))
    return False


def _exception(given: Conditions, beyond: list[Beyond]) -> dict[str, Any]:
    count = len(beyond)
    read = _conditions(given, beyond)
    if not read and count == len(beyond):
        raise ClaimError(phrase("claim.refused.exception", fields=listed(FIELDS)))
    return read


def _each(exceptions: Any) -> Iterator[Conditions]:
    """The exceptions: one, or several."""
    several = isinstance(exceptions, Iterable) and not isinstance(exceptions, str | Mapping | PatientProfile)
    yield from exceptions if several else (exceptions,)


def _fields(given: Any, beyond: list[Beyond]) -> Iterator[str]:
    """The fields that are named as not known."""
    can_be_open = [name for name in FIELDS if name not in CHOICES]
    names = given.split(",") if isinstance(given, str) else given if isinstance(given, Iterable) else (given,)
    for name in (one.strip() if isinstance(one, str) else one for one in names):
        if name in can_be_open:
            yield name
        elif name in CHOICES:
            raise ClaimError(phrase("claim.refused.never_open", given=name, fields=listed(can_be_open)))
        elif _is_field(name, beyond):
            raise UnknownNameError(phrase("lookup.field"), name, can_be_open)


def _refuse_contradictions(scope: Scope, answer: Relevance) -> None:
    known = set(scope.not_known).difference(facts.open_fields(PatientProfile.model_validate(dict(scope.stated))))
    if known:
        raise ClaimError(phrase("claim.refused.known", fields=listed(field for field in FIELDS if field in known)))
    if answer is Relevance.DEPENDS and not scope.not_known:
        raise ClaimError(phrase("claim.refused.depends", answer=answer))
