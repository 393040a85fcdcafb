"""Whether texts stand on what they name: every sentence is accounted for, every figure and every text is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from mbc_explainer.knowledge.document import fingerprint
from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.texts import Text

from .issues import Issue, Subject

__all__ = ["changed_sentences", "sentences_not_accounted_for", "texts_seen_in_none", "unsupported_figures"]

_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?%?")


def _texts_by_locator(rulebase: RuleBase) -> dict[str, list[str]]:
    """Each sentence that is cited, with the texts that cite it."""
    cited: dict[str, list[str]] = {}
    for text in rulebase.texts():
        for locator in text.sources:
            cited.setdefault(locator, []).append(text.id)
    for term in rulebase.glossary.terms:
        for locator in term.sources:
            cited.setdefault(locator, []).append(f"glossary: {term.term}")
    return cited


def sentences_not_accounted_for(subject: Subject) -> Iterator[Issue]:
    """Sentences that nothing rests on and that do not say why, or that do both."""
    cited = _texts_by_locator(subject.rulebase)
    for section in subject.rulebase.document.sections:
        for sentence in section.sentences:
            if sentence.locator not in cited and not sentence.unused:
                what = "nothing rests on it; expected a text that does, or `unused` with a reason"
                yield subject.issue(sentence.locator, what)
            if sentence.locator in cited and sentence.unused:
                what = f"{cited[sentence.locator][0]} rests on it, and it says `unused`; expected one or the other"
                yield subject.issue(sentence.locator, what)


def unsupported_figures(subject: Subject, sentences: Mapping[str, str] | None = None) -> Iterator[Issue]:
    """Figures in a text that stand in no sentence that it cites, as the document or the index has them."""
    index = subject.rulebase.document
    words = {sentence.locator: sentence.gist for _, sentence in index.sentences()} | dict(sentences or {})
    names = _names_with_figures(subject.rulebase)
    for text in subject.rulebase.texts():
        support = " ".join(words[locator] for locator in text.sources if locator in words)
        known = set(_FIGURE.findall(names.sub("", support)))
        for figure in () if text.ours else _figures(text, names):
            if figure not in known and f"{figure}%" not in known:
                what = f"the figure {figure} is not in {', '.join(text.sources)}; expected it in a place that it cites"
                yield subject.issue(text.id, what)


def _names_with_figures(rulebase: RuleBase) -> re.Pattern[str]:
    """Names in which a figure is no amount: terms of the glossary, and locators."""
    terms = {name for term in rulebase.glossary.terms for name in (term.term, *term.also) if _FIGURE.search(name)}
    longest_first = sorted(terms, key=lambda name: (-len(name), name))
    return re.compile("|".join((*map(re.escape, longest_first), r"L\d+\.\d+")), re.IGNORECASE)


def _figures(text: Text, names: re.Pattern[str]) -> list[str]:
    """The figures of a text, those that are drawn among them, each once."""
    drawn = [f"{share}%" for share in (text.share.least, text.share.most) if share] if text.share else []
    return list(dict.fromkeys([*_FIGURE.findall(names.sub("", text.text)), *drawn]))


def texts_seen_in_none(subject: Subject) -> Iterator[Issue]:
    """Texts that name another as the one in which they are seen, which is not there."""
    known = {text.id for text in subject.rulebase.texts()}
    for text in subject.rulebase.texts():
        for name in text.seen_in:
            if name not in known:
                yield subject.issue(text.id, f"it is seen in {name}, which is no text; expected the id of one")


def changed_sentences(subject: Subject, sentences: Mapping[str, str]) -> Iterator[Issue]:
    """Where a copy of the document differs from the index, with what leans on it."""
    cited = _texts_by_locator(subject.rulebase)
    copied = {locator: fingerprint(sentence) for locator, sentence in sentences.items()}
    indexed = {sentence.locator: sentence.fingerprint for _, sentence in subject.rulebase.document.sentences()}
    for locator, expected in indexed.items():
        if copied.get(locator) != expected:
            leaning = ", ".join(cited.get(locator, ())) or "nothing"
            what = f"the sentence is {_change(locator, indexed, copied)} in this copy; {leaning} leans on it"
            yield subject.issue(locator, what)
    for locator, found in copied.items():
        if locator not in indexed and found not in indexed.values():
            what = "the copy has a sentence here that the index lacks; expected a sentence of the index"
            yield subject.issue(locator, what)


def _change(locator: str, indexed: Mapping[str, str], copied: Mapping[str, str]) -> str:
    """What became of a sentence that a copy does not have where it was."""
    expected = indexed[locator]
    moved = [other for other, found in copied.items() if found == expected and indexed.get(other) != expected]
    if moved:
        return f"moved to {moved[0]}"
    return "changed" if locator in copied and copied[locator] not in indexed.values() else "missing"
