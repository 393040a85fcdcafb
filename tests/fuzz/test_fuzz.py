"""A short run of what ``make fuzz`` does at length."""

from random import Random

import pytest
from fuzz import KINDS


@pytest.mark.parametrize(
    ("name", "count", "seed"),
    [
        *(("profiles", 3_000, seed) for seed in range(4)),
        ("rule-files", 300, 1),
        ("snapshots", 30, 2),
        ("answers", 30, 1),
        ("tables", 60, 1),
        ("bundles", 300, 1),
    ],
)
def test_nothing_brings_out_anything_but_the_librarys_own_error(name: str, count: int, seed: int) -> None:
    found = list(KINDS[name][1](count, Random(seed)))
    assert [] == [one.what for one in found if one.became == "broke"]
    assert {"read", "refused"} == {one.became for one in found}


def test_no_command_line_ends_otherwise_than_it_may_or_touches_a_file_that_it_was_not_given() -> None:
    """What each came to is held against that where it is run; here, that every way to end was met."""
    assert {f"exit status {n}" for n in (0, 1, 2)} == {one.became for one in KINDS["command-lines"][1](150, Random(1))}
