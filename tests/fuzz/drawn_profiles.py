"""Profiles that nobody would write."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from functools import partial
from itertools import repeat
from random import Random
from typing import Any

from outcomes import Outcome, outcome

from mbc_explainer import PatientProfile, explain, what_if
from mbc_explainer.vocabulary import Goal, Her2Status, Site, Symptom, Therapy

FIELDS = [*PatientProfile.model_fields, "bogus", "", "er ", "\0"]
WORDS = [
    *(str(word) for names in (Her2Status, Site, Goal, Symptom) for word in names),
    *("ER+", "er-", "HER2-", "HER2+", "+", "-", "--", "2+", "90%", "n/a", "", " ", "none", "not done", "lymph nodes"),
    *(
        "bone,brain",
        ",",
        "\0",
        "\ud800",
        "x" * 100_000,
        "٣",
        "ＥＲ＋",
        "null",
        "true",
        "[]",
        "{}",
        "None",
        "NONE",
        "NaN",
    ),
    *("\x1b[31m", "\u202e", "not positive", "bone," + " " * 100_000),
]


class Broken:
    """Has the method of a list, and yet is none."""

    def __iter__(self) -> Iterator[str]:
        raise TypeError


def value(draw: Random, depth: int = 0) -> Any:
    """Anything that JSON or Python could hand in."""
    kinds: list[Callable[[], Any]] = [
        lambda: draw.choice(WORDS),
        lambda: draw.choice([None, True, False, 0, -1, 1e308, float("nan"), float("inf"), 10**30]),
        lambda: "".join(draw.choices(string.printable, k=draw.randint(0, 12))),
        lambda: draw.randbytes(draw.randint(0, 6)),
        lambda: set(draw.sample(WORDS, 2)),
        lambda: (word for word in draw.sample(WORDS, 2)),
        lambda: draw.choice([object(), Broken(), repeat("bone"), iter(())]),
    ]
    if depth < 3:
        kinds += [lambda: [value(draw, depth + 1) for _ in range(draw.randint(0, 4))]] * 3
        kinds.append(lambda: {draw.choice(FIELDS): value(draw, depth + 1) for _ in range(draw.randint(0, 3))})
    return draw.choice(kinds)()


def drawn_profiles(count: int, draw: Random) -> Iterator[Outcome]:
    """What became of so many, most of them bad."""
    for _ in range(count):
        if draw.random() < 0.05:
            given = value(draw)
        else:
            given = {draw.choice(FIELDS): value(draw) for _ in range(draw.randint(0, 4))}
        ask = further if draw.random() < 0.1 else explain
        yield outcome(partial(ask, given), f"{type(given).__name__}")


def further(given: Any) -> None:
    """Ask an answer whatever can be asked of it."""
    explanation = explain(given)
    assert explanation.open_questions() is not None
    for therapy in Therapy:
        assert explanation.why(therapy).branches
        assert explanation.why_not(therapy).text
    assert what_if(explanation.profile, her2="positive").answers
