"""``explain``: from a profile to the whole answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from .assembly import Assembly
from .at_hand import assembly_for
from .explanation import Explanation
from .knowledge import Knowledge, shipped
from .mapping import CategoryMap, map_of
from .passages import copy_of
from .profile import PatientProfile

__all__ = ["category_map", "explain"]

_MOST_KEPT: Final = 4_096
"""Whole answers kept for profiles that come again."""

_said: Final = itemgetter(*PatientProfile.model_fields)


class _Explainer:
    """Keeps the answers that one set of rules gave last."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._kept: dict[Any, Explanation] = {}

    def __call__(self, profile: PatientProfile) -> Explanation:
        try:
            kept = self._kept.get(_said(vars(profile)))
        except (KeyError, TypeError):  # put together past the profile's own checks
            kept = None
        if kept is not None:
            return kept
        explanation = _explanation(self._assembly.parts(profile))
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[_said(vars(explanation.profile))] = explanation
        return explanation


_FIELDS_SET: Final = frozenset(Explanation.model_fields)


def _explanation(parts: dict[str, Any]) -> Explanation:
    """An explanation from parts that are valid already, without validating them again."""
    explanation = Explanation.__new__(Explanation)
    parts["schema_version"] = "1"
    object.__setattr__(explanation, "__dict__", parts)
    object.__setattr__(explanation, "__pydantic_fields_set__", set(_FIELDS_SET))
    object.__setattr__(explanation, "__pydantic_extra__", None)
    object.__setattr__(explanation, "__pydantic_private__", None)
    return explanation


_explainer: Final = lru_cache(maxsize=9)(_Explainer)
_shipped: Final = cache(lambda: _explainer(assembly_for()))


def explain(
    profile: PatientProfile | Mapping[str, Any],
    *,
    knowledge: Knowledge | None = None,
    document: Path | str | None = None,
) -> Explanation:
    """Say what the document describes for a profile, why, and where it says so.

    Args:
        profile: a profile, or a mapping that can be read as one.
        knowledge: other rules than those that ship with the library (``load_knowledge``).
        document: a reader's own copy of the document, to show its sentences beside the places.

    Raises:
        ProfileError: the profile can't be read.
        DocumentError: the copy is not the document that the rules rest on.
    """
    if not isinstance(profile, PatientProfile):
        profile = PatientProfile.model_validate(profile)
    explanation = (_shipped() if knowledge is None else _explainer(assembly_for(knowledge)))(profile)
    if document is None:
        return explanation
    return _with_sentences(explanation, copy_of((knowledge or shipped()).topics.document, document))


def _with_sentences(explanation: Explanation, sentences: Mapping[str, str]) -> Explanation:
    def quoted(value: Any) -> Any:
        if isinstance(value, Mapping):
            inner = {name: quoted(one) for name, one in value.items()}
            return inner | {"sentence": sentences[inner["locator"]]} if "locator" in inner else inner
        return tuple(map(quoted, value)) if isinstance(value, tuple | list) else value

    return Explanation.model_validate(quoted(explanation.model_dump()))


def category_map(therapy: str, *, knowledge: Knowledge | None = None) -> CategoryMap:
    """Fold the whole table of one therapy category into its fewest lines: who gets which answer.

    Args:
        therapy: a therapy category, by name or by member.
        knowledge: other rules than those that ship with the library.

    Raises:
        UnknownNameError: there is no such category; it names the nearest.
    """
    assembly = assembly_for(knowledge)
    return map_of(therapy, assembly.findings, assembly.wording)
