"""Answers by what each decision reads, which the rules say."""

from __future__ import annotations

import pyarrow as pa
import pytest

from mbc_explainer import PatientProfile, explain
from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.patient.vocabulary import FIELDS, Relevance, Therapy
from mbc_explainer.tables.answering_rows import answer_columns, answered_counts, decide, fields_read, names_of_columns
from mbc_explainer.tables.encoding import encoded_list
from mbc_explainer.tables.mapping import mapping_of
from mbc_explainer.tables.reading_rows import PeopleRead, Rows, read_rows

RULES = rulebook_for(None)
CELLS = ["positive", "negative", None, "positive"]


def people(*, about: list[str] | None = None) -> PeopleRead:
    mapping = mapping_of(about={"stage": "IV"} if about else "metastatic", columns={"her2": "her2"})
    columns = {"her2": encoded_list(CELLS)} | ({"stage": encoded_list(about)} if about else {})
    return read_rows(Rows(columns, len(CELLS)), mapping)


def test_the_rules_say_which_fields_a_decision_reads() -> None:
    """What changes an answer is read by it, and what is read changes it somewhere."""
    read = fields_read(RULES)
    assert {*Therapy} == {*read}
    for therapy, names in read.items():
        assert set(explain(PatientProfile())[therapy].depends_on) <= {*names} <= {*FIELDS}
    assert {name for names in read.values() for name in names} < {*FIELDS}


def test_answers_stand_in_columns_of_codes_with_the_same_words_for_every_table() -> None:
    found = people()
    columns = answer_columns(decide(found, RULES), found, RULES)
    assert names_of_columns() == tuple(column.name for column in columns)
    for relevance, depends_on in zip(columns[::2], columns[1::2], strict=True):
        assert tuple(map(str, Relevance)) == relevance.vocabulary
        options = [explain({} if cell is None else {"her2": cell})[relevance.name] for cell in CELLS]
        assert [str(option.relevance) for option in options] == relevance.in_arrow().to_pylist()
        assert [", ".join(option.depends_on) or None for option in options] == depends_on.in_arrow().to_pylist()
        assert relevance.in_arrow().to_pylist()[1:3] == relevance.in_arrow(1, 3).to_pylist()
        assert pa.types.is_dictionary(depends_on.in_arrow().type)


def test_a_row_that_the_table_is_not_about_has_no_answer_and_does_not_count() -> None:
    found = people(about=["IV", "I", "IV", "II"])
    decided = decide(found, RULES)
    for column in answer_columns(decided, found, RULES):
        assert [None, None] == column.in_arrow().to_pylist()[1::2]
    counts, questions = answered_counts(decided, found, RULES)
    assert (2, 2) == (counts.of, questions.of)
    assert 2 == counts.left_out


def test_each_way_to_state_what_a_decision_reads_is_explained_once() -> None:
    decided = decide(people(), RULES)
    assert {*Therapy} == {therapy for group in decided for therapy in group.therapies}
    assert 3 == max(len(group.explanations) for group in decided)
    with_rules = decide(people(), rulebook_for(shipped().model_copy(update={"fingerprint": "1" * 64})))
    assert "1" * 64 == with_rules[0].explanations[0].source.rules_fingerprint


@pytest.mark.parametrize("therapy", Therapy)
def test_counts_are_those_of_a_loop(therapy: Therapy) -> None:
    found = people()
    counts, _ = answered_counts(decide(found, RULES), found, RULES)
    own = next(one for one in counts.therapies if one.therapy == therapy)
    options = [explain({} if cell is None else {"her2": cell})[therapy] for cell in CELLS]
    for answer in own.answers:
        assert sum(option.relevance == answer.relevance for option in options) == answer.count
    for field in own.depends_on:
        assert sum(field.field in option.depends_on for option in options) == field.count
