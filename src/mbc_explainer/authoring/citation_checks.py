"""Where rules stand on the document: every sentence is accounted for, every figure, hedge and word is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from mbc_explainer.knowledge.document import fingerprint
from mbc_explainer.knowledge.rulebase import FactRule, Index, Text, Topics

__all__ = [
    "Grounding",
    "coverage",
    "document_changes",
    "dropped_hedges",
    "mixed_voices",
    "unrelated_texts",
    "unsupported_figures",
]

_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?%?")
_NAMES: Final = re.compile(r"HER2|stage 4|L\d+\.\d+", re.IGNORECASE)
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


class Grounding(NamedTuple):
    """Something that does not stand on the document."""

    name: str
    """The text, rule or sentence that it is about."""
    what: str
    level: Literal["error", "warning"] = "error"


def cited(topics: Topics) -> dict[str, list[str]]:
    """Each place that is cited, with what rests on it."""
    found: dict[str, list[str]] = {}
    for text in topics.texts():
        for locator in text.sources:
            found.setdefault(locator, []).append(text.id)
    for term in topics.glossary.terms:
        for locator in term.sources:
            found.setdefault(locator, []).append(f"glossary: {term.term}")
    return found


def coverage(topics: Topics) -> Iterator[Grounding]:
    """Sentences that nothing rests on and that do not say why, or that do both."""
    used = cited(topics)
    for section in topics.document.sections:
        for sentence in section.sentences:
            if sentence.locator not in used and not sentence.unused:
                what = "nothing rests on it; expected a text that does, or `unused` with a reason"
                yield Grounding(sentence.locator, what)
            if sentence.locator in used and sentence.unused:
                what = f"{used[sentence.locator][0]} rests on it, and it says `unused`; expected one or the other"
                yield Grounding(sentence.locator, what)


def unsupported_figures(topics: Topics, sentences: Mapping[str, str] | None = None) -> Iterator[Grounding]:
    """Figures in a text that stand in no sentence that it cites, as the document or the index has them."""
    said = {sentence.locator: sentence.gist for _, sentence in topics.document.sentences()} | dict(sentences or {})
    for text in topics.texts():
        support = " ".join(said[locator] for locator in text.sources if locator in said)
        known = set(_FIGURE.findall(_NAMES.sub("", support)))
        drawn = [f"{one}%" for one in (text.share.least, text.share.most) if one] if text.share else []
        for figure in dict.fromkeys([*_FIGURE.findall(_NAMES.sub("", text.text)), *drawn]):
            if figure not in known and f"{figure}%" not in known and not text.ours:
                places = ", ".join(text.sources)
                yield Grounding(
                    text.id, f"the figure {figure} is not in {places}; expected it in a place that it cites"
                )


def _from_the_document(topics: Topics) -> Iterator[Text]:
    """The texts that are not the library's own word."""
    return (text for text in topics.texts() if not text.ours)


def mixed_voices(topics: Topics) -> Iterator[Grounding]:
    """Sentences in texts from the document that only the library can say."""
    for text in _from_the_document(topics):
        for own in _OWN_VOICE.finditer(text.text):
            what = f"{own[0]!r} is not the document's word; expected it in a text of its own, with `ours: yes`"
            yield Grounding(text.id, what)


def dropped_hedges(topics: Topics, sentences: Mapping[str, str]) -> Iterator[Grounding]:
    """Texts that say without a hedge what a sentence that they cite says with one, in a copy of the document."""
    claims = (text for text in _from_the_document(topics) if not isinstance(text, FactRule))  # those name a group
    for text in claims:
        for locator in text.sources:
            for kind, hedge in _HEDGED.items():
                found = hedge.search(sentences.get(locator, ""))
                if found and not hedge.search(text.text):
                    what = f"{locator} hedges with {found[0]!r}; expected such a word ({kind}) here too"
                    yield Grounding(text.id, what, "warning")


def unrelated_texts(topics: Topics) -> Iterator[Grounding]:
    """Texts that share no word and no term of the glossary with what they cite."""
    gists = {sentence.locator: sentence.gist for _, sentence in topics.document.sentences()}
    for text in _from_the_document(topics):
        support = " ".join(gists[locator] for locator in text.sources if locator in gists)
        if not _subjects(text.text, topics) & _subjects(support, topics):
            what = f"none of its words is in what {', '.join(text.sources)} say; expected places that say it"
            yield Grounding(text.id, what, "warning")


def _subjects(text: str, topics: Topics) -> set[str]:
    """The terms in a text, and the stems of its other words that say something."""
    low = text.lower()
    terms = {
        term.term
        for term in topics.glossary.terms
        if any(re.search(rf"(?<![\w-]){re.escape(form.lower())}(?![\w-])", low) for form in (term.term, *term.also))
    }
    return terms | {word[:_STEM] for word in _LONG_WORD.findall(low) if not _EMPTY_WORD.fullmatch(word)}


def document_changes(index: Index, topics: Topics, sentences: Mapping[str, str]) -> Iterator[Grounding]:
    """Where a copy of the document differs from the index, with what leans on it."""
    used = cited(topics)
    prints = {locator: fingerprint(sentence) for locator, sentence in sentences.items()}
    known = {sentence.locator: sentence.fingerprint for _, sentence in index.sentences()}
    for locator, wanted in known.items():
        if prints.get(locator) == wanted:
            continue
        moved = [other for other, found in prints.items() if found == wanted and known.get(other) != wanted]
        if moved:
            what = f"moved to {moved[0]}"
        elif locator in prints and prints[locator] not in known.values():
            what = "changed"
        else:
            what = "missing"
        leaning = ", ".join(used.get(locator, ())) or "nothing"
        yield Grounding(locator, f"the sentence is {what} in this copy; {leaning} leans on it")
    for locator, found in prints.items():
        if locator not in known and found not in known.values():
            yield Grounding(
                locator, "the copy has a sentence here that the index lacks; expected a sentence of the index"
            )
