"""What was read as what, a line a spelling, with how often, where first, and what is accepted."""

import json
import re

import pytest
from reported import EMPTY, READING

from mbc_explainer.phrases import PHRASES
from mbc_explainer.tables.table_reading import ReadingNote, TableReading

KINDS = sorted(key.rpartition(".")[2] for key in PHRASES if key.startswith("table_reading.note."))


def test_it_iterates_as_its_spellings_and_knows_those_that_were_not_read() -> None:
    assert list(READING.spellings) == list(READING)
    assert len(READING.spellings) == len(READING)
    assert ["<b>2+</b>", "SKIN"] == [one.given for one in READING.unread]
    assert '\n  ER: "Positve" is positive (10 rows)' in repr(READING)
    assert "\n  ER: an empty cell is not stated (120 rows)" in repr(READING)
    assert '\n  Sites: "SKIN" is not read (17 rows)' in repr(READING)


@pytest.mark.parametrize("reading", [READING, READING.hiding(5), EMPTY.reading])
def test_a_reading_goes_out_and_comes_back(reading: TableReading) -> None:
    assert reading == TableReading.from_json(reading.model_dump_json())


def test_what_was_not_read_comes_first() -> None:
    text = READING.to_text(200, detail="full")
    told = [
        "The table has 381 rows, of 303 people. The column Stage says which rows are about people",
        "Left out, since they are not said to be about that: 2 rows.",
        "The ER result, in the column ER",
        '- "<b>2+</b>": 1 row (first: 17). Give the result in words, not as a score or a percentage.',
        "Where the cancer has spread, in the column Sites",
        '- "SKIN": 17 rows (first: 2, 5, 20). Give a place that is not bone, lung, liver or brain as other.',
        "Places are named, but not if these are all, in 40 rows. So where the cancer has spread counts as not known",
        "Rows of the same person differ on the ER result, for 18 people. It counts as not known. They are P-1 and P-2.",
        '- "POSITIVE": positive, in 250 rows\n',
        '- "Positve": positive, in 10 rows, as your words say',
        "- an empty cell: not stated, in 120 rows, since it stands for missing",
        '- "BONE": bone, in 230 rows\n',
    ]
    places = [text.find(line) for line in told]
    assert sorted(places) == places
    assert -1 not in places


def test_without_people_and_without_order_it_says_less() -> None:
    spellings = tuple(one.model_copy(update={"first_rows": ()}) for one in READING.spellings)
    text = READING.model_copy(update={"people": None, "spellings": spellings}).to_text(200)
    assert "The table has 381 rows. " in text
    assert '- "SKIN": 17 rows. Give' in text
    assert "first" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_each_note_is_a_sentence(kind: str) -> None:
    text = READING.model_copy(update={"notes": (ReadingNote(kind=kind, field="sites", rows=3),)}).to_text(200)
    assert re.search(r"^- .*\b3 rows\b.*\.$", text, re.MULTILINE)


def test_a_column_with_a_rare_spelling_has_no_counts() -> None:
    """Its spellings together are all rows, so that the others would tell."""
    hidden = READING.hiding(5)
    assert {None} == {one.rows for one in hidden if one.column == "ER"}
    assert [230, 17] == [one.rows for one in hidden if one.column == "Sites"]
    assert [40, None] == [one.rows for one in hidden.notes]
    assert '- "<b>2+</b>": Give the result' in hidden.to_text(200)


def test_what_is_hidden_has_no_numbers_of_rows_and_no_names() -> None:
    said = json.loads(READING.hiding(5).model_dump_json())
    assert {()} == {tuple(one["first_rows"]) for one in said["spellings"]}
    assert [[]] == [one["identifiers"] for one in said["disagreements"]]


@pytest.mark.parametrize(
    ("people", "told"), [(1, "for 1 person."), (1_200, "for 1,200 people."), (None, "for a hidden number of people.")]
)
def test_people_are_counted_in_words(people: int | None, told: str) -> None:
    differing = READING.disagreements[0].model_copy(update={"people": people})
    assert told in READING.model_copy(update={"disagreements": (differing,)}).to_text(200)
