import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer import PatientProfile, explain
from mbc_explainer.answers.labels import RELEVANCE_MARKS
from mbc_explainer.cli.output import Format, destination, json_line, rendered, say, show, visible, write
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail

EXPLANATION = explain(PatientProfile())


@pytest.mark.parametrize("form", list(Format))
def test_each_format_is_rendered(form: Format) -> None:
    assert rendered(EXPLANATION, form).endswith("\n") or form is Format.HTML


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.html", "<!DOCTYPE html>"),
        ("a.HTM", "<!DOCTYPE html>"),
        ("a.md", "# "),
        ("a.json", "{"),
        ("a.txt", "Metastatic breast cancer"),
        ("a", "Metastatic breast cancer"),
    ],
)
def test_the_format_follows_the_name_of_the_file(name: str, start: str, tmp_path: Path) -> None:
    show(EXPLANATION, None, tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    show(EXPLANATION, Format.MARKDOWN, tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("# ")


def test_a_line_of_json_is_one_line_of_ascii() -> None:
    line = json_line(EXPLANATION)
    assert line.isascii()
    assert 1 == line.count("\n")
    assert EXPLANATION.model_dump(mode="json") == json.loads(line)


def test_marks_stay_apart_in_ascii() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    write(" ".join(RELEVANCE_MARKS.values()), stream)
    stream.flush()
    stream.seek(0)
    assert "(*) (~) ( ) (?)" == stream.read()


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken_off() -> None:
        with destination(tmp_path / "out.txt") as stream:
            stream.write("half")
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    assert [] == list(tmp_path.iterdir())
    with destination(tmp_path / "out.txt") as stream:
        stream.write("whole\n")
    assert b"whole\n" == (tmp_path / "out.txt").read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_terminal_shows_what_it_can(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdout", stream)
    show(EXPLANATION, None, detail=Detail.STANDARD)
    stream.seek(0)
    said = stream.read()
    assert ("\N{BLACK CIRCLE} Chemotherapy" if encoding == "utf-8" else "(*) Chemotherapy") in said


def shown(monkeypatch: pytest.MonkeyPatch, form: Format | None, detail: Detail | None, *, terminal: bool) -> str:
    """What is written to standard output, and after a line of ``PAGED`` what a pager was given."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    paged: list[str] = []
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    monkeypatch.setattr("sys.stdout", stream)

    def page(text: str) -> bool:
        paged.append(text)
        return True

    monkeypatch.setattr("mbc_explainer.cli.output.page", page)
    show(EXPLANATION, form, detail=detail, more="How to get more.")
    stream.seek(0)
    return "PAGED\n".join([stream.read(), *paged])


@pytest.mark.parametrize("detail", [None, *Detail])
@pytest.mark.parametrize("form", [None, *Format])
@pytest.mark.parametrize("terminal", [True, False])
def test_only_a_long_text_in_a_terminal_is_paged(
    form: Format | None, detail: Detail | None, terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = shown(monkeypatch, form, detail, terminal=terminal)
    paged = terminal and form in {None, Format.TEXT} and detail is Detail.FULL
    assert paged is said.startswith("PAGED\n")


@pytest.mark.parametrize("detail", [None, Detail.BRIEF, Detail.STANDARD])
def test_a_terminal_says_in_its_own_words_that_there_is_more(
    detail: Detail | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = shown(monkeypatch, None, detail, terminal=True)
    assert "\nHow to get more.\n" == said[-len("\nHow to get more.\n") :]
    assert phrase(f"detail.{detail or Detail.BRIEF}.more").split(".")[0] not in said
    piped = shown(monkeypatch, None, detail, terminal=False)
    assert EXPLANATION.to_text(detail=detail or "brief") == piped
    assert "How to get more." not in shown(monkeypatch, None, Detail.FULL, terminal=True)


TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text() | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_what_is_visible_steers_nothing(text: str) -> None:
    shown = visible(text)
    assert {"\t", "\n"} >= {one for one in shown if unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"}}
    assert set() == TURNS & set(map(unicodedata.bidirectional, shown))


@given(st.text())
def test_json_that_is_made_visible_says_the_same(text: str) -> None:
    assert text == json.loads(visible(json.dumps(text, ensure_ascii=False)))


def test_a_line_to_standard_error_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    say("no.json\nmbc-explainer: all is well\x1b[8m")
    assert "no.json\\nmbc-explainer: all is well\\u001b[8m\n" == stream.getvalue()


def test_only_colors_of_our_own_steer_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdout", stream)
    monkeypatch.setenv("FORCE_COLOR", "1")
    first, *others = EXPLANATION.options
    show(
        EXPLANATION.model_copy(update={"options": (first.model_copy(update={"title": "\x1b[8mhidden"}), *others)}), None
    )
    stream.seek(0)
    said = stream.read()
    assert "\N{REPLACEMENT CHARACTER}[8mhidden" in said
    assert "\x1b[8m" not in said
    assert "\x1b[" in said


@pytest.mark.parametrize("name", ["answer.pdf", "answer.docx", "answer.v2"])
def test_a_name_that_asks_for_another_kind_of_file_is_refused_and_none_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError, match=r"ends in one of \.html, \.htm, \.md, \.json, \.txt"):
        show(explain({}), None, tmp_path / name)
    assert [] == list(tmp_path.iterdir())
    show(explain({}), Format.TEXT, tmp_path / name)
    assert (tmp_path / name).is_file()
