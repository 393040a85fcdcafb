"""A profile's field is declared once: what a newcomer who adds one touches, and what happens where it is forgotten."""

import os
import shutil
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import get_args

import pytest

from mbc_explainer import PatientProfile
from mbc_explainer.patient.facts import BASE_FACTS
from mbc_explainer.patient.vocabulary import (
    FIELDS,
    Goal,
    GoalWord,
    Her2Status,
    Her2Word,
    ReceptorStatus,
    ResultWord,
    Site,
    SiteWord,
    Symptom,
    SymptomWord,
)

ROOT = Path(__file__).parents[2]
PATIENT = "src/mbc_explainer/patient"

NAMES = '''class MenopausalStatus(StrEnum):
    """Whether menopause is over."""

    BEFORE = "before"
    AFTER = "after"
    UNKNOWN = "unknown"


class ProfileField(NamedTuple):'''
DECLARED = """"menopause": ProfileField(
            "result", MenopausalStatus, "menopause", "menopause", {"before": "before", "after": "after"}
        ),
        "sites": ProfileField("""
PHRASES = """"menopause": {
      "title": "the menopausal status",
      "description": "Whether menopause is over.",
      "question": "Is menopause over?",
      "option": "before, after or unknown"
    },
    "sites": {"""
PLACES = {
    "names": [
        (f"{PATIENT}/vocabulary.py", "class ProfileField(NamedTuple):", NAMES),
        (f"{PATIENT}/vocabulary.py", '"sites": ProfileField(', DECLARED),
    ],
    "profile": [
        (
            f"{PATIENT}/profile.py",
            "    sites: tuple",
            '    menopause: MenopausalStatus = _declared("menopause")\n    sites: tuple',
        ),
        (f"{PATIENT}/profile.py", "    Her2Word,\n", "    Her2Word,\n    MenopausalStatus,\n"),
    ],
    "phrases": [("src/mbc_explainer/phrases/en.json", '"sites": {', PHRASES)],
}
"""What a newcomer touches in the code: three places."""

RULE = """  - id: hormone_hr_positive
    when: {hr: positive, menopause: after}"""
BEFORE = """  - id: hormone_before
    when: {hr: positive, menopause: before}
    relevance: not_described
    text: A rule for this test.
    ours: yes
  - id: hormone_hr_negative"""
WORDS = """facts:
  menopause:
    before: menopause is not over
    after: menopause is over
    unknown: it is not known whether menopause is over"""
NOTE = """texts:
  - id: note_menopause
    when: {menopause: after}
    text: A text for this test.
    ours: yes"""
RULES = [
    ("rules/systemic/hormone_therapy.yaml", "  - id: hormone_hr_positive\n    when: {hr: positive}", RULE),
    ("rules/systemic/hormone_therapy.yaml", "  - id: hormone_hr_negative", BEFORE),
    ("rules/facts.yaml", "facts:", WORDS),
    ("rules/notes.yaml", "texts:", NOTE),
]

ASKED = """
from mbc_explainer import explain, load_knowledge
from mbc_explainer.knowledge.snapshot import rules_folder
from mbc_explainer.cli.commands import app
from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.offline.form import form_fields
knowledge = load_knowledge(rules_folder())
def hormone(**profile):
    return explain(profile, knowledge=knowledge)["hormone_therapy"]
assert ("depends", ("menopause",)) == (hormone(er="+").relevance, hormone(er="+").depends_on)
assert ("er", "pr", "menopause") == hormone().depends_on
assert "relevant" == hormone(er="+", menopause="After ").relevance
assert "not_described" == hormone(er="+", menopause="before").relevance
for status, there in (("after", True), ("before", False), ("unknown", False)):
    told = explain({"menopause": status}, knowledge=knowledge)
    assert there == any("A text for this test" in note.text for note in told.notes)
    assert any("enopause is" in line or "whether menopause" in line for line in told.profile_in_words)
first = next(iter(explain({"er": "+"}, knowledge=knowledge).why("hormone_therapy").branches))
assert [("menopause", "after")] == [(fact.name, fact.value) for fact in first.when[0] if fact.name == "menopause"]
assert "menopause" in {field["name"] for field in form_fields(rulebook_for(knowledge).phrasing)}
words = ["explain", "--er", "positive", "--menopause", "after", "--detail", "full", "--rules", str(rules_folder())]
app(words, standalone_mode=False)
"""


def changed(folder: Path, edits: list[tuple[str, str, str]]) -> None:
    for file, old, new in edits:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def run(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONUTF8": "1"},
    )


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The library's own copy, to be changed."""
    for name in ("src", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_a_field_is_added_in_three_places(library: Path) -> None:
    """Rules ask for it, answers depend on it, and the command line and the form ask for it."""
    for edits in (*PLACES.values(), RULES):
        changed(library, edits)
    done = run(library, ASKED)
    assert (0, "") == (done.returncode, done.stderr)
    assert "Menopause is over" in " ".join(done.stdout.split())


@pytest.mark.parametrize("forgotten", PLACES)
def test_a_place_that_is_forgotten_is_an_error_by_name(library: Path, forgotten: str) -> None:
    for place, edits in PLACES.items():
        if place != forgotten:
            changed(library, edits)
    done = run(library, "import mbc_explainer")
    assert 1 == done.returncode
    assert "enopaus" in done.stderr.splitlines()[-1]


def test_a_fact_that_a_rule_reads_and_nothing_says_is_an_error_by_name(library: Path) -> None:
    """Rules without the words for what they ask are refused, with file and line."""
    for edits in (*PLACES.values(), RULES[:2]):
        changed(library, edits)
    done = run(library, ASKED)
    assert 1 == done.returncode
    assert "menopause=before has no words" in done.stderr


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (ResultWord, ReceptorStatus),
        (Her2Word, Her2Status),
        (SiteWord, Site),
        (SymptomWord, Symptom),
        (GoalWord, Goal),
    ],
)
def test_what_an_editor_offers_is_what_there_is(words: object, names: type[StrEnum]) -> None:
    assert tuple(map(str, names)) == get_args(words)


def test_every_field_has_its_facts() -> None:
    assert tuple(PatientProfile.model_fields) == tuple(FIELDS)
    assert set(FIELDS) == {field for fact in BASE_FACTS.values() for field in fact.fields}
