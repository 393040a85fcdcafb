"""What one condition or observation states, code by code, or why it is passed over."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from mbc_explainer.frozen import Frozen

from .bundles import Entry
from .fhir_codes import Coding, Meaning, certainty_of, codings_in, hints_in, meanings, results_named, status_of

__all__ = ["Origin", "Reason", "Statement", "statements_of", "voided"]


class Reason(StrEnum):
    """Why something that a record says is not taken."""

    ENTERED_IN_ERROR = "entered_in_error"
    REFUTED = "refuted"
    CANCELLED = "cancelled"
    NOT_FINAL = "not_final"
    UNVERIFIED = "unverified"
    OVER = "over"
    MODIFIED = "modified"
    DISPLAY_DISAGREES = "display_disagrees"
    CODES_DISAGREE = "codes_disagree"
    UNLISTED_CODE = "unlisted_code"
    UNLISTED_VALUE = "unlisted_value"
    UNLISTED_WORD = "unlisted_word"
    ABSENT = "absent"
    NO_VALUE = "no_value"
    INDETERMINATE = "indeterminate"
    NOT_IN_WORDS = "not_in_words"
    AMOUNT = "amount"
    COMBINED = "combined"
    SERUM = "serum"
    LYMPH_NODES = "lymph_nodes"
    PLACE_UNKNOWN = "place_unknown"
    LIST_NOT_COMPLETE = "list_not_complete"


class Origin(Frozen):
    """Where a record says something."""

    entry: int
    """Which of its entries, from 1."""
    resource: str
    """What kind of entry: Condition or Observation."""
    code: str = ""
    """The code that says what it is about, such as ``LOINC 85337-4``; empty where it has none that is read."""
    value: str = ""
    """The code that says what the result is; empty where it has none that is read."""
    identifier: str | None = None
    """The entry's own id, where that was asked for."""


class Statement(NamedTuple):
    """One thing that an entry says."""

    of: str
    """What kind of thing: a cancer, a place that it has spread to, a stage, a result."""
    means: str
    """Which: the field of the result, the place, whether it has spread."""
    value: str
    """The result in a word; empty for all but results."""
    origin: Origin
    reason: Reason | None = None
    """Why it is passed over; None where it is taken."""


_VOIDED: Final = (Reason.ENTERED_IN_ERROR, Reason.REFUTED, Reason.CANCELLED)
_STATUSES: Final = ("status", "verificationStatus")
_VALUE: Final = "valueCodeableConcept"


def voided(entry: Entry) -> Reason | None:
    """Why an entry, or what contains it, says of itself that it does not count."""
    for content in (entry.content, entry.within or {}):
        for key in _STATUSES:
            status = status_of(content.get(key))
            if status in _VOIDED:
                return Reason(status)
    return Reason.REFUTED if certainty_of(entry.content) == Reason.REFUTED else None


def statements_of(entry: Entry) -> tuple[Statement, ...]:
    """All that an entry states or would state; what concerns no profile is left out."""
    found = _conditions(entry) if entry.type == "Condition" else _observations(entry)
    return tuple(found)


def _origin(entry: Entry, code: Coding | None = None, value: Coding | None = None) -> Origin:
    identifier = f"{entry.type}/{entry.text('id')}" if entry.text("id") else None
    return Origin(
        entry=entry.number,
        resource=entry.type,
        code=str(code or ""),
        value=str(value or ""),
        identifier=identifier,
    )


def _names(concept: Any) -> tuple[str, ...]:
    """What people call a concept: these words make it doubtful at most."""
    text = concept.get("text") if isinstance(concept, Mapping) else None
    return (*(coding.display for coding in codings_in(concept)), *([text] if isinstance(text, str) else []))


def _one(found: tuple[Meaning, ...]) -> tuple[str, Coding, Reason | None]:
    """What some codes come to together."""
    found = tuple(one for one in found if one.means != _UNPLACED) or found
    means = {one.means for one in found}
    reason = Reason.CODES_DISAGREE if len(means) > 1 else None
    if any(not one.agrees for one in found):
        reason = Reason.DISPLAY_DISAGREES
    return found[0].means, found[0].coding, reason


# What is the matter with somebody


def _conditions(entry: Entry) -> Iterator[Statement]:
    concept = entry.content.get("code")
    codings = codings_in(concept)
    cancers, places = meanings("cancer", codings), _places(entry, codings)
    doubt, sure = _doubt_of_condition(entry), certainty_of(entry.content)
    if cancers:
        means, coding, reason = _one(cancers)
        if reason is Reason.CODES_DISAGREE and _ANOTHER in {one.means for one in cancers}:
            means, reason = _ANOTHER, None
        yield Statement("cancer", means, "", _origin(entry, coding), doubt or reason or _NO_PLACE.get(means))
        if means == "breast" and not (doubt or reason):
            yield from _stages(entry)
    if places:
        means, coding, reason = _one(places)
        over = Reason.OVER if Reason.OVER in {status_of(entry.content.get("clinicalStatus")), sure} else None
        yield Statement("spread", means, "", _origin(entry, coding), doubt or over or reason or _NO_PLACE.get(means))
    if not cancers and not places:
        yield from _hinted(entry, concept, doubt)


_ANOTHER: Final = "another"
_UNPLACED: Final = "unplaced"
_UNSPECIFIED: Final = "unspecified"
_SPREAD: Final = "spread"
_NO_PLACE: Final = {
    "nearby_nodes": Reason.LYMPH_NODES,
    "lymph_nodes": Reason.LYMPH_NODES,
    "unclear": Reason.PLACE_UNKNOWN,
    _UNPLACED: Reason.PLACE_UNKNOWN,
}


def _places(entry: Entry, codings: tuple[Coding, ...]) -> tuple[Meaning, ...]:
    """The places that it has spread to by the code; by the body site where the code names none."""
    found = meanings("spread", codings)
    named = tuple(one for one in found if one.means != _UNSPECIFIED)
    return named or (meanings("place", codings_in(entry.content.get("bodySite"))) if found else ()) or found


def _doubt_of_condition(entry: Entry) -> Reason | None:
    """Why a condition does not count; a status that is not known makes it doubtful."""
    given = entry.content.get("verificationStatus")
    if void := voided(entry):
        return void
    if entry.content.get("modifierExtension"):
        return Reason.MODIFIED
    unsure = certainty_of(entry.content) == Reason.UNVERIFIED or (given is not None and status_of(given) != "confirmed")
    return Reason.UNVERIFIED if unsure else None


def _hinted(entry: Entry, concept: Any, doubt: Reason | None) -> Iterator[Statement]:
    """What the words of a condition say whose codes are not read: never more than a doubt."""
    names = _names(concept)
    cancers, places = hints_in("cancer", names), hints_in("spread", names)
    if _ANOTHER in cancers:
        yield Statement("cancer", _ANOTHER, "", _origin(entry), doubt)
    elif places:
        reason = Reason.LYMPH_NODES if "lymph_nodes" in places else Reason.UNLISTED_CODE
        yield Statement("spread", "unclear", "", _origin(entry), doubt or reason)
    elif cancers:
        yield Statement("cancer", "breast", "", _origin(entry), doubt or Reason.UNLISTED_CODE)


def _stages(entry: Entry) -> Iterator[Statement]:
    given = entry.content.get("stage")
    for stage in given if isinstance(given, list | tuple) else (given,):
        found = meanings("stage_group", codings_in(stage.get("summary"))) if isinstance(stage, Mapping) else ()
        if found:
            means, coding, reason = _one(found)
            yield Statement("staging", means, "", _origin(entry, None, coding), reason)


# What was found


def _observations(entry: Entry) -> Iterator[Statement]:
    components = entry.content.get("component")
    for one in (entry.content, *(components if isinstance(components, list | tuple) else ())):
        if isinstance(one, Mapping):
            yield from _observed(entry, one)


def _observed(entry: Entry, one: Mapping[str, Any]) -> Iterator[Statement]:
    """What an observation or a component of one says."""
    concept = one.get("code")
    codings = codings_in(concept)
    results, stagings = meanings("result", codings), meanings("staging", codings)
    field = min(frozenset().union(*map(results_named, _names(concept))) - {_ANOTHER}, default="")
    if never := meanings("not_a_result", codings):
        yield Statement("result", field, "", _origin(entry, never[0].coding), Reason(never[0].means))
    elif results:
        yield from _results(entry, one, results)
    elif stagings:
        kind, coding, reason = _one(stagings)
        yield from _staged(entry, one, kind, coding, _doubt_of_observation(entry, one) or reason)
    elif sites := meanings("site_of_spread", codings):
        _, coding, reason = _one(sites)
        yield _site_found(entry, one, coding, _doubt_of_observation(entry, one) or reason)
    elif field and _has_value(one):
        yield Statement("result", field, "", _origin(entry), Reason.UNLISTED_CODE)


def _doubt_of_observation(entry: Entry, one: Mapping[str, Any]) -> Reason | None:
    """Why a finding does not count; where its status is left out, which FHIR forbids and records do, it does."""
    if void := voided(entry):
        return void
    if entry.content.get("modifierExtension") or one.get("modifierExtension"):
        return Reason.MODIFIED
    status = entry.content.get("status")
    return None if status is None or status_of(status) == "final" else Reason.NOT_FINAL


def _results(entry: Entry, one: Mapping[str, Any], found: tuple[Meaning, ...]) -> Iterator[Statement]:
    field, coding, reason = _one(found)
    named = filter(None, map(results_named, _names(one.get("code"))))
    if any(field not in each for each in named):
        reason = Reason.DISPLAY_DISAGREES
    reason = _doubt_of_observation(entry, one) or reason
    values = _valued(one, "value") if reason is None else ()
    if not isinstance(values, tuple):
        reason, values = values, ()
    if reason is not None:
        yield Statement("result", field, "", _origin(entry, coding), reason)
    for value in values:
        yield Statement("result", field, value.means, _origin(entry, coding, value.coding))


def _staged(
    entry: Entry, one: Mapping[str, Any], kind: str, coding: Coding, reason: Reason | None
) -> Iterator[Statement]:
    values = _valued(one, kind) if reason is None else reason
    if isinstance(values, tuple):
        means, value, reason = _one(values)
        yield Statement("staging", "" if reason else means, "", _origin(entry, coding, value), reason)
        if means == _SPREAD and _sites_named(one):
            yield _site_found(entry, one, coding, reason)
    else:
        yield Statement("staging", "", "", _origin(entry, coding), values)


def _sites_named(one: Mapping[str, Any]) -> tuple[Meaning, ...]:
    return meanings("place", (*codings_in(one.get(_VALUE)), *codings_in(one.get("bodySite"))))


def _site_found(entry: Entry, one: Mapping[str, Any], coding: Coding, reason: Reason | None) -> Statement:
    """The place that a finding names: one that can't be read is still a place that it has spread to."""
    sites = _sites_named(one)
    if one.get("dataAbsentReason") or not sites:
        why = reason or (Reason.ABSENT if one.get("dataAbsentReason") else Reason.UNLISTED_VALUE)
        return Statement("spread", "unclear", "", _origin(entry, coding), why)
    means, value, differ = _one(sites)
    return Statement("spread", means, "", _origin(entry, coding, value), reason or differ or _NO_PLACE.get(means))


def _has_value(one: Mapping[str, Any]) -> bool:
    return any(_value_keys(one)) or bool(codings_in(one.get("interpretation")))


def _value_keys(one: Mapping[str, Any]) -> Iterator[str]:
    return (key for key, value in one.items() if isinstance(key, str) and key.startswith("value") and value is not None)


def _valued(one: Mapping[str, Any], of: str) -> tuple[Meaning, ...] | Reason:
    """What the value says, each thing once, or why it says nothing.

    An interpretation counts where there is no value; where there is one that it contradicts, both are said.
    """
    if one.get("dataAbsentReason"):
        return Reason.ABSENT
    interpreted = meanings("interpretation", codings_in(one.get("interpretation"))) if of == "value" else ()
    concept = one.get(_VALUE)
    if concept is None:
        if any(_value_keys(one)):
            return Reason.NOT_IN_WORDS
        return _each_once(interpreted) if interpreted else Reason.NO_VALUE
    found = meanings(of, codings_in(concept))
    if not found:
        return Reason.UNLISTED_VALUE
    return _each_once((*found, *interpreted), _names(concept))


def _each_once(found: tuple[Meaning, ...], names: tuple[str, ...] = ()) -> tuple[Meaning, ...] | Reason:
    """Each meaning once, unless a name says another thing than its code."""
    ours = {one.means for one in found}
    hinted = filter(None, (hints_in("value", [name]) for name in names))
    if any(not one.agrees for one in found) or any(ours.isdisjoint(each) for each in hinted):
        return Reason.DISPLAY_DISAGREES
    return tuple({one.means: one for one in reversed(found)}.values())
