import json
import os
import tracemalloc
from pathlib import Path

import jsonschema
import pytest

from mbc_explainer.authoring.rule_file import read_rule_file, schema
from mbc_explainer.authoring.yaml_text import read_yaml
from mbc_explainer.knowledge.snapshot import rules_folder
from mbc_explainer.patient.profile import PatientProfile

FILES = sorted(rules_folder().rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_file_is_read_without_a_problem(path: Path) -> None:
    file, problems = read_rule_file(path, path.name)
    assert [] == problems
    assert file is not None
    assert path.read_text(encoding="utf-8").startswith("title: ")
    assert all(file.line(*place) > 1 for place, _ in file.texts())


def test_examples_are_profiles() -> None:
    file, _ = read_rule_file(rules_folder() / "systemic" / "hormone_therapy.yaml", "hormone_therapy.yaml")
    assert file is not None
    assert PatientProfile(pr="positive") == file.examples[0].profile


def test_a_text_without_a_name_gets_one_from_its_place() -> None:
    file, _ = read_rule_file(rules_folder() / "sites" / "bone.yaml", "sites/bone.yaml")
    assert file is not None
    assert ["bone.texts.1", "bone.texts.2"] == [text.id for _, text in file.texts()][:2]


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    file, (problem,) = read_rule_file(tmp_path / "none.yaml", "none.yaml")
    assert file is None
    assert str(problem).startswith("none.yaml:1: file: can't be read")


def test_a_device_is_not_read() -> None:
    file, (problem,) = read_rule_file(Path(os.devnull), "null.yaml")
    assert (None, "null.yaml:1: file: it is no regular file; expected one of YAML text") == (file, str(problem))


def test_a_large_file_is_not_read_whole(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    with large.open("wb") as stream:
        stream.truncate(2**26)
    tracemalloc.start()
    _, (problem,) = read_rule_file(large, "large.yaml")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(problem).startswith("large.yaml:1: file: it is too large")
    assert most < 2**20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_schema_takes_a_shipped_file(path: Path) -> None:
    """As an editor reads it: every scalar a string, as YAML 1.2 has yes and no."""
    data, _, _ = read_yaml(path.read_bytes(), path.name)
    assert [] == [
        error.message for error in jsonschema.Draft202012Validator(schema()).iter_errors(json.loads(json.dumps(data)))
    ]


def test_the_schema_refuses_what_no_rule_file_says() -> None:
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors({"title": "Bones", "site": "bone", "text": "x"}))


def test_the_schema_is_for_every_kind_of_file() -> None:
    described = schema()
    assert len(described["anyOf"]) >= 9
    assert all(
        "examples" in described["$defs"][model["$ref"].split("/")[-1]]["properties"] for model in described["anyOf"]
    )
