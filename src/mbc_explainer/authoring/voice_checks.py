"""Whether texts say what they cite, as it is said there: in one voice, with its hedges, about the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.texts import FactRule, Text

from .issues import Issue, Subject

__all__ = ["dropped_hedges", "mixed_voices", "unrelated_texts"]

_OWN_VOICE: Final = re.compile(
    r"\b(?:do|does|did)(?: not|n't) (?:say|name|list|tell|give|state|settle|limit|link|ask|mention)\b"
    r"|\bsays? nothing\b|\b(?:names?|gives?|knows?) no\b|\bties? (?:it|this) to no\b|\bleaves? [\w ]*\bopen\b"
    r"|\bis silent\b|\b(?:we|us|our)\b|\bthis (?:page|profile)\b",
    re.IGNORECASE,
)
"""What the document can't say: that it is silent, and what the library does."""
_HEDGES: Final = {
    "possible": r"may|might|can|could|some|sometimes|possible",
    "frequent": r"often|usually|typically|mostly|(?<!the )most|common|commonly",
    "about": r"(?:almost|around|about|up to)(?= \d)",
}
"""Words that hedge alike; "can't" is none, and neither is a superlative."""
_HEDGED: Final = {kind: re.compile(rf"\b(?:{words})\b(?!['\u2019]t)", re.IGNORECASE) for kind, words in _HEDGES.items()}
_LONG_WORD: Final = re.compile(r"[a-z]{4,}")
_STEM: Final = 4  # letters: "symptoms" and "symptomatic" are alike, and so are "spread" and "spreads"
_EMPTY_WORD: Final = re.compile(
    "also|away|been|being|comes?|down|each|even|ever|from|have|here|into|just|less|like|many|more|most|much|only"
    "|others?|over|people|such|take|than|that|their|them|then|there|these|they|this|those|time|very|well|what"
    "|when|where|which|while|will|with|within|without|your"
)


def _from_the_document(rulebase: RuleBase) -> Iterator[Text]:
    """The texts that are not the library's own word."""
    return (text for text in rulebase.texts() if not text.ours)


def mixed_voices(subject: Subject) -> Iterator[Issue]:
    """Sentences in texts from the document that only the library can say."""
    for text in _from_the_document(subject.rulebase):
        for own in _OWN_VOICE.finditer(text.text):
            what = f"{own[0]!r} is not the document's word; expected it in a text of its own, with `ours: yes`"
            yield subject.issue(text.id, what)


def dropped_hedges(subject: Subject, sentences: Mapping[str, str]) -> Iterator[Issue]:
    """Texts that say without a hedge what a sentence that they cite says with one, in a copy of the document."""
    claims = (
        text for text in _from_the_document(subject.rulebase) if not isinstance(text, FactRule)
    )  # those name a group
    for text in claims:
        for locator in text.sources:
            for kind, hedge in _HEDGED.items():
                found = hedge.search(sentences.get(locator, ""))
                if found and not hedge.search(text.text):
                    what = f"{locator} hedges with {found[0]!r}; expected such a word ({kind}) here too"
                    yield subject.issue(text.id, what, level="warning")


def unrelated_texts(subject: Subject) -> Iterator[Issue]:
    """Texts that share no word and no term of the glossary with what they cite."""
    gists = {sentence.locator: sentence.gist for _, sentence in subject.rulebase.document.sentences()}
    for text in _from_the_document(subject.rulebase):
        support = " ".join(gists[locator] for locator in text.sources if locator in gists)
        if not _subjects(text.text, subject.rulebase) & _subjects(support, subject.rulebase):
            what = f"none of its words is in what {', '.join(text.sources)} say; expected citations that say it"
            yield subject.issue(text.id, what, level="warning")


def _subjects(text: str, rulebase: RuleBase) -> set[str]:
    """The terms in a text, and the stems of its other words that say something."""
    low = text.lower()
    terms = {
        term.term
        for term in rulebase.glossary.terms
        if any(re.search(rf"(?<![\w-]){re.escape(form.lower())}(?![\w-])", low) for form in (term.term, *term.also))
    }
    return terms | {word[:_STEM] for word in _LONG_WORD.findall(low) if not _EMPTY_WORD.fullmatch(word)}
