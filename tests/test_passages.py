from pathlib import Path

import pytest

from mbc_explainer.errors import DocumentError
from mbc_explainer.knowledge import shipped
from mbc_explainer.passages import copy_of, fingerprint, sentences

DOCUMENT = Path(__file__).parents[2] / "shared" / "source" / "document.txt"
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
    assert expected == list(sentences(text).values())


def test_locators_count_lines_and_sentences_and_references_are_one_each() -> None:
    found = sentences("A. B.\n\nC." + "\n" * 55 + "Author. (2020). Title.")
    assert {"L1.1": "A.", "L1.2": "B.", "L3.1": "C.", "L58.1": "Author. (2020). Title."} == found


@needs_document
def test_every_sentence_of_the_document_has_its_place_and_fingerprint() -> None:
    """139 sentences and 23 references, each known again in the document itself."""
    index = shipped().topics.document
    found = sentences(DOCUMENT.read_text(encoding="utf-8"))
    assert {s.locator: s.fingerprint for _, s in index.sentences()} == {k: fingerprint(v) for k, v in found.items()}
    assert (139, 23) == (sum(len(section.sentences) for section in index.sections), len(index.references))
    assert found == copy_of(index, DOCUMENT)


def test_another_text_is_no_copy(tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text("Something else.\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"other sentences at L1\.1.* more"):
        copy_of(shipped().topics.document, tmp_path / "copy.txt")


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "copy.txt").write_bytes(content)
    with pytest.raises(DocumentError, match="can't be read"):
        copy_of(shipped().topics.document, tmp_path / "copy.txt")
