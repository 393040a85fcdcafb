"""Columns are suggested by what they are called and what they say; nothing that could mislead is suggested."""

import tomllib
from typing import Any

import pytest

from mbc_explainer.tables import suggest_columns
from mbc_explainer.tables.encoding import encoded_list
from mbc_explainer.tables.mapping import mapping_of
from mbc_explainer.tables.suggestions import Suggestion, suggestion

TABLE: dict[str, list[Any]] = {
    "Patient ID": ["a", "b", "c", "d"],
    "ER Status": ["Positive", "Negative", None, "Unk/ND"],
    "ER status measured by IHC": ["Positve", "Negative", None, None],
    "ER Overall Status": ["Positive", "Negative", "Negative", "Negative"],
    "ER %": ["90", "0", "10", "5"],
    "HER2 copy number": ["GAIN", "NEUTRAL", "LOSS", "negative"],
    "HER2_STATUS": ["0", "1+", "2+", "3+"],
    "PR": ["pos", "neg", "neg", "pos"],
    "Center": ["x", "y", "x", "y"],
    "Bone Mets": ["TRUE", "FALSE", None, "TRUE"],
    "Liver Metastasis": ["no", "no", "no", "yes"],
    "Lung function": ["yes", "no", "yes", "no"],
    "Metastatic Site": ["bone", "bone", "liver", "liver"],
}


def suggested(table: dict[str, list[Any]]) -> Suggestion:
    return suggestion(table, lambda name: encoded_list(table[name]), 4)


def test_columns_are_suggested_those_first_that_say_most() -> None:
    found = suggested(TABLE)
    columns = {field: [one.column for one in candidates] for field, candidates in found.fields.items()}
    assert {"er": ["ER Status", "ER status measured by IHC"], "pr": ["PR"]} == columns
    assert {"bone": ["Bone Mets"], "liver": ["Liver Metastasis"]} == {
        site: [one.column for one in candidates] for site, candidates in found.yes_no.items()
    }
    assert "Patient ID" == found.person


@pytest.mark.parametrize(
    "never",
    [
        *("ER Overall Status", "ER %", "HER2 copy number", "Metastatic Site"),
        *("ER PCT Primary", "ERBB2 Proteogenomic Status", "ERBB2 Gene Amplified", "Date of ER test"),
    ],
)
def test_what_could_mislead_is_not_suggested(never: str) -> None:
    more: dict[str, list[Any]] = {never: ["positive", "negative", "1", "0"]}
    assert never not in suggested(more | TABLE).to_toml()


@pytest.mark.parametrize(
    ("early", "later", "field", "word"),
    [
        ("ER status of the primary", "ER status of sample", "er", "positive"),
        ("Metastatic Sites at Metastatic Diagnosis", "Ever Metastatic Sites", "sites", "bone"),
    ],
)
def test_what_is_about_an_early_state_comes_last(early: str, later: str, field: str, word: str) -> None:
    table: dict[str, list[Any]] = {early: [word] * 4, later: [word, None, None, None]}
    assert [later, early] == [one.column for one in suggested(table).fields[field]]


@pytest.mark.parametrize(
    ("name", "cells", "line"),
    [
        (
            "HER2_STATUS",
            ["3+", "2+", "2+", ""],
            '# her2 = "HER2_STATUS"  # no word of it is read: "2+" in 2 rows, "3+"',
        ),
        ("ER+", ["Yes", "No", "No", None], '# er = "ER+"  # no word of it is read: "No" in 2 rows, "Yes" in 1 rows'),
        ("Mets lung", ["ja", "nein", "nein", "ja"], '# lung = "Mets lung"  # no word of it is read: "ja" in 2 rows'),
    ],
)
def test_a_column_whose_words_are_not_read_is_told_and_not_applied(name: str, cells: list[Any], line: str) -> None:
    found = suggested({name: cells}).to_toml()
    assert line in found
    assert "No column was found" in found
    assert {} == tomllib.loads(found)["columns"]


def test_a_column_of_names_or_figures_is_not_told() -> None:
    found = suggestion({"ER": None}, lambda _: encoded_list([f"{share}%" for share in range(13)]), 13)
    assert '"ER"' not in found.to_toml()


def test_words_that_tables_use_where_nothing_is_known_are_suggested_as_such() -> None:
    table = {"ER": ["Positive", "Borderline/Unknown", "unknown", "Recode not available"], "PR": ["pos", "x", "", ""]}
    found = suggested(table | {"Mets at DX-bone": ["Yes", "No", "Blank(s)", "Blank(s)"]}).to_toml()
    assert ["Borderline/Unknown", "Recode not available", "Blank(s)"] == tomllib.loads(found)["missing"]
    assert '#   "x" in 1 rows' in found


def test_several_columns_say_together_that_it_is_elsewhere() -> None:
    table = {"DMETS_SKIN": ["yes"] * 4, "DMETS_OVARY": ["no"] * 4, "DMETS_BONE": ["no"] * 4, "Bone mets": ["yes"] * 4}
    said = tomllib.loads(suggested(table).to_toml())["columns"]["sites"]
    assert {"bone": "DMETS_BONE", "other": ["DMETS_SKIN", "DMETS_OVARY"]} == said
    mapping_of(about="metastatic", columns={"sites": said})


def test_a_column_that_may_say_what_the_rows_are_about_can_be_taken_as_it_is_told() -> None:
    table = TABLE | {"Stage": ["IV", "II", "III", "IV"]}
    line = next(line for line in suggested(table).to_toml().splitlines() if line.startswith("# about = {"))
    assert {"about": {"Stage": ["IV"]}} == tomllib.loads(line.removeprefix("# "))


def test_a_suggestion_is_a_mapping_that_still_has_to_say_what_the_table_is_about() -> None:
    said = tomllib.loads(suggested(TABLE).to_toml())
    assert "about" not in said
    mapping = mapping_of(about="metastatic", **said)
    assert ("ER Status", "PR", "Bone Mets", "Liver Metastasis", "Patient ID") == mapping.columns()
    assert not mapping.sites_complete


def test_what_was_not_read_is_told_with_its_rows() -> None:
    assert '#   "Unread" in 1 rows' in suggested({"PR": ["pos", "neg", "neg", "Unread"]}).to_toml()


def test_a_list_of_sites_comes_before_columns_of_yes_and_no() -> None:
    found = suggested(TABLE | {"Metastatic Sites": ["bone", "bone|liver", None, "brain"]})
    assert "Metastatic Sites" == tomllib.loads(found.to_toml())["columns"]["sites"]


def test_names_that_toml_has_to_escape_stay_whole() -> None:
    name = 'ER "status"\t\\ \x7f'
    assert name == tomllib.loads(suggested({name: ["positive"] * 4}).to_toml())["columns"]["er"]


def test_nothing_fits_a_table_about_something_else() -> None:
    assert {} == tomllib.loads(suggested({"Center": ["x"] * 4}).to_toml())["columns"]


def test_a_frame_is_looked_at_as_well() -> None:
    pandas = pytest.importorskip("pandas")
    assert suggested(TABLE) == suggest_columns(pandas.DataFrame(TABLE))
