"""The page of standards is made from data, whole, and points to what there is."""

from pathlib import Path

from standards import Standard, page, standards

from mbc_explainer import PatientProfile, explain

ROOT = Path(__file__).parents[2]
EXPLANATION = explain(PatientProfile(sites=["brain"]))
PARTS = {"explanation": EXPLANATION, "option": EXPLANATION.options[0], "source": EXPLANATION.source}
ITEMS = [item for standard in standards() for item in standard.items]


def test_the_page_is_what_the_data_says() -> None:
    assert page() == (ROOT / "STANDARDS.md").read_text(encoding="utf-8")


def shows(pointed_to: str) -> bool:
    """Whether a part of an explanation says something, or a file tests something."""
    subject, _, name = pointed_to.partition(".")
    if subject not in PARTS:
        path = ROOT / pointed_to
        return path.is_file() and "\ndef test_" in path.read_text(encoding="utf-8")
    part = getattr(PARTS[subject], name, None)
    return bool(part() if callable(part) else part)


def test_what_items_point_to_is_there() -> None:
    assert [] == [(item.id, item.shown_by) for item in ITEMS if not shows(item.shown_by)]
    assert not any(map(shows, ["explanation.cure", "source.open", "tests/test_none.py", "README.md"]))


def test_every_item_of_each_standard_is_there() -> None:
    pemat = [str(n) for n in (*range(1, 13), *range(15, 27))]
    wcag = "1.1.1 1.3.1 1.3.2 1.4.1 1.4.3 1.4.10 1.4.11 1.4.12 2.1.1 2.4.3 2.4.4 2.4.6 2.4.7 2.4.11 2.5.8 3.1.1 3.1.2"
    ipdas = [f"{kind}{n}" for kind in "QC" for n in range(1, 7)]
    expected = [*ipdas, *pemat, *map(str, range(1, 21)), *wcag.split(), "4.1.2"]
    assert expected == [item.id for item in ITEMS]


def test_what_does_not_apply_does_not_count() -> None:
    items = [
        {"id": "1", "asks": "a", "met": met, "where": "at its place", "shown_by": "b"}
        for met in ("yes", "yes", "no", "not_applicable")
    ]
    standard = Standard.model_validate({"name": "a", "about": "b", "needed": 100, "items": items})
    assert 67 == standard.share


def test_production_date_update_policy_and_funding_are_printed_with_the_source() -> None:
    said = " ".join(EXPLANATION.to_text(400, detail="full").split())
    source = EXPLANATION.source
    assert all(" ".join(one.split()) in said for one in (source.produced, source.update_policy, source.funding))


def test_it_says_who_rated() -> None:
    """The makers rate themselves, and a reader has to know."""
    assert "No independent raters did" in " ".join(page().split())
