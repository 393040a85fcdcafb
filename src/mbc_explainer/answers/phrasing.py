"""From the names of rules, facts and sentences to the words that stand for them.

What is made here is not validated, for the reason that ``answer_parts`` gives.
"""

from __future__ import annotations

from collections.abc import Iterable

from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.snapshot import FiredRule, PossibleAnswer
from mbc_explainer.knowledge.texts import RelevanceRule, Text
from mbc_explainer.patient.facts import FactValue
from mbc_explainer.patient.profile import title_of
from mbc_explainer.patient.vocabulary import RECEPTORS, Relevance, Therapy
from mbc_explainer.phrases import linked, phrase
from mbc_explainer.rendering import each_once

from .labels import RELEVANCE_WORDS
from .models import Fact, Outcome, Passage, Reason, Statement, outcome_text

__all__ = ["Phrasing", "capitalized", "decapitalized", "enumerated", "fields_in_words", "listed", "sentence"]


class Phrasing:
    """The words of one set of rules; each statement is made once."""

    def __init__(self, topics: RuleBase) -> None:
        self.texts = {text.id: text for text in topics.texts()}
        self.goals = {topic.goal: topic.title for topic in topics.goals}
        self.sites = {topic.site: topic.title for topic in topics.sites}
        self.symptoms = {topic.symptom: topic.title for topic in topics.symptoms.symptoms}
        self.therapies = {topic.therapy: topic.title for topic in topics.therapies}
        self.names = dict[str, str]([*self.sites.items(), *self.symptoms.items(), *self.goals.items()])
        """What each name that a profile can hold is called, but for the results of tests."""
        self.meanings = {term.term: term.meaning for term in topics.glossary.terms}
        self._facts = topics.facts.facts
        self._passages = {
            sentence.locator: Passage.model_construct(locator=sentence.locator, section=section, gist=sentence.gist)
            for section, sentence in topics.document.sentences()
        }
        self._statements: dict[str, Statement] = {}

    def passages(self, text: Text) -> tuple[Passage, ...]:
        """What a text cites."""
        return tuple(self._passages[locator] for locator in text.sources)

    def passages_of(self, rules: Iterable[str]) -> tuple[Passage, ...]:
        """What some rules cite, each once."""
        return each_once(passage for rule in rules for passage in self.passages(self.texts[rule]))

    def statement(self, text: Text) -> Statement:
        """A text with its citations."""
        if text.id not in self._statements:
            self._statements[text.id] = Statement.model_construct(
                text=text.text, passages=self.passages(text), ours=text.ours, share=text.share, brief=text.brief
            )
        return self._statements[text.id]

    def fact(self, fact: FactValue) -> Fact:
        """A fact in words."""
        name, value = fact
        words = self._facts.get(name, {}).get(value) or self._other_words(name, value)
        return Fact.model_construct(name=name, value=value, text=words)

    def _other_words(self, name: str, value: str) -> str:
        """Words for an answer, or for a fact that no rule tests and so has none in the rule files."""
        therapy = next((therapy for therapy in Therapy if name == f"relevance.{therapy}"), None)
        if therapy is None:
            return phrase("fact.other", name=name, value=value)
        clause = RELEVANCE_WORDS[Relevance(value)]
        return phrase("fact.relevance", therapy=self.therapies[therapy].lower(), clause=clause)

    def alternatives(self, when: tuple[tuple[FactValue, ...], ...]) -> tuple[tuple[Fact, ...], ...]:
        """Alternatives in words."""
        return tuple(tuple(map(self.fact, alternative)) for alternative in when)

    def reason(self, fired: FiredRule) -> Reason:
        """A rule that holds, in words."""
        rule = self.texts[fired.rule]
        return Reason.model_construct(
            rule=rule.id,
            text=rule.text,
            because=tuple(map(self.fact, fired.because)),
            when=self.alternatives(fired.when),
            passages=self.passages(rule),
            ours=rule.ours,
        )

    def outcome(self, possible: PossibleAnswer) -> Outcome:
        """One way in which an open answer may turn out, in words."""
        relevance, when = Relevance(possible.value), self.alternatives(possible.when)
        reasons = tuple(map(self.reason, possible.reasons))
        rules = (self.texts[reason.rule] for reason in reasons)
        labels = (
            rule.label for rule in rules if isinstance(rule, RelevanceRule) and rule.relevance is Relevance.SOMETIMES
        )
        label = next(labels, None)
        text = outcome_text(relevance, when, label)
        return Outcome.model_construct(relevance=relevance, when=when, text=text, label=label, reasons=reasons)


def capitalized(words: str) -> str:
    """Words as they start a line."""
    return words[:1].upper() + words[1:]


def decapitalized(words: str) -> str:
    """Words as they go on in a line; a name in capitals stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def sentence(clause: str) -> str:
    """A clause as a sentence."""
    return phrase("sentence", clause=capitalized(clause))


def enumerated(words: Iterable[str]) -> str:
    """Words one after another, with an *and* before the last."""
    *others, last = list(words) or [""]
    if not others:
        return last
    return phrase("list.and" if len(others) == 1 else "list.comma_and", first=listed(others), following=last)


def fields_in_words(fields: Iterable[str]) -> str:
    """Fields of a profile one after another, several receptors as one."""
    these = tuple(fields)
    results = [name for name in these if name in RECEPTORS]
    if len(results) == 1:
        return enumerated(map(title_of, these))
    shorts = enumerated(phrase(f"field.{name}.short") for name in results)
    together = [phrase("field.results", results=shorts)] if results else []
    return enumerated((*together, *(title_of(name) for name in these if name not in results)))


def listed(words: Iterable[str]) -> str:
    """Words one after another."""
    return linked("list.comma", words)
