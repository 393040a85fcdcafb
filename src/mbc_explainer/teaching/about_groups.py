"""Questions about what results come to: in which groups of cancers they put it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from mbc_explainer.answers.phrasing import sentence
from mbc_explainer.knowledge.rulebase import DerivedFact
from mbc_explainer.patient import facts
from mbc_explainer.patient.vocabulary import RESULTS
from mbc_explainer.phrases import phrase

from .coverage import few
from .distractors import DISTRACTORS
from .people import People, Person
from .question import Choice, Difficulty, Kind, Question, question_id, showing

__all__ = ["questions_about_groups"]


def questions_about_groups(people: People) -> Iterator[Question]:
    """As few as show every rule by which results put a cancer into a group."""
    ways: dict[tuple[object, ...], Person] = {}
    for person in people.everyone:
        if not set(RESULTS) & set(facts.open_fields(person.profile)):
            ways.setdefault(tuple(getattr(person.profile, name) for name in RESULTS), person.with_only(*RESULTS))
    derived = people.rules.knowledge.topics.receptors.facts
    mixed_first = sorted(ways.items(), key=lambda one: -len(set(one[0])))
    asked = (_group(person, fact, derived) for _, person in mixed_first for fact in derived)
    yield from few([question for question in asked if set(question.vignette).isdisjoint(_rights(question))])


def _rights(question: Question) -> set[str]:
    return {choice.text for choice in question.choices if choice.right}


def _group(person: Person, asked: DerivedFact, derived: tuple[DerivedFact, ...]) -> Question:
    """One thing that holds for these results, set against others that do not."""
    phrasing, evaluation = person.rules.phrasing, person.rules.evaluation
    holds = evaluation.facts(person.profile, [fact.fact for fact in derived])
    fired = evaluation.decide(asked.fact, person.profile).fired
    rules = [phrasing.texts[name] for name in fired]

    def so(name: str, value: str) -> str:
        return sentence(phrasing.fact((name, value)).text)

    right = Choice(
        value=f"{asked.fact}={holds[asked.fact]}",
        text=so(asked.fact, holds[asked.fact]),
        right=True,
        feedback=phrase("teaching.group.why", group=asked.title, text=" ".join(rule.text for rule in rules)),
        passages=phrasing.passages_of(fired),
    )
    wrong = (
        Choice(
            value=f"{fact.fact}={value}",
            text=so(fact.fact, value),
            right=False,
            feedback=phrase("teaching.group.wrong", holds=so(fact.fact, held)),
        )
        for fact in derived
        for held, value in product([holds[fact.fact]], fact.values)
        if fact is not asked and value != held
    )
    difficulty = Difficulty(facts=len(RESULTS))
    return Question(
        id=question_id(Kind.GROUP, (asked.fact, person.profile)),
        kind=Kind.GROUP,
        about=tuple(dict.fromkeys(one.section for one in right.passages)),
        level=difficulty.level,
        difficulty=difficulty,
        profile=person.profile,
        vignette=tuple(person.told()[: 1 + len(RESULTS)]),
        stem=phrase("teaching.stem.group"),
        choices=tuple(sorted((right, *islice(wrong, DISTRACTORS)), key=lambda one: one.text)),
        feedback=" ".join((phrase("teaching.one_article"), *person.read_as(RESULTS))),
        covers=frozenset().union(*map(showing, rules)),
    )
