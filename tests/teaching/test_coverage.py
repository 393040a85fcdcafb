"""What questions show is counted, and a spread shows as much as a greedy choice can."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.teaching.coverage import coverage, few, spread
from mbc_explainer.teaching.pack import questions

ALL = questions()
FEW = ALL.questions[::9]


def test_coverage_counts_what_is_shown_and_names_what_is_missing() -> None:
    found = coverage(FEW[:1], ["rule:a", *FEW[0].covers])
    assert ("rule:a",) == found.missing
    assert {part.kind: part.shown for part in found.parts}["rule"] + 1 == {part.kind: part.of for part in found.parts}[
        "rule"
    ]


@given(st.integers(1, len(FEW)), st.integers(0, 5))
def test_a_spread_has_so_many_questions_each_once(count: int, seed: int) -> None:
    chosen = spread(FEW, count, Random(seed))
    assert count == len(chosen) == len({question.id for question in chosen})
    assert chosen == spread(FEW, count, Random(seed))


@given(st.integers(2, 20))
def test_a_larger_spread_begins_with_the_smaller_one(count: int) -> None:
    assert spread(FEW, count, Random(1))[:-1] == spread(FEW, count - 1, Random(1))


def test_each_next_question_adds_most() -> None:
    """The lazy choice is that of the plain one, which looks at all each time."""
    sizes: dict[str, int] = {}
    shows = {one.id: one.covers | {f"kind:{one.kind}"} for one in FEW}
    for name in set().union(*shows.values()):
        sizes[name.partition(":")[0]] = sizes.get(name.partition(":")[0], 0) + 1
    shown: set[str] = set()
    for chosen in spread(FEW, 12, Random(3)):
        adds = {one.id: sum(1 / sizes[name.partition(":")[0]] for name in shows[one.id] - shown) for one in FEW}
        assert adds[chosen.id] >= max(adds.values()) - 1e-9
        shown |= shows[chosen.id]


def test_another_seed_gives_another_spread() -> None:
    assert 1 < len({tuple(question.id for question in questions(count=20, seed=seed)) for seed in range(3)})


def test_few_show_what_all_show_and_none_of_them_in_vain() -> None:
    chosen = few(FEW)
    shown = [set().union(*(one.covers for one in some)) for some in (chosen, FEW)]
    assert shown[0] == shown[1]
    assert len(chosen) < len(FEW)
    assert chosen == few(FEW)
