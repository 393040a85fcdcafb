"""The document's index, what points into it, and a reader's own copy of it.

The library holds no sentence of the document. Where a reader hands in a copy, each
sentence is checked against the index before it is shown.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from mbc_explainer.errors import DocumentError, escaped
from mbc_explainer.frozen import Frozen

from .texts import FINGERPRINT, Locator, Number, PlainText, Words

__all__ = ["DocumentSection", "Index", "Passage", "Sentence", "copy_of", "fingerprint", "sentences"]

_NAMED: Final = 5  # locators that a refusal names
_BETWEEN_SENTENCES: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?]”))\s+(?=[A-Z“])")
_STRAIGHT: Final = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    }
)


class Sentence(Frozen):
    """One sentence of the document: where it stands, what it says in our words, how to know it again."""

    locator: Locator
    gist: Words
    fingerprint: Annotated[str, StringConstraints(pattern=FINGERPRINT)]
    unused: Words | None = None
    """Why nothing rests on it, for the few of which that is so."""


class DocumentSection(Frozen):
    """A part of the document, with a title of ours."""

    title: Words
    sentences: Annotated[tuple[Sentence, ...], Field(min_length=1)]


class Index(Frozen):
    """The document's index, and what is known of the document and of these rules."""

    title: Words
    topic: Literal["document"]
    about: Words
    """What the document is, and what is not known of it."""
    newest_reference: Annotated[Number, Field(ge=1900, le=2200)]
    """The year of the newest reference."""
    version: Words
    """The version of these rules."""
    produced: Words
    """When these rules were made."""
    update_policy: Words
    funding: Words
    sections: Annotated[tuple[DocumentSection, ...], Field(min_length=1)]
    references: tuple[Sentence, ...] = ()

    def sentences(self) -> Iterator[tuple[str, Sentence]]:
        """Every sentence with its section's title, references last."""
        for section in self.sections:
            yield from ((section.title, sentence) for sentence in section.sentences)
        yield from (("References", sentence) for sentence in self.references)


class Passage(Frozen):
    """A cited sentence of the document: where it stands and what it says, in our words."""

    locator: Locator
    """Line and sentence: ``L46.1`` is line 46, sentence 1."""
    section: PlainText
    """The part of the document, with a title of ours."""
    gist: PlainText
    """What the sentence says, in our words."""
    sentence: PlainText | None = None
    """The document's own sentence, where the reader handed in a copy."""


def fingerprint(sentence: str) -> str:
    """How a sentence is known again: SHA-256, case, white space and quotes leveled."""
    folded = " ".join(sentence.translate(_STRAIGHT).lower().split())
    return hashlib.sha256(folded.encode()).hexdigest()


def sentences(text: str, index: Index) -> dict[str, str]:
    """A copy's sentences by locator: the lines of the references are one each, and all before them are split."""
    references = min((_line(sentence.locator) for sentence in index.references), default=None)
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        whole = references is not None and number >= references
        parts = [line] if whole else _BETWEEN_SENTENCES.split(line.strip())
        found |= {f"L{number}.{n}": part.strip() for n, part in enumerate(parts, 1) if part.strip()}
    return found


def _line(locator: str) -> int:
    return int(locator[1:].partition(".")[0])


def copy_of(index: Index, path: Path | str) -> Mapping[str, str]:
    """The sentences of a reader's copy, checked one by one against the index, with ordinary spaces.

    Raises:
        DocumentError: the file can't be read, or is not the document that the rules rest on.
    """
    name = escaped(str(path))
    try:
        found = sentences(Path(path).read_text(encoding="utf-8-sig"), index)
    except (OSError, ValueError) as error:
        raise DocumentError(f"{name}: can't be read as UTF-8 text: {escaped(str(error))}") from None
    wrong = [
        sentence.locator
        for _, sentence in index.sentences()
        if fingerprint(found.get(sentence.locator, "")) != sentence.fingerprint
    ]
    if wrong:
        more = f" and {len(wrong[_NAMED:])} more" if wrong[_NAMED:] else ""
        raise DocumentError(
            f"{name}: not the document that these rules rest on; other sentences at {', '.join(wrong[:_NAMED])}{more}"
        )
    return {sentence.locator: " ".join(found[sentence.locator].split()) for _, sentence in index.sentences()}
