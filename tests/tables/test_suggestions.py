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


@pytest.mark.parametrize("never", ["ER Overall Status", "ER %", "HER2 copy number", "HER2_STATUS", "Metastatic Site"])
def test_what_could_mislead_is_not_suggested(never: str) -> None:
    assert never not in suggested(TABLE).to_toml()


def test_a_suggestion_is_a_mapping_that_still_has_to_say_what_the_table_is_about() -> None:
    said = tomllib.loads(suggested(TABLE).to_toml())
    assert "about" not in said
    mapping = mapping_of(about="metastatic", **said)
    assert ("ER Status", "PR", "Bone Mets", "Liver Metastasis", "Patient ID") == mapping.columns()
    assert not mapping.sites_complete


def test_what_was_not_read_is_told_with_its_rows() -> None:
    assert '"Unk/ND" in 1 rows' in suggested(TABLE).to_toml()


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
