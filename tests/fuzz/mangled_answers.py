"""Answers of every type as JSON, mangled: each is refused, or can be shown in every format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from random import Random

from mangling import mangled
from outcomes import Outcome, outcome, show_everywhere

from mbc_explainer import PatientProfile, category_map, compare, explain
from mbc_explainer.shown import Shown
from mbc_explainer.vocabulary import Goal, Site, Symptom, Therapy

PROFILES = [
    PatientProfile(),
    PatientProfile(er="+", her2="low", sites=["bone"], goals=[Goal.EXTEND_LIFE], symptoms=[Symptom.NAUSEA]),
    PatientProfile(
        er="neg",
        pr="neg",
        her2="equivocal",
        sites=[*Site],
        symptomatic_sites="none",
        goals=[*Goal],
        symptoms=[*Symptom],
    ),
]


def answers() -> dict[type[Shown], list[str]]:
    """The JSON of answers that are right, by type."""
    shown: list[Shown] = [category_map(therapy) for therapy in Therapy]
    for number, profile in enumerate(PROFILES):
        explanation = explain(profile)
        shown += [explanation, explanation.open_questions(), *explanation.options]
        shown += [compare(profile, other) for other in PROFILES[:number]]
        for therapy in Therapy:
            shown += [explanation.why(therapy), explanation.why_not(therapy)]
    by_type: dict[type[Shown], list[str]] = {}
    for one in shown:
        by_type.setdefault(type(one), []).append(one.model_dump_json())
    return by_type


def mangled_answers(count: int, draw: Random) -> Iterator[Outcome]:
    """What became of so many of each type."""
    for answer, texts in answers().items():
        for _ in range(count):
            data, done = mangled(draw.choice(texts), draw)
            text = json.dumps(data)
            yield outcome(partial(load, answer, text, draw), f"{answer.__name__}, {done}")


def load(answer: type[Shown], text: str, draw: Random) -> None:
    """Read an answer again, and show it."""
    show_everywhere(answer.from_json(text), draw, 0.1)
