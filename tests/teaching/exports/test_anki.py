"""A deck, read back by Anki itself: all are new once, none is new twice, and a newer one brings its words along."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from made_packs import SOME, pack_of, packs, retold
from needed import missing

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.teaching import QuestionPack, questions
from mbc_explainer.teaching.exports.anki import anki
from mbc_explainer.teaching.exports.parts import tags

PYTHON = Path(__file__).parents[3] / ".venv" / "anki" / "bin" / "python"


def imported(folder: Path, *packs: QuestionPack) -> dict[str, Any]:
    if not PYTHON.is_file():
        missing("Anki", "browser")
    decks = []
    for number, pack in enumerate(packs):
        decks.append(folder / f"{number}.apkg")
        decks[-1].write_bytes(anki(pack))
    command = [str(PYTHON), "-I", str(Path(__file__).with_name("read_anki.py")), *map(str, decks)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def newer(pack: QuestionPack, version: str) -> QuestionPack:
    return pack.model_copy(update={"source": pack.source.model_copy(update={"rules_version": version})})


def test_a_second_import_brings_nothing_new(tmp_path: Path) -> None:
    whole = questions()
    first, second = imported(tmp_path, whole, whole)["imports"]
    assert {"new": len(whole), "updated": 0, "duplicate": 0, "conflicting": 0} == first
    assert {"new": 0, "updated": 0, "duplicate": len(whole), "conflicting": 0} == second


@pytest.mark.parametrize("version", ["2026.11.1", "2099.1"])
def test_a_newer_deck_brings_changed_words_along(tmp_path: Path, version: str) -> None:
    before, *others = SOME
    after = newer(pack_of([retold(before, lambda text: f"Now {text}"), *others]), version)
    told = imported(tmp_path, newer(SOME, "2026.11"), after)
    assert {"new": 0, "updated": len(SOME), "duplicate": 0, "conflicting": 0} == told["imports"][1]
    assert "<p>Now " in told["notes"][before.id]["fields"][0]


def test_two_decks_of_other_questions_stand_side_by_side(tmp_path: Path) -> None:
    one, other = pack_of(list(SOME.questions[::2])), pack_of(list(SOME.questions[1::2]))
    told = imported(tmp_path, one, other)
    assert [len(one), len(other)] == [log["new"] for log in told["imports"]]
    assert {question.id for question in SOME} == set(told["notes"])


def test_each_card_and_the_deck_have_the_disclaimer_and_each_note_its_tags(tmp_path: Path) -> None:
    told = imported(tmp_path, SOME)
    assert DISCLAIMER in told["decks"].values()
    assert len(SOME) == sum(DISCLAIMER_SHORT in answer for answer in told["answers"])
    for question in SOME:
        assert {f"mbc::{tag}" for tag in tags(question)} == set(told["notes"][question.id]["tags"])


@settings(max_examples=30)
@given(packs())
def test_the_same_pack_gives_the_same_bytes(pack: QuestionPack) -> None:
    assert anki(pack) == anki(pack)


@pytest.mark.parametrize("version", ["mine", "2026", "2026.13"])
def test_any_version_makes_a_deck(version: str) -> None:
    assert anki(newer(SOME, version))
