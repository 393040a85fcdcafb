"""Names of rules, facts and places to the words that stand for them."""

from __future__ import annotations

from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.snapshot import FiredRule, PossibleAnswer
from mbc_explainer.knowledge.texts import Text
from mbc_explainer.patient.facts import FactValue
from mbc_explainer.patient.vocabulary import Relevance, Therapy

from .labels import RELEVANCE_WORDS
from .models import Fact, Outcome, Passage, Reason, Statement, outcome_text

__all__ = ["Wording", "listed", "sentence"]


class Wording:
    """The words of one set of rules; each statement is made once."""

    def __init__(self, topics: RuleBase) -> None:
        self.texts = {text.id: text for text in topics.texts()}
        self.goals = {topic.goal: topic.title for topic in topics.goals}
        self.sites = {topic.site: topic.title for topic in topics.sites}
        self.symptoms = {topic.symptom: topic.title for topic in topics.symptoms.symptoms}
        self.therapies = {topic.therapy: topic.title for topic in topics.therapies}
        self.names = dict[str, str]([*self.sites.items(), *self.symptoms.items(), *self.goals.items()])
        """What each name that a profile can hold is called, but for the results of tests."""
        self.meanings = {one.term: one.meaning for one in topics.glossary.terms}
        self._facts = topics.facts.facts
        self._passages = {
            sentence.locator: Passage(locator=sentence.locator, section=section, gist=sentence.gist)
            for section, sentence in topics.document.sentences()
        }
        self._statements: dict[str, Statement] = {}

    def passages(self, text: Text) -> tuple[Passage, ...]:
        """The places that a text rests on."""
        return tuple(self._passages[locator] for locator in text.sources)

    def statement(self, text: Text) -> Statement:
        """A text with its places."""
        if text.id not in self._statements:
            self._statements[text.id] = Statement(
                text=text.text, passages=self.passages(text), ours=text.ours, share=text.share
            )
        return self._statements[text.id]

    def fact(self, fact: FactValue) -> Fact:
        """A fact in words."""
        name, value = fact
        words = self._facts.get(name, {}).get(value) or self._other_words(name, value)
        return Fact(name=name, value=value, text=words)

    def _other_words(self, name: str, value: str) -> str:
        """Words for an answer, or for a fact that no rule tests and so has none in the rule files."""
        therapy = next((one for one in Therapy if name == f"relevance.{one}"), None)
        if therapy is None:
            return f"{name} is {value}"
        return f"for {self.therapies[therapy].lower()}, {RELEVANCE_WORDS[Relevance(value)]}"

    def alternatives(self, when: tuple[tuple[FactValue, ...], ...]) -> tuple[tuple[Fact, ...], ...]:
        """Alternatives in words."""
        return tuple(tuple(map(self.fact, alternative)) for alternative in when)

    def reason(self, fired: FiredRule) -> Reason:
        """A rule that holds, in words."""
        rule = self.texts[fired.rule]
        return Reason(
            rule=rule.id,
            text=rule.text,
            because=tuple(map(self.fact, fired.because)),
            when=self.alternatives(fired.when),
            passages=self.passages(rule),
            ours=rule.ours,
        )

    def outcome(self, found: PossibleAnswer) -> Outcome:
        """One way in which an open answer may turn out, in words."""
        relevance, when = Relevance(found.value), self.alternatives(found.when)
        reasons = tuple(map(self.reason, found.reasons))
        return Outcome(relevance=relevance, when=when, text=outcome_text(relevance, when), reasons=reasons)


def sentence(words: str) -> str:
    """Words as a sentence."""
    return f"{words[:1].upper()}{words[1:]}."


def listed(words: list[str]) -> str:
    """Words one after another."""
    return ", ".join(words)
