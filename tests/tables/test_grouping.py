"""Rows of one person count as one, and what they state differently is not known."""

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.tables.encoding import encoded_list
from mbc_explainer.tables.grouping import grouped_by

ROWS = st.lists(st.tuples(st.sampled_from(["a", "b", "c", None, " "]), st.integers(0, 3)), min_size=1, max_size=30)


@given(ROWS)
def test_what_rows_of_a_person_state_alike_is_stated_and_nothing_else(rows: list[tuple[str | None, int]]) -> None:
    people = grouped_by(encoded_list([name for name, _ in rows]))
    merged, differ = people.agreed(np.array([code for _, code in rows]))
    stated: dict[object, set[int]] = defaultdict(set)
    for at, (name, code) in enumerate(rows):
        stated[name if name and name.strip() else at].add(code)
    assert len(stated) == people.how_many().sum()
    for at, (name, _) in enumerate(rows):
        of_person = stated[name if name and name.strip() else at] - {0}
        assert (next(iter(of_person)) if len(of_person) == 1 else 0) == merged[people.of_row[at]]
        assert (len(of_person) > 1) == (people.of_row[at] in differ)


@given(ROWS)
def test_something_holds_of_a_person_if_it_holds_in_a_row(rows: list[tuple[str | None, int]]) -> None:
    people = grouped_by(encoded_list([name for name, _ in rows]))
    holds = np.array([code == 1 for _, code in rows])
    found = people.any_of(holds)
    for at, (name, _) in enumerate(rows):
        same = [code for other, (one, code) in enumerate(rows) if one == name and (other == at or (name or "").strip())]
        assert (1 in same) == found[people.of_row[at]]


def test_people_keep_their_names() -> None:
    people = grouped_by(encoded_list(["x", "y", "x"]))
    assert {"x", "y"} == set(people.names)
    assert people.of_row[0] == people.of_row[2] != people.of_row[1]
