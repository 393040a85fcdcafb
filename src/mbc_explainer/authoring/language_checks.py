"""Whether every text is in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from statistics import median
from typing import Final

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.knowledge.rulebase import RuleBase

from .issues import Issue, Subject
from .readability import flesch_kincaid_grade

__all__ = ["glossary_terms", "grade_with_help", "grades", "median_grade", "texts_that_are_not_plain", "words_of"]

HARDEST_TEXT: Final = 8
HARDEST_UNEXPLAINED: Final = 9
"""The hardest grade of a text for readers who have no glossary."""
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


def words_of(rulebase: RuleBase) -> dict[str, str]:
    """Every text that a reader meets, by name."""
    return {
        **{text.id: text.text for text in rulebase.texts()},
        **{f"{text.id}: share": text.share.words for text in rulebase.texts() if text.share},
        **{f"glossary: {term.term}": term.meaning for term in rulebase.glossary.terms},
        **{sentence.locator: sentence.gist for section in rulebase.document.sections for sentence in section.sentences},
        "disclaimer": DISCLAIMER,
        "short disclaimer": DISCLAIMER_SHORT,
    }


def glossary_terms(rulebase: RuleBase) -> re.Pattern[str]:
    """Any word that the glossary explains."""
    names = {name for term in rulebase.glossary.terms for name in (term.term, *term.also)}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


def grades(rulebase: RuleBase, *, explained: bool = True) -> dict[str, float]:
    """Each text's Flesch-Kincaid grade, hardest first.

    Args:
        rulebase: whose texts.
        explained: whether each term of the glossary is read as one two-syllable word, as by
            readers who have it explained.
    """
    terms = glossary_terms(rulebase)
    graded = {
        name: grade_with_help(text, terms) if explained else flesch_kincaid_grade(text)
        for name, text in words_of(rulebase).items()
        if len(text.split()) >= _SHORTEST_GRADED
    }
    return dict(sorted(graded.items(), key=lambda item: -item[1]))


def grade_with_help(text: str, terms: re.Pattern[str]) -> float:
    """A text's grade for a reader who has some terms explained; that makes no text harder."""
    return min(flesch_kincaid_grade(text), flesch_kincaid_grade(terms.sub("table", text)))


def median_grade(graded: Mapping[str, float]) -> float:
    """The median of some grades; 0 where there are none."""
    return median(graded.values()) if graded else 0.0


def texts_that_are_not_plain(subject: Subject, graded: Mapping[str, float]) -> Iterator[Issue]:
    """Everything that is not plain, the hardest texts first."""
    for name, grade in graded.items():
        if grade > HARDEST_TEXT:
            yield subject.issue(name, f"reading grade {grade:.1f}; expected at most {HARDEST_TEXT}")
    for name, grade in grades(subject.rulebase, explained=False).items():
        if grade > HARDEST_UNEXPLAINED:
            what = f"reading grade {grade:.1f} without the glossary; expected at most {HARDEST_UNEXPLAINED}"
            yield subject.issue(name, what)
    if median_grade(graded) > HARDEST_MEDIAN:
        what = f"the median reading grade is {median_grade(graded):.1f}; expected at most {HARDEST_MEDIAN}"
        yield subject.issue(next(iter(graded)), what)
    terms = glossary_terms(subject.rulebase)
    for name, text in words_of(subject.rulebase).items():
        yield from (subject.issue(name, what) for what in _wrong_words(text, terms))
        yield from (subject.issue(name, what, level="warning") for what in _hard_words(text, terms))


def _wrong_words(text: str, terms: re.Pattern[str]) -> Iterator[str]:
    for kind, pattern in _FORBIDDEN.items():
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield f"{match[0]!r} reads as {kind}; expected what the document says, hedged as it is"
    for match in _MEDICAL.finditer(terms.sub("", text)):
        yield f"the glossary lacks {match[0]!r}; expected every medical term in it"
    if _SHARE.search(text) and not _OF_WHOM.search(text):
        yield "a share without its people; expected of whom it is a share"


def _hard_words(text: str, terms: re.Pattern[str]) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?:])\s+", text):
        if len(sentence.split()) > _LONGEST_SENTENCE:
            yield f"a sentence of {len(sentence.split())} words; expected at most {_LONGEST_SENTENCE}"
    for match in _PASSIVE.finditer(terms.sub("it", text)):
        yield f"{match[0]!r} reads as passive; expected who does it"
