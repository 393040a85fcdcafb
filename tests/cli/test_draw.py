"""Pictures from the command line: by the name of the file, whole or not at all."""

import shutil
from pathlib import Path

import pytest
from needed import missing
from typer.testing import CliRunner

from mbc_explainer import MbcExplainerError
from mbc_explainer.cli.commands import app
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.pictures import answer_flow, receptor_map, rule_graph

RUNNER = CliRunner()


def drawn(*words: str) -> str:
    done = RUNNER.invoke(app, ["draw", *words])
    assert 0 == done.exit_code, done.output
    return done.stdout


def test_each_picture_goes_to_standard_output_as_svg() -> None:
    assert receptor_map().to_svg() == drawn("map") == drawn("map", "--output", "-")
    assert answer_flow({"er": "+", "sites": ["bone"]}).to_svg() == drawn("flow", "--er", "positive", "--site", "bone")


def test_the_rules_are_drawn_for_all_or_one() -> None:
    if shutil.which("dot") is None:
        missing("Graphviz's dot", "graphviz")
    assert rule_graph().to_svg() == drawn("rules")
    assert rule_graph("surgery").to_svg() == drawn("rules", "surgery")


@pytest.mark.parametrize(("name", "start"), [("map.svg", b"<svg "), ("map.PNG", b"\x89PNG")])
def test_the_name_of_the_file_says_how(tmp_path: Path, name: str, start: bytes) -> None:
    assert "" == drawn("map", "--output", str(tmp_path / name))
    content = (tmp_path / name).read_bytes()
    assert content.startswith(start)
    assert DISCLAIMER[:30].encode() in content


def test_another_name_is_refused_with_those_that_are_taken(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["draw", "map", "--output", str(tmp_path / "map.pdf")])
    assert 2 == done.exit_code
    assert ".svg or .png" in " ".join(done.output.split())
    assert [] == list(tmp_path.iterdir())


def test_an_unknown_category_gets_the_nearest() -> None:
    done = RUNNER.invoke(app, ["draw", "rules", "surgry"])
    assert isinstance(done.exception, MbcExplainerError)
    assert "did you mean surgery?" in str(done.exception)
