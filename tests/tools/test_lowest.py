"""The lowest versions are those that are declared."""

import tomllib

import pytest
from lowest import PROJECT, constraints, declared


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("pydantic>=2.11", "pydantic==2.11"),
        ("pydantic >= 2.11.3, < 3", "pydantic==2.11.3"),
        ("durable-rules==2.0.28", "durable-rules==2.0.28"),
        ("typer[all]>=0.20; python_version >= '3.11'", "typer==0.20"),
    ],
)
def test_a_requirement_is_held_at_its_lowest_version(requirement: str, expected: str) -> None:
    assert [expected] == constraints([requirement])


@pytest.mark.parametrize("requirement", ["pydantic", "pydantic<3", "pydantic<3,>=2"])
def test_a_requirement_without_a_lowest_version_is_refused(requirement: str) -> None:
    with pytest.raises(ValueError, match=r"names no lowest version; expected name>=version"):
        constraints([requirement])


def test_all_that_is_declared_has_a_lowest_version() -> None:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    every = declared(project["optional-dependencies"])
    assert len(every) == len(project["dependencies"]) + sum(map(len, project["optional-dependencies"].values()))
    assert all(constraints([requirement]) for requirement in every)
    assert set(declared([])) == set(project["dependencies"])
