"""The command line as somebody uses it: streams, exit status, files, and never a traceback."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import profiles
from typer.testing import CliRunner

from mbc_explainer import Explanation, PatientProfile, explain
from mbc_explainer.cli import main
from mbc_explainer.cli.commands import app
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.knowledge.snapshot import rules_folder
from mbc_explainer.patient.vocabulary import FIELDS, ProfileField

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="streams, limits and signals of POSIX")
HORMONE = '{"er": "positive", "sites": ["bone"]}'


def run(
    *words: str, given: bytes = b"", cwd: Path | None = None, encoding: str = "utf-8"
) -> subprocess.CompletedProcess[bytes]:
    """A run in this process, which takes a tenth of the time; what is about the process itself runs in a shell."""
    stdin = io.TextIOWrapper(io.BytesIO(given), "utf-8")
    stdout = io.TextIOWrapper(io.BytesIO(), encoding)
    stderr = io.TextIOWrapper(io.BytesIO(), encoding, errors="backslashreplace")
    with (
        patch.multiple(sys, argv=["mbc-explainer", *words], stdin=stdin, stdout=stdout, stderr=stderr),
        patch.dict(os.environ, COLUMNS="200"),
        chdir(cwd or Path.cwd()),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    for stream in (stdout, stderr):
        stream.flush()
    printed, told = (stream.buffer.getvalue() for stream in (stdout, stderr))
    return subprocess.CompletedProcess(words, int(ended.value.code or 0), printed, told)


def ok(*words: str, given: bytes = b"", cwd: Path | None = None) -> str:
    done = run(*words, given=given, cwd=cwd)
    assert (0, b"") == (done.returncode, done.stderr)
    return done.stdout.decode()


def refused(*words: str, given: bytes = b"", status: int = 1) -> str:
    """What is told in refusal."""
    done = run(*words, given=given)
    told = done.stderr.decode()
    assert (status, b"") == (done.returncode, done.stdout), told
    return told


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_one_profile_goes_out_in_each_format(form: str) -> None:
    profile = PatientProfile(er="+", pr="negative", sites=["bone", "brain"], goals=["limit_side_effects"])
    said = ok(
        "explain", "--er", "positive", "--pr", "negative", "--her2", "unknown", "--site", "bone", "--site", "brain",
        "--goal", "limit_side_effects", "--format", form,
    )  # fmt: skip
    explanation = explain(profile)
    expected = {
        "text": explanation.to_text(detail="brief"),
        "markdown": explanation.to_markdown(),
        "html": explanation.to_page(),
        "json": explanation.model_dump_json(indent=2) + "\n",
    }
    assert expected[form] == said


@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_one_profile_goes_out_in_each_detail(detail: str) -> None:
    explanation = explain({"er": "+"})
    whole = explanation.model_dump(mode="json")
    record = explanation.to_record() if detail == "brief" else whole
    words = ("explain", "--er", "positive", "--detail", detail, "--format")
    assert explanation.to_text(detail=detail) == ok(*words, "text")
    assert explanation.to_markdown(detail=detail) == ok(*words, "markdown")
    assert explanation.to_page(detail=detail) == ok(*words, "html")
    assert record == json.loads(ok(*words, "json"))


@given(st.lists(profiles(), min_size=2, max_size=5))
@settings(max_examples=20)
def test_several_profiles_in_brief_are_a_record_of_at_most_2_kb_each(people: list[PatientProfile]) -> None:
    given = "\n".join(person.model_dump_json() for person in people).encode()
    lines = ok("explain", "-", "--detail", "brief", given=given).splitlines(keepends=True)
    assert [explain(person).to_record() for person in people] == list(map(json.loads, lines))
    assert 2048 >= max(len(line.encode()) for line in lines)


def test_symptomatic_sites_may_be_none() -> None:
    said = ok("explain", "--symptomatic-site", "none", "--format", "json")
    assert [] == json.loads(said)["profile"]["symptomatic_sites"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--her2", "2+"], "her2: '2+' is not accepted; accepted: positive, negative, low"),
        (["--er", "-"], "a dash can stand for negative or for missing"),
        (["--site", "lymph nodes"], "give distant lymph nodes as other"),
        (["--site", "bone", "--symptomatic-site", "brain"], "each must be among sites: bone"),
        (["--goal", "live_long"], "goals: 'live_long' is not accepted"),
    ],
)
def test_a_refused_profile_says_why_and_exits_with_1(words: list[str], reason: str) -> None:
    assert reason in refused("explain", *words)


@pytest.mark.parametrize(
    "words",
    [
        ["explain"], ["explain", "nowhere.json"], ["explain", "-", "--er", "positive"],
        ["explain", "--format", "pdf"], ["bogus"], ["explain", "--bogus"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_bad_usage_exits_with_2(words: list[str]) -> None:
    refused(*words, status=2)


BAD = {
    "list": b"[]",
    "number": b"17",
    "nothing": b"",
    "spaces": b" \n ",
    "NUL": b"\0",
    "NUL in a value": b'{"er": "\\u0000"}',
    "raw NUL in a value": b'{"er": "\0"}',
    "100,000 characters": b'{"er": "' + b"x" * 100_000 + b'"}',
    "100,000 characters of nothing": b"x" * 100_000,
    "5,000 deep": b"[" * 5000,
    "5,000 deep and closed": b"[" * 5000 + b"]" * 5000,
    "5,000 deep in a value": b'{"er": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "not UTF-8": b'{"er": "\xff"}',
    "cut off": b'{"er": "posit',
    "duplicate keys": b'{"er": "positive", "er": "negative"}',
    "unknown field": b'{"name": "x"}',
}


@pytest.mark.parametrize("given", BAD.values(), ids=BAD)
def test_bad_input_gets_an_error_of_our_own(given: bytes, tmp_path: Path) -> None:
    (tmp_path / "profile.json").write_bytes(given)
    for words in (["explain", "-"], ["explain", str(tmp_path / "profile.json")]):
        said = refused(*words, given=given)
        assert said.strip()
        assert max(map(len, said.splitlines())) < 700


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_bytes(b"\xef\xbb\xbf" + HORMONE.encode())
    assert ok("explain", str(tmp_path / "p.json")) == ok("explain", "-", given=HORMONE.encode())


def test_several_profiles_go_out_as_json_lines_and_bad_lines_are_named(tmp_path: Path) -> None:
    lines = [HORMONE, "", '{"er": "-"}', "{", '{"er": "negative", "er": "x"}', '{"her2": "low"}']
    (tmp_path / "people.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("explain", str(tmp_path / "people.jsonl"))
    assert 1 == done.returncode
    answers = [Explanation.from_json(line) for line in done.stdout.splitlines()]
    assert [explain(json.loads(HORMONE)), explain({"her2": "low"})] == answers
    said = done.stderr.decode()
    assert [3, 4, 5] == [number for number in range(1, 7) if f"people.jsonl:{number}: " in said]
    assert "3 refused" in said


def test_two_values_on_standard_input_go_out_as_json_lines() -> None:
    given = json.dumps(json.loads(HORMONE), indent=2) + "\n" + '{"her2": "low"}'
    said = ok("explain", "-", given=given.encode())
    assert [explain(json.loads(HORMONE)), explain({"her2": "low"})] == [
        Explanation.from_json(x) for x in said.splitlines()
    ]


def test_several_profiles_have_no_other_format(tmp_path: Path) -> None:
    (tmp_path / "people.ndjson").write_text(HORMONE, encoding="utf-8")
    assert "JSON Lines" in refused("explain", str(tmp_path / "people.ndjson"), "--format", "text", status=2)


@pytest.mark.parametrize("name", ["page.html", "answers.jsonl"])
def test_a_file_is_written_whole(tmp_path: Path, name: str) -> None:
    if name == "page.html":
        assert "" == ok("explain", "--er", "positive", "--format", "html", "--output", name, cwd=tmp_path)
        assert explain({"er": "+"}).to_page() == (tmp_path / name).read_text(encoding="utf-8")
    else:
        assert "" == ok("explain", "-", "--output", name, given=b"{} {}", cwd=tmp_path)
        assert 2 == len((tmp_path / name).read_text(encoding="utf-8").splitlines())
    assert [name] == [path.name for path in tmp_path.iterdir()]


def test_bad_usage_is_told_in_plain_lines() -> None:
    said = refused("explain", "--format", "pdf", status=2)
    expected = ["mbc-explainer: Invalid value for '--format': 'pdf' is not one of 'text', 'markdown', 'html', 'json'."]
    assert expected == said.splitlines()[:-1]
    assert said.splitlines()[-1].endswith("explain --help' for help.")


def test_a_fault_of_our_own_is_told_without_what_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(profile: PatientProfile, **_: object) -> None:
        raise KeyError(profile)

    monkeypatch.setattr("mbc_explainer.cli.commands.explained", broken)
    words = ("explain", "--site", "bone")
    said = refused(*words)
    assert "mbc-explainer: this is a fault of mbc-explainer, please report it: KeyError in test_commands.py, " in said
    assert "Traceback" not in said
    assert "bone" not in said
    monkeypatch.setenv("MBC_EXPLAINER_DEBUG", "1")
    with patch.object(sys, "argv", ["mbc-explainer", *words]), pytest.raises(KeyError, match="bone"):
        main()


@POSIX
def test_what_is_broken_off_by_hand_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it comes in the midst of pydantic, too, which makes another error of it."""

    def broken_off(*_: object, **__: object) -> None:
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except BaseException as error:
            raise ValueError("Error calling function: SystemExit") from error

    monkeypatch.setattr("mbc_explainer.cli.commands.explained", broken_off)
    assert "" == refused("explain", "--er", "+", status=130)


def test_a_refused_profile_leaves_a_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("before", encoding="utf-8")
    assert 1 == run("explain", "--er", "x", "--output", "page.html", cwd=tmp_path).returncode
    assert "before" == (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_bad_usage(tmp_path: Path) -> None:
    done = run("explain", "--er", "positive", "--output", "nowhere/page.html", cwd=tmp_path)
    assert 2 == done.returncode
    assert re.fullmatch(rb"mbc-explainer: nowhere.page\.html: there is no folder .*nowhere\r?\n", done.stderr)


@pytest.mark.parametrize("words", [["explain", "--er", "positive"], ["explain", "-"]], ids=" ".join)
def test_a_dash_is_standard_output(tmp_path: Path, words: list[str]) -> None:
    given = b"{} {}"
    assert ok(*words, given=given) == ok(*words, "--output", "-", given=given, cwd=tmp_path)
    assert [] == list(tmp_path.iterdir())


def in_shell(line: str, *words: str, given: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """A run from a shell, with a line such as ``exec "$@" <&-`` around it."""
    command = ["sh", "-c", line, "sh", sys.executable, "-m", "mbc_explainer", *words]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(command, input=given, capture_output=True, check=False, timeout=60, cwd=cwd, env=environment)


NO_STREAMS = {
    "closed": (">&-", ["explain", "--er", "+"], 2, b"mbc-explainer: standard output: it is closed\n"),
    "closed for several": (">&-", ["explain", "-"], 2, b"mbc-explainer: standard output: it is closed\n"),
    "closed for a list": (">&-", ["rules"], 2, b"mbc-explainer: standard output: it is closed\n"),
    "full": (">/dev/full", ["explain", "--er", "+"], 2, b"mbc-explainer: standard output: No space left on device\n"),
    "full for several": (
        ">/dev/full",
        ["explain", "-"],
        2,
        b"mbc-explainer: standard output: No space left on device\n",
    ),
    "full for help": (">/dev/full", ["--help"], 2, b"mbc-explainer: No space left on device\n"),
    "no standard input": ("<&-", ["explain"], 2, b"mbc-explainer: give a profile: "),
    "closed standard input": (
        "<&-",
        ["explain", "-"],
        2,
        b"mbc-explainer: standard input is closed; give a profile by ",
    ),
    "nothing to say it to": ("2>&-", ["explain", "--er", "x"], 1, b""),
    "no room to say it": ("2>/dev/full", ["explain", "--er", "x"], 1, b""),
    "no streams at all": ("<&- >&- 2>&-", ["explain", "--er", "+"], 2, b""),
}


@POSIX
@pytest.mark.parametrize(("streams", "words", "status", "said"), NO_STREAMS.values(), ids=NO_STREAMS)
def test_closed_and_full_streams_are_told_in_a_line(streams: str, words: list[str], status: int, said: bytes) -> None:
    if "/dev/full" in streams and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    done = in_shell(f'exec "$@" {streams}', *words, given=b"{} {}")
    assert (status, b"") == (done.returncode, done.stdout)
    assert done.stderr.startswith(said)
    assert b"" != said or b"" == done.stderr
    assert not {b"Traceback", b"Exception", b"Error"} & set(re.findall(rb"\w+", done.stderr))


@POSIX
def test_a_file_needs_no_standard_output(tmp_path: Path) -> None:
    done = in_shell('exec "$@" >&-', "explain", "--er", "+", "--output", "answer.txt", cwd=tmp_path)
    assert (0, b"") == (done.returncode, done.stderr)
    assert explain({"er": "+"}).to_text(detail="brief") == (tmp_path / "answer.txt").read_text(encoding="utf-8")


def test_a_file_that_is_written_need_not_be_readable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as standard output, by its name, of a program that has given up being root."""
    (tmp_path / "answer.txt").write_bytes(b"before")
    monkeypatch.setattr(os, "access", lambda _, mode, **__: mode != os.R_OK)
    done = CliRunner().invoke(app, ["explain", "--er", "+", "--output", str(tmp_path / "answer.txt")])
    assert (0, "") == (done.exit_code, done.output)


@POSIX
@pytest.mark.parametrize("kind", ["new", "old", "linked"])
@pytest.mark.parametrize("given", [b"{}", b"{} {}"], ids=["one", "several"])
def test_a_full_disk_leaves_a_file_as_it_was(tmp_path: Path, kind: str, given: bytes) -> None:
    if kind != "new":
        (tmp_path / "answer").write_bytes(b"before")
    if kind == "linked":
        (tmp_path / "other").hardlink_to(tmp_path / "answer")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    words = ("explain", "-", "--detail", "full", "--output", "answer")
    done = in_shell('ulimit -f 8; exec "$@"', *words, given=given, cwd=tmp_path)
    assert (2, b"mbc-explainer: answer: File too large\n") == (done.returncode, done.stderr)
    assert before == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


@POSIX
def test_a_full_disk_leaves_the_snapshot_as_it_was(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(rules_folder(), rules)
    (rules / "snapshot.json").write_bytes(b"before")
    done = in_shell('ulimit -f 8; exec "$@"', "compile", str(rules))
    assert (2, f"mbc-explainer: {rules}/snapshot.json: File too large\n") == (done.returncode, done.stderr.decode())
    assert b"before" == (rules / "snapshot.json").read_bytes()
    assert {path.name for path in rules_folder().iterdir()} == {path.name for path in rules.iterdir()}


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_when_the_program_is_ended(tmp_path: Path, number: signal.Signals) -> None:
    """Among many results, with some of them written."""
    (tmp_path / "people.txt").write_bytes(b"{}\n" * 100_000)
    with (tmp_path / "people.txt").open("rb") as given:
        program = subprocess.Popen(
            [sys.executable, "-m", "mbc_explainer", "explain", "-", "--output", "answers.jsonl"],
            stdin=given, stderr=subprocess.PIPE, cwd=tmp_path,
        )  # fmt: skip
    while program.poll() is None and not any(
        path.stat().st_size for path in tmp_path.iterdir() if path.name != "people.txt"
    ):
        time.sleep(0.01)
    program.send_signal(number)
    assert b"" == program.communicate()[1]
    assert 128 + number == program.returncode
    assert ["people.txt"] == [path.name for path in tmp_path.iterdir()]


UNSEEN = "\x1b[2J\x07\x7f\x9b\u202e\u2028\n"


@POSIX
@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["explain", f"no{UNSEEN}.json"], 2),
        (["explain", "--er", "+", "--output", f"no{UNSEEN}/page.html"], 2),
        (["explain", "--er", "+", "--rules", f"snapshot{UNSEEN}.json"], 1),
        (["explain", f"people{UNSEEN}.jsonl"], 1),
        (["explain", "--format", UNSEEN], 2),
        (["explain", "--er", UNSEEN], 1),
        (["compile", f"rules{UNSEEN}"], 1),
        (["check", f"rules{UNSEEN}"], 1),
        (["rules", UNSEEN], 1),
        ([f"no{UNSEEN}"], 2),
        ([f"--{UNSEEN}"], 2),
    ],
)
def test_nothing_that_is_given_steers_the_terminal(tmp_path: Path, words: list[str], status: int) -> None:
    (tmp_path / f"snapshot{UNSEEN}.json").write_bytes(b"{}")
    (tmp_path / f"people{UNSEEN}.jsonl").write_bytes(b'{"\\u001b[2J": 1}\n')
    (tmp_path / f"rules{UNSEEN}").mkdir()
    (tmp_path / f"rules{UNSEEN}" / f"a{UNSEEN}.yaml").write_bytes(b'title: "\\e[2J"\ntopic: "\\e[2J"\n"\\e[2J": x\n')
    done = run(*words, cwd=tmp_path)
    said = (done.stdout + done.stderr).decode()
    assert status == done.returncode, said
    assert "\\u202e" in said or "\\x1b" in said
    assert set() == set(UNSEEN) & set(said) - set("[2J\n")
    assert all(
        line.startswith(("mbc-explainer: ", "Try '", "people", "1 refused"))
        for line in done.stderr.decode().splitlines()
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_output_survives_a_narrow_console(encoding: str, form: str) -> None:
    done = run("explain", "--her2", "low", "--detail", "full", "--format", form, encoding=encoding)
    assert (0, b"") == (done.returncode, done.stderr)
    assert DISCLAIMER in flat(done.stdout.decode(encoding).replace("&#39;", "'"))
    if form == "json":
        assert explain({"her2": "low"}) == Explanation.from_json(done.stdout.decode(encoding))


def test_a_reader_that_leaves_early_is_no_error() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "mbc_explainer", "explain", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert program.stdin is not None
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    program.stdin.write(b"{}\n" * 50)
    program.stdin.close()
    assert b"" == program.stderr.read()
    program.stderr.close()
    assert 0 == program.wait(60)


def test_rules_of_ones_own_and_a_copy_of_the_document(tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text("Something else.", encoding="utf-8")
    assert "not the document" in refused("explain", "--er", "+", "--document", str(tmp_path / "copy.txt"))
    (tmp_path / "snapshot.json").write_text("{}", encoding="utf-8")
    assert "snapshot.json:1:" in refused("explain", "--er", "+", "--rules", str(tmp_path / "snapshot.json"))


def test_compile_checks_or_writes_the_snapshot(tmp_path: Path) -> None:
    assert "up to date" in ok("compile", "--check")
    bad = tmp_path / "rules"
    bad.mkdir()
    assert "no rule files" in refused("compile", str(bad))


def test_check_says_what_it_went_through() -> None:
    assert "139 of 139 sentences accounted for" in ok("check")


def test_the_version_and_the_help_are_told() -> None:
    assert ok("--version").startswith("mbc-explainer ")
    program, commands = ok("--help").split("Commands", maxsplit=1)
    assert "Education, never advice" in flat(program)
    assert "explain" == re.findall(r"[a-z-]+", commands)[0]


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_the_help_lists_what_each_field_accepts(field: ProfileField) -> None:
    options = re.split(r" (?=--)", flat(re.sub("[│╭╰╮╯─]", " ", ok("explain", "--help"))))
    (told,) = (option for option in options if option.startswith(f"--{field.option} "))
    assert set() == set(field.vocabulary) - set(re.findall(r"\w+", told))


def test_a_report_goes_out_in_each_format(tmp_path: Path) -> None:
    found = json.loads(ok("check", "--format", "json"))
    assert {"rules", "fingerprint", "checks"} == set(found)
    assert ok("check", "--format", "markdown").startswith("# Check of the rules")
    (tmp_path / "copy.txt").write_text("Something else.", encoding="utf-8")
    done = run("check", "--document", str(tmp_path / "copy.txt"))
    assert 1 == done.returncode
    assert b"the sentence is missing in this copy" in done.stdout


def test_rules_that_are_not_sound_are_reported_on_one_page(tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("title: Notes\ntopic: notes\ntexts: []\n", encoding="utf-8")
    done = run("check", str(tmp_path))
    assert (1, b"") == (done.returncode, done.stderr)
    assert b"no file for chemotherapy" in done.stdout
