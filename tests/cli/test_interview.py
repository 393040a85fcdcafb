"""Nobody is asked for what cannot matter."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.prompt import Prompt
from terminals import in_a_terminal

from mbc_explainer import PatientProfile, explain
from mbc_explainer.cli.interview import ask, offer_to_save
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.phrases import phrase

EXPLANATION = explain(PatientProfile(er="+"))


def conversation(monkeypatch: pytest.MonkeyPatch, answers: list[str]) -> tuple[PatientProfile, list[str]]:
    """What comes of some answers, and the questions that were asked."""
    left: Iterator[str] = iter(answers)
    monkeypatch.setattr(Prompt, "ask", lambda *_, **__: next(left, ""))
    console = Console(file=io.StringIO(), width=200)
    profile = ask(console)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    return profile, [line for line in said.splitlines() if "? (" in line]


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
    profile, asked = conversation(monkeypatch, ["don't know", "Don't know", "skip", "do not know", "positive"])
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
    for_the_brain = "May help in some cases, since the cancer has spread to the brain"
    assert [
        "  ● Hormone therapy: Described, since ER is positive",
        f"  ● Radiation: {for_the_brain}",
        f"  ● Surgery: {for_the_brain}",
    ] == [line for line in said if line.startswith("  ● ")]


def told(monkeypatch: pytest.MonkeyPatch, answers: list[str]) -> str:
    """All that is shown with some answers."""
    left: Iterator[str] = iter(answers)
    monkeypatch.setattr(Prompt, "ask", lambda *_, **__: next(left, ""))
    console = Console(file=io.StringIO(), width=200)
    ask(console)
    return str(console.file.getvalue())  # type: ignore[attr-defined]


def test_a_question_says_what_it_is_for_and_how_many_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    said = told(monkeypatch, ["positive"])
    assert "What is the ER result? (7 left at most)\nThis may be all it takes to be clear on targeted" in said
    assert "Which symptoms are there? (several with commas) (the last one)" in said


def test_only_stated_sites_can_cause_significant_symptoms(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = told(monkeypatch, ["positive", "bone, liver"]).splitlines()
    at = next(at for at, line in enumerate(lines) if "cause significant symptoms" in line)
    assert ["bone", "liver", "none"] == lines[at + 2].split()


@pytest.mark.parametrize(
    ("answer", "site"), [("bra", "brain"), ("BON", "bone"), ("oth", "other"), ("lungs", "lung"), ("liver", "liver")]
)
def test_three_letters_are_enough_where_they_can_mean_one_word(
    monkeypatch: pytest.MonkeyPatch, answer: str, site: str
) -> None:
    profile, _ = conversation(monkeypatch, ["positive", answer])
    assert PatientProfile(er="positive", sites=[site]) == profile


@pytest.mark.parametrize("answer", ["n", "p", "1", "2", "po", "+-"])
def test_what_could_mean_something_else_is_not_read(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """A bare n may be negative or not known; a bare number may be a score."""
    profile, _ = conversation(monkeypatch, [answer])
    assert PatientProfile() == profile


def test_a_question_mark_explains_and_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    said = told(monkeypatch, ["?", "positive"])
    assert "What the test for estrogen receptors shows.\nER: " in said
    assert PatientProfile(er="positive") == conversation(monkeypatch, ["help", "positive"])[0]


def test_every_field_has_its_question_and_a_word_in_the_glossary() -> None:
    terms = {one.term for one in shipped().topics.glossary.terms}
    assert set() == {field.term for field in FIELDS.values()} - terms
    assert all(phrase(f"field.{name}.question").endswith(("?", ")")) for name in FIELDS)


def test_all_of_it_is_shown_at_the_end_and_can_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["positive", "brain", "negative", "extend_life", "pain"]
    said = told(monkeypatch, [*answers, "back", "nausea"])
    assert 2 == said.count("This profile\n  ER is positive.")
    assert ("nausea",) == conversation(monkeypatch, [*answers, "back", "nausea"])[0].symptoms


@given(st.lists(st.sampled_from(["back", "?", "", "don't know", "positive", "neg", "bone, brain", "none"]) | st.text()))
@settings(max_examples=50)
def test_any_conversation_comes_to_an_end_with_what_was_said(answers: list[str]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        profile, _ = conversation(monkeypatch, answers)
    assert profile == PatientProfile.model_validate(profile.model_dump())


def test_a_bad_answer_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    profile, asked = conversation(monkeypatch, ["banana", "-", "positive"])
    assert PatientProfile(er="positive") == profile
    assert 1 == sum("the ER result" in question for question in asked)


ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")


@ON_POSIX
def test_a_terminal_is_asked_and_gets_its_answer() -> None:
    status, said = in_a_terminal("explain", rb"What is the ER result\?", b"positive\n" + b"\n" * 8)
    assert 0 == status
    *_, again, offer = said.split("\r\n\r\n")
    assert "mbc-explainer explain --er positive" == again
    assert "To keep this answer, give a file name, such as answer.html. Or press Enter:" == offer.strip()


def saved(monkeypatch: pytest.MonkeyPatch, answers: list[str]) -> str:
    """What is told when an answer is to be saved under some names."""
    left = iter(answers)

    def following(*_: object, **__: object) -> str:
        answer = next(left, None)
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr(Prompt, "ask", following)
    console = Console(file=io.StringIO(), width=200)
    offer_to_save(console, EXPLANATION)
    return str(console.file.getvalue())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("answer.html", EXPLANATION.to_page()),
        ("answer.md", EXPLANATION.to_markdown()),
        ("answer.txt", EXPLANATION.to_text(detail="brief")),
    ],
)
def test_the_answer_can_be_saved(name: str, content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert f"Saved: {name}\n" == saved(monkeypatch, [name])
    assert content == Path(name).read_text(encoding="utf-8")


def test_a_name_that_cannot_be_written_or_is_there_already_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.html").write_text("mine", encoding="utf-8")
    told = saved(monkeypatch, ["nowhere/a.html", "mine.html", "a.html"]).splitlines()
    assert [
        f"nowhere/a.html: there is no folder {tmp_path / 'nowhere'}",
        "mine.html: this file is there already; give another name",
        "Saved: a.html",
    ] == told
    assert "mine" == Path("mine.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("answers", [[""], ["skip"], []], ids=["Enter", "skip", "Ctrl-D"])
def test_nothing_is_saved_where_no_name_is_given(
    answers: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "" == saved(monkeypatch, answers)
    assert [] == list(tmp_path.iterdir())


@ON_POSIX
@pytest.mark.parametrize(
    ("key", "status", "last"),
    [(b"\x03", 130, "^C"), (b"\x04", 1, "mbc-explainer: stopped, since the input ended")],
    ids=["Ctrl-C", "Ctrl-D"],
)
def test_a_conversation_can_be_broken_off(key: bytes, status: int, last: str) -> None:
    ended, said = in_a_terminal("explain", rb"What is the ER result\?", key)
    assert status == ended
    assert said.strip().endswith(last)
