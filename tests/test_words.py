"""What a reader meets is plain: short words, no advice, no promise, no medicine by name."""

import re
from statistics import median

import pytest
import textstat

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.knowledge import shipped

TOPICS = shipped().topics
TEXTS = {
    **{text.id: text.text for text in TOPICS.texts()},
    **{f"glossary {term.term}": term.meaning for term in TOPICS.glossary.terms},
    **{s.locator: s.gist for section in TOPICS.document.sections for s in section.sentences},
    "disclaimer": DISCLAIMER,
    "short disclaimer": DISCLAIMER_SHORT,
}
TERMS = sorted({name for term in TOPICS.glossary.terms for name in (term.term, *term.also)}, key=len, reverse=True)
TERM = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, TERMS))})(?![\w-])", re.IGNORECASE)

FORBIDDEN = re.compile(
    r"\byou (should|must|need to|have to)\b|\brecommend|\bbest for you\b|\beligible\b|\bcandidate\b|\bguarantee"
    r"|\bwill (help|cure|work|shrink|stop)\b|\b\w+(mab|nib|ciclib|taxel|platin|rubicin|oxifen|rozole|strant)\b",
    re.IGNORECASE,
)


def grade(text: str) -> float:
    """Flesch-Kincaid, with each term of the glossary read as one two-syllable word."""
    return float(textstat.flesch_kincaid_grade(TERM.sub("table", text)))


GRADES = {name: grade(text) for name, text in TEXTS.items() if len(text.split()) >= 6}


def test_the_median_text_is_for_sixth_grade() -> None:
    assert median(GRADES.values()) <= 6


def test_no_text_is_above_eighth_grade() -> None:
    assert {} == {name: found for name, found in GRADES.items() if found > 8}


def test_no_sentence_is_long() -> None:
    sentences = [one for text in TEXTS.values() for one in re.split(r"(?<=[.!?:])\s+", text)]
    assert [] == [one for one in sentences if len(one.split()) > 25]


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_advises_promises_or_names_a_medicine(name: str) -> None:
    assert None is FORBIDDEN.search(TEXTS[name])


def test_a_share_says_of_whom() -> None:
    """A percentage stands beside the people that it is a share of."""
    shares = [text for text in TEXTS.values() if "%" in text]
    assert len(shares) >= 5
    assert [] == [text for text in shares if not re.search(r"\bpeople\b", text)]


def test_figures_are_those_of_the_document() -> None:
    found = {figure for text in TEXTS.values() for figure in re.findall(r"\d+%", text)}
    assert {"54%", "32%", "3%", "8%", "6%", "10%"} == found
