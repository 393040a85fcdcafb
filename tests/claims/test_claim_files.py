"""Claims in files: each with its line, and what can't be read is told with what is accepted."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from mbc_explainer import ClaimError, EngineError
from mbc_explainer.claims.claim_files import claims_in, exception_in, parts_of

TABLE = """claim,therapy,answer,negated,her2,sites
"For all,
in two lines",surgery,relevant,,,"bone, lung"

,hormone_therapy,sometimes,yes,low,
"""
WITH_SEMICOLONS = """claim;therapy;answer;negated;her2;sites
"For all,
in two lines";surgery;relevant;;;bone, lung

;hormone_therapy;sometimes;yes;low;
"""
DATA = [
    {"claim": "For all, in two lines", "therapy": "surgery", "answer": "relevant", "sites": "bone, lung"},
    {"therapy": "hormone_therapy", "answer": "sometimes", "negated": "yes", "her2": "low"},
]
YAML = """
- claim: For all, in two lines
  therapy: surgery
  answer: relevant
  sites: bone, lung
- {therapy: hormone_therapy, answer: sometimes, negated: yes, her2: low}
"""


def read(path: Path, content: str | bytes) -> list[tuple[str, Any, str]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [(one.place.removeprefix(f"{path}:"), one.said, one.problem) for one in claims_in(path)]


def flat(found: list[tuple[str, Any, str]]) -> list[Any]:
    return [{name: " ".join(value.split()) for name, value in said.items()} for _, said, _ in found]


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a.csv", TABLE, ["2", "5"]),
        ("a.csv", "\N{ZERO WIDTH NO-BREAK SPACE}" + TABLE, ["2", "5"]),
        ("a.CSV", WITH_SEMICOLONS, ["2", "5"]),
        ("a.yaml", YAML, ["2", "6"]),
        ("a.yml", json.dumps(DATA, indent=1), ["2", "8"]),
        ("a.json", json.dumps(DATA, indent=1), ["2", "8"]),
        ("a.json", json.dumps(DATA), ["1", "1"]),
    ],
)
def test_the_same_claims_are_read_from_each_format(tmp_path: Path, name: str, content: str, lines: list[str]) -> None:
    found = read(tmp_path / name, content)
    assert DATA == flat(found)
    assert lines == [line for line, _, _ in found]


def test_a_row_with_too_many_cells_is_told_and_does_not_stop_the_others(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", "therapy,answer\nsurgery,relevant,bone,lung\nsurgery,relevant\n")
    assert [True, False] == [bool(problem) for _, _, problem in found]
    assert "one with commas in quotes" in found[0][2]


@pytest.mark.parametrize("empty", ["[]", "therapy,answer\n", "therapy,answer"])
def test_a_file_may_have_no_claim(tmp_path: Path, empty: str) -> None:
    assert [] == read(tmp_path / ("a.json" if empty == "[]" else "a.csv"), empty)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", "", "ends in one of .csv, .tsv, .yaml, .yml, .json"),
        ("a.csv", "", "no column therapy, answer"),
        ("a.csv", "claim,answer\n", ":1: there is no column therapy; expected columns of these names: claim, therapy"),
        ("a.csv", "therapy,answer,er,er\n", "two columns er"),
        ("a.csv", 'therapy,answer\nsurgery,"x" y\n', ":2: this can't be read as CSV"),
        ("a.csv", b"\xff", "byte 0 is not UTF-8"),
        ("a.csv", b"x" * 2_000_000, "at most 1048576 bytes"),
        ("a.json", "{}", "it is no list of claims"),
        ("a.json", "[\n{]", ":2: this is not JSON"),
        ("a.json", '[{"er": "+", "er": "-"}]', "the key er stands twice"),
        ("a.json", "[" * 100_000, "this is not JSON"),
        ("a.yaml", "a: b", "it is no list of claims"),
        ("a.yaml", "- a: b\n  a: c", ":2: 1: the key 'a' stands twice"),
        ("a.yaml", "- &a b", "an anchor or alias"),
        ("a.yaml", "{", "not YAML"),
    ],
)
def test_a_file_that_is_no_list_of_claims_is_refused(
    tmp_path: Path, name: str, content: str | bytes, told: str
) -> None:
    with pytest.raises(ClaimError) as refused:
        read(tmp_path / name, content)
    assert told in str(refused.value)


def test_yaml_says_how_to_install_what_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.startswith("mbc_explainer.authoring")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("mbc_explainer.authoring")
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(EngineError, match=r"pip install 'mbc-explainer\[rules\]'"):
        read(tmp_path / "a.yaml", YAML)


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("her2=positive", {"her2": "positive"}),
        (" er = negative  and pr=neg ", {"er": "negative", "pr": "neg"}),
        ("sites=bone, brain and symptomatic_sites=none", {"sites": "bone, brain", "symptomatic_sites": "none"}),
    ],
)
def test_an_exception_is_read_from_words(words: str, stated: dict[str, str]) -> None:
    assert stated == exception_in(words)


@pytest.mark.parametrize("words", ["her2", "", "er=+ and er=-", "er=+ or pr=+ and"])
def test_an_exception_that_cannot_be_read_is_refused(words: str) -> None:
    with pytest.raises(ClaimError, match="expected FIELD=VALUE"):
        exception_in(f"{words} and x" if "or" in words else words)


def test_what_is_empty_is_left_out() -> None:
    said: dict[str, object] = {
        "claim": "x",
        "therapy": "surgery",
        "answer": "relevant",
        "er": "",
        "sites": None,
        "unless": "",
        "pr": "+",
    }
    said |= {"her2": float("nan"), "negated": float("nan"), "unless_known": float("nan")}
    expected = {"profile": {"pr": "+"}, "negated": False, "unless": (), "unless_known": ()}
    assert {"therapy": "surgery", "answer": "relevant", **expected} == parts_of(said)


@pytest.mark.parametrize(
    ("given", "negated"), [("yes", True), ("No", False), ("", False), (True, True), (None, False), ("y", True)]
)
def test_yes_and_no_are_read(given: object, *, negated: bool) -> None:
    assert negated is parts_of({"negated": given})["negated"]


@pytest.mark.parametrize("said", [{"negated": "maybe"}, "a claim", 17, None, ["surgery"]])
def test_what_is_no_claim_is_refused(said: object) -> None:
    with pytest.raises(ClaimError, match="expected"):
        parts_of(said)


def test_exceptions_come_in_words_or_as_mappings() -> None:
    expected = [{"er": "+"}, {"pr": "+", "her2": "+"}]
    assert expected == parts_of({"unless": "er=+; pr=+ and her2=+;"})["unless"]
    assert expected == parts_of({"unless": expected})["unless"]
