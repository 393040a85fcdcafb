"""The wheel is pure Python, whole, and works without engine, YAML or compiler."""

import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]

READER = """
import sys
for name in ("durable", "durable_rules_engine", "yaml"):
    sys.modules[name] = None
from mbc_explainer import EngineError, PatientProfile, explain, load_knowledge
from mbc_explainer.knowledge.snapshot import rules_folder
assert sys.argv[1] in str(rules_folder()), rules_folder()
explanation = explain(PatientProfile(er="+"))
assert explanation["hormone_therapy"].relevance == "relevant"
assert "Hormone therapy" in explanation.to_html()
assert load_knowledge(rules_folder() / "snapshot.json")
try:
    load_knowledge(rules_folder())
except EngineError as error:
    assert "pip install" in str(error)
else:
    raise AssertionError
sys.argv = ["mbc-explainer", "explain", "--er", "positive"]
from mbc_explainer.cli import main
main()
"""

PACKED = """
import sys
for name in ("typer", "rich"):  # what only embeds does without the command line's packages
    sys.modules[name] = None
sys.path.insert(0, sys.argv[1])
import mbc_explainer
assert mbc_explainer.__file__.startswith(sys.argv[1]), mbc_explainer.__file__
explanation = mbc_explainer.explain(mbc_explainer.PatientProfile(er="+"))
assert explanation["hormone_therapy"].relevance == "relevant"
assert "Hormone therapy" in getattr(explanation, sys.argv[2])()
from mbc_explainer.notebook.explorer import explorer
assert "export" in explorer()._esm and "{" in explorer()._css
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, check=True, capture_output=True, cwd=ROOT, timeout=120)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_is_pure_and_whole(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {
        f"mbc_explainer/rules/{path.relative_to(ROOT / 'rules').as_posix()}" for path in (ROOT / "rules").rglob("*.*")
    }
    assert rules <= names
    package = {path for path in (ROOT / "src").rglob("*.*") if path.is_file() and path.suffix != ".pyc"}
    assert {path.relative_to(ROOT / "src").as_posix() for path in package} <= names
    assert {"mbc_explainer/offline/element.js", "mbc_explainer/rendering/style.css"} <= names
    assert not [name for name in names if "test" in name.lower()]


def test_the_wheel_says_what_the_citation_says(wheel: Path) -> None:
    """Whoever builds it with the oldest hatchling that is declared gets the license too."""
    with zipfile.ZipFile(wheel) as packed:
        (name,) = (name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        said = message_from_bytes(packed.read(name))
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert [cited["title"], cited["version"], cited["license"]] == [
        said[key] for key in ("Name", "Version", "License-Expression")
    ]
    assert ", ".join(author["name"] for author in cited["authors"]) == said["Author"] == said["Maintainer"]


def test_the_wheel_reads_without_engine_and_yaml_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "unpacked")
    done = subprocess.run(
        [sys.executable, "-P", "-c", READER, str(tmp_path)],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path, timeout=60,
        env={"PYTHONPATH": str(tmp_path / "unpacked"), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert (0, "") == (done.returncode, done.stderr)
    assert "Hormone therapy" in done.stdout


@pytest.mark.parametrize("form", ["to_text", "to_markdown", "model_dump_json", "to_html", "to_page"])
def test_the_wheel_is_read_as_it_is_packed(wheel: Path, tmp_path: Path, form: str) -> None:
    """Straight from the zip, as some hosts import what they ship: nothing takes for granted that there are folders."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", PACKED, str(wheel), form],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path, timeout=60,
    )  # fmt: skip
    assert (0, "") == (done.returncode, done.stderr)
