"""The report: first of how many people, and what counts are not; nothing small where that is hidden."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from reported import COUNTS, EMPTY, OPEN, READING, REPORT
from shown import lines, pieces, sentences

from mbc_explainer.authoring.readability import flesch_kincaid_grade
from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.phrases import PHRASES, phrase
from mbc_explainer.tables.table_report import TableReport

REPORTS = {"whole": REPORT, "hidden": REPORT.hiding(5), "of nobody": EMPTY}


@pytest.mark.parametrize("name", REPORTS)
def test_it_carries_the_disclaimer_everywhere(name: str) -> None:
    report = REPORTS[name]
    for shown in (report.to_text(10_000), report.to_markdown(), report.to_page(), report.to_html(), report.__html__()):
        assert DISCLAIMER in shown
    assert DISCLAIMER_SHORT in report.to_text(10_000, detail="brief")
    assert DISCLAIMER == json.loads(report.model_dump_json())["disclaimer"] == report.disclaimer
    assert report == TableReport.from_json(report.model_dump_json())


def test_it_first_says_of_whom_and_what_it_is_not() -> None:
    text = REPORT.to_text(1_000)
    told = [
        "The table has 381 rows, of 303 people. The column Stage says",
        "Left out, since they are not said to be about that: 2 rows.",
        "For each of the 301 people, this counts what one article says about eight kinds of care.",
        "not about people in general. It does not say what care anyone got, or should get.",
        "All eight answers are clear for 23 of 301 people.",
        "One answer or more is still open for 278 of 301 people.",
        "2 spellings were not read.",
        "What the article says, by kind of care",
        "What is missing, and what would settle most",
        "How the table was read",
        '"SKIN"',
        "Rows of the same person differ",
    ]
    places = [text.find(line) for line in told]
    assert sorted(places) == places
    assert -1 not in places
    assert "<TableReport: Answers for 301 people\n" in repr(REPORT)


def test_in_text_a_bar_has_a_mark_for_each_twenty_fifth() -> None:
    shown = REPORT.to_text().splitlines()
    at = shown.index("  Targeted therapy")
    assert (
        "    "
        + "\N{BLACK CIRCLE}" * 4
        + "\N{CIRCLE WITH LEFT HALF BLACK}" * 12
        + "\N{WHITE CIRCLE}" * 2
        + ("\N{DOTTED CIRCLE}" * 7)
        == shown[at + 1]
    )


@pytest.mark.parametrize("name", REPORTS)
def test_no_sentence_stands_there_twice_and_each_is_plain(name: str) -> None:
    """But for what is accepted, which goes with each spelling; grade 8 at most, as for all texts."""
    accepted = {one.accepted.capitalize() for one in READING.unread}
    text = REPORTS[name].to_text(10_000, detail="full")
    told = [one for line in lines(text, phrase("citations.title")) for one in sentences(line)]
    told = [one for one in told if one.rstrip(".") not in accepted and one not in sentences(DISCLAIMER)]
    assert sorted(set(told)) == sorted(told)
    ours = " ".join(one for one in told if "fingerprint" not in one.lower())
    assert flesch_kincaid_grade(ours) <= 8
    assert [] == [piece.text for piece in pieces(REPORTS[name].to_page()) if "{" in piece.text or "None" in piece.text]


GAPS = {"rows": "12 rows", "field": "the ER result", "of": "301", "unit": "people", "share": "23 of 301 people"} | {
    "most": "4",
    "people": "18 people",
    "size": "12 rows, of 9 people",
    "names": "Ada and Eve",
    "count": "9",
}


@pytest.mark.parametrize("room", ["table_counts", "table_questions", "table_reading", "table_report"])
def test_each_phrase_of_its_own_is_plain(room: str) -> None:
    own = [text for key, text in PHRASES.items() if key.startswith(f"{room}.") and text.endswith(".")]
    assert own
    assert [] == [text for text in own if flesch_kincaid_grade(text.format(**GAPS)) > 8]


COUNT_NAMES = {"count", "settled", "unsettled", "turning", "settling", "answers", "left_out", "rows", "people"}


def counted(value: Any, name: str = "") -> Iterator[int]:
    """Every count in some JSON."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from counted(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from counted(inner)
    elif isinstance(value, int) and name in COUNT_NAMES:
        yield value


@pytest.mark.parametrize("below", [3, 5, 20, 60, 1000])
def test_no_small_count_is_left_anywhere(below: int) -> None:
    assert {1, 2, 3} <= set(counted(json.loads(REPORT.model_dump_json())))
    hidden = json.loads(REPORT.hiding(below).model_dump_json())
    assert [] == [count for count in counted(hidden) if 0 < count < below]


def test_what_is_left_out_is_not_told_by_the_size_of_the_table() -> None:
    hidden = REPORT.hiding(5)
    assert (None, None, None) == (hidden.counts.left_out, hidden.reading.rows, hidden.reading.people)
    assert 301 == hidden.counts.of
    more = REPORT.model_copy(
        update={
            "counts": COUNTS.model_copy(update={"left_out": 70}),
            "reading": READING.model_copy(update={"people": 350}),
        }
    ).hiding(5)
    assert (70, 381, 350) == (more.counts.left_out, more.reading.rows, more.reading.people)


def test_a_field_that_is_hidden_in_one_place_is_hidden_in_the_other() -> None:
    questions = tuple(
        one.model_copy(update={"turning": 4, "settling": 0}) if one.field == "sites" else one for one in OPEN
    )
    report = REPORT.model_copy(update={"open_questions": OPEN.model_copy(update={"questions": questions})}).hiding(5)
    hidden = {one.field for one in report.open_questions if one.turning is None}
    assert {"sites", "er", "pr"} == hidden, "with the next smallest"
    told = [field for one in report.counts for field in one.depends_on]
    assert hidden == {field.field for field in told if field.count is None}


def test_one_is_not_many() -> None:
    reading = READING.model_copy(update={"rows": 1, "people": 1, "spellings": READING.spellings[3:4], "notes": ()})
    counts = EMPTY.counts.model_copy(update={"of": 1, "unit": "people", "settled": 1})
    text = REPORT.model_copy(update={"reading": reading, "counts": counts}).to_text(1_000)
    assert "The table has 1 row, of 1 person." in text
    assert "1 spelling was not read. It counts as not known." in text
    assert "All eight answers are clear for 1 of 1 person." in text
