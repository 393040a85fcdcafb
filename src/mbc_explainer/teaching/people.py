"""The people in questions: one for each way of stating what the answers read, told in plain words."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import chain
from typing import Any

from mbc_explainer.answers.explainer import explain
from mbc_explainer.answers.explanation import Explanation
from mbc_explainer.answers.phrasing import decapitalized, enumerated
from mbc_explainer.answers.rulebooks import RuleBook
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.patient import facts
from mbc_explainer.patient.facts import distinct_profiles, fields_behind
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS, RESULTS, SITES, Therapy
from mbc_explainer.phrases import phrase

__all__ = ["People", "Person", "seen_where_open"]


@lru_cache(maxsize=8)
def seen_where_open(knowledge: Knowledge) -> frozenset[str]:
    """The names of the texts in which a reader of an answer meets what the document leaves open."""
    sections = knowledge.topics.limits.sections
    return frozenset(name for section in sections for limit in section.texts for name in limit.seen_in)


class Person:
    """One person in a question, with what the library says for them."""

    def __init__(self, profile: PatientProfile, rules: RuleBook) -> None:
        self.profile = profile
        self.rules = rules
        self.knowledge = rules.knowledge

    @cached_property
    def name(self) -> str:
        """Their profile in one line."""
        return str(self.profile)

    @cached_property
    def explanation(self) -> Explanation:
        """All answers for them."""
        return explain(self.profile, knowledge=self.rules.knowledge)

    @cached_property
    def signature(self) -> tuple[str, ...]:
        """The answer for each kind of care, in order; an open one with the fields on which it turns."""
        options = self.explanation.options
        return tuple("+".join((str(option.relevance), *option.depends_on)) for option in options)

    @cached_property
    def stated(self) -> Mapping[str, Any]:
        """The fields that they state."""
        return {name: value for name, value in vars(self.profile).items() if value != getattr(_NOBODY, name)}

    def otherwise(self, **changes: Any) -> Person | None:
        """The same person but for some fields; None where no profile can state that."""
        try:
            return Person(PatientProfile.model_validate({**self.stated, **changes}), self.rules)
        except ValueError:
            return None

    @property
    def states_all(self) -> bool:
        """Whether they state all that can be known, so that one thing alone can be otherwise."""
        needed = (name for name, field in FIELDS.items() if field.kind != "choices")
        return not facts.open_fields(self.profile) and all(name in self.stated for name in needed)

    def changes(self) -> Iterator[tuple[str, Any, Person]]:
        """Every way in which one thing can be otherwise, with all still known: its field and value, and who that is."""
        for name, field in FIELDS.items():
            if field.kind == "choices":
                continue
            for value in self._sets(name) if field.kind == "sites" else field.reads_as:
                other = self.otherwise(**{name: value})
                if other and other.states_all and other.profile != self.profile:
                    yield name, value, other

    def _sets(self, name: str) -> Iterator[tuple[str, ...]]:
        """The sets that differ from their own in one member."""
        own = getattr(self.profile, name) or ()
        for one in FIELDS[name].vocabulary:
            yield tuple(member for member in own if member != one) if one in own else (*own, one)

    def with_only(self, *fields: str) -> Person:
        """The same person with some fields alone known."""
        known = {name: value for name, value in self.stated.items() if name in fields}
        return Person(PatientProfile.model_validate(known), self.rules)

    def told(self) -> tuple[str, ...]:
        """Who they are, in plain words, from the profile and nothing else."""
        return (phrase("teaching.vignette.person"), *self._results(), *map(self.in_places, _PLACES), *self._more())

    def _results(self) -> Iterator[str]:
        """The results, a sentence each; those that are not known in one."""
        unknown = []
        for name in RESULTS:
            if name in self.stated:
                yield self.reported(name)
            else:
                unknown.append(phrase(f"field.{name}.short"))
        if unknown:
            key = "teaching.vignette.unknown" if len(unknown) > 1 else "teaching.vignette.unknown_one"
            yield phrase(key, results=enumerated(unknown))

    def reported(self, name: str) -> str:
        """A result as a report gives it, with nothing of how it is read."""
        value = phrase(f"value.{self.stated[name]}")
        return phrase("teaching.vignette.result", result=phrase(f"field.{name}.short"), value=value)

    def in_places(self, field: str) -> str:
        """Where the cancer has spread, or which of these places cause symptoms, as one sentence."""
        titles = self.rules.phrasing.sites
        sites = facts.known_sites(self.profile) if field == SITES else getattr(self.profile, field)
        if sites is None:
            return phrase(f"teaching.vignette.{field}_unknown")
        named = enumerated(decapitalized(titles[site]) for site in sites)
        return phrase(f"teaching.vignette.{field}", sites=named) if named else phrase(f"teaching.vignette.no_{field}")

    def alone(self, fields: tuple[str, ...]) -> str:
        """Some of what they state, a sentence each."""
        return " ".join(self.reported(name) if name in RESULTS else self.in_places(name) for name in fields)

    def read_as(self, fields: Container[str]) -> Iterator[str]:
        """How what they state of some fields is read, where that is not as it stands."""
        said = {note.text for note in self.explanation.notes}
        for note in self.knowledge.topics.notes.texts:
            if note.text in said and any(name in fields for name in fields_behind(chain(*note.when or ()))):
                yield note.text

    def _more(self) -> Iterator[str]:
        phrasing = self.rules.phrasing
        if self.profile.symptoms:
            named = enumerated(decapitalized(phrasing.symptoms[one]) for one in self.profile.symptoms)
            yield phrase("teaching.vignette.symptoms", symptoms=named)
        if self.profile.goals:
            named = enumerated(decapitalized(phrasing.goals[one]) for one in self.profile.goals)
            yield phrase("teaching.vignette.goals", goals=named)


_NOBODY = PatientProfile()
_PLACES = tuple(name for name, field in FIELDS.items() if field.kind == "sites")


class People:
    """Everyone whom the answers tell apart, in a fixed order."""

    def __init__(self, rules: RuleBook) -> None:
        self.rules = rules

    @cached_property
    def reads(self) -> dict[Therapy, tuple[str, ...]]:
        """For each kind of care the fields on which its answer turns; the rules say which."""
        answers = self.rules.knowledge.answers
        return {therapy: fields_behind(answers[f"{therapy}.relevance"].inputs) for therapy in Therapy}

    @cached_property
    def everyone(self) -> tuple[Person, ...]:
        """One person for each way of stating what any answer rests on."""
        inputs = dict.fromkeys(
            fact for therapy in Therapy for fact in self.rules.knowledge.answers[f"{therapy}.relevance"].inputs
        )
        found: dict[tuple[str, ...], Person] = {}
        for profile in distinct_profiles(inputs):
            stated = facts.stated(profile)
            found.setdefault(tuple(stated[fact] for fact in inputs), Person(profile, self.rules))
        return tuple(found.values())

    @cached_property
    def by_signature(self) -> dict[tuple[str, ...], Person]:
        """One person for each set of answers that there is: the one who states least."""
        found: dict[tuple[str, ...], Person] = {}
        for person in sorted(self.everyone, key=lambda one: len(str(one.stated))):
            found.setdefault(person.signature, person)
        return found

    def telling(self, therapy: Therapy, *, among: Callable[[Person], bool] = bool) -> Iterator[Person]:
        """For one kind of care, a person for each way of stating what its answer rests on; the rest as it falls."""
        reads = self.reads[therapy]
        ways: dict[tuple[Any, ...], list[Person]] = {}
        for person in filter(among, self.everyone):
            ways.setdefault(tuple(getattr(person.profile, name) for name in reads), []).append(person)
        for way, alike in ways.items():
            yield min(alike, key=lambda one: _drawn(therapy, way, one.name))

    def differences(self) -> Iterator[str]:
        """Every way in which one difference changes an answer, by the name that ``difference`` gives it."""
        for person in self.everyone:
            for name, _, other in person.changes() if person.states_all else ():
                for before, after in zip(person.explanation.options, other.explanation.options, strict=True):
                    if before.relevance is not after.relevance:
                        yield difference(before.therapy, before.relevance, after.relevance, name)


def difference(therapy: str, before: str, after: str, field: str) -> str:
    """The name of a difference: for which kind of care, from which answer to which, and by which field."""
    return f"difference:{therapy}:{before}>{after}:{field}"


def _drawn(*of: object) -> str:
    """A number that is drawn from what it is for, and so is always the same."""
    return sha256("|".join(map(str, of)).encode()).hexdigest()
