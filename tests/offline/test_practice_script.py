"""Questions as data: each key, each reason and each place is Python's, and the script adds none of its own."""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from needed import missing

from mbc_explainer import load_knowledge
from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder
from mbc_explainer.offline.files import text_of
from mbc_explainer.offline.practice_script import (
    practice_content,
    practice_data,
    practice_definition,
    practice_script,
)
from mbc_explainer.patient.vocabulary import FIELDS, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.teaching import Kind, Level, Question, questions
from mbc_explainer.teaching.practice import is_right

PACK = questions()
DATA = practice_data(PACK)
DRAWN = 8
"""Answers of several choices that are drawn for each question."""


def answered(lines: list[Any], folder: Path) -> list[Any]:
    """What the script says to each line, in node."""
    if shutil.which("node") is None:
        missing("node", "browser")
    script, content = folder / "asking.js", folder / "content.json"
    script.write_text(text_of("asking.js"), encoding="utf-8")
    content.write_text(practice_content(DATA), encoding="utf-8")
    command = ["node", str(Path(__file__).with_name("ask.js")), str(script), str(content)]
    given = "\n".join(map(json.dumps, lines))
    told = subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in told.splitlines()]


@cache
def rights(question: Question) -> list[str]:
    """What a question that asks to match offers, in the order of the data."""
    return [DATA["texts"][at] for at in DATA["questions"][PACK.questions.index(question)]["rights"]]


def values(question: Question, answer: list[int]) -> list[str]:
    """An answer of the script as Python has it."""
    if question.pairs:
        by_text = {pair.right: pair.value for pair in question.pairs}
        return [by_text.get(rights(question)[at], "spare") for at in answer]
    return [question.choices[at].value for at in answer]


def answers(question: Question, draw: Random) -> Iterator[list[int]]:
    """Each single choice, the key, the key but for one, and drawn ones."""
    if question.pairs:
        for _ in range(DRAWN * 4):
            yield [draw.randrange(len(rights(question))) for _ in question.pairs]
        yield [rights(question).index(pair.right) for pair in question.pairs]
        return
    every = range(len(question.choices))
    key = [at for at in every if question.choices[at].right]
    yield from ([at] for at in every)
    yield key
    for _ in range(DRAWN):
        yield sorted(draw.sample(every, draw.randint(0, len(every))))
    yield from (sorted({*key} ^ {at}) for at in every)


def test_the_script_judges_each_answer_to_each_question_as_python_does(tmp_path: Path) -> None:
    draw = Random(15)
    lines = [(at, answer) for at, question in enumerate(PACK) for answer in answers(question, draw)]
    expected = [is_right(PACK[at], values(PACK[at], answer)) for at, answer in lines]
    assert expected == answered(lines, tmp_path)
    assert {at for (at, _), right in zip(lines, expected, strict=True) if right} == set(range(len(PACK)))
    assert {at for (at, _), right in zip(lines, expected, strict=True) if not right} == set(range(len(PACK)))


def test_what_is_drawn_fits_and_takes_each_kind_in_turn(tmp_path: Path) -> None:
    asked: list[tuple[dict[str, str], int]] = [
        ({}, 10),
        ({}, 50),
        ({"kind": "word"}, 5),
        ({"about": "hormone_therapy", "level": "hard"}, 20),
        ({"kind": "figure", "level": "hard"}, 5),
    ]
    for (wanted, count), ids in zip(asked, answered(list(asked), tmp_path), strict=True):
        fitting = {one.id: one for one in questions(**wanted)}  # type: ignore[arg-type]  # by name, as options are
        assert min(count, len(fitting)) == len(ids) == len({*ids} & {*fitting})
        kinds = Counter(fitting[one].kind for one in ids)
        there = Counter(one.kind for one in fitting.values())
        most = max(kinds.values(), default=0)
        assert all(kinds[kind] in {most, most - 1, there[kind]} for kind in there)


def test_each_question_comes_through_whole() -> None:
    texts, places = DATA["texts"], DATA["places"]
    assert len(texts) == len(set(texts))
    for question, data in zip(PACK, DATA["questions"], strict=True):
        assert [question.id, question.kind, question.level] == [data["id"], data["kind"], data["level"]]
        assert question.asked() == " ".join(texts[at] for at in (*data["told"], data["asked"]))
        assert question.feedback == texts[data["feedback"]]
        for choice, (said, why, cited) in zip(question.choices, data["choices"], strict=True):
            assert (choice.text, choice.feedback) == (texts[said], texts[why])
            assert [one.locator for one in choice.passages] == cited
            for one in choice.passages:
                assert (one.section, one.gist) == tuple(texts[at] for at in places[one.locator])
        assert [pair.left for pair in question.pairs] == [texts[said] for said, _ in data["pairs"]]
        assert {*(pair.right for pair in question.pairs), *question.spare} == {texts[at] for at in data["rights"]}


def test_each_kind_level_and_topic_has_a_title() -> None:
    assert [*Kind] == [*DATA["kind"]]
    assert [*Level] == [*DATA["level"]]
    assert "Hormone therapy" == DATA["about"]["hormone_therapy"]
    assert {topic for one in PACK for topic in one.about} == set(DATA["about"])
    assert all(title[0].isupper() for title in DATA["about"].values())


def test_a_part_of_the_pack_has_what_it_needs_alone() -> None:
    words = practice_data(questions("word"))
    assert ["word"] == [*words["kind"]]
    assert [phrase("teaching.topic.words")] == [*words["about"].values()]
    assert len(words["texts"]) < len(DATA["texts"])


def test_every_phrase_that_it_takes_is_given_and_no_other() -> None:
    _, phrases, _ = json.loads(practice_content(DATA))
    taken = set(re.findall(r"phrases\.(\w+)", practice_definition())) | {"kind", "about", "level"}
    assert taken == set(phrases)


def test_it_knows_no_medicine_and_no_question() -> None:
    words = set(re.findall(r"[a-z_0-9]+", practice_definition().lower()))
    known = {str(word) for field in FIELDS.values() for word in field.vocabulary} | {*FIELDS, *Therapy, *Kind, *Level}
    assert {"answer", "gap", "group", "place", "other"} >= words & known


def test_the_script_is_classic_in_ascii_with_nothing_from_elsewhere_and_keeps_nothing() -> None:
    text = practice_script(DATA)
    assert text.isascii()
    assert text.startswith('"use strict";')
    code = practice_definition().replace("http://www.w3.org/2000/svg", "")
    assert [] == re.findall(
        r"^\s*(?:import|export)\b|https?:|\bfetch\(|\beval\(|[lL]ocalStorage|sessionStorage|indexedDB|cookie|history\.|innerHTML",
        code,
        re.MULTILINE,
    )
    (raw,) = re.findall(r"String\.raw`([^`]*)`", text)
    assert json.loads(raw)[0] == json.loads(json.dumps(DATA))


def test_it_has_the_disclaimer_and_other_rules_are_marked() -> None:
    assert DISCLAIMER == DATA["disclaimer"]
    assert DISCLAIMER_SHORT == DATA["note"][1]
    assert all(one < other for one, other in pairwise(sorted(one.id for one in PACK)))


def test_questions_of_other_rules_say_so(tmp_path: Path) -> None:
    shutil.copytree(rules_folder(), tmp_path / "rules", ignore=shutil.ignore_patterns(SNAPSHOT))
    path = tmp_path / "rules" / "questions.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("goals.any: no", "goals.any: yes"), encoding="utf-8")
    knowledge = load_knowledge(tmp_path / "rules")
    data = practice_data(questions("figure", knowledge=knowledge), knowledge)
    assert data["note"][1].endswith(phrase("explanation.other_rules"))
    assert knowledge.fingerprint == data["rules_fingerprint"]


@pytest.mark.parametrize("name", ["intro", "takes_time", "all_right", "not_right", "shown"])
def test_it_is_kind(name: str) -> None:
    assert not re.search(r"\bwrong\b|\bfail|\bmistake|\berror|!", phrase(f"teaching.practice.{name}"), re.IGNORECASE)
