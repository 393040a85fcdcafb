"""Diagrams come to what their rows say, and equal functions have equal roots."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.offline.diagrams import ALWAYS, NEVER, Diagrams, terminal

SIZES = (2, 3, 2)
WORLDS = list(product(*map(range, SIZES)))
VARIABLES = range(len(SIZES))
conditions = st.lists(st.integers(0, 1), min_size=len(WORLDS), max_size=len(WORLDS))


def root_of(diagrams: Diagrams, values: list[int]) -> int:
    return diagrams.of_rows(VARIABLES, dict(zip(WORLDS, values, strict=True)))


@given(conditions, conditions)
def test_a_diagram_is_what_its_rows_say_alone_and_joined(one: list[int], other: list[int]) -> None:
    diagrams = Diagrams(SIZES)
    first, second = root_of(diagrams, one), root_of(diagrams, other)
    either, both, negated = diagrams.either(first, second), diagrams.both(first, second), diagrams.negated(first)
    for world, here, there in zip(WORLDS, one, other, strict=True):
        assert here == diagrams.value(first, world)
        assert (here or there, here and there, not here) == tuple(
            diagrams.value(root, world) for root in (either, both, negated)
        )


@given(conditions, conditions)
def test_functions_are_equal_where_their_roots_are(one: list[int], other: list[int]) -> None:
    diagrams = Diagrams(SIZES)
    assert (one == other) is (root_of(diagrams, one) == root_of(diagrams, other))
    assert ALWAYS == diagrams.either(root_of(diagrams, one), diagrams.negated(root_of(diagrams, one)))
    assert NEVER == diagrams.both(root_of(diagrams, one), diagrams.negated(root_of(diagrams, one)))


@given(st.dictionaries(st.sampled_from(WORLDS), st.integers(0, 5), min_size=1))
def test_what_is_not_given_is_nobodys_matter(rows: dict[tuple[int, ...], int]) -> None:
    diagrams = Diagrams(SIZES)
    root = diagrams.of_rows(VARIABLES, rows)
    assert rows == {world: diagrams.value(root, world) for world in rows}
    if len(set(rows.values())) == 1:
        assert terminal(next(iter(rows.values()))) == root


def test_a_variable_that_makes_no_difference_is_not_asked() -> None:
    diagrams = Diagrams(SIZES)
    assert [(1, NEVER, ALWAYS, NEVER)] == diagrams.nodes[diagrams.is_value(1, 1) :]
    assert 0 == root_of(diagrams, [int(world[1] == 1) for world in WORLDS])
