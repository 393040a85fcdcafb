"""A category's whole table in its fewest lines."""

import pytest

from mbc_explainer import Therapy, UnknownNameError, category_map
from mbc_explainer.answers.category_map import CategoryMap
from mbc_explainer.knowledge.snapshot import shipped

RELEVANCE = {rule.id: rule.relevance for topic in shipped().topics.therapies for rule in topic.rules}


@pytest.mark.parametrize("therapy", list(Therapy))
def test_the_lines_expand_back_to_exactly_the_table(therapy: Therapy) -> None:
    table = shipped().decisions[f"{therapy}.relevance"]
    lines = category_map(therapy).lines
    for key, rules in table.rows.items():
        here = set(key.split())
        agreeing = {line.relevance for line in lines if {f"{fact.name}={fact.value}" for fact in line.when} <= here}
        assert {RELEVANCE[rules.split()[0]]} == agreeing


@pytest.mark.parametrize(
    ("therapy", "lines"),
    [
        (
            "targeted_therapy",
            [
                ("relevant", "When HER2 is positive"),
                ("sometimes", "When HER2 is not positive and ER or PR is positive"),
                ("not_described", "When HER2 is not positive and both ER and PR are negative"),
            ],
        ),
        ("chemotherapy", [("relevant", "For MBC in general")]),
        (
            "radiation",
            [
                ("relevant", "When a tumor causes significant symptoms"),
                ("relevant", "When the cancer has spread to the brain"),
                ("sometimes", "When no tumor causes significant symptoms and the cancer has not spread to the brain"),
            ],
        ),
    ],
)
def test_a_map_reads_as_plain_lines(therapy: str, lines: list[tuple[str, str]]) -> None:
    found = category_map(therapy)
    assert lines == [(line.relevance, line.text) for line in found.lines]
    assert all(line.passages for line in found.lines)
    assert (list(found.lines), len(lines), found.lines[0]) == (list(found), len(found), found[0])
    assert [f"  {text}: {answer}" for answer, text in lines] == repr(found).removesuffix(">").splitlines()[1:]
    assert found == CategoryMap.from_json(found.model_dump_json())


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"did you mean radiation\?"):
        category_map("radiatoin")
