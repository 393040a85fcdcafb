"""The examples run, and read real records without turning a missing result into a negative one."""

import csv
import importlib.util
import subprocess
import sys
import warnings
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from nbclient import NotebookClient

from mbc_explainer import PatientProfile, Relevance, Therapy, explain
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.tables import explain_file, read_mapping

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
TABLE = ROOT.parent / "shared" / "data" / "mbcproject" / "clinical.tsv"
needs_table = pytest.mark.skipif(not TABLE.is_file(), reason="the real table is not beside this checkout")


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", sorted((EXAMPLES / "profiles").glob("*.json")), ids=lambda path: path.stem)
def test_a_profile_is_explained(path: Path) -> None:
    profile = PatientProfile.model_validate_json(path.read_bytes())
    assert list(Therapy) == [option.therapy for option in explain(profile).options]


def test_people_are_explained_line_by_line() -> None:
    lines = (EXAMPLES / "people.jsonl").read_text(encoding="utf-8").splitlines()
    assert 8 == len({PatientProfile.model_validate_json(line) for line in lines})


class Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.targets += [value[1:] for name, value in attrs if name == "href" and value]


def test_two_fragments_stand_on_one_page(tmp_path: Path) -> None:
    subprocess.run([sys.executable, EXAMPLES / "embed_in_a_page.py", tmp_path / "page.html"], check=True)
    parser = Ids()
    parser.feed((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert len(parser.ids) == len(set(parser.ids))
    assert set(parser.targets) <= set(parser.ids)
    assert {"first", "second"} <= set(parser.ids)


COLUMNS = (
    "Patient ID",
    "MedR Diagnostic ER Status",
    "MedR Diagnostic PR Status",
    "MedR Diagnostic HER2 Status",
    "MedR Ever Metastatic Sites",
)
MADE_UP = [
    ("a", "POSITIVE", "NEGATIVE", "EQUIVOCAL", "BONE, LIVER"),
    ("a", "POSITIVE", "NEGATIVE", "EQUIVOCAL", "BONE, LIVER"),
    ("b", "ABSTRACTION_PENDING", "NOT_FOUND_IN_RECORD", "MULTIPLE", "ABSTRACTION PENDING"),
    ("c", "INDETERMINATE", "NOT DONE", "NOT_DONE", "DISTANT LYMPH NODES, SKIN"),
    ("d", "POSITIVE", "", "NEGATIVE", ""),
    ("d", "NEGATIVE", "", "NEGATIVE", ""),
    ("e", "NEGATIVE", "NEGATIVE", "POSITIVE", "BRAIN, NOT FOUND IN RECORD"),
]


def made_up(tmp_path: Path, *more: tuple[str, ...]) -> Path:
    lines = ["# a note", "\t".join(COLUMNS), *("\t".join(row) for row in (*MADE_UP, *more))]
    (tmp_path / "table.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "table.tsv"


def test_what_a_table_says_is_read_without_guessing(tmp_path: Path) -> None:
    people = load("read_cbioportal").read_people(made_up(tmp_path))
    assert {
        "a": PatientProfile(er="positive", pr="negative", her2="equivocal", sites=["bone", "liver"]),
        "b": PatientProfile(),
        "c": PatientProfile(sites=["other"]),
        "d": PatientProfile(her2="negative"),
        "e": PatientProfile(er="negative", pr="negative", her2="positive"),
    } == people


def test_a_word_that_is_not_known_stops_the_reading(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="'POSITIVE 80%' is a word that this script does not know"):
        load("read_cbioportal").read_people(made_up(tmp_path, ("f", "POSITIVE 80%", "", "", "")))


def test_the_script_says_what_it_made_of_each_word(tmp_path: Path) -> None:
    script = [sys.executable, str(EXAMPLES / "read_cbioportal.py"), str(made_up(tmp_path))]
    said = subprocess.run(script, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    assert "7 samples of 5 people" in said
    assert "ABSTRACTION PENDING as unknown (1)" in said
    assert "MULTIPLE as unknown (1)" in said
    assert "sites: stated for 2, not stated for 3" in said


@needs_table
def test_all_people_of_the_real_table_go_through() -> None:
    """301 people of 379 samples; no result that the table lacks becomes negative."""
    people = load("read_cbioportal").read_people(TABLE)
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert (379, 301) == (len(rows), len(people))
    for row in rows:
        profile = people[row["Patient ID"]]
        for field, column in zip(("er", "pr", "her2"), COLUMNS[1:4], strict=True):
            if getattr(profile, field) in {"positive", "negative", "equivocal"}:
                assert getattr(profile, field).upper() == row[column]
        listed = [place.strip() for place in row["MedR Ever Metastatic Sites"].split(",")]
        known = {"BONE": "bone", "LUNG": "lung", "LIVER": "liver", "BRAIN": "brain"}
        assert profile.sites is None or {known.get(place, "other") for place in listed} <= set(profile.sites)
    answers = Counter(option.relevance for one in people.values() for option in explain(one).options)
    assert 301 * 8 == sum(answers.values())


@needs_table
def test_all_people_of_the_real_table_get_a_why_for_every_answer() -> None:
    """What is open is asked for exactly where an answer depends on it."""
    people = load("read_cbioportal").read_people(TABLE)
    for profile in people.values():
        explanation = explain(profile)
        for option in explanation.options:
            assert explanation.why(option.therapy).branches
        open_fields = {question.field for question in explanation.open_questions()}
        depending = [option for option in explanation.options if option.relevance is Relevance.DEPENDS]
        assert open_fields == {field for option in depending for field in option.depends_on}


def run(name: str, monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    """What a notebook shows, executed from its start."""
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    notebook = nbformat.read(EXAMPLES / name, as_version=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the kernel's own, about how it is spoken to
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": EXAMPLES}}).execute()
    outputs = [one for cell in notebook.cells for one in cell.get("outputs", ())]
    return "\n".join(str(one.get("text", one.get("data", ""))) for one in outputs)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_runs_and_holds_no_output(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
    shown = run(path.name, monkeypatch)
    assert DISCLAIMER in shown
    assert ("image/png" in shown) is ("pyplot" in path.read_text(encoding="utf-8")), "a picture is shown"


def test_there_are_three_notebooks() -> None:
    assert ["first_tour", "table_of_people", "teaching"] == sorted(path.stem for path in EXAMPLES.glob("*.ipynb"))


MAPPING = """
about = "metastatic"
person = "Patient ID"
sites_complete = true
on_unreadable = "unknown"
missing = ["ABSTRACTION PENDING", "NOT FOUND IN RECORD", "NOT DONE"]

[columns]
er = "MedR Diagnostic ER Status"
pr = "MedR Diagnostic PR Status"
her2 = "MedR Diagnostic HER2 Status"
sites = "MedR Ever Metastatic Sites"
"""


@needs_table
def test_the_notebook_reads_the_real_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    shown = run("table_of_people.ipynb", monkeypatch, MBC_TABLE=str(TABLE), MBC_MAPPING=str(mapping))
    counts = explain_file(TABLE, **read_mapping(mapping)).counts
    assert 301 == counts.of
    assert f"All eight answers are clear for {counts.settled} of 301 people." in shown
