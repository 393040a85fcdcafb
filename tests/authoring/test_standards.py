"""The page of standards is made from data, and points to what there is."""

from pathlib import Path

import pytest

from mbc_explainer import PatientProfile, explain
from mbc_explainer.authoring.standards import Item, page, standards

ROOT = Path(__file__).parents[2]
EXPLANATION = explain(PatientProfile(sites=["brain"]))
PARTS = {"explanation": EXPLANATION, "option": EXPLANATION.options[0], "source": EXPLANATION.source}
ITEMS = [(standard.name, item) for standard in standards() for item in standard.items]


def test_the_page_is_what_the_data_says() -> None:
    assert page() == (ROOT / "STANDARDS.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("standard", "item"), ITEMS, ids=[f"{name} {item.id}" for name, item in ITEMS])
def test_what_an_item_points_to_is_there(standard: str, item: Item) -> None:
    subject, _, name = item.shown_by.partition(".")
    assert hasattr(PARTS[subject], name) if subject in PARTS else (ROOT / item.shown_by).is_file(), standard


def test_every_item_of_each_standard_is_there() -> None:
    pemat = [str(n) for n in (*range(1, 13), *range(15, 27))]
    wcag = "1.1.1 1.3.1 1.3.2 1.4.1 1.4.3 1.4.10 1.4.11 1.4.12 2.1.1 2.4.3 2.4.4 2.4.6 2.4.7 2.4.11 2.5.8 3.1.1 3.1.2"
    ipdas = [f"{kind}{n}" for kind in "QC" for n in range(1, 7)]
    expected = [*ipdas, *pemat, *map(str, range(1, 21)), *wcag.split(), "4.1.2"]
    assert expected == [item.id for _, item in ITEMS]


def test_production_date_update_policy_and_funding_are_printed_with_the_source() -> None:
    said = " ".join(EXPLANATION.to_text(400).split())
    source = EXPLANATION.source
    assert all(" ".join(one.split()) in said for one in (source.produced, source.update_policy, source.funding))
