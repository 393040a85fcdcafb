"""Questions about the document itself: where it says what, what its words and figures mean, and what it leaves out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final

from mbc_explainer.answers.category_map import CategoryMap
from mbc_explainer.answers.explainer import category_map
from mbc_explainer.answers.labels import RELEVANCE_TITLES
from mbc_explainer.answers.models import Passage
from mbc_explainer.answers.phrasing import decapitalized
from mbc_explainer.answers.rulebooks import RuleBook
from mbc_explainer.knowledge.rulebase import Term
from mbc_explainer.knowledge.texts import Share, Text
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.phrases import phrase

from .question import Choice, Difficulty, Kind, Pair, Question, question_id

__all__ = ["questions_about_text"]

_WRONG: Final = 3
"""Choices beside the right one."""
_ALIKE: Final = 2
"""So many longer words in common, and two texts could be taken for one another."""
_FIGURE: Final = re.compile(r"(?:Almost|Around|Up to) \d+(?: to \d+)?(?= of every 100)")
"""A figure in the words of a share, with its hedge."""


def questions_about_text(rules: RuleBook) -> Iterator[Question]:
    """Every question about the document that has one key which nobody can dispute."""
    yield from _maps(rules)
    yield from _places(rules)
    yield from _figures(rules)
    yield from _words(rules)
    yield from _not_said(rules)


def _question(kind: Kind, of: object, about: Iterable[str], stem: str, **more: object) -> Question:
    difficulty = more.setdefault("difficulty", Difficulty(facts=1))
    level = difficulty.level if isinstance(difficulty, Difficulty) else None
    given = {"id": question_id(kind, (of,)), "kind": kind, "about": tuple(about), "level": level, "stem": stem}
    return Question.model_validate({**given, **more})


def _in_drawn_order(of: object, candidates: Iterable[str]) -> list[str]:
    """Candidates in an order that is drawn from what they are for, and so is always the same."""
    return sorted(candidates, key=lambda one: sha256(f"{of}|{one}".encode()).hexdigest())


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
    return _question(
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


def _places(rules: RuleBook) -> Iterator[Question]:
    """In which part of the document each text stands."""
    parts = _Parts(rules)
    asked = set()
    for text in rules.knowledge.topics.texts():
        if text.sources and text.text not in asked and not _is_about_us(text, rules):
            asked.add(text.text)
            yield from _place(text, parts, rules)


def _is_about_us(text: Text, rules: RuleBook) -> bool:
    """Whether a text says how this library reads something, or asks: such a text has no place of its own."""
    topics = rules.knowledge.topics
    limits = (one for part in topics.limits.sections for one in part.texts)
    return text in (*topics.questions.texts, *topics.notes.texts, *limits)


class _Parts:
    """The parts of the document, and which of them could be taken for one another."""

    def __init__(self, rules: RuleBook) -> None:
        self.gists: dict[str, list[str]] = defaultdict(list)
        self.part_of: dict[str, str] = {}
        for part, sentence in rules.knowledge.topics.document.sentences():
            if not sentence.unused:
                self.gists[part].append(sentence.gist)
            self.part_of[sentence.locator] = part
        self._together: dict[str, set[str]] = defaultdict(set)
        self._said_at: dict[str, set[str]] = defaultdict(set)
        for text in rules.knowledge.topics.texts():
            parts = {self.part_of[locator] for locator in text.sources}
            self._said_at[text.text] |= parts
            for part in parts:
                self._together[part] |= parts

    def right(self, text: Text) -> set[str]:
        """The parts that say it."""
        return self._said_at[text.text]

    def apart(self, text: Text) -> Iterator[str]:
        """The parts in which nobody could find it: no text cites both, and no sentence there sounds like it."""
        related = set().union(*(self._together[part] for part in self.right(text)))
        content = _content(text.text)
        for part in self._together:
            if part not in related and all(len(content & _content(gist)) < _ALIKE for gist in self.gists[part]):
                yield part


def _place(text: Text, parts: _Parts, rules: RuleBook) -> Iterator[Question]:
    passages = rules.phrasing.passages(text)
    shown = passages[0].section
    wrong = _in_drawn_order(text.id, parts.apart(text))[:_WRONG]
    if len(wrong) < _WRONG:
        return
    right = Choice(value=shown, text=shown, right=True, feedback=_gist(passages), passages=passages)
    others = (
        Choice(value=one, text=one, right=False, feedback=phrase("teaching.place.wrong", gist=parts.gists[one][0]))
        for one in wrong
    )
    yield _question(
        Kind.PLACE,
        text.text,
        [shown],
        phrase("teaching.stem.place", text=text.text),
        choices=tuple(sorted((right, *others), key=lambda one: one.text)),
        feedback=phrase("teaching.place.right", section=shown, locators=", ".join(one.locator for one in passages)),
        covers=frozenset([f"rule:{text.id}", *_sentences(passages)]),
    )


def _gist(passages: Sequence[Passage]) -> str:
    return " ".join(passage.gist for passage in passages[:2])


def _figures(rules: RuleBook) -> Iterator[Question]:
    """What each figure counts: set against the other figures of the document."""
    shares = [
        (text, text.share) for text in rules.knowledge.topics.texts() if text.share and _FIGURE.search(text.share.words)
    ]
    figures = {_figure(share): share for _, share in shares}
    for text, share in shares:
        passages = rules.phrasing.passages(text)
        wrong = [other for other, of in figures.items() if (of.least, of.most) != (share.least, share.most)]
        right = Choice(value=_figure(share), text=share.words, right=True, feedback=text.text, passages=passages)
        choices = [right]
        for other in _in_drawn_order(text.id, wrong)[:_WRONG]:
            said = _FIGURE.sub(other, share.words)
            feedback = phrase("teaching.figure.wrong", text=text.text)
            choices.append(Choice(value=other, text=said, right=False, feedback=feedback, passages=passages))
        if len(choices) < _WRONG:
            continue
        yield _question(
            Kind.FIGURE,
            text.text,
            dict.fromkeys(one.section for one in passages),
            phrase("teaching.stem.figure"),
            choices=tuple(sorted(choices, key=lambda one: one.text)),
            feedback=phrase("teaching.figure.about"),
            difficulty=Difficulty(facts=2),
            covers=frozenset([f"rule:{text.id}", *_sentences(passages)]),
        )


def _figure(share: Share) -> str:
    found = _FIGURE.search(share.words)
    return found[0] if found else ""


def _words(rules: RuleBook) -> Iterator[Question]:
    """What a word means: set against the meanings of words that have nothing to do with it."""
    terms = rules.knowledge.topics.glossary.terms
    by_locator = {
        sentence.locator: Passage(locator=sentence.locator, section=section, gist=sentence.gist)
        for section, sentence in rules.knowledge.topics.document.sentences()
    }
    by_term = {term.term: term for term in terms}
    for term in terms:
        apart = [other.term for other in terms if other is not term and not _kindred(term, other)]
        passages = tuple(by_locator[locator] for locator in term.sources)
        choices = [Choice(value=term.term, text=term.meaning, right=True, feedback=term.meaning, passages=passages)]
        for one in _in_drawn_order(term.term, apart)[:_WRONG]:
            said = phrase("teaching.word.wrong", term=one)
            choices.append(Choice(value=one, text=by_term[one].meaning, right=False, feedback=said))
        yield _question(
            Kind.WORD,
            term.term,
            ["words"],
            phrase("teaching.stem.word", term=term.term),
            choices=tuple(sorted(choices, key=lambda one: one.text)),
            feedback=phrase("teaching.word.about" if term.sources else "teaching.word.ours"),
            covers=frozenset([f"word:{term.term}", *_sentences(passages)]),
        )


def _kindred(one: Term, other: Term) -> bool:
    """Whether the meaning of either names the other, or both name the same things, so that it could be defended."""
    return _names(one, other) or _names(other, one) or len(_content(one.meaning) & _content(other.meaning)) >= _ALIKE


def _names(one: Term, other: Term) -> bool:
    meaning = one.meaning.casefold()
    return any(re.search(rf"\b{re.escape(word.casefold())}\b", meaning) for word in (other.term, *other.also))


def _content(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{5,}", text.casefold()) if word not in {"people", "person"}}


def _not_said(rules: RuleBook) -> Iterator[Question]:
    """What the document does not say: set against what it does say, each of which its places refute."""
    said = list(_said(rules))
    about_us = phrase("teaching.not_said.about_us")
    for part in rules.knowledge.topics.limits.sections:
        for text in part.texts if about_us not in part.title else ():
            right = Choice(value=text.id, text=text.text, right=True, feedback=phrase("teaching.not_said.right"))
            by_value = {choice.value: choice for choice in said}
            wrong = [by_value[one] for one in _in_drawn_order(text.id, by_value)[:_WRONG]]
            yield _question(
                Kind.NOT_SAID,
                text.text,
                ["limits"],
                phrase("teaching.stem.not_said"),
                choices=tuple(sorted([right, *wrong], key=lambda one: one.text)),
                feedback=phrase("teaching.not_said.about"),
                difficulty=Difficulty(facts=2, readings=1),
                covers=frozenset([f"rule:{text.id}", *(f"sentence:{one}" for one in text.sources)]),
            )


def _said(rules: RuleBook) -> Iterator[Choice]:
    """What the document says, each put as if it did not; the feedback says it."""
    topics = rules.knowledge.topics
    told = [
        *(("therapy", topic.title, topic.how_it_works) for topic in topics.therapies),
        *(("site", topic.title, topic.texts[0]) for topic in topics.sites),
    ]
    for kind, title, text in told:
        if text.sources and not text.ours:
            yield Choice(
                value=text.id,
                text=phrase(f"teaching.not_said.{kind}", title=decapitalized(title)),
                right=False,
                feedback=phrase("teaching.not_said.it_does", text=text.text),
                passages=rules.phrasing.passages(text),
            )
