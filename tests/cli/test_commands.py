"""The command line as somebody uses it: streams, exit status, files, and never a traceback."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from mbc_explainer import Explanation, PatientProfile, explain
from mbc_explainer.cli import main
from mbc_explainer.disclaimer import DISCLAIMER

HORMONE = '{"er": "positive", "sites": ["bone"]}'


def run(
    *words: str, given: bytes = b"", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "mbc_explainer", *words],
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", **environment},
    )


def ok(*words: str, given: bytes = b"", cwd: Path | None = None, **environment: str) -> str:
    done = run(*words, given=given, cwd=cwd, **environment)
    assert (0, b"") == (done.returncode, done.stderr)
    return done.stdout.decode()


def refused(*words: str, given: bytes = b"", status: int = 1) -> str:
    """What is said in refusal, in this process, since that is faster."""
    stdin, stdout, stderr = (io.TextIOWrapper(io.BytesIO(content), "utf-8") for content in (given, b"", b""))
    with (
        patch.multiple(sys, argv=["mbc-explainer", *words], stdin=stdin, stdout=stdout, stderr=stderr),
        patch.dict(os.environ, COLUMNS="200"),
        pytest.raises(SystemExit) as stopped,
    ):
        main()
    printed, said = (stream.buffer.getvalue().decode() for stream in (stdout, stderr))
    assert (status, "") == (stopped.value.code, printed), said
    return said


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_one_profile_goes_out_in_each_format(form: str) -> None:
    profile = PatientProfile(er="+", pr="negative", sites=["bone", "brain"], goals=["limit_side_effects"])
    said = ok(
        "explain", "--er", "positive", "--pr", "negative", "--her2", "unknown", "--site", "bone", "--site", "brain",
        "--goal", "limit_side_effects", "--format", form,
    )  # fmt: skip
    assert DISCLAIMER in flat(said.replace("&#39;", "'"))
    if form == "json":
        assert explain(profile) == Explanation.from_json(said)
    if form == "text":
        assert explain(profile).to_text() == said


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


def test_a_refused_profile_leaves_a_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("before", encoding="utf-8")
    assert 1 == run("explain", "--er", "x", "--output", "page.html", cwd=tmp_path).returncode
    assert "before" == (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_bad_usage(tmp_path: Path) -> None:
    done = run("explain", "--er", "positive", "--output", "nowhere/page.html", cwd=tmp_path)
    assert b"Traceback" not in done.stderr
    assert 2 == done.returncode


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_output_survives_a_narrow_console(encoding: str, form: str) -> None:
    done = run("explain", "--her2", "low", "--format", form, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
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
    assert "Education, never advice" in flat(ok("--help"))


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
