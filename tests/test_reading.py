"""An answer can be read: short, nothing said twice, in plain words, and with nothing left in it that is no word.

On the example profiles and on drawn ones, the same everywhere, and on the longest.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

import pytest
from second_evaluator import SITES, subsets
from shown import Piece, lines, pieces, sentences, visible

from mbc_explainer import Explanation, PatientProfile, explain
from mbc_explainer.authoring.language_checks import (
    HARDEST_MEDIAN,
    HARDEST_TEXT,
    HARDEST_UNEXPLAINED,
    glossary_terms,
    grade_with_help,
)
from mbc_explainer.authoring.readability import flesch_kincaid_grade
from mbc_explainer.disclaimer import DISCLAIMER_SHORT
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.patient.vocabulary import Goal, Her2Status, ReceptorStatus, Site, Symptom
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail
from mbc_explainer.teaching import questions

pytestmark = pytest.mark.once

EXAMPLES = Path(__file__).parents[1] / "examples" / "profiles"
UNWRAPPED = 1_000_000  # characters
DRAWN = 50
LONGEST = PatientProfile(
    her2="equivocal",
    symptoms=["autoimmune_like_effects", "persistent_headaches", "anemia", "feeling_cold"],
    goals=list(Goal),
)
"""The page with the most words that was found, among all results and some sites, symptoms and goals."""
SHORTEST_GRADED = 6  # words: below, a grade says nothing
LEFT_OVER = re.compile(r"[{}]|\b(?:None|null)\b|\b[A-Z][a-z]\w*\.[A-Z_0-9]+\b|\S  +\S| [.,;:!?]|\.\.")
"""What no reader is to meet: gaps and names of the code, and signs or spaces too many."""


def drawn(draw: Random) -> PatientProfile:
    sites = draw.choice([None, draw.sample(list(Site), draw.randint(1, len(Site)))])
    among = sites or list(Site)
    return PatientProfile(
        er=draw.choice(list(ReceptorStatus)),
        pr=draw.choice(list(ReceptorStatus)),
        her2=draw.choice(list(Her2Status)),
        sites=sites,
        symptomatic_sites=draw.choice([None, draw.sample(among, draw.randint(0, len(among)))]),
        symptoms=draw.sample(list(Symptom), draw.randint(0, 4)),
        goals=draw.sample(list(Goal), draw.randint(0, len(Goal))),
    )


class Read(NamedTuple):
    """An answer as its readers meet it."""

    explanation: Explanation
    texts: dict[Detail, str]
    pages: dict[Detail, list[Piece]]

    def seen(self, detail: Detail) -> str:
        return visible(self.pages[detail])

    def prose(self, detail: Detail) -> dict[str, list[str]]:
        """Everything on a page or in a text, also what is folded, without leads, labels and citations."""
        return {
            "text": list(lines(self.texts[detail], phrase("citations.title"))),
            "page": [piece.prose for piece in self.pages[detail]],
        }


def read(profile: PatientProfile) -> Read:
    explanation = explain(profile)
    texts = {detail: explanation.to_text(UNWRAPPED, detail=detail) for detail in Detail}
    pages = {detail: pieces(explanation.to_page(detail=detail)) for detail in Detail}
    return Read(explanation, texts, pages)


@pytest.fixture(scope="module")
def answers() -> list[Read]:
    examples = [PatientProfile.model_validate_json(path.read_bytes()) for path in sorted(EXAMPLES.glob("*.json"))]
    draw = Random(12)
    return [read(profile) for profile in (*examples, *(drawn(draw) for _ in range(DRAWN)), LONGEST)]


def test_what_is_drawn_is_of_many_kinds(answers: list[Read]) -> None:
    """Each value of each field is among them, and each way to leave one open."""
    profiles = [answer.explanation.profile.model_dump(mode="json") for answer in answers]
    assert 3 + DRAWN + 1 == len(profiles)
    for field, words in {"sites": Site, "symptomatic_sites": Site, "symptoms": Symptom, "goals": Goal}.items():
        assert set(words) == {word for profile in profiles for word in profile[field] or ()}
        assert any(not profile[field] for profile in profiles)
    for field, results in {"er": ReceptorStatus, "pr": ReceptorStatus, "her2": Her2Status}.items():
        assert set(results) == {profile[field] for profile in profiles}


def test_the_brief_form_is_at_most_250_words_long(answers: list[Read]) -> None:
    for answer in answers:
        assert len(answer.texts[Detail.BRIEF].split()) <= 250
        assert len(answer.seen(Detail.BRIEF).split()) <= 250


def test_a_standard_page_shows_at_most_1000_words_before_anything_is_unfolded(answers: list[Read]) -> None:
    for answer in answers:
        assert len(answer.seen(Detail.STANDARD).split()) <= 1000


def test_no_sentence_stands_there_twice(answers: list[Read]) -> None:
    for answer, detail in product(answers, Detail):
        for shown in answer.prose(detail).values():
            told = Counter(sentence for text in shown for sentence in sentences(text))
            assert [] == [sentence for sentence, times in told.items() if times > 1]


def test_the_article_is_named_at_most_15_times(answers: list[Read]) -> None:
    for answer in answers:
        for shown in (answer.texts[Detail.STANDARD], answer.seen(Detail.STANDARD)):
            assert len(re.findall(r"\b(?:article|document)\b", shown, re.IGNORECASE)) <= 15


@cache
def grades(text: str) -> tuple[float, float]:
    """With the glossary's help and without."""
    return grade_with_help(text, glossary_terms(shipped().topics)), flesch_kincaid_grade(text)


def graded(answer: Read) -> Iterator[str]:
    """Every text of an answer that has a sentence; names of kinds of care in a row are none."""
    titles = "|".join(option.title for option in answer.explanation.options)
    names = re.compile(rf"(?:(?:{titles}|,|and|\s)+\.)", re.IGNORECASE)
    for detail in Detail:
        for text in answer.prose(detail)["page"]:
            if len(text.split()) >= SHORTEST_GRADED and any(sentences(text)) and not names.fullmatch(text):
                yield text


def test_every_text_is_plain_with_the_glossarys_help_and_without(answers: list[Read]) -> None:
    for answer in answers:
        texts = dict.fromkeys(graded(answer))
        assert [] == [text for text in texts if grades(text)[0] > HARDEST_TEXT or grades(text)[1] > HARDEST_UNEXPLAINED]
        assert median(grades(text)[0] for text in texts) <= HARDEST_MEDIAN
        assert median(grades(text)[1] for text in texts) <= HARDEST_MEDIAN


def asked() -> dict[str, set[str]]:
    """What learners meet of all questions, by what it is for."""
    every = questions()
    choices = [choice for question in every for choice in question.choices]
    pairs = [pair for question in every for pair in question.pairs]
    return {
        "vignette": {" ".join(question.vignette) for question in every},
        "stem": {question.stem for question in every},
        "choice": {choice.text for choice in choices} | {pair.left for pair in pairs},
        "why": {choice.feedback for choice in choices},
        "to know": {question.feedback for question in every},
    }


@pytest.mark.parametrize(("part", "texts"), asked().items())
def test_every_part_of_a_question_is_plain(part: str, texts: set[str]) -> None:
    read = [text for text in texts if len(text.split()) >= SHORTEST_GRADED]
    assert len(read) > len(texts) / 3, part
    assert [] == [text for text in read if grades(text)[0] > HARDEST_TEXT]
    assert median(grades(text)[0] for text in read) <= HARDEST_MEDIAN
    assert median(grades(text)[1] for text in read) <= HARDEST_MEDIAN
    assert [] == [text for text in texts if LEFT_OVER.search(text)]


def test_nothing_is_left_over_that_is_no_word(answers: list[Read]) -> None:
    for answer, detail in product(answers, Detail):
        shown = (*answer.texts[detail].splitlines(), *(piece.text for piece in answer.pages[detail]))
        assert [] == [line for line in shown if LEFT_OVER.search(line)]


@pytest.mark.parametrize(
    "shown", ["{field}", "None", "share: null", "SiteName.BRAIN", "Her2Status.LOW", "two  spaces", "an end .", "two.."]
)
def test_what_is_left_over_is_seen(shown: str) -> None:
    assert LEFT_OVER.search(shown)


def test_the_brief_form_says_what_matters_most(answers: list[Read]) -> None:
    for answer in answers:
        titles = [option.title.lower() for option in answer.explanation.options]
        assert 8 == len(titles)
        for shown in (answer.texts[Detail.BRIEF], answer.seen(Detail.BRIEF)):
            assert "etastatic breast cancer" in shown
            assert phrase("explanation.safety") in shown
            assert DISCLAIMER_SHORT in shown
            assert [] == [title for title in titles if title not in shown.lower()]


def test_a_shorter_form_says_how_to_get_the_longer(answers: list[Read]) -> None:
    """But a standard page, which has the rest folded in it."""
    for answer in answers:
        brief, standard = (phrase(f"detail.{detail}.more") for detail in (Detail.BRIEF, Detail.STANDARD))
        assert brief in answer.texts[Detail.BRIEF]
        assert brief in answer.seen(Detail.BRIEF)
        assert standard in answer.texts[Detail.STANDARD]
        told = [{piece.text for piece in answer.pages[detail]} for detail in (Detail.STANDARD, Detail.FULL)]
        assert told[0] == told[1]


def everyone() -> Iterator[dict[str, object]]:
    """Every profile that differs for the eight answers."""
    among = {None: [None, *subsets(SITES)]} | {sites: [None, *subsets(sites)] for sites in subsets(SITES) if sites}
    receptors = product(sorted(ReceptorStatus), sorted(ReceptorStatus), sorted(Her2Status))
    locations = [(sites, causing) for sites, causes in among.items() for causing in causes]
    for results, (sites, causing) in product(receptors, locations):
        yield dict(zip(("er", "pr", "her2"), map(str, results), strict=True)) | {
            "sites": sites and sorted(sites),
            "symptomatic_sites": None if causing is None else sorted(causing),
        }


FINGERPRINT = "3de9493cdcdbdb90d95cd6d15a60566c72811368cf36cadd041f23f2f293d826"
"""Of all answers, as they were before anybody made their words shorter."""


def test_no_answer_has_changed() -> None:
    """Relevance and depends_on, of all profiles."""
    told, profiles = sha256(), list(everyone())
    for given in profiles:
        options = explain(PatientProfile.model_validate(given)).options
        answers = {str(option.therapy): [str(option.relevance), *option.depends_on] for option in options}
        told.update(f"{json.dumps([given, answers], sort_keys=True)}\n".encode())
    assert (13_770, FINGERPRINT) == (len(profiles), told.hexdigest())
