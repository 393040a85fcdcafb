"""How hard a text is to read: the Flesch-Kincaid grade, from its sentences, words and syllables.

Syllables are counted by how English is spelled, without a dictionary: one for each run of
vowels, less those that are silent, and more where a run is spoken as two.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

__all__ = ["flesch_kincaid_grade", "sentences_of", "syllables", "words_in"]

_FRAGMENT: Final = 2
"""The most words that something between two full stops has where it is no sentence: "Dr.", "i.e."."""

_VOWELS: Final = re.compile(r"[aeiouy]+")
_NO_VOWEL: Final = re.compile(r"(?<=[aeiou])y(?=[aeiou])|^y(?=[aeiou])|qu")
"""Letters that stand for a consonant: in player, yes and equal."""

_SILENT: Final = re.compile(
    r"(?<=[^aeiouyl])e$"  # safe
    r"|(?<=[aeiouyrl]l)e$"  # whole, but not table
    r"|(?<![sxzcg])(?<![cs]h)(?<![^aeiouyrlw]l)(?<![aeiouy])es$"  # lives, but not doses, reaches or tables
    r"|(?<=[^eot]ach)es$|(?<=^ach)es$"  # headaches
    r"|(?<=sev)e(?=ral)"  # several
    r"|(?<![td])(?<![^aeiouyrlw]l)(?<![aeiouy])ed$|(?<=[aeiou]y)ed$"  # lived and stayed, but not tested or settled
    r"|(?<=[^aeiouy])(?<![^aeiouyrlw]l)"  # safely and something, but not settlement
    r"e(?=(?:ly|ments?|ness|full?y?|less|some|times?|things?|what|where|one)$)"
)
_SPOKEN_AS_TWO: Final = re.compile(
    r"(?<![ctgsx])ia(?!ge)"  # material, but not special or marriage
    r"|(?<![tsgcxn])io(?!us$)"  # period, but not lesion or region
    r"|(?<=[bdlnrv])iou"  # serious, but not cautious
    r"|(?<=[bdlnrv])ien(?!d)"  # experience, but not friend or patient
    r"|(?<=[aeiouy][^aeiouy])ie(?=rs?$|st$)"  # easier, but not pier
    r"|ie(?=ty$|ties$)|(?<=qu)ie"  # variety, quiet
    r"|(?<=[^aeiouy])iu"  # medium
    r"|eo(?!ple|n$|u)"  # video, but not people, surgeon or outrageous
    r"|(?<![qg])ua|uou"  # actual and continuous, but not quality or language
    r"|(?<=l)ui(?=ds?$)|ui(?=t(?:y|ies|ous|ion)$)"  # fluid and annuity
    r"|[aeiou]ing(?=s?$|ly$)|(?<![aeiou])ying$"  # being and trying
    r"|(?<=[aeiouy]s)m$"  # organism
    r"|(?<=cr)ea(?=t[eio])|(?<=[aeiouy][rd])ea(?=s?$)"  # create and area, but not treat or tea
    r"|(?<=[^aeiou])ya(?!r)"  # cyanide
)
_SPOKEN_NOT: Final = re.compile(r"[^aeiouyr]n't$")
"""A shortened "not" that is a syllable of its own: in didn't, but not in can't or aren't."""


def words_in(text: str) -> list[str]:
    """The words of a text: what stands between spaces and has a letter or a digit."""
    return [word for word in text.split() if any(map(str.isalnum, word))]


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; what ends in a full stop after one or two words is none, unless all is so short."""
    ended = [sentence.strip() for sentence in re.split(r"(?<=[.!?])\W*(?=\s|$)", text) if words_in(sentence)]
    return [sentence for sentence in ended if len(words_in(sentence)) > _FRAGMENT] or ended[:1]


@cache
def syllables(word: str) -> int:
    """How many syllables a word of English has: one at least; each part of a compound counts for itself."""
    return max(
        1,
        sum(map(_syllables, re.findall(r"[a-z']*[a-z]", word.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")))),
    )


def _syllables(part: str) -> int:
    spoken_not = len(_SPOKEN_NOT.findall(part))
    stem = part.removesuffix("n't").partition("'")[0]
    runs = len(_VOWELS.findall(_NO_VOWEL.sub(" ", stem)))
    return max(1, runs - len(_SILENT.findall(stem)) + len(_SPOKEN_AS_TWO.findall(stem))) + spoken_not


def flesch_kincaid_grade(text: str) -> float:
    """The school grade, in the United States, that a text is written for; 0 where it has no words.

    0.39 for each word of a sentence and 11.8 for each syllable of a word, both on average, less 15.59
    (Kincaid and others, 1975). Very plain texts come out below 0.
    """
    words = words_in(text)
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences_of(text)) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
