"""What the rows of a table are about is told by its own words, and by nothing else."""

from typing import Any

import pytest

from mbc_explainer.tables.encoding import encoded_list
from mbc_explainer.tables.subjects import subjects, words_in


def told(table: dict[str, list[Any]]) -> list[tuple[str, str, tuple[str, ...], int]]:
    names = {name: words_in(name) for name in table}
    return [(*one,) for one in subjects(names, lambda name: encoded_list(table[name]))]


@pytest.mark.parametrize(
    ("name", "cells", "words"),
    [
        ("Stage", ["IV", "IIA", "IV"], ("IV",)),
        ("tumor_stage", [4, 2, 3], ("4",)),
        ("M Stage", ["M1", "M0", "MX"], ("M1",)),
        ("Combined Summary Stage (2004+)", ["Distant", "Localized", "Regional"], ("Distant",)),
        ("Sample Type", ["Metastasis", "Primary", "Primary"], ("Metastasis",)),
        ("Metastatic Disease at Last Follow-up", ["Yes", "No", "No"], ("Yes",)),
    ],
)
def test_a_column_may_say_that_the_cancer_has_spread(name: str, cells: list[Any], words: tuple[str, ...]) -> None:
    assert [(name, "says_spread", words, cells.count(cells[0]))] == told({name: cells})


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("T Stage", ["4", "4"]),
        ("N Stage", ["N1", "4"]),
        ("Metastatic Site", ["Distant", "bone"]),
        ("Lymph node metastasis", ["Yes", "No"]),
        ("Metastasis free", ["Yes", "No"]),
        ("Ascites Mets", ["TRUE", "FALSE"]),
        ("Stage", ["", None]),
        ("Stage", ["[Not Available]", "unknown"]),
        ("Stage", [f"s{number}" for number in range(201)]),
        ("Grade", ["4", "IV"]),
        ("Cancer Type", ["Breast Cancer", "Invasive Breast Carcinoma", "NA", None]),
    ],
)
def test_what_says_nothing_of_it_is_not_told(name: str, cells: list[Any]) -> None:
    assert [] == told({name: cells})


def test_that_no_row_says_so_is_told_unless_another_column_does() -> None:
    early = {"Tumour_Stage": ["I", "II", "III"]}
    assert [("Tumour_Stage", "no_spread", (), 0)] == told(early)
    assert ["says_spread"] == [says for _, says, *_ in told(early | {"M Stage": ["M1", "M0", "M0"]})]


def test_rows_about_another_cancer_are_told() -> None:
    table = {"CANCER_TYPE": ["Breast Cancer", "Prostate Cancer", "Melanoma", None]}
    assert [("CANCER_TYPE", "other_cancers", (), 2)] == told(table)
