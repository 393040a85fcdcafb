import io
import json
from pathlib import Path

import pytest

from mbc_explainer import PatientProfile, explain
from mbc_explainer.answers.labels import RELEVANCE_MARKS
from mbc_explainer.cli.output import Format, destination, json_line, rendered, show, write

EXPLANATION = explain(PatientProfile())


@pytest.mark.parametrize("form", list(Format))
def test_each_format_is_rendered(form: Format) -> None:
    assert rendered(EXPLANATION, form).endswith("\n") or form is Format.HTML


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
    show(EXPLANATION, None)
    stream.seek(0)
    said = stream.read()
    assert ("\N{BLACK CIRCLE} Described" if encoding == "utf-8" else "(*) Described") in said
