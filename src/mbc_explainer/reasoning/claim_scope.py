"""For whom a claim about one answer holds, and the smallest profiles that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final, NamedTuple

from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import CHOICES, FIELDS, RESULTS, Relevance

from .evaluation import Evaluation
from .implicants import Row

__all__ = ["Scope", "Way", "answer_now", "is_known", "smallest", "ways"]

_NOTHING_STATED: Final = {name: field.default for name, field in PatientProfile.model_fields.items()}

Stated = Mapping[str, Any]
"""Fields of a profile, each with its value as it was read."""


class Scope(NamedTuple):
    """Whom a claim is about."""

    stated: Stated
    """What it says of them, as it says it."""
    not_known: frozenset[str] = frozenset()
    """Fields that are not known of them, whether the claim states them so or sets a condition."""
    exceptions: tuple[Stated, ...] = ()
    """Those who agree with any of these are not meant."""

    def mentioned(self) -> Iterator[tuple[str, Any]]:
        """Each field that it names, with its value."""
        for stated in (self.stated, dict.fromkeys(self.not_known), *self.exceptions):
            yield from stated.items()

    def accepts(self, field: str, value: Any) -> bool:
        """Whether somebody whom it is about may have this value, of those that stand for all that read alike."""
        if field in self.stated:
            return bool(value == self.stated[field])
        if field in self.not_known:
            return bool(value == _NOTHING_STATED[field])
        return value in facts.BASE_FACTS[field].settled if field in RESULTS else value is not None


class Way(NamedTuple):
    """One way in which all that a claim leaves out may be, and the answer then."""

    profile: PatientProfile
    facts: Row
    """What the answer rests on, as the profile states it."""
    answer: str
    excepted: bool
    """Whether the claim takes it out."""


def is_known(field: str, value: Any) -> bool:
    """Whether a value of a field leaves nothing open; of goals and symptoms, each does."""
    if field in RESULTS:
        return value in FIELDS[field].reads_as
    return field in CHOICES or value is not None


def ways(evaluation: Evaluation, decision: str, scope: Scope) -> tuple[Way, ...]:
    """Every way in which everything may be for those whom a claim is about, the excepted ones too.

    What the claim states is as it states it, and what is not known stays so; all else that
    the decision reads or the claim mentions goes over everything that can be known. Results
    go over how the document reads them, and two sites stand for all that nobody names.
    """
    base_facts = evaluation.base_facts(decision)
    asked = tuple(_asked(base_facts, scope))
    fields = facts.fields_behind(asked)
    found = []
    for profile in facts.distinct_profiles(asked, scope.accepts):
        if scope.not_known.issubset(facts.open_fields(profile)):
            stated = facts.stated(profile)
            excepted = any(_is_taken_out(profile, exception, scope, fields) for exception in scope.exceptions)
            row = tuple(stated[fact] for fact in base_facts)
            found.append(Way(profile, row, answer_now(evaluation, decision, profile), excepted))
    return tuple(found)


def _asked(base_facts: Sequence[str], scope: Scope) -> Iterator[str]:
    """The facts by which those are told apart whom a claim is about: what the decision reads, and the exceptions."""
    excepted = [fact for exception in scope.exceptions for item in exception.items() for fact in _facts_about(*item)]
    yield from (*base_facts, *excepted)
    fields = facts.fields_behind((*base_facts, *excepted))
    for field, value in scope.stated.items():
        if field in fields:
            yield from _facts_about(field, value)


def answer_now(evaluation: Evaluation, decision: str, profile: PatientProfile) -> str:
    """The answer for a profile, which is that it depends where that is so."""
    return evaluation.decide(decision, profile).value or str(Relevance.DEPENDS)


def _facts_about(field: str, value: Any) -> Iterator[str]:
    """The base facts by which a value of a field is told apart; of goals and symptoms none, since no answer asks."""
    if field in RESULTS:
        yield field
    elif field not in CHOICES:
        yield f"{field}.any"
        yield from (f"{field}.{name}" for name in value or ())


def _is_taken_out(profile: PatientProfile, exception: Stated, scope: Scope, fields: Sequence[str]) -> bool:
    """Whether a way agrees with an exception; what nobody mentions, such as a goal, may always be otherwise."""
    return all(
        _reading(field, getattr(profile, field) if field in fields else scope.stated.get(field))
        == _reading(field, value)
        for field, value in exception.items()
    )


def _reading(field: str, value: Any) -> Any:
    return FIELDS[field].reads_as.get(value) if field in RESULTS else value


def smallest(
    every: Sequence[Way], scope: Scope, answer_of: Callable[[PatientProfile], str], wanted: Callable[[str], bool]
) -> PatientProfile | None:
    """The profile with the fewest facts beside a claim's own that has a wanted answer, however the rest may be.

    Nobody who agrees with it is excepted. Among those with as few facts it names the fewest
    sites, and comes first in the profile's order; None where no way has a wanted answer.

    Args:
        every: the ways of the claim, all of them.
        scope: whom the claim is about.
        answer_of: the answer for a profile.
        wanted: whether an answer is wanted.
    """
    if not any(wanted(way.answer) and not way.excepted for way in every):
        return None
    free = [field for field in FIELDS if len({getattr(way.profile, field) for way in every}) > 1]
    for size in range(len(free) + 1):
        found = [
            profile
            for fields in combinations(free, size)
            for profile, answer in _settled_by(fields, every, scope)
            if wanted(answer) and answer == answer_of(profile)
        ]
        if found:
            return min(found, key=_sites_named)
    return None


def _settled_by(fields: Sequence[str], every: Sequence[Way], scope: Scope) -> Iterator[tuple[PatientProfile, str]]:
    """Each profile that states just some fields beside a claim's own and stands for ways with one answer, and that."""
    alike: dict[tuple[Any, ...], list[Way]] = {}
    for way in every:
        alike.setdefault(tuple(getattr(way.profile, field) for field in fields), []).append(way)
    for values, these in alike.items():
        profile = PatientProfile.model_validate({**scope.stated, **dict(zip(fields, values, strict=True))})
        sites = facts.known_sites(profile)
        meant = [way for way in these if sites is None or facts.known_sites(way.profile) in {sites, None}]
        answers = {way.answer for way in meant}
        if len(answers) == 1 and not any(way.excepted for way in meant):
            yield profile, answers.pop()


def _sites_named(profile: PatientProfile) -> int:
    return sum(len(getattr(profile, field) or ()) for field in FIELDS if field not in RESULTS)
