"""The document's own sentences in an answer, for a reader who has a copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .explanation import Explanation

__all__ = ["sentences_in", "with_sentences"]


def with_sentences(explanation: Explanation, sentences: Mapping[str, str]) -> Explanation:
    """The same answer with the document's sentence in each citation."""

    def quoted(value: Any) -> Any:
        if isinstance(value, Mapping):
            inner = {name: quoted(part) for name, part in value.items()}
            return inner | {"sentence": sentences.get(inner["locator"])} if "locator" in inner else inner
        return tuple(map(quoted, value)) if isinstance(value, tuple | list) else value

    return Explanation.model_validate(quoted(explanation.model_dump()))


def sentences_in(value: Any) -> dict[str, str]:
    """The document's sentences in an answer's data, by locator."""
    if isinstance(value, Mapping):
        if value.get("sentence"):
            return {value["locator"]: value["sentence"]}
        value = tuple(value.values())
    if not isinstance(value, tuple | list):
        return {}
    return {locator: sentence for part in value for locator, sentence in sentences_in(part).items()}
