"""Where rules stand on the document: every place exists, every sentence is accounted for, every figure is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from mbc_explainer.knowledge.document import fingerprint
from mbc_explainer.knowledge.rulebase import Index, Topics

__all__ = ["Grounding", "coverage", "document_changes", "unsupported_figures"]

_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?%?")
_NAMES: Final = re.compile(r"HER2|stage 4|L\d+\.\d+", re.IGNORECASE)


class Grounding(NamedTuple):
    """Something that does not stand on the document."""

    name: str
    """The text, rule or sentence that it is about."""
    what: str


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
