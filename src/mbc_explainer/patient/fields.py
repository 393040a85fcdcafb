"""The fields of a profile, declared once: everything that asks for a field, reads it or shows it follows from here.

What a field is called, and how it is asked for, stands in the phrases under its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from .vocabulary import Goal, Her2Status, ReceptorStatus, Site, Symptom

__all__ = ["CHOICES", "FIELDS", "RECEPTORS", "RESULTS", "SITES", "SYMPTOMATIC_SITES", "ProfileField"]


class ProfileField(NamedTuple):
    """One field of a profile."""

    kind: Literal["receptor", "result", "sites", "choices"]
    """One receptor's result; one other result; sites, which may be not stated; or any number of some names."""
    vocabulary: type[StrEnum]
    """The names that it takes."""
    option: str
    """What the command line calls it, without its dashes."""
    term: str
    """The term of the glossary that tells most about it."""
    reads_as: Mapping[str, str] = MappingProxyType({})
    """Of a result: how a stated value reads once everything is known; a value that is missing here leaves it open."""
    within: str = ""
    """The field whose names its own must be among, where that is stated; such a field can state that there is none."""


_SETTLED: Final = MappingProxyType({"positive": "positive", "negative": "negative"})

FIELDS: Final[Mapping[str, ProfileField]] = MappingProxyType(
    {
        "er": ProfileField("receptor", ReceptorStatus, "er", "ER", _SETTLED),
        "pr": ProfileField("receptor", ReceptorStatus, "pr", "PR", _SETTLED),
        # The document knows HER2 as positive or not (L13.2, L14.2), so low is read as not positive.
        "her2": ProfileField("receptor", Her2Status, "her2", "HER2", MappingProxyType({**_SETTLED, "low": "negative"})),
        "sites": ProfileField("sites", Site, "site", "metastasis"),
        "symptomatic_sites": ProfileField("sites", Site, "symptomatic-site", "significant symptoms", within="sites"),
        "symptoms": ProfileField("choices", Symptom, "symptom", "symptom"),
        "goals": ProfileField("choices", Goal, "goal", "quality of life"),
    }
)
"""Every field by name, in the order in which a profile is shown."""

RECEPTORS: Final = tuple(name for name, field in FIELDS.items() if field.kind == "receptor")
RESULTS: Final = tuple(name for name, field in FIELDS.items() if field.kind in {"receptor", "result"})
CHOICES: Final = tuple(name for name, field in FIELDS.items() if field.kind == "choices")
SITES: Final = "sites"
SYMPTOMATIC_SITES: Final = "symptomatic_sites"
