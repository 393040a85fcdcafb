"""Nobody is asked for what cannot matter."""

import io
import os
import sys
from collections.abc import Iterator

import pytest
from rich.console import Console
from rich.prompt import Prompt

from mbc_explainer import PatientProfile
from mbc_explainer.cli.asking import ask


def conversation(monkeypatch: pytest.MonkeyPatch, answers: list[str]) -> tuple[PatientProfile, list[str]]:
    """What comes of some answers, and the questions that were asked."""
    left: Iterator[str] = iter(answers)
    monkeypatch.setattr(Prompt, "ask", lambda *_, **__: next(left, ""))
    console = Console(file=io.StringIO(), width=200)
    profile = ask(console)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    return profile, [line for line in said.splitlines() if line.endswith("?") or "? (" in line]


def test_every_answer_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["negative", "neg", "bone, brain", "positive", "quality_of_life", "pain"]
    profile, _ = conversation(monkeypatch, answers)
    expected = PatientProfile(
        er="neg", pr="neg", her2="positive", sites=["bone", "brain"], goals=["quality_of_life"], symptoms=["pain"]
    )
    assert expected == profile


def test_what_cannot_matter_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """With ER positive nothing turns on PR; with brain among the sites nothing turns on symptomatic ones."""
    _, asked = conversation(monkeypatch, ["positive", "positive", "brain"])
    assert not any("PR" in question for question in asked)
    assert not any("significant" in question for question in asked)


def test_a_skipped_question_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    profile, asked = conversation(monkeypatch, [])
    assert PatientProfile() == profile
    assert len(asked) == len(set(asked)) == 7


def test_what_is_not_known_is_skipped_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    profile, asked = conversation(monkeypatch, ["don't know", "Don't know", "skip", "?", "positive"])
    assert PatientProfile(her2="positive") == profile
    assert len(asked) == len(set(asked))


def test_back_asks_the_question_before_again(monkeypatch: pytest.MonkeyPatch) -> None:
    profile, asked = conversation(monkeypatch, ["negative", "back", "positive", "brain", "back", "back", "negative"])
    assert PatientProfile(er="negative") == profile
    assert 3 == sum("the ER result" in question for question in asked)


def test_back_at_the_first_question_stays_there(monkeypatch: pytest.MonkeyPatch) -> None:
    profile, asked = conversation(monkeypatch, ["back", "Back", "positive"])
    assert PatientProfile(er="positive") == profile
    assert 3 == sum("the ER result" in question for question in asked)


def test_each_answer_tells_what_it_settles(monkeypatch: pytest.MonkeyPatch) -> None:
    left = iter(["positive", "brain"])
    monkeypatch.setattr(Prompt, "ask", lambda *_, **__: next(left, ""))
    console = Console(file=io.StringIO(), width=200)
    ask(console)
    said = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    settled = "Described for a profile like this"
    assert [f"  ● Hormone therapy: {settled}", f"  ● Radiation: {settled}", f"  ● Surgery: {settled}"] == [
        line for line in said if line.endswith(settled)
    ]


def test_a_bad_answer_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    profile, asked = conversation(monkeypatch, ["banana", "-", "positive"])
    assert PatientProfile(er="positive") == profile
    assert 1 == sum("the ER result" in question for question in asked)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")
def test_a_terminal_is_asked_and_gets_its_answer() -> None:
    import pty  # noqa: PLC0415 -- not on every system

    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "mbc_explainer", "explain"])  # noqa: S606 -- its own program
    os.write(terminal, b"positive\n" + b"\n" * 8)
    said = b""
    try:
        while block := os.read(terminal, 65536):
            said += block
    except OSError:
        pass
    assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert b"What is the ER result?" in said
    assert b"What this is, and is not" in said
