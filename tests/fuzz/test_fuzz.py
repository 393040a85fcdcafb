"""A short run of what ``make fuzz`` does at length."""

import random

import pytest
from fuzz import commands, files, profiles


@pytest.mark.parametrize("seed", range(4))
def test_no_profile_brings_out_anything_but_the_librarys_own_error(seed: int) -> None:
    draw = random.Random(seed)
    assert {"read", "refused"} == set(profiles(3_000, draw))


def test_no_rule_file_brings_out_anything_but_the_librarys_own_error() -> None:
    assert {"read", "refused"} == set(files(300, random.Random(1)))


def test_no_command_line_brings_out_a_traceback() -> None:
    assert set(commands(12, random.Random(2))) <= {f"exit status {n}" for n in (0, 1, 2)}
