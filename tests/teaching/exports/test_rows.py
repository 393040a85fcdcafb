"""CSV: a row for each choice or pair, nothing that a spreadsheet takes for a formula, and every text as it was."""

import csv
import io

from hypothesis import given, settings
from made_packs import SOME, pack_of, packs, retold

from mbc_explainer.disclaimer import DISCLAIMER_SHORT
from mbc_explainer.teaching import Question, QuestionPack, questions
from mbc_explainer.teaching.exports.rows import COLUMNS, rows

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read(content: bytes) -> list[dict[str, str]]:
    """Each row, its cells as a person takes them: without the apostrophe that says that a text is a text."""
    found = list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))
    assert not any(cell.startswith(FORMULA) for row in found for cell in row.values())
    return [{name: cell[1:] if cell[:2] in quoted() else cell for name, cell in row.items()} for row in found]


def quoted() -> set[str]:
    return {f"'{sign}" for sign in FORMULA}


def told(question: Question) -> list[tuple[str, ...]]:
    choices = [(one.text, "", "yes" if one.right else "no", one.feedback) for one in question.choices]
    pairs = [(one.left, one.right, "yes", "") for one in question.pairs]
    return [*choices, *pairs, *(("", right, "no", "") for right in question.spare)]


def all_same(pack: QuestionPack) -> None:
    found = read(rows(pack))
    assert list(COLUMNS) == list(found[0])
    for question in pack:
        mine = [row for row in found if row["id"] == question.id]
        assert told(question) == [(row["choice"], row["match"], row["right"], row["feedback"]) for row in mine]
        assert {(question.stem, question.feedback, DISCLAIMER_SHORT)} == {
            (row["question"], row["to_know"], row["disclaimer"]) for row in mine
        }
        assert {" ".join(question.vignette)} == {row["person"] for row in mine}


def test_all_questions_are_read_back() -> None:
    all_same(questions())


@settings(max_examples=30)
@given(packs())
def test_any_text_comes_out_as_it_went_in(pack: QuestionPack) -> None:
    all_same(pack_of([retold(question, lambda text: text.lstrip("'") or "x") for question in pack]))


def test_lines_end_as_rfc_4180_has_it() -> None:
    content = rows(SOME)
    assert (
        content.count(b"\n")
        == content.count(b"\r\n")
        == 1 + sum(len(question.choices) + len(question.pairs) + len(question.spare) for question in SOME)
    )
