import re
from pathlib import Path

import pydantic
import pytest

from mbc_explainer.errors import DocumentError
from mbc_explainer.knowledge.document import DocumentSection, Index, Passage, Sentence, copy_of, fingerprint, sentences
from mbc_explainer.knowledge.snapshot import shipped

INDEX = shipped().topics.document
DOCUMENT = Path(__file__).parents[3] / "shared" / "source" / "document.txt"
needs_document = pytest.mark.skipif(not DOCUMENT.is_file(), reason="the document is not beside this checkout")


def test_case_white_space_and_quotes_do_not_change_a_fingerprint() -> None:
    assert fingerprint("A “word”,  it’s\tHERE") == fingerprint('a "word", it\'s here')
    assert fingerprint("a word") != fingerprint("a  wordy")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("He said “yes.” Then left.", ["He said “yes.”", "Then left."]),
        ("It is 3.5 mg. of it.", ["It is 3.5 mg. of it."]),
        ("", []),
        ("  Spaces.  “Quoted.”", ["Spaces.", "“Quoted.”"]),
    ],
)
def test_a_line_is_split_into_its_sentences(text: str, expected: list[str]) -> None:
    assert expected == list(sentences(text, INDEX).values())


def test_locators_count_lines_and_sentences_and_references_are_one_each() -> None:
    """The references begin where the index has the first of them."""
    found = sentences("A. B.\n\nC." + "\n" * 55 + "Author. (2020). Title.", INDEX)
    assert {"L1.1": "A.", "L1.2": "B.", "L3.1": "C.", "L58.1": "Author. (2020). Title."} == found
    earlier = INDEX.model_copy(update={"references": (INDEX.references[-1].model_copy(update={"locator": "L3.1"}),)})
    assert {"L1.1": "A.", "L1.2": "B.", "L3.1": "C. D.", "L4.1": "E. F."} == sentences("A. B.\n\nC. D.\nE. F.", earlier)


@needs_document
def test_every_sentence_of_the_document_has_its_place_and_fingerprint() -> None:
    """139 sentences and 23 references, each known again in the document itself."""
    found = sentences(DOCUMENT.read_text(encoding="utf-8"), INDEX)
    assert {s.locator: s.fingerprint for _, s in INDEX.sentences()} == {k: fingerprint(v) for k, v in found.items()}
    assert (139, 23) == (sum(len(section.sentences) for section in INDEX.sections), len(INDEX.references))
    assert found == copy_of(INDEX, DOCUMENT)


LINES = [f"This is line {number}." for number in range(1, 101)]


def index_of(lines: list[str]) -> Index:
    found = tuple(
        Sentence(locator=f"L{number}.1", gist="A gist.", fingerprint=fingerprint(line))
        for number, line in enumerate(lines, 1)
    )
    return INDEX.model_copy(update={"sections": (DocumentSection(title="All", sentences=found),), "references": ()})


@pytest.mark.parametrize("wrong", [1, 2, 5, 6, 90, 100])
def test_a_single_other_sentence_is_enough_to_refuse_a_copy(tmp_path: Path, wrong: int) -> None:
    (tmp_path / "copy.txt").write_text(
        "\n".join(["Other.", *LINES[1:]] if wrong == 1 else ["x"] * wrong + LINES[wrong:])
    )
    more = f" and {wrong - 5} more" if wrong > 5 else ""
    named = ", ".join(f"L{number}.1" for number in range(1, min(wrong, 5) + 1))
    with pytest.raises(DocumentError, match=re.escape(f"other sentences at {named}{more}") + "$"):
        copy_of(index_of(LINES), tmp_path / "copy.txt")


def test_a_copy_is_shown_with_ordinary_spaces(tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text("\n".join(line.replace(" ", "\xa0\t\x1f") for line in LINES), encoding="utf-8")
    assert LINES == list(copy_of(index_of(LINES), tmp_path / "copy.txt").values())


def test_a_copy_with_a_name_that_no_system_has_is_refused_in_words_that_can_be_shown() -> None:
    for name in ("a\0b", "\x1b[31m.txt", "\ud800.txt"):
        with pytest.raises(DocumentError, match="can't be read") as refused:
            copy_of(index_of(LINES), name)
        assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "change",
    [{"locator": one} for one in ("", "L1", "L0.1", "L1.1\n", "1.1", "L\u0661.1", "L" + "9" * 5_000 + ".1")]
    + [{field: text} for field in ("section", "gist", "sentence") for text in ("", " ", "a\x1bb")],
)
def test_a_passage_has_a_place_and_words_that_show(change: dict[str, str]) -> None:
    good = {"locator": "L1.1", "section": "S", "gist": "g"}
    assert "L1.1" == Passage.model_validate(good).locator
    with pytest.raises(pydantic.ValidationError):
        Passage.model_validate({**good, **change})


def test_another_text_is_no_copy(tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text("Something else.\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"other sentences at L1\.1.* more"):
        copy_of(INDEX, tmp_path / "copy.txt")


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "copy.txt").write_bytes(content)
    with pytest.raises(DocumentError, match="can't be read"):
        copy_of(INDEX, tmp_path / "copy.txt")
