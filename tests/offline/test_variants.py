"""Variants as one tree: each has back what it had, in its order, and nothing of another."""

from collections.abc import Iterator
from operator import or_
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.offline.variants import Branch, conditional, merged
from mbc_explainer.rendering import Items, Paragraph, Section

LINES = [Paragraph(text) for text in "abcdef"]


def shown(branches: tuple[Branch, ...], variant: int) -> Iterator[Any]:
    for branch in branches:
        for when, head in branch.heads:
            if when >> variant & 1:
                inner = tuple(shown(branch.below, variant))
                yield head._replace(blocks=inner) if isinstance(head, Section) else Items(inner) if inner else head


def pages() -> st.SearchStrategy[tuple[Any, ...]]:
    lines = st.sets(st.sampled_from(LINES), min_size=1).map(lambda some: tuple(sorted(some)))
    sections = st.tuples(st.sampled_from(["mild", "strong"]), lines).map(
        lambda drawn: Section("Title", (Items(drawn[1]),), label=drawn[0])
    )
    return st.tuples(lines, st.lists(sections, max_size=1)).map(lambda drawn: (*drawn[0], *drawn[1]))


@given(st.lists(pages(), min_size=1, max_size=6))
def test_each_variant_has_back_what_it_had(variants: list[tuple[Any, ...]]) -> None:
    tree = merged(((1 << at, blocks) for at, blocks in enumerate(variants)), or_)
    assert variants == [tuple(shown(tree, at)) for at in range(len(variants))]


def test_a_block_that_stands_twice_is_two() -> None:
    (first, second) = merged([(1, (LINES[0], LINES[0])), (2, (LINES[0],))], or_)
    assert (((3, LINES[0]),), ((1, LINES[0]),)) == (first.heads, second.heads)


def test_a_tree_takes_other_conditions() -> None:
    section = Section("Title", (LINES[0],))
    (branch,) = conditional(merged([(1, (section,))], or_), lambda when: when + 6)
    assert (7, 7) == (branch.heads[0][0], branch.below[0].heads[0][0])


def test_an_order_that_is_not_common_is_refused() -> None:
    with pytest.raises(ValueError, match="no common order"):
        merged([(1, LINES[:2]), (2, LINES[1::-1])], or_)
