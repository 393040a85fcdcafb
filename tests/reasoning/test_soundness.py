"""A snapshot that is not whole is refused, also where its fingerprint was made anew."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mbc_explainer.errors import RuleFileError
from mbc_explainer.knowledge.snapshot import Knowledge, shipped
from mbc_explainer.loading import load_snapshot
from mbc_explainer.reasoning.soundness import soundness_problems

TEXT = shipped().to_json()
BOTH, NEITHER = "er=positive pr=positive", "er=negative pr=negative"


def rows(data: Any, tables: str = "decisions") -> Any:
    return data[tables]["hr"]["rows"]


def first(data: Any) -> Any:
    return data["topics"]["therapies"][0]


def ask(data: Any) -> Any:
    return data["topics"]["questions"]["texts"][0]


MANGLED: list[tuple[str, Callable[[Any], object], str]] = [
    ("no decision", lambda data: data["decisions"].pop("hr"), "hr is missing"),
    ("a decision too many", lambda data: data["decisions"].update(x=data["decisions"]["hr"]), "x is there"),
    ("no row", lambda data: rows(data).popitem(), "its rows are others"),
    ("a rule that is not there", lambda data: rows(data).update({BOTH: "x"}), "has x"),
    ("another rule", lambda data: rows(data).update({NEITHER: "hr_positive"}), "has hr_p"),
    ("another kind", lambda data: data["decisions"]["hr"].update(kind="stated"), "expected settled"),
    ("other inputs", lambda data: data["decisions"].update(hr=data["decisions"]["triple_negative"]), "over er, pr"),
    ("four therapies", lambda data: data["topics"].update(therapies=data["topics"]["therapies"][:4]), "each once"),
    ("a therapy twice", lambda data: data["topics"]["therapies"].append(first(data)), "each once"),
    ("no site", lambda data: data["topics"].update(sites=[]), "topics.sites: none"),
    ("a symptom less", lambda data: data["topics"]["symptoms"]["symptoms"].pop(), "topics.symptoms"),
    ("goals turned round", lambda data: data["topics"]["goals"].reverse(), "topics.goals"),
    ("a place that is not there", lambda data: first(data)["how_it_works"].update(sources=["L99.1"]), "L99.1"),
    ("a name twice", lambda data: first(data)["rules"][0].update(id="hr_positive"), "stands twice"),
    ("a fact that is not there", lambda data: ask(data).update(when=[{"x": ["y"]}]), "x=y"),
    ("a fact without words", lambda data: data["topics"]["facts"]["facts"].pop("er"), "er=positive has no words"),
    ("no answer", lambda data: data["answers"].pop("hr"), "answers: hr is missing"),
    ("an answer's row less", lambda data: rows(data, "answers").popitem(), "answers.hr"),
    ("another answer", lambda data: rows(data, "answers")[BOTH].update(value="negative"), "answers.hr"),
    ("a reason less", lambda data: rows(data, "answers")[BOTH].update(reasons=[]), "answers.hr"),
]  # fmt: skip


@pytest.mark.parametrize(("mangle", "reason"), [one[1:] for one in MANGLED], ids=[one[0] for one in MANGLED])
def test_what_is_not_whole_is_refused(tmp_path: Path, mangle: Callable[[Any], object], reason: str) -> None:
    data = json.loads(TEXT)
    mangle(data)
    given = Knowledge.model_validate(data)
    signed = Knowledge.of(given.topics, given.decisions, given.answers)
    path = tmp_path / "snapshot.json"
    path.write_text(signed.to_json(), encoding="utf-8")
    with pytest.raises(RuleFileError, match=reason):
        load_snapshot(path)


def test_the_shipped_rules_are_whole() -> None:
    assert [] == list(soundness_problems(shipped()))


def test_what_is_no_regular_file_is_refused() -> None:
    with pytest.raises(RuleFileError, match="no regular file"):
        load_snapshot(Path("/dev/zero"))
