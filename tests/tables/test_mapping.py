"""What a caller says of a table is checked whole, and each thing that is wrong is told with what is accepted."""

from pathlib import Path
from typing import Any

import pytest

from mbc_explainer.errors import TableError
from mbc_explainer.tables.mapping import FieldColumns, mapping_of, read_mapping, read_yes_or_no, refuse_unless_there

SOUND: dict[str, Any] = {"about": "metastatic", "columns": {"er": "ER Status"}}

REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"about": "early"}, "about: 'early' is not accepted"),
    ({"about": None}, "about: None is not accepted"),
    ({"about": {"Stage": []}}, "about: "),
    ({"about": {"Stage": ["4"], "M": ["1"]}}, "about: "),
    ({"columns": {}}, "columns: {} is not accepted"),
    ({"columns": "er"}, "columns: 'er' is not accepted"),
    ({"columns": {"goal": "a"}}, "did you mean goals?"),
    ({"columns": {"er": {"positive": "a"}}}, "columns.er: "),
    ({"columns": {"sites": {"spine": "a"}}}, "accepted: bone, lung, liver, brain, other"),
    ({"columns": {"sites": {"bone": 3}}}, "columns.sites.bone: 3 is not accepted"),
    ({"columns": {"er": "a", "pr": "a"}}, "'a' is named twice"),
    ({"columns": {"sites": {"bone": "a", "lung": ["b", "a"]}}}, "'a' is named twice"),
    ({"words": {"pr": {"x": "positive"}}}, "words: 'pr' is not accepted"),
    ({"words": {"er": {"x": "perhaps"}}}, "words.er.x: 'perhaps' is not accepted"),
    ({"words": {"er": "x"}}, "words.er: 'x' is not accepted"),
    ({"words": ["x"]}, "words: ['x'] is not accepted"),
    ({"missing": "Unk"}, "missing: 'Unk' is not accepted"),
    ({"person": 3}, "person: 3 is not accepted"),
    ({"sites_complete": "yes"}, "sites_complete: 'yes' is not accepted"),
    ({"on_unreadable": "ignore"}, "on_unreadable: 'ignore' is not accepted; accepted: raise, unknown"),
]


@pytest.mark.parametrize(("said", "told"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_told(said: dict[str, Any], told: str) -> None:
    with pytest.raises(TableError) as refused:
        mapping_of(**{**SOUND, **said})
    assert told in str(refused.value)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(TableError) as refused:
        mapping_of(about="early", columns={"er": 3, "hr": "x"}, missing="NA", on_unreadable="skip")
    assert len(refused.value.problems) == 5


def test_what_the_table_is_about_has_to_be_said() -> None:
    with pytest.raises(TypeError, match="about"):
        mapping_of(columns={"er": "ER Status"})  # type: ignore[call-arg]  # what is tested


def test_several_columns_may_say_yes_to_one_name() -> None:
    mapping = mapping_of(**{**SOUND, "columns": {"sites": {"bone": "b", "other": ["s", "o"]}}})
    assert FieldColumns("sites", yes_no={"bone": ("b",), "other": ("s", "o")}) == mapping.fields[0]
    assert ("b", "s", "o") == mapping.columns()


def test_columns_are_named_once_each() -> None:
    said = {"about": {"Stage": "4"}, "columns": {"er": "a", "pr": "b"}, "person": "id"}
    assert ("a", "b", "Stage", "id") == mapping_of(**said).columns()


def test_a_column_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(TableError, match="did you mean ER Status"):
        refuse_unless_there(mapping_of(**{**SOUND, "columns": {"er": "ER_status"}}), ["ER Status", "PR Status"])


def test_a_column_that_is_there_twice_is_refused_where_it_is_read() -> None:
    refuse_unless_there(mapping_of(**SOUND), ["ER Status", "Notes", "Notes"])
    with pytest.raises(TableError, match="two columns 'ER Status'"):
        refuse_unless_there(mapping_of(**SOUND), ["ER Status", "ER Status"])


def test_a_mapping_in_toml_says_what_the_arguments_say(tmp_path: Path) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text(
        'about = "metastatic"\nmissing = ["Unk/ND"]\nsites_complete = true\n'
        '[columns]\ner = "ER Status"\n[columns.sites]\nbone = "Bone mets"\n[words.er]\nPositve = "positive"\n'
    )
    assert mapping_of(**read_mapping(file)) == mapping_of(
        about="metastatic",
        missing=["Unk/ND"],
        sites_complete=True,
        columns={"er": "ER Status", "sites": {"bone": "Bone mets"}},
        words={"er": {"Positve": "positive"}},
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [("about = ", "can't be read as TOML"), ("persons = 'id'", "did you mean person"), ("\x00", "can't be read")],
)
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text(content)
    with pytest.raises(TableError, match=told) as refused:
        read_mapping(file)
    assert str(file) in str(refused.value)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        *((True, True), (False, False), (None, None), ("Yes", True), ("FALSE", False), (" y ", True)),
        *((1, True), (0, False), ("unknown", None), ("N/A", None)),
    ],
)
def test_yes_and_no_are_read(given: Any, read: bool | None) -> None:
    assert read is read_yes_or_no(given)


@pytest.mark.parametrize("given", ["maybe", "+", 2, "none", ["yes"], b"yes"])
def test_what_is_neither_yes_nor_no_is_refused(given: Any) -> None:
    with pytest.raises(TableError):
        read_yes_or_no(given)
