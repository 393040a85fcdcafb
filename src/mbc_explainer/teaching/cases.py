"""The people of a course: few of them, who together show all that anybody shows, from easy to hard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, islice, takewhile
from random import Random
from typing import Final, NamedTuple

from mbc_explainer.answers.explanation import Explanation
from mbc_explainer.answers.models import GoalNote, Receptors, SiteNote, Statement
from mbc_explainer.answers.therapy_options import GoalFit, TherapyOption
from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.knowledge.texts import Text
from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import CHOICES, FIELDS, SITES, Fit, Relevance

from .coverage import most_new_first
from .people import People, Person, seen_where_open
from .question import Difficulty

__all__ = ["Case", "cases", "difficulty", "everywhere", "limits_met", "shown_by", "split_between_goals", "with_more"]

_MOST: Final = 10
"""So many cases a course has at most."""


class Case(NamedTuple):
    """One person of a course."""

    person: Person
    difficulty: Difficulty
    shows: frozenset[str]
    """What the case shows of the rules: each answer, each way to be open, each reading, and what adds to these."""


def cases(people: People, seed: int = 0) -> tuple[Case, ...]:
    """The people of a course, from easy to hard.

    First as few as show every answer, every set of fields on which one can turn, and every reading that the
    document leaves open, a plain case among them. Then some get goals, and some a symptom, as far as that shows more.

    Args:
        people: everyone whom the answers tell apart.
        seed: which of those who show equally much; the same seed gives the same people.
    """
    draw = Random(seed)  # noqa: S311 -- a draw that can be repeated
    pool = list(everywhere(people))
    drawn = draw.sample(range(len(pool)), len(pool))
    ties = [(len(str(person.stated)), number) for person, number in zip(pool, drawn, strict=True)]
    order = most_new_first([shown_by(person) for person in pool], ties)
    chosen = [pool[at] for at, _ in islice(takewhile(lambda one: one[1] > 0, order), _MOST)]
    for field in reversed(CHOICES):
        chosen = _some_with(chosen, field, draw)
    made = (Case(person, difficulty(person), shown_by(person)) for person in chosen)
    return tuple(sorted(made, key=lambda case: (case.difficulty.weight, case.person.told())))


def everywhere(people: People) -> Iterator[Person]:
    """Everyone whom the answers tell apart; also with all known sites stated, and with one site in place of another."""
    pool: dict[PatientProfile, Person] = {}
    for person in people.everyone:
        pool[person.profile] = person
        sites = facts.known_sites(person.profile)
        whole = person.otherwise(**{SITES: sites}) if sites else None
        moved = (_moved(one, old, new) for one in (person, whole) if one for old in sites or () for new in type(old))
        for other in filter(None, (whole, *moved)):
            pool.setdefault(other.profile, other)
    yield from pool.values()


def _moved(person: Person, old: str, new: str) -> Person | None:
    """The same person with one site in place of another."""
    stated = {name: value for name, value in person.stated.items() if FIELDS[name].kind == "sites"}
    return person.otherwise(
        **{name: tuple(dict.fromkeys(new if site == old else site for site in value)) for name, value in stated.items()}
    )


def with_more(person: Person, field: str) -> Iterator[Person]:
    """The same person with one name of a field that may hold any number, or with two that may pull apart."""
    names = tuple(FIELDS[field].vocabulary)
    for chosen in (*combinations(names, 1), *(combinations(names, 2) if field == "goals" else ())):
        yield from filter(None, [person.otherwise(**{field: chosen})])


def _some_with(chosen: Sequence[Person], field: str, draw: Random) -> list[Person]:
    """The same people, and some with more of one field, until no more of it shows anything new."""
    people = list(chosen)
    while True:
        shown = frozenset[str]().union(*map(shown_by, people))
        others = [
            (at, other)
            for at, person in enumerate(people)
            if field not in person.stated
            for other in with_more(person, field)
            if shown_by(person) <= shown_by(other)
        ]
        ties = [
            (sum(name in people[at].stated for name in CHOICES), len(getattr(other.profile, field)), draw.random())
            for at, other in others
        ]
        best, adds = next(most_new_first([shown_by(other) - shown for _, other in others], ties), (0, 0))
        if not adds:
            return people
        at, people[at] = others[best]


class _LeftOpen(NamedTuple):
    """What some rules say that the document leaves open."""

    rules: frozenset[str]
    """Rules by which a kind of care is less common, or left open."""
    limits: tuple[tuple[Text, frozenset[str]], ...]
    """What the document leaves open, with the texts in which a reader of an answer meets it."""
    seen_in: frozenset[str]
    """The names of all these texts."""


@lru_cache(maxsize=8)
def _left_open(knowledge: Knowledge) -> _LeftOpen:
    topics = knowledge.topics
    texts = {text.id: text for text in topics.texts()}
    sometimes = (one for topic in topics.therapies for one in topic.rules if one.relevance is Relevance.SOMETIMES)
    limits = tuple(
        (limit, frozenset(texts[name].text for name in limit.seen_in if name in texts))
        for section in topics.limits.sections
        for limit in section.texts
    )
    return _LeftOpen(
        frozenset(rule.id for rule in sometimes),
        limits,
        seen_where_open(knowledge),
    )


def difficulty(person: Person) -> Difficulty:
    """What has to be put together for a person, what is open, and how many answers the document leaves open."""
    options, of_all = person.explanation.options, _left_open(person.knowledge)
    left_open = of_all.rules | of_all.seen_in
    return Difficulty(
        facts=sum(len(value) if name in CHOICES else 1 for name, value in person.stated.items()),
        unknowns=len({field for option in options for field in option.depends_on}),
        readings=sum(any(one.because and one.rule in left_open for one in option.reasons) for option in options),
    )


def shown_by(person: Person) -> frozenset[str]:
    """What a person shows of the rules, by name."""
    topics, explanation = person.knowledge.topics, person.explanation
    return frozenset(
        (
            *(("plain:",) if person.states_all and not difficulty(person).readings else ()),
            *_answers(person),
            *(f"limit:{limit.id}" for limit in limits_met(person)),
            *(f"note:{text.id}" for text in _said(explanation.notes, topics.notes.texts)),
            *_goals(explanation, topics),
            *(f"site:{note.site}" for note in explanation.sites),
            *_parts_on_symptoms(explanation),
        )
    )


def _answers(person: Person) -> Iterator[str]:
    """Each answer, where all is known, and each set of fields on which one turns, where it is not."""
    left_open = _left_open(person.knowledge).rules
    for option in person.explanation.options:
        if option.relevance is Relevance.DEPENDS:
            yield f"answer:{option.therapy}:{option.relevance}"
            yield f"open:{'+'.join(option.depends_on)}"
        elif person.states_all:
            yield f"answer:{option.therapy}:{option.relevance}"
        yield from (f"reading:{reason.rule}" for reason in option.reasons if reason.rule in left_open)


def limits_met(person: Person) -> Iterator[Text]:
    """What the document leaves open and the reader of a person's answer meets in it."""
    explanation = person.explanation
    met = {reason.text for option in explanation.options for reason in option.reasons}
    met |= {fit.text for option in explanation.options for fit in option.goal_fit}
    noted: tuple[Receptors | SiteNote | GoalNote, ...] = (explanation.receptors, *explanation.sites, *explanation.goals)
    met |= {statement.text for note in noted for statement in note.all_statements()}
    yield from (limit for limit, texts in _left_open(person.knowledge).limits if not met.isdisjoint(texts))


def _said(statements: Iterable[Statement], texts: Iterable[Text]) -> Iterator[Text]:
    """Those of some texts that have a condition, and are among some statements."""
    said = {statement.text for statement in statements}
    return (text for text in texts if text.when is not None and text.text in said)


def _goals(explanation: Explanation, topics: RuleBase) -> Iterator[str]:
    """Goals of which the document says that they may pull apart, or between which a kind of care stands."""
    shared = (statement for note in explanation.goals for statement in note.shared)
    if any(_said(shared, topics.goals_shared.shared)):
        yield f"goals:{'+'.join(note.goal for note in explanation.goals)}"
    for option, (one, other) in split_between_goals(explanation):
        yield f"fit:{option.therapy}:{one.goal}+{other.goal}"


def split_between_goals(explanation: Explanation) -> Iterator[tuple[TherapyOption, tuple[GoalFit, GoalFit]]]:
    """The kinds of care that may help with one stated goal and may pull against another, with both fits."""
    for option in explanation.options:
        for one, other in combinations(option.goal_fit, 2):
            if {Fit.SUPPORTS, Fit.TENSION} == {one.fit, other.fit}:
                yield option, (one, other)


def _parts_on_symptoms(explanation: Explanation) -> Iterator[str]:
    for note in explanation.symptoms:
        for statement in note.statements:
            yield from (f"symptom:{passage.section}" for passage in statement.passages)
