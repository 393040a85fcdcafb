"""A course is a folder: the same bytes for the same seed, the disclaimer in every file, and links to what is there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest
from courses import PEOPLE, chosen, made
from shown import pieces, sentences, visible

from mbc_explainer.authoring.language_checks import HARDEST_MEDIAN, HARDEST_TEXT, glossary_terms, grade_with_help
from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder
from mbc_explainer.loading import load_knowledge
from mbc_explainer.phrases import PHRASES
from mbc_explainer.teaching import QuestionPack
from mbc_explainer.teaching.course import course, reachable

pytestmark = pytest.mark.once

SHORTEST_GRADED = 6  # words: below, a grade says nothing
COUNT = len(chosen())
FILES = {"index.html", "article.html", "slides.html"}
FILES |= {f"questions.{ending}" for ending in ("html", "gift", "xml", "zip", "csv", "json")}
FILES |= {
    f"case-{number}-{file}" for number in range(1, COUNT + 1) for file in ("handout.html", "notes.html", "slide.md")
}


def test_all_files_are_there_and_their_paths_come_back(tmp_path: Path) -> None:
    paths = course(tmp_path / "mbc", knowledge=load_knowledge(rules_folder() / SNAPSHOT))
    assert set(paths) == set((tmp_path / "mbc").iterdir())
    assert FILES == {path.name for path in paths}
    assert made() == {path.name: path.read_bytes().decode(errors="replace") for path in paths}


def test_another_process_gives_the_same_bytes_and_another_seed_others() -> None:
    """Whatever the order of sets there."""
    code = "from courses import made; import hashlib; print(hashlib.sha256(repr(made()).encode()).hexdigest())"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            text=True,
            env=os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for hash_seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != ""
    assert made()["case-1-handout.html"] != made(1)["case-1-handout.html"]


@pytest.mark.parametrize("name", sorted(name for name in FILES if not name.startswith("questions.")))
def test_the_disclaimer_is_in_every_file_and_on_every_sheet_of_paper(name: str) -> None:
    text = made()[name]
    assert DISCLAIMER in " ".join(text.split())
    assert DISCLAIMER_SHORT in text
    if name.endswith(".html"):
        (on_paper,) = re.findall(r'@top-center { content: "([^"]*)"', text)
        assert DISCLAIMER_SHORT == on_paper


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.endswith(".html")))
def test_a_page_has_no_script_and_links_to_what_is_there(name: str) -> None:
    page = made()[name]
    assert "<script" not in page
    for target in re.findall(r'href="([^"]+)"', page):
        assert f'id="{target[1:]}"' in page if target.startswith("#") else target in FILES
    if name == "index.html":
        assert FILES - {name} == set(re.findall(r'href="([^#"][^"]*)"', page))


def test_slides_are_parted_by_lines_with_a_heading_each() -> None:
    for number in range(1, COUNT + 1):
        _, head, *parts = made()[f"case-{number}-slide.md"].split("---\n")
        parts = re.split(r"^---\n", "---\n".join(parts), flags=re.MULTILINE)
        assert "marp: true" in head
        assert all(part.strip().startswith("# ") for part in parts)
        assert 1 == sum("the person" in part for part in parts)
        assert all(DISCLAIMER_SHORT in part for part in parts[:-1])


def test_questions_can_be_read_again() -> None:
    pack = QuestionPack.from_json(made()["questions.json"])
    assert {case.person.profile for case in chosen()} == {question.profile for question in pack}
    assert len(pack) == len({question.id for question in pack})
    assert json.loads(made()["questions.json"])["disclaimer"] == DISCLAIMER


def test_the_index_says_how_much_the_cases_show() -> None:
    shown = visible(pieces(made()["index.html"]))
    for line in ("each kind of care\nShown17 of 17", "an answer can turn\nShown10 of 10", "of answers\nShown7 of 75"):
        assert line in shown


def test_what_can_be_reached_is_what_the_cases_show() -> None:
    assert reachable(PEOPLE) == frozenset().union(*(case.shows for case in chosen()))


def test_a_lesson_takes_45_minutes() -> None:
    steps = [text for key, text in PHRASES.items() if key.startswith("teaching.course.lesson.")]
    assert 45 == sum(int(minutes) for step in steps for minutes in re.findall(r"^(\d+) minutes: ", step))


def test_every_text_is_plain_with_the_glossarys_help() -> None:
    """Slides say the same, each sentence of the person on its own; what questions say is graded where they are made."""
    names = [name for name in FILES if name.endswith(".html") and not name.startswith(("questions", "slides"))]
    asked = QuestionPack.from_json(made()["questions.json"])
    read = {piece.prose for name in names for piece in pieces(made()[name])}
    read -= {choice.text for question in asked for choice in question.choices}
    texts = [one for one in read if len(one.split()) >= SHORTEST_GRADED and any(sentences(one))]
    terms = glossary_terms(PEOPLE.rules.knowledge.topics)
    found = {one: grade_with_help(one, terms) for one in texts}
    assert {} == {one: grade for one, grade in found.items() if grade > HARDEST_TEXT}
    assert median(found.values()) <= HARDEST_MEDIAN
