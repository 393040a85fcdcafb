"""Every phrase is found by its key, its gaps by their names, and nothing is left unsaid."""

import re

import pytest

from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.phrases import phrase, phrases


def test_a_phrase_is_found_by_its_key() -> None:
    assert "the ER result" == phrase("field.er.title")


def test_a_key_that_there_is_not_is_named() -> None:
    with pytest.raises(KeyError, match=re.escape("field.bogus.title")):
        phrase("field.bogus.title")


def test_every_field_has_its_phrases() -> None:
    for name in FIELDS:
        assert all(phrase(f"field.{name}.{part}") for part in ("title", "description", "question", "option"))


@pytest.mark.parametrize("key", phrases())
def test_a_phrase_is_words_and_named_gaps(key: str) -> None:
    text = phrases()[key]
    assert text.strip() == text != ""
    assert re.fullmatch(r"(?:[^{}]|\{[a-z_]+\})+", text)
