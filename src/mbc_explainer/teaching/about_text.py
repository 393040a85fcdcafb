"""Questions about the document itself: what it says, what its words and figures mean, and what it leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from mbc_explainer.answers.category_map import CategoryMap
from mbc_explainer.answers.explainer import category_map
from mbc_explainer.answers.labels import RELEVANCE_TITLES
from mbc_explainer.answers.models import Passage
from mbc_explainer.answers.phrasing import decapitalized
from mbc_explainer.answers.rulebooks import RuleBook
from mbc_explainer.knowledge.rulebase import Term
from mbc_explainer.knowledge.texts import Text
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.phrases import phrase

from .distractors import DISTRACTORS, alike, in_drawn_order, share_a_word, stands_alone
from .question import Choice, Difficulty, Kind, Pair, Question, made, showing

__all__ = ["questions_about_text"]

_FIGURE: Final = re.compile(r"(?:Almost|Around|Up to) \d+(?: to \d+)?(?= of every 100)")
"""A figure in the words of a share, with its hedge."""


def questions_about_text(rules: RuleBook) -> Iterator[Question]:
    """Every question about the document that has one key which nobody can dispute."""
    yield from _maps(rules)
    yield from _ways_to_take(rules)
    yield from _gaps(rules)
    yield from _figures(rules)
    yield from _words(rules)
    yield from _left_open(rules)


def _sentences(passages: Iterable[Passage]) -> Iterator[str]:
    yield from (f"sentence:{one.locator}" for one in passages)


def _maps(rules: RuleBook) -> Iterator[Question]:
    """Who gets which answer, for each kind of care whose answer turns on anything."""
    for therapy in Therapy:
        found = category_map(therapy, knowledge=rules.knowledge)
        if len(found) > 1:
            yield _map(found, rules)


def _map(found: CategoryMap, rules: RuleBook) -> Question:
    answers = {line.relevance for line in found}
    spare = (RELEVANCE_TITLES[one] for one in Relevance if one not in answers and one is not Relevance.DEPENDS)
    cited = [passage for line in found for passage in line.passages]
    topic = next(topic for topic in rules.knowledge.topics.therapies if topic.therapy == found.therapy)
    return made(
        Kind.MATCH,
        found.therapy,
        [found.therapy],
        phrase("teaching.stem.match", therapy=decapitalized(found.title)),
        pairs=tuple(
            Pair(left=line.text, value=line.relevance, right=RELEVANCE_TITLES[line.relevance], passages=line.passages)
            for line in found
        ),
        spare=tuple(spare),
        feedback=phrase("teaching.one_article"),
        difficulty=Difficulty(facts=len(found), readings=int(Relevance.SOMETIMES in answers)),
        covers=frozenset([*_sentences(cited), *(f"rule:{rule.id}" for rule in topic.rules)]),
    )


def _ways_to_take(rules: RuleBook) -> Iterator[Question]:
    """How people take each kind of care, where the document says so of several."""
    told = [
        (topic, topic.how_it_is_given)
        for topic in rules.knowledge.topics.therapies
        if topic.how_it_is_given.asks is not None
    ]
    if len(told) > 1:
        yield made(
            Kind.MATCH,
            "how_it_is_given",
            [topic.therapy for topic, _ in told],
            phrase("teaching.stem.match_ways"),
            pairs=tuple(
                Pair(left=topic.title, value=topic.therapy, right=text.text, passages=rules.phrasing.passages(text))
                for topic, text in told
            ),
            feedback=phrase("teaching.one_article"),
            difficulty=Difficulty(facts=len(told)),
            covers=frozenset().union(*(showing(text) for _, text in told)),
        )


def _gaps(rules: RuleBook) -> Iterator[Question]:
    """Which words a text lacks: set against words that would be wrong in their place."""
    topics = rules.knowledge.topics
    for topic in topics.therapies:
        for text in (topic.how_it_works, topic.how_it_is_given, topic.side_effects):
            yield from _gap(text, topic.title, [topic.therapy], rules)
    receptors = topics.receptors
    facts = (rule for fact in receptors.facts for rule in fact.rules)
    for title, texts in (
        (receptors.title, (*receptors.texts, *receptors.remarks, *facts)),
        *((one.title, one.texts) for one in topics.sites),
        *((one.title, one.texts) for one in (*topics.background.sections, *topics.support.sections)),
        *((topics.symptoms.title, one.texts) for one in topics.symptoms.symptoms),
        *((phrase("teaching.gap.goals"), (*one.texts, *one.fits)) for one in topics.goals),
        (phrase("teaching.gap.goals"), topics.goals_shared.shared),
        *((topics.symptoms.title, one.shared) for one in (topics.symptoms, topics.sites_shared)),
    ):
        for text in texts:
            yield from _gap(text, title, dict.fromkeys(one.section for one in rules.phrasing.passages(text)), rules)


def _gap(text: Text, title: str, about: Iterable[str], rules: RuleBook) -> Iterator[Question]:
    blank = text.blank
    if blank is None:
        return
    key = "gap" if share_a_word(blank.words, title) and stands_alone(text.text) else "gap_about"
    told = {"text": text.text.replace(blank.words, phrase("teaching.gap.blank")), "topic": title}
    right = Choice(
        value=blank.words, text=blank.words, right=True, feedback=text.text, passages=rules.phrasing.passages(text)
    )
    wrong = phrase("teaching.gap.wrong", text=text.text)
    others = (Choice(value=one, text=one, right=False, feedback=wrong) for one in blank.wrong)
    yield made(
        Kind.GAP,
        text.text,
        about,
        phrase(f"teaching.stem.{key}", **told),
        choices=tuple(sorted((right, *others), key=lambda one: one.text.casefold())),
        feedback=phrase("teaching.one_article"),
        covers=showing(text),
    )


def _figures(rules: RuleBook) -> Iterator[Question]:
    """What each figure counts: set against the other figures of the document."""
    shares = [
        (text, text.share) for text in rules.knowledge.topics.texts() if text.share and _FIGURE.search(text.share.words)
    ]
    figures = {_figure(share.words): share for _, share in shares}
    for text, share in shares:
        passages = rules.phrasing.passages(text)
        wrong = [other for other, of in figures.items() if (of.least, of.most) != (share.least, share.most)]
        right = Choice(value=_figure(share.words), text=share.words, right=True, feedback=text.text, passages=passages)
        choices = [right]
        for other in in_drawn_order(text.id, wrong)[:DISTRACTORS]:
            said = _FIGURE.sub(other, share.words)
            feedback = phrase("teaching.figure.wrong", text=text.text)
            choices.append(Choice(value=other, text=said, right=False, feedback=feedback, passages=passages))
        if len(choices) < DISTRACTORS:
            continue
        yield made(
            Kind.FIGURE,
            text.text,
            dict.fromkeys(one.section for one in passages),
            phrase("teaching.stem.figure"),
            choices=tuple(sorted(choices, key=lambda one: (figures[_figure(one.text)].most, one.text))),
            feedback=phrase("teaching.figure.about"),
            difficulty=Difficulty(facts=2),
            covers=showing(text),
        )


def _figure(words: str) -> str:
    found = _FIGURE.search(words)
    return found[0] if found else ""


def _words(rules: RuleBook) -> Iterator[Question]:
    """What a word means: set against the meanings of words that have nothing to do with it."""
    terms = rules.knowledge.topics.glossary.terms
    by_locator = {
        sentence.locator: Passage(locator=sentence.locator, section=section, gist=sentence.gist)
        for section, sentence in rules.knowledge.topics.document.sentences()
    }
    for term in terms:
        passages = tuple(by_locator[locator] for locator in term.sources)
        right = Choice(value=term.term, text=term.meaning, right=True, feedback=term.meaning, passages=passages)
        others = (
            Choice(
                value=other.term,
                text=other.meaning,
                right=False,
                feedback=phrase("teaching.word.wrong", term=other.term),
            )
            for other in _other_words(term, terms)
        )
        yield made(
            Kind.WORD,
            term.term,
            ["words"],
            phrase("teaching.stem.word", term=term.term),
            choices=tuple(sorted((right, *others), key=lambda one: one.text)),
            feedback=phrase("teaching.word.about" if term.sources else "teaching.word.ours"),
            covers=frozenset([f"word:{term.term}", *_sentences(passages)]),
        )


def _other_words(term: Term, terms: Iterable[Term]) -> list[Term]:
    """Words that have nothing to do with it; if its own meaning repeats a part of it, first those whose does so too."""
    apart = {other.term: other for other in terms if other is not term and not _kindred(term, other)}
    drawn = [apart[one] for one in in_drawn_order(term.term, apart)]
    if share_a_word(term.term, term.meaning):
        drawn.sort(key=lambda other: not share_a_word(term.term, other.meaning))
    return drawn[:DISTRACTORS]


def _kindred(one: Term, other: Term) -> bool:
    """Whether the meaning of either names the other, or both name the same things, so that it could be defended."""
    return _names(one, other) or _names(other, one) or alike(one.meaning, other.meaning)


def _names(one: Term, other: Term) -> bool:
    return _any_of((other.term, *other.also)).search(one.meaning) is not None


@cache
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def _left_open(rules: RuleBook) -> Iterator[Question]:
    """What the document leaves open: a question of that, set against questions that it answers."""
    answered = {text.asks: text for text in rules.knowledge.topics.texts() if text.asks and not text.ours}
    for section in rules.knowledge.topics.limits.sections:
        for limit in section.texts:
            if limit.asks is not None:
                yield _open(limit, limit.asks, answered, rules)


def _open(limit: Text, asks: str, answered: Mapping[str, Text], rules: RuleBook) -> Question:
    apart = [one for one, text in answered.items() if set(text.sources).isdisjoint(limit.sources)]
    akin = sorted(in_drawn_order(limit.id, apart), key=lambda one: not share_a_word(one, asks))
    said = phrase("teaching.not_said.right", text=limit.text)
    right = Choice(value=limit.id, text=asks, right=True, feedback=said)
    others = (
        Choice(
            value=answered[one].id,
            text=one,
            right=False,
            feedback=phrase("teaching.not_said.it_does", text=answered[one].text),
            passages=rules.phrasing.passages(answered[one]),
        )
        for one in akin[:DISTRACTORS]
    )
    return made(
        Kind.NOT_SAID,
        limit.text,
        ["limits"],
        phrase("teaching.stem.not_said"),
        choices=tuple(sorted((right, *others), key=lambda one: one.text)),
        feedback=phrase("teaching.not_said.about"),
        difficulty=Difficulty(facts=2, readings=1),
        covers=showing(limit),
    )
