"""A claim in plain words, and those whom it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS, RESULTS, Relevance
from mbc_explainer.phrases import linked, phrase
from mbc_explainer.reasoning.claim_scope import Scope

from .claim_reading import Claim
from .models import Fact, all_of
from .phrasing import Phrasing, decapitalized, enumerated, sentence

__all__ = ["claim_in_words", "in_sentences", "people_in_words"]

_IN_ONE_SENTENCE: Final = 2
"""Facts that a sentence can hold and still be plain."""


def claim_in_words(claim: Claim, phrasing: Phrasing) -> str:
    """A claim as a sentence: whom it is about, what it says of them, and who is not meant."""
    says = _says(claim, phrasing.therapies[claim.therapy].lower())
    people = people_in_words(claim.scope, {}, phrasing)
    told = phrase("claim.about_all", says=says)
    if people:
        gaps = {"facts": all_of(people), "sentences": in_sentences(people), "says": says}
        told = phrase("claim.about_some" if len(people) <= _IN_ONE_SENTENCE else "claim.about_few", **gaps)
    others = [all_of(_stated_in_words(exception, phrasing)) for exception in claim.scope.exceptions]
    if not others:
        return phrase("sentence", clause=told)
    return phrase("claim.unless", claim=told, exceptions=linked("list.or_if", others))


def in_sentences(facts: Iterable[Fact]) -> str:
    """Facts one after another, each a sentence."""
    return " ".join(sentence(fact.text) for fact in facts)


def _says(claim: Claim, therapy: str) -> str:
    """What a claim says of a therapy category; a negated one names all the other answers."""
    if not claim.negated:
        return phrase(f"claim.says.{claim.answer}", therapy=therapy)
    says = phrase(f"claim.says_not.{claim.answer}", therapy=therapy)
    others_may_depend = claim.scope.not_known and claim.answer is not Relevance.DEPENDS
    return phrase("claim.or_depends", says=says) if others_may_depend else says


def people_in_words(scope: Scope, beside: Mapping[str, Any], phrasing: Phrasing) -> tuple[Fact, ...]:
    """What is so of those whom a claim is about, what is stated besides, and what is not known of them."""
    nothing = PatientProfile()
    not_known = {field: getattr(nothing, field) for field in scope.not_known}
    stated = {**not_known, **scope.stated, **beside}
    return _stated_in_words({field: stated[field] for field in FIELDS if field in stated}, phrasing)


def _stated_in_words(stated: Mapping[str, Any], phrasing: Phrasing) -> tuple[Fact, ...]:
    return tuple(_fact(field, value, phrasing) for field, value in stated.items())


def _fact(field: str, value: Any, phrasing: Phrasing) -> Fact:
    """A field with its value, in words."""
    if field in RESULTS:
        return phrasing.fact((field, str(value)))
    if not value:
        return phrasing.fact((f"{field}.any", "not_stated" if value is None else "no"))
    return Fact(name=field, value=_listed_names(value), text=phrase(f"claim.{field}", names=_titles(value, phrasing)))


def _listed_names(names: Iterable[str]) -> str:
    return " ".join(map(str, names))


def _titles(names: Iterable[str], phrasing: Phrasing) -> str:
    return enumerated(decapitalized(phrasing.names[name]) for name in names)
