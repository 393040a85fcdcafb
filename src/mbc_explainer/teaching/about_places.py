"""Questions about where the document says something: texts that stand alone, and the symptoms that it lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mbc_explainer.answers.phrasing import decapitalized
from mbc_explainer.answers.rulebooks import RuleBook
from mbc_explainer.knowledge.rulebase import RuleBase, SymptomTopic
from mbc_explainer.knowledge.texts import Text
from mbc_explainer.phrases import phrase

from .distractors import DISTRACTORS, Parts, in_drawn_order, kinship, stands_alone
from .question import Choice, Kind, Question, made, showing

__all__ = ["questions_about_places"]


def questions_about_places(rules: RuleBook) -> Iterator[Question]:
    """Every question about a place that its own words do not give away, and that no other part could claim."""
    topics, parts = rules.knowledge.topics, Parts(rules)
    asked: set[tuple[str, ...]] = set()
    general = list(_general(topics))
    for text in general:
        if text.blank is None and not text.ours and text.sources not in asked and stands_alone(text.text):
            asked.add(text.sources)
            stem = phrase("teaching.stem.place", text=text.text)
            alike = [one for one in general if one.sources == text.sources]
            yield from _place(alike, text.text, stem, parts.apart(text), rules, parts)
    for symptom in topics.symptoms.symptoms:
        yield from _listed(symptom, rules, parts)


def _general(topics: RuleBase) -> Iterator[Text]:
    """What the document says of everybody."""
    yield from topics.receptors.texts
    for site in topics.sites:
        yield from site.texts
    for goal in topics.goals:
        yield from goal.texts
    for section in (*topics.background.sections, *topics.support.sections):
        yield from section.texts
    for shared in (topics.symptoms, topics.sites_shared, topics.goals_shared):
        yield from shared.shared


def _listed(symptom: SymptomTopic, rules: RuleBook, parts: Parts) -> Iterator[Question]:
    """In which part a symptom stands, for each text that says so: set against other parts that list symptoms."""
    cited = {part for text in symptom.texts for part in parts.of(text)}
    lists = {
        part for other in rules.knowledge.topics.symptoms.symptoms for text in other.texts for part in parts.of(text)
    }
    wrong = [part for part in parts.without(symptom.title) if part in lists - cited]
    stem = phrase("teaching.stem.symptom", symptom=decapitalized(symptom.title))
    for text in symptom.texts:
        if text.sources and not text.ours and text.blank is None:
            yield from _place([text], symptom.title, stem, wrong, rules, parts)


def _place(  # noqa: PLR0913, PLR0917 -- texts of the same sentences, what is asked, and the rules and parts that it is asked of
    texts: Sequence[Text], told: str, stem: str, apart: Iterable[str], rules: RuleBook, parts: Parts
) -> Iterator[Question]:
    text = texts[0]
    passages = rules.phrasing.passages(text)
    shown = passages[0].section
    wrong = sorted(in_drawn_order(text.id, apart), key=lambda one: kinship(one, shown))[:DISTRACTORS]
    if len(wrong) < DISTRACTORS or parts.give_away(told, shown):
        return
    gist = " ".join(one.gist for one in passages[:2])
    right = Choice(value=shown, text=shown, right=True, feedback=gist, passages=passages)
    others = (
        Choice(value=one, text=one, right=False, feedback=phrase("teaching.place.wrong", gist=parts.gists[one][0]))
        for one in wrong
    )
    choices = {one.value: one for one in (right, *others)}
    there = (one.locator for one in passages if one.section == shown)
    yield made(
        Kind.PLACE,
        text.text,
        [shown],
        stem,
        choices=tuple(choices[one] for one in in_drawn_order(stem, choices)),
        feedback=phrase("teaching.place.right", section=shown, locators=", ".join(there)),
        covers=frozenset().union(*map(showing, texts)),
    )
