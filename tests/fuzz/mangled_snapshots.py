"""Snapshots that are mangled and then signed anew: each is refused, or answers whatever is asked."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from mangled_answers import PROFILES
from mangling import mangled
from outcomes import Outcome, outcome, show_everywhere
from pydantic import ValidationError

from mbc_explainer import Knowledge, category_map, explain, load_knowledge, what_if
from mbc_explainer.knowledge import Decision, _fingerprint, shipped
from mbc_explainer.topics import Topics
from mbc_explainer.vocabulary import Therapy


def mangled_snapshots(count: int, draw: Random) -> Iterator[Outcome]:
    """What became of so many."""
    text = shipped().to_json()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "snapshot.json"
        for _ in range(count):
            data, done = mangled(text, draw)
            path.write_text(json.dumps(signed(data)), encoding="utf-8")
            yield outcome(lambda: use(load_knowledge(path), draw), done)


def signed(data: Any) -> Any:
    """The same with the fingerprint of its content, where that has the shape of one."""
    try:
        topics = Topics.model_validate(data["topics"])
        tables = {name: Decision.model_validate(table) for name, table in data["decisions"].items()}
        return {**data, "fingerprint": _fingerprint(topics, tables)}
    except (ValidationError, KeyError, TypeError, AttributeError):
        return data


def use(knowledge: Knowledge, draw: Random) -> None:
    """Ask everything there is to ask for a few profiles, and show some of the answers."""
    for profile in PROFILES:
        explanation = explain(profile, knowledge=knowledge)
        answers = [explanation, explanation.open_questions(), what_if(profile, knowledge=knowledge, pr="positive")]
        for therapy in Therapy:
            answers += [explanation.why(therapy), explanation.why_not(therapy), explanation[therapy]]
        for answer in draw.sample(answers, 4):
            show_everywhere(answer, draw, 0.02)
    for therapy in Therapy:
        show_everywhere(category_map(therapy, knowledge=knowledge), draw, 0.02)
