"""Practice without Python: questions as data, and the script that defines ``<mbc-practice>``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from mbc_explainer.answers.models import Passage
from mbc_explainer.answers.rulebooks import rulebook_of
from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.phrases import PHRASES, phrase
from mbc_explainer.rendering import style_sheet
from mbc_explainer.teaching import Kind, Level, Question, QuestionPack

from .files import text_of
from .script import classic_script

__all__ = ["VERSION", "practice_content", "practice_data", "practice_definition", "practice_script"]

VERSION: Final = 1
"""The version of this data; a new one where a field goes or changes its meaning."""
_SAID: Final = (
    *("about", "about_it", "again", "all", "all_right", "anew", "answers", "at", "by_kind", "by_level", "check"),
    *("choose_each", "choose_first", "count", "finish", "fitting", "how_it_went", "intro", "kind", "level"),
    *("look_again", "next", "none_fit", "not_right", "numbered", "others", "pick", "place", "print"),
    *("right", "right_choice", "right_of", "several", "share", "shown", "so_far", "start", "takes_time", "unsure"),
    *("where", "your_choice"),
)


def practice_data(pack: QuestionPack, knowledge: Knowledge | None = None) -> dict[str, Any]:
    """Questions as data: each text and each place once, each key as Python has it.

    Args:
        pack: the questions.
        knowledge: the rules that they were made from, where these are not the shipped ones.

    Raises:
        KnowledgeError: they were made from other rules, which are not at hand.
    """
    therapies = rulebook_of(pack.source.rules_fingerprint, knowledge).phrasing.therapies
    titles = {str(therapy): title for therapy, title in therapies.items()}
    texts = _Texts()
    asked = [_question(one, texts) for one in pack]
    places = {place.locator: place for one in pack for place in one.passages}
    return {
        "version": VERSION,
        "lang": phrase("language"),
        "rules_fingerprint": pack.source.rules_fingerprint,
        "title": phrase("teaching.practice.title"),
        "disclaimer": DISCLAIMER,
        "note": [
            phrase("disclaimer.lead"),
            " ".join([DISCLAIMER_SHORT, *([] if pack.source.shipped else [phrase("explanation.other_rules")])]),
        ],
        "disclaimer_title": phrase("disclaimer.title"),
        "kind": {one: phrase(f"teaching.kind.{one}") for one in Kind if any(one is asked.kind for asked in pack)},
        "level": {one: phrase(f"teaching.level.{one}") for one in Level if any(one is asked.level for asked in pack)},
        "about": {topic: _topic(topic, titles) for one in pack for topic in one.about},
        "places": {locator: [texts(place.section), texts(place.gist)] for locator, place in places.items()},
        "questions": asked,
        "texts": list(texts.numbers),
    }


class _Texts:
    """Texts by number, each once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


def _topic(name: str, titles: Mapping[str, str]) -> str:
    """What a topic is called; a part of the document by its own title."""
    if f"teaching.topic.{name}" in PHRASES:
        return phrase(f"teaching.topic.{name}")
    return titles.get(name, name)


def _locators(passages: Iterable[Passage]) -> list[str]:
    return [one.locator for one in passages]


def _question(question: Question, texts: _Texts) -> dict[str, Any]:
    """A question; its key is the places of the right choices, or for each pair that of what goes with it."""
    rights = sorted({*(pair.right for pair in question.pairs), *question.spare})
    return {
        "id": question.id,
        "kind": question.kind,
        "level": question.level,
        "about": question.about,
        "told": [texts(one) for one in question.vignette],
        "asked": texts(question.stem),
        "several": question.several,
        "choices": [[texts(one.text), texts(one.feedback), _locators(one.passages)] for one in question.choices],
        "pairs": [[texts(one.left), _locators(one.passages)] for one in question.pairs],
        "rights": [texts(one) for one in rights],
        "key": [at for at, one in enumerate(question.choices) if one.right]
        or [rights.index(one.right) for one in question.pairs],
        "feedback": texts(question.feedback),
    }


def practice_script(data: Mapping[str, Any]) -> str:
    """A classic script that defines ``<mbc-practice>``, once on a page; in ASCII, for pages of any encoding."""
    return classic_script("mbc-practice", "practice", practice_definition(), practice_content(data))


def practice_definition() -> str:
    """The functions ``asking`` and ``practice``, as they stand in a script or a module."""
    return "\n".join(map(text_of, ("making.js", "asking.js", "practice.js")))


def practice_content(data: Mapping[str, Any]) -> str:
    """What ``practice`` takes, as JSON in ASCII: the questions, the phrases around them, and the style."""
    said = {name: phrase(f"teaching.practice.{name}") for name in _SAID}
    style = style_sheet(reset=False) + text_of("element.css") + text_of("practice.css")
    return json.dumps([data, said, style], separators=(",", ":"))
