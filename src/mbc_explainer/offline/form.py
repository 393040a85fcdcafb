"""The form for a profile as data: each field with its choices in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from mbc_explainer.answers.phrasing import Phrasing, capitalized
from mbc_explainer.patient.profile import PatientProfile, title_of
from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.phrases import PHRASES, phrase

__all__ = ["form_fields"]

_NONE: Final = "none"
_MANY_AT_ONCE: Final = 12
"""A field with more choices than these is folded, under a summary."""


def form_fields(phrasing: Phrasing) -> list[dict[str, Any]]:
    """What a form asks for, in the profile's order."""
    return [_field(name, phrasing) for name in FIELDS]


def _field(name: str, phrasing: Phrasing) -> dict[str, Any]:
    default, within = PatientProfile.model_fields[name].default, FIELDS[name].within
    many = not isinstance(default, str)
    words = FIELDS[name].vocabulary
    choices = [
        {"name": str(word), "title": capitalized(phrasing.names.get(word) or PHRASES.get(f"value.{word}", str(word)))}
        for word in words
    ]
    how = ["within" if within else "many"] if many else []
    none = [{"name": _NONE, "title": phrase("form.none")}] if within else []
    return {
        "name": name,
        "title": capitalized(title_of(name)),
        "hint": " ".join([*_explained(name, phrasing), *(phrase(f"form.hint_{way}") for way in how)]),
        "many": many,
        "summary": phrase("form.to_choose_from", count=len(choices)) if len(choices) > _MANY_AT_ONCE else "",
        "left_out": [] if many else str(default),
        "none": _NONE if within else "",
        "within": within,
        "choices": [*none, *choices],
    }


def _explained(name: str, phrasing: Phrasing) -> Iterator[str]:
    """What a field is about, where the rules' glossary says so."""
    word = FIELDS[name].term
    if word in phrasing.meanings:
        yield phrase("form.hint_term", term=capitalized(word), meaning=phrasing.meanings[word])
