"""The codes that are read from FHIR, and what each one means; all of it stands in ``fhir_codes.json``."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from pydantic import Field
from pydantic_core import from_json

from mbc_explainer.frozen import Frozen
from mbc_explainer.phrases import packed

__all__ = [
    "Coding",
    "Meaning",
    "certainty_of",
    "codings_in",
    "fhir_codes",
    "hints_in",
    "meanings",
    "results_named",
    "status_of",
]

_LONGEST: Final = 200
"""Characters of a code or a name that are looked at: more than any has, and few enough for every pattern."""


class Coding(NamedTuple):
    """A code in a system, and the name that a record gives it."""

    system: str
    """As ``fhir_codes.json`` calls it; empty for any other."""
    code: str
    display: str

    def __str__(self) -> str:
        return f"{fhir_codes().names[self.system]} {self.code}" if self.system else ""


class CodeList(Frozen):
    """Codes that mean one thing."""

    of: str
    """What is asked when they are looked up, such as which result it is."""
    means: str
    codes: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """By code system."""
    patterns: dict[str, str] = Field(default_factory=dict)
    """By code system, what a whole code may look like."""
    display: str = ""
    """What a code's name must match, where one is given."""
    not_display: str = ""
    """What a code's name must not match."""
    source: str

    def has(self, coding: Coding) -> bool:
        """Whether a code is among these."""
        pattern = self.patterns.get(coding.system)
        return coding.code in self.codes.get(coding.system, ()) or bool(
            pattern and _compiled(pattern).fullmatch(coding.code)
        )

    def agrees(self, display: str) -> bool:
        """Whether a code's name is none, or says the same as the code."""
        return not display or _fits(self.display, self.not_display, display)


class Hint(Frozen):
    """Words that make something doubtful."""

    of: str
    means: str
    display: str
    not_display: str = ""


class FhirCodes(Frozen):
    """All that ``fhir_codes.json`` holds."""

    about: str
    terms_of_use: dict[str, str]
    """By code system, under what terms its codes may be used."""
    systems: dict[str, tuple[str, ...]]
    """By code system, the addresses that name it."""
    names: dict[str, str]
    """By code system, what people call it."""
    lists: tuple[CodeList, ...]
    hints: tuple[Hint, ...]
    certainty: str
    """How the address ends of what says beside a diagnosis in ICD-10-GM how sure it is."""
    statuses: dict[str, tuple[str, ...]]
    """What a status comes to, and the words for it."""


class Meaning(NamedTuple):
    """What one code means, and whether the name that is given with it says the same."""

    means: str
    coding: Coding
    agrees: bool


@cache
def fhir_codes() -> FhirCodes:
    """The codes, read once."""
    return FhirCodes.model_validate(from_json(packed(__package__ or "", "fhir_codes.json")))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _fits(display: str, not_display: str, text: str) -> bool:
    return bool(_compiled(display).search(text)) and not (not_display and _compiled(not_display).search(text))


@cache
def _lists(of: str) -> tuple[CodeList, ...]:
    return tuple(one for one in fhir_codes().lists if one.of == of)


def _system(address: str) -> str:
    """A system's name from its address, which may name a version besides."""
    for name, addresses in fhir_codes().systems.items():
        if any(address == one or address.startswith((f"{one}/", f"{one}|")) for one in addresses):
            return name
    return ""


def codings_in(concept: Any) -> tuple[Coding, ...]:
    """The codes of a CodeableConcept, or of several in a list; what is none of these has none."""
    concepts = concept if isinstance(concept, list | tuple) else (concept,)
    return tuple(coding for one in concepts for coding in _codings(one))


def _codings(concept: Any) -> Iterator[Coding]:
    given = concept.get("coding") if isinstance(concept, Mapping) else None
    for one in given if isinstance(given, list | tuple) else ():
        if isinstance(one, Mapping) and isinstance(one.get("code"), str):
            system, display = (value if isinstance(value := one.get(key), str) else "" for key in ("system", "display"))
            yield Coding(_system(system[:_LONGEST]), one["code"][:_LONGEST], display[:_LONGEST])


def meanings(of: str, codings: Iterable[Coding]) -> tuple[Meaning, ...]:
    """What some codes mean of one kind, in the order of the lists: the order of codes makes no difference."""
    known = sorted({one for one in codings if one.system})
    return tuple(
        Meaning(one.means, coding, one.agrees(coding.display))
        for one in _lists(of)
        for coding in known
        if one.has(coding)
    )


def hints_in(of: str, texts: Iterable[str]) -> frozenset[str]:
    """What some words hint at."""
    shown = [text[:_LONGEST] for text in texts]
    return frozenset(
        hint.means
        for hint in fhir_codes().hints
        for text in shown
        if hint.of == of and _fits(hint.display, hint.not_display, text)
    )


def results_named(text: str) -> frozenset[str]:
    """Which results some words name."""
    named = (one.means for one in _lists("result") if _compiled(one.display).search(text[:_LONGEST]))
    return frozenset(named) | hints_in("result", [text])


def status_of(given: Any) -> str | None:
    """What a status comes to, as a plain word or as a CodeableConcept; None for one that is not known.

    Of several, the first in the order of the file that any of them has: what voids an entry goes first.
    """
    if given is None:
        return None
    words = (given,) if isinstance(given, str) else (coding.code for coding in codings_in(given))
    found = {_statuses()[word] for word in words if word in _statuses()}
    return next((name for name in fhir_codes().statuses if name in found), None) if found else None


def certainty_of(content: Mapping[str, Any]) -> str | None:
    """What is said beside a diagnosis or beside a code of it of how sure it is, which comes to a status."""
    concept = content.get("code")
    codings = concept.get("coding") if isinstance(concept, Mapping) else ()
    holders = (content, *(codings if isinstance(codings, list | tuple) else ()))
    said = [{"code": letter} for holder in holders for letter in _letters(holder)]
    return status_of({"coding": said}) if said else None


def _letters(holder: Any) -> Iterator[Any]:
    extensions = holder.get("extension") if isinstance(holder, Mapping) else ()
    for one in extensions if isinstance(extensions, list | tuple) else ():
        if isinstance(one, Mapping) and str(one.get("url")).endswith(fhir_codes().certainty):
            value = one.get("valueCoding")
            yield value.get("code") if isinstance(value, Mapping) else one.get("valueCode")


@cache
def _statuses() -> dict[str, str]:
    """What each word of a status comes to."""
    return {word: name for name, words in fhir_codes().statuses.items() for word in words}
