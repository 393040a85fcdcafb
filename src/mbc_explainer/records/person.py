"""One person of a record: the profile, where each part of it came from, and what was passed over."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from mbc_explainer.errors import ProfileError
from mbc_explainer.frozen import Frozen
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import RESULTS, SITES
from mbc_explainer.phrases import phrase

from .bundles import Entry, Owned
from .statements import Origin, Reason, Statement, statements_of, voided

__all__ = ["Contradiction", "NoProfile", "Origin", "PassedOver", "Person", "Reading", "Reason", "Spread", "person_of"]


class Spread(StrEnum):
    """Whether a record says that the cancer has spread to other parts of the body."""

    YES = "yes"
    NO = "no"
    NOT_SAID = "not_said"
    """It does not say, or it says both."""


class NoProfile(StrEnum):
    """Why somebody in a record has no profile."""

    ANOTHER_CANCER = "another_cancer"
    NO_BREAST_CANCER = "no_breast_cancer"


class Reading(Frozen):
    """Something that was taken from a record."""

    field: str
    """A field of the profile, ``breast_cancer``, or ``spread``: whether the cancer has spread."""
    value: str
    """What was taken: a result, a place; ``yes`` or ``no`` for whether it has spread."""
    origin: Origin


class PassedOver(Frozen):
    """Something that a record says and that was not taken."""

    field: str
    """What it would have been about, as for what was taken, or ``another_cancer``; empty where that is not clear."""
    value: str
    """What it would have said, where it says that in a code that is read."""
    reason: Reason
    origin: Origin


class Contradiction(Frozen):
    """What a record says in two ways."""

    field: str
    readings: tuple[Reading, ...]
    """What it says, each with its place."""
    text: str
    """The same in words, and what became of it."""


class Person(Frozen):
    """One person of a record."""

    number: int
    """Which of the people in the record, from 1."""
    identifier: str | None
    """What the record calls them, where that was asked for."""
    profile: PatientProfile | None
    """What the record says of their breast cancer; None for somebody who has another cancer, or none."""
    no_profile: NoProfile | None
    """Why there is no profile."""
    metastatic: Spread
    """Whether the record says that the cancer has spread."""
    readings: tuple[Reading, ...]
    """What was taken, and from where."""
    contradictions: tuple[Contradiction, ...]
    """What the record says in two ways: a result that it does so of is not known."""
    passed_over: tuple[PassedOver, ...]
    """What was not taken, and why."""


class _Said(NamedTuple):
    """What a record says of one person: what counts, and what does not."""

    taken: tuple[Statement, ...]
    not_taken: tuple[Statement, ...]

    def of(self, kind: str) -> tuple[Statement, ...]:
        """What counts, of one kind."""
        return tuple(one for one in self.taken if one.of == kind)


_BREAST, _ANOTHER, _SPREAD = "breast_cancer", "another_cancer", "spread"
_CANCERS: Final = {"breast": _BREAST, "another": _ANOTHER}
_HAS_SPREAD: Final = {"spread": Spread.YES, "not_spread": Spread.NO}
_NOT_ANY_MORE: Final = (Reason.ENTERED_IN_ERROR, Reason.REFUTED, Reason.CANCELLED, Reason.OVER)


def person_of(number: int, owned: Owned, *, sites_complete: bool, identifiers: bool) -> Person:
    """What a record says of one person.

    Dates are not looked at: of two results that differ, none counts as the newer, and the field is not known.
    """
    said = _said(owned.entries, identifiers=identifiers)
    results, mixed, unread = _results(said.of("result"))
    sites, unsettled = _sites(said, sites_complete=sites_complete)
    spread = _spread(said)
    cancers = tuple(_reading(one, _CANCERS[one.means], Spread.YES) for one in said.of("cancer"))
    none = _no_profile(cancers)
    metastatic = _metastatic(spread, said)
    both = _contradiction(_SPREAD, spread, phrase(f"record.spread_both_ways.{metastatic}"))
    stated = {one.field: one.value for one in results} | ({SITES: [one.value for one in sites]} if sites else {})
    return Person(
        number=number,
        identifier=owned.name if identifiers and owned.name else None,
        profile=None if none else PatientProfile.model_validate(stated),
        no_profile=none,
        metastatic=metastatic,
        readings=(*cancers, *(() if none else (*results, *sites)), *spread),
        contradictions=(*mixed, *both),
        passed_over=(*unread, *unsettled, *map(_passed_over, said.not_taken)),
    )


def _said(entries: Sequence[Entry], *, identifiers: bool) -> _Said:
    """Every statement; where one version of an entry is in error or refuted, no version of it counts."""
    void = {(entry.type, entry.text("id")): why for entry in entries if (why := voided(entry)) and entry.text("id")}
    found = []
    for entry in entries:
        why = void.get((entry.type, entry.text("id"))) if entry.within is None else None
        for one in statements_of(entry):
            origin = one.origin if identifiers else one.origin.model_copy(update={"identifier": None})
            found.append(one._replace(origin=origin, reason=why or one.reason))
    return _Said(tuple(one for one in found if not one.reason), tuple(one for one in found if one.reason))


def _results(
    found: Iterable[Statement],
) -> tuple[tuple[Reading, ...], tuple[Contradiction, ...], tuple[PassedOver, ...]]:
    """The results that are known; those that a record gives in two ways; and words that say of no result what it is."""
    readings: list[Reading] = []
    mixed: list[Contradiction] = []
    unread: list[PassedOver] = []
    for field in RESULTS:
        own = tuple(_reading(one, field, one.value) for one in found if one.means == field)
        words = {one.value for one in own}
        if len(words) > 1:
            mixed += _contradiction(field, own, phrase("record.results_differ", field=phrase(f"field.{field}.short")))
        elif all(_is_known(field, word) for word in words):
            readings += own
        else:
            unread += [_not_taken(one, Reason.INDETERMINATE) for one in own]
    return tuple(readings), tuple(mixed), tuple(unread)


def _is_known(field: str, value: object) -> bool:
    """Whether a profile can hold a value, and then says something."""
    try:
        return bool(PatientProfile.model_validate({field: value}) != PatientProfile())
    except ProfileError:
        return False


def _sites(said: _Said, *, sites_complete: bool) -> tuple[tuple[Reading, ...], tuple[PassedOver, ...]]:
    """The places that it has spread to, where they are all; else why they are not taken.

    They are not all where another is there that cannot be told, as in doubt as that may be.
    """
    places = tuple(_reading(one, SITES, one.means) for one in said.of("spread") if _is_known(SITES, [one.means]))
    untold = [one for one in said.of("spread") if not _is_known(SITES, [one.means])] + [
        one
        for one in said.not_taken
        if one.of == "spread" and one.reason not in _NOT_ANY_MORE and one.means != "nearby_nodes"
    ]
    if sites_complete and not untold:
        return places, ()
    return (), tuple(_not_taken(one, Reason.LIST_NOT_COMPLETE) for one in places)


def _spread(said: _Said) -> tuple[Reading, ...]:
    """What says that the cancer has spread, or that it has not."""
    stages = (_reading(one, _SPREAD, _HAS_SPREAD[one.means]) for one in said.of("staging"))
    return (*stages, *(_reading(one, _SPREAD, Spread.YES) for one in said.of("spread")))


def _metastatic(found: Iterable[Reading], said: _Said) -> Spread:
    """Whether a record says that the cancer has spread.

    A place that is named outweighs a stage: a stage stays what it was when it was found, and cancer may spread later.
    """
    values = {one.value for one in found}
    if len(values) == 1:
        return Spread(values.pop())
    named = any(_is_known(SITES, [one.means]) for one in said.of("spread"))
    return Spread.YES if named else Spread.NOT_SAID


def _no_profile(cancers: Iterable[Reading]) -> NoProfile | None:
    fields = {one.field for one in cancers}
    if _ANOTHER in fields:
        return NoProfile.ANOTHER_CANCER
    return None if fields else NoProfile.NO_BREAST_CANCER


def _contradiction(field: str, readings: tuple[Reading, ...], text: str) -> tuple[Contradiction, ...]:
    if len({one.value for one in readings}) < 2:  # noqa: PLR2004 -- one thing alone agrees with itself
        return ()
    return (Contradiction(field=field, readings=readings, text=text),)


def _reading(one: Statement, field: str, value: str) -> Reading:
    return Reading(field=field, value=str(value), origin=one.origin)


def _not_taken(one: Reading, reason: Reason) -> PassedOver:
    return PassedOver(field=one.field, value=one.value, reason=reason, origin=one.origin)


def _passed_over(one: Statement) -> PassedOver:
    fields = {"result": one.means, "spread": SITES, "staging": _SPREAD, "cancer": _CANCERS.get(one.means, "")}
    values = {"result": one.value, "staging": str(_HAS_SPREAD.get(one.means, ""))}
    site = one.means if one.of == "spread" and _is_known(SITES, [one.means]) else ""
    return PassedOver(
        field=fields[one.of],
        value=values.get(one.of, site),
        reason=one.reason or Reason.NO_VALUE,
        origin=one.origin,
    )
