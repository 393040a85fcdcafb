"""Practice in a terminal, through a pipe, and broken off."""

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.prompt import Prompt
from terminals import in_a_terminal
from typer.testing import CliRunner, Result

from mbc_explainer.cli.commands import app
from mbc_explainer.cli.practicing import practice
from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder
from mbc_explainer.teaching import Kind, Question, questions
from mbc_explainer.teaching.practice import drawn

RUNNER = CliRunner()
ONE = "practice --count 1 --seed 8 --kind answer"
ASKED = rb"(>|end):\s*$"
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")


def asked(count: int, seed: int, kind: str | None = None) -> list[Question]:
    """The questions that these options come to."""
    return drawn(questions(kind), count, Random(seed))


def key(question: Question) -> str:
    """What somebody types who knows the answer."""
    if question.pairs:
        rights = sorted({*(pair.right for pair in question.pairs), *question.spare})
        return ", ".join("abcdef"[rights.index(pair.right)] for pair in question.pairs)
    return ",".join(str(at) for at, choice in enumerate(question.choices, 1) if choice.right)


def told(*words: str, typed: str = "") -> Result:
    return RUNNER.invoke(app, ["practice", *words], input=typed)


def in_words(text: str) -> str:
    return " ".join(text.split())


def test_who_knows_all_of_it_is_told_so() -> None:
    lines = [key(one) for one in asked(20, 5)]
    done = told("--count", "20", "--seed", "5", typed="\n".join(lines) + "\n")
    assert 0 == done.exit_code
    assert done.stdout.startswith("How it went: 20 of 20 right")
    assert "Well done" in done.stdout
    assert in_words(DISCLAIMER) in in_words(done.stdout)
    said = in_words(done.stderr)
    assert 20 == said.count("That is right. So far:") == said.count(DISCLAIMER_SHORT)
    assert {one.kind for one in asked(20, 5)} == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_an_answer_is_explained_whether_it_is_right_or_not(kind: Kind) -> None:
    (question,) = asked(1, 8, kind)
    for typed, outcome in ((key(question), "That is right."), ("don't know", "Here is the answer.")):
        done = told("--kind", kind, "--count", "1", "--seed", "8", typed=f"{typed}\n")
        said = in_words(done.stderr)
        assert outcome in said
        assert in_words(question.asked()) in said
        assert in_words(question.feedback) in said
        for choice in question.choices:
            assert (in_words(choice.feedback) in said) or not choice.right
        for pair in question.pairs:
            assert f"{in_words(pair.left)}: {in_words(pair.right)}" in said


def test_what_was_chosen_says_what_it_would_take() -> None:
    (question,) = asked(1, 8, "answer")
    at, choice = next((at, one) for at, one in enumerate(question.choices, 1) if not one.right)
    done = told("--kind", "answer", "--count", "1", "--seed", "8", typed=f"{at}\n")
    assert "Not quite yet. So far: 0 of 1 right." in done.stderr
    assert f"Your choice: {choice.text} {in_words(choice.feedback)}" in in_words(done.stderr)
    assert "Worth another look" in done.stdout


@pytest.mark.parametrize("typed", ["0", "9", "x", "1 2", "1,1", "", "?", "-1", "1.5"])
def test_what_can_be_no_answer_is_asked_again_and_a_slip_gives_nothing_away(typed: str) -> None:
    (question,) = asked(1, 8, "answer")
    done = told("--kind", "answer", "--count", "1", "--seed", "8", typed=f"{typed}\n{key(question)}\n")
    assert 0 == done.exit_code
    assert "That is right. So far: 1 of 1 right." in done.stderr
    assert ("don't know" if typed == "?" else "number of one choice") in done.stderr.split("\n>")[-2]


def test_level_topic_and_seed_choose() -> None:
    words = ("--level", "hard", "--about", "hormone_therapy", "--count", "2", "--seed", "4")
    first, second = (told(*words, typed="don't know\n" * 2).stderr for _ in range(2))
    assert first == second
    assert 2 == first.count("Hard.")
    assert first != told(*words[:-1], "5", typed="don't know\n" * 2).stderr


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (["--kind", "bogus"], 2, "bogus"),
        (["--level", "bogus"], 2, "bogus"),
        (["--about", "hormon_therapy"], 1, "hormone_therapy"),
        (["--count", "0"], 2, "count"),
        (["--kind", "figure", "--level", "hard"], 2, "No question fits"),
        (["--rules", "missing"], 2, "missing"),
    ],
)
def test_what_it_does_not_take_says_what_it_takes(words: list[str], status: int, why: str) -> None:
    from mbc_explainer.errors import MbcExplainerError  # noqa: PLC0415 -- here alone

    done = told(*words)
    if isinstance(done.exception, MbcExplainerError):
        assert (1, True) == (status, why in str(done.exception))
    else:
        assert status == done.exit_code
        assert why in in_words(done.stderr.replace("│", ""))


def test_other_rules_are_asked_about_too() -> None:
    done = told("--rules", str(rules_folder() / SNAPSHOT), "--count", "1", typed="don't know\n")
    assert 0 == done.exit_code


def test_what_is_no_text_is_no_answer() -> None:
    done = RUNNER.invoke(app, ["practice", "--count", "1", "--seed", "8"], input=b"\xff\xfe\0\ndon't know\n")
    assert 0 == done.exit_code
    assert "Here is the answer" in done.stderr


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert 0 == told("--count", "2", typed="don't know\n" * 2).exit_code
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_where_a_stream_is_closed_nobody_is_asked(closed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, closed, None)
    with pytest.raises(typer.BadParameter, match="practice needs all three"):
        practice()


@given(st.lists(st.sampled_from(["1", "2", "1,2", "a", "a b c", "?", "don't know"]) | st.text(max_size=6), max_size=8))
@settings(max_examples=30)
def test_any_conversation_comes_to_an_end(typed: list[str]) -> None:
    left: Iterator[str] = iter([*typed, *["don't know"] * 3])
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(Prompt, "ask", lambda *_, **__: next(left))
        done = told("--count", "3", "--seed", "1")
    assert 0 == done.exit_code
    assert "of 3 right" in done.stdout


@ON_POSIX
def test_in_a_terminal_what_was_missed_can_be_tried_again() -> None:
    (question,) = asked(1, 8, "answer")
    status, said = in_a_terminal(ONE, ASKED, b"don't know\n", b"yes\n", key(question).encode() + b"\n")
    assert 0 == status
    assert "0 of 1 right" in said
    assert "Well done" in said


@ON_POSIX
@pytest.mark.parametrize(
    ("typed", "status", "last"),
    [
        ([b"\x03"], 130, "^C"),
        ([b"\x04"], 1, "mbc-explainer: stopped, since the input ended"),
        ([b"don't know\n", b"\n"], 0, "end:"),
        ([b"don't know\n", b"\x04"], 0, "end:"),
    ],
    ids=["Ctrl-C", "Ctrl-D", "Enter at the end", "Ctrl-D at the end"],
)
def test_it_can_be_broken_off(typed: list[bytes], status: int, last: str) -> None:
    ended, said = in_a_terminal(ONE, ASKED, *typed)
    assert status == ended
    assert said.strip().endswith(last)
