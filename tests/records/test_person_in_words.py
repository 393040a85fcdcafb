from collections.abc import Iterator

import pytest
from made_up_records import (
    BONE,
    BREAST,
    ER,
    LUNG_CANCER,
    NEGATIVE,
    POSITIVE,
    PR,
    STAGE,
    STAGE_3A,
    UNSPECIFIED,
    bundle,
    condition,
    observation,
    patient,
    with_breast_cancer,
)

from mbc_explainer.authoring.readability import flesch_kincaid_grade
from mbc_explainer.phrases import PHRASES
from mbc_explainer.records import Reason, read_fhir
from mbc_explainer.records.person_in_words import in_a_line, lines_of_person, section_of_person, section_of_rest
from mbc_explainer.rendering import Table
from mbc_explainer.rendering.blocks import Block, Section

LIVER = ("http://snomed.info/sct", "94381002")
PERSON = read_fhir(
    with_breast_cancer(
        observation(ER, POSITIVE), observation(PR, POSITIVE), observation(PR, NEGATIVE),
        observation(STAGE, STAGE_3A), condition(UNSPECIFIED), condition(BONE), condition(LIVER),
    )
).people[0]  # fmt: skip
NO_PROFILE = read_fhir(bundle(patient(), condition(BREAST), condition(LUNG_CANCER))).people[0]


def within(block: Block) -> Iterator[Block]:
    yield block
    for inner in block.blocks if isinstance(block, Section) else ():
        yield from within(inner)


def test_a_person_in_a_line() -> None:
    assert "Person 1: ER positive, PR unknown, HER2 unknown; spread to: not stated." == in_a_line(PERSON)
    assert in_a_line(NO_PROFILE).startswith("Person 1: no profile, since the record names another cancer")


def test_lines_say_each_thing_once_with_its_place() -> None:
    lines = list(lines_of_person(PERSON))
    assert "ER: positive, entry 3 (Observation), LOINC 85337-4, SNOMED CT 10828004" in lines
    differing = [line for line in lines if "PR" in line and "differ" in line]
    assert ["entry 4 (Observation)", "entry 5 (Observation)"] == [
        place for place in ("entry 4 (Observation)", "entry 5 (Observation)") if place in differing[0]
    ]
    (passed,) = (line for line in lines if line.startswith("Passed over"))
    assert "bone" in passed
    assert "liver" in passed
    assert 1 == passed.count("sites_complete")
    assert not [line for line in lines if line.startswith("Whether it has spread: no")]


def test_a_section_has_a_row_for_each_thing_that_was_taken() -> None:
    tables = [block for block in within(section_of_person(PERSON)) if isinstance(block, Table)]
    assert [len(PERSON.readings)] == [len(table.rows) for table in tables]
    assert ("ER", "positive", "entry 3 (Observation)", "LOINC 85337-4, SNOMED CT 10828004") in tables[0].rows
    refused = (block for block in within(section_of_person(NO_PROFILE)) if isinstance(block, Table))
    assert ["Another cancer", "Breast cancer"] == sorted(str(row[0]) for table in refused for row in table.rows)


@pytest.mark.parametrize(("people", "not_theirs", "not_read", "lines"), [(0, 0, 0, 3), (1, 0, 0, 2), (1, 2, 3, 4)])
def test_the_rest_is_counted(people: int, not_theirs: int, not_read: int, lines: int) -> None:
    (section,) = section_of_rest(people, not_theirs, not_read)
    assert isinstance(section, Section)
    assert [lines] == [len(block.items) for block in section.blocks]  # type: ignore[union-attr]  # a list


def test_each_reason_has_words() -> None:
    assert set(Reason) == {key.rpartition(".")[-1] for key in PHRASES if key.startswith("record.reason.")}


@pytest.mark.parametrize("key", [key for key in PHRASES if key.startswith("record.") and len(PHRASES[key].split()) > 7])
def test_what_is_said_of_a_record_is_plain(key: str) -> None:
    if key not in {
        "record.refused",
        "record.no_table",
        "record.no_columns",
        "record.codes",
    }:  # for who hands it in, and names of code systems
        assert 8 >= flesch_kincaid_grade(PHRASES[key])
