"""The examples run, and read real records without turning a missing result into a negative one."""

import importlib.util
import subprocess
import sys
import warnings
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from nbclient import NotebookClient

from mbc_explainer import PatientProfile, Therapy, explain
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
