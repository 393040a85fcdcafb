"""Whether every text is in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median
from typing import Final, Literal, NamedTuple

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.knowledge.rulebase import Topics

from .readability import flesch_kincaid_grade

__all__ = ["Wording", "grades", "median_grade", "wording_findings", "words_of"]

HARDEST_TEXT: Final = 8
HARDEST_UNEXPLAINED: Final = 9
"""The hardest grade of a text for readers who do not have the glossary at hand."""
HARDEST_MEDIAN: Final = 6
_LONGEST_SENTENCE: Final = 25  # words
_SHORTEST_GRADED: Final = 6  # words: below, a grade says nothing

_FORBIDDEN: Final = {
    "advice": r"\byou (should|must|need to|have to|ought)\b|\brecommend\w*|\bbest for you\b|\beligib\w+|\bcandidate\b",
    "a promise": r"\bguarantee\w*|\bwill (help|cure|work|heal|shrink|stop|live)\b|\bmiracle\b",
    "a medicine by name": r"\b\w+(mab|tinib|ciclib|taxel|platin|rubicin|xifen|rozole|vestrant|citabine|bulin)\b",
}
_MEDICAL: Final = re.compile(
    r"\b(\w+(?:itis|oma|emia|aemia|ectomy|oscopy|ography|ologist|opathy|plasia|stasis|stases|static|"
    r"otherapy|osis|algia|penia)|[A-Z]{2,}s?|[A-Z]+\d+)\b"
)
_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+ly\s+|not\s+|often\s+)?"
    r"(?:\w{3,}ed|taken|given|found|made|known|shown|seen|done|used|put|told|sent|grown|born)\b",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(r"\d+%")
_OF_WHOM: Final = re.compile(r"\b(people|persons|patients|women|men)\b", re.IGNORECASE)


class Wording(NamedTuple):
    """Something that is not plain about a text."""

    name: str
    level: Literal["error", "warning"]
    what: str


def words_of(topics: Topics) -> dict[str, str]:
    """Every text that a reader meets, by name."""
    return {
        **{text.id: text.text for text in topics.texts()},
        **{f"{text.id}: share": text.share.words for text in topics.texts() if text.share},
        **{f"glossary: {term.term}": term.meaning for term in topics.glossary.terms},
        **{s.locator: s.gist for section in topics.document.sections for s in section.sentences},
        "disclaimer": DISCLAIMER,
        "short disclaimer": DISCLAIMER_SHORT,
    }


def _terms(topics: Topics) -> re.Pattern[str]:
    names = {name for term in topics.glossary.terms for name in (term.term, *term.also)}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


def grades(topics: Topics, *, explained: bool = True) -> dict[str, float]:
    """Each text's Flesch-Kincaid grade, hardest first.

    Args:
        topics: whose texts.
        explained: whether to read each term of the glossary as one two-syllable word, as readers
            do who have it at hand.
    """
    terms = _terms(topics)
    found = {
        name: flesch_kincaid_grade(terms.sub("table", text) if explained else text)
        for name, text in words_of(topics).items()
        if len(text.split()) >= _SHORTEST_GRADED
    }
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def median_grade(found: dict[str, float]) -> float:
    """The median of some grades; 0 where there are none."""
    return median(found.values()) if found else 0.0


def wording_findings(topics: Topics, found: dict[str, float]) -> Iterator[Wording]:
    """Everything that is not plain, the hardest texts first."""
    for name, grade in found.items():
        if grade > HARDEST_TEXT:
            yield Wording(name, "error", f"reading grade {grade:.1f}; expected at most {HARDEST_TEXT}")
    for name, grade in grades(topics, explained=False).items():
        if grade > HARDEST_UNEXPLAINED:
            what = f"reading grade {grade:.1f} without the glossary; expected at most {HARDEST_UNEXPLAINED}"
            yield Wording(name, "error", what)
    if median_grade(found) > HARDEST_MEDIAN:
        what = f"the median reading grade is {median_grade(found):.1f}; expected at most {HARDEST_MEDIAN}"
        yield Wording(next(iter(found)), "error", what)
    terms = _terms(topics)
    for name, text in words_of(topics).items():
        yield from _one(name, text, terms)


def _one(name: str, text: str, terms: re.Pattern[str]) -> Iterator[Wording]:
    for kind, pattern in _FORBIDDEN.items():
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield Wording(
                name, "error", f"{match[0]!r} reads as {kind}; expected what the document says, hedged as it is"
            )
    for match in _MEDICAL.finditer(terms.sub("", text)):
        yield Wording(name, "error", f"the glossary lacks {match[0]!r}; expected every medical term in it")
    if _SHARE.search(text) and not _OF_WHOM.search(text):
        yield Wording(name, "error", "a share without its people; expected of whom it is a share")
    for sentence in re.split(r"(?<=[.!?:])\s+", text):
        if len(sentence.split()) > _LONGEST_SENTENCE:
            what = f"a sentence of {len(sentence.split())} words; expected at most {_LONGEST_SENTENCE}"
            yield Wording(name, "warning", what)
    for match in _PASSIVE.finditer(terms.sub("it", text)):
        yield Wording(name, "warning", f"{match[0]!r} reads as passive; expected who does it")
