"""Every error that this library raises, and what each one says.

::

    MbcExplainerError
    ├── ProfileError       a profile that can't be read        (also a ValueError)
    ├── RecordError        a health record that can't be read  (also a ValueError)
    ├── UnknownNameError   a name that nothing here has        (also a KeyError)
    │   └── NotListedError     the same, where there are hundreds
    ├── KnowledgeError     the rules behind an answer are missing   (also a LookupError)
    ├── DocumentError      a copy that is not the document     (also a ValueError)
    ├── RuleFileError      rules or a snapshot that are wrong  (also a ValueError)
    ├── TableError         a table that can't be read as people (also a ValueError)
    ├── ClaimError         a claim that can't be checked       (also a ValueError)
    ├── ExtraError         an extra is not installed           (also an ImportError)
    └── EngineError        the rule engine is missing or broken
"""

from __future__ import annotations

import reprlib
from collections.abc import Iterable
from difflib import get_close_matches
from functools import partial
from typing import Any, Final, NamedTuple, Self

from mbc_explainer.phrases import phrase

__all__ = [
    "ClaimError",
    "DocumentError",
    "EngineError",
    "ExtraError",
    "KnowledgeError",
    "MbcExplainerError",
    "NotListedError",
    "Problem",
    "ProfileError",
    "ProfileProblem",
    "RecordError",
    "RuleFileError",
    "TableError",
    "UnknownNameError",
    "escaped",
    "nearest",
    "shortened",
]

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 40
_SHORT.maxlong = 20
_SHORT.maxlevel = 2

_LONGEST_COMPARED: Final = 60  # characters: comparing longer ones takes long
_ALIKE: Final = 0.5  # as difflib counts: 1 for the same
_ALIKE_BUT_FOR_TYPOS: Final = 0.8
_MANY: Final = 20  # names: more than can be read in a message
_FEW: Final = 3


class MbcExplainerError(Exception):
    """The root: catch this to catch everything that the library raises."""


class ProfileProblem(NamedTuple):
    """One thing that is wrong with a profile."""

    field: str
    """The profile's field, or ``profile`` for the profile as a whole."""
    given: str
    """What was given, shortened."""
    expected: str
    """What is accepted there, with the nearest accepted word where there is one."""

    def __str__(self) -> str:
        return f"{self.field}: {phrase('refused.sentence', given=self.given, expected=self.expected)}"


class ProfileError(MbcExplainerError, ValueError):
    """A profile is refused; ``problems`` says, field by field, what and why."""

    def __init__(self, problems: Iterable[ProfileProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ProfileError], tuple[tuple[ProfileProblem, ...]]]:
        return ProfileError, (self.problems,)


class RecordError(MbcExplainerError, ValueError):
    """What was given as a health record is none in FHIR, or there is no profile in it where one is needed."""


class UnknownNameError(MbcExplainerError, KeyError):
    """A name that is not known: says what there is, and the nearest."""

    def __init__(self, what: str, given: object, known: Iterable[str]) -> None:
        self.what, self.given, self.known = what, given, tuple(known)
        begun = [name for name in self.known if isinstance(given, str) and name.startswith(f"{given}_")]
        meant = begun[0] if len(begun) == 1 else given
        super().__init__(f"there is no {what} {shortened(given)}; {accepted(self.known, meant, typos_only=True)}")

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[type[UnknownNameError], tuple[str, object, tuple[str, ...]]]:
        return UnknownNameError, (self.what, self.given, self.known)


class NotListedError(UnknownNameError):
    """An unknown name where there are hundreds: it gets the nearest few, and how to list what there is."""

    def __init__(self, what: str, given: object, known: Iterable[str], listing: str, *, alike: float = 0.6) -> None:
        super().__init__(what, given, known)
        self.listing, self.alike = listing, alike

    def __str__(self) -> str:
        start = str(self.given)[:_LONGEST_COMPARED].strip().casefold()
        spelled = {name.casefold(): name for name in self.known}
        near = [spelled[one] for one in get_close_matches(start, spelled, cutoff=self.alike)]
        gaps = {"what": self.what, "given": shortened(self.given), "listing": self.listing}
        if not near:
            return phrase("lookup.not_found", **gaps)
        return phrase("lookup.nearest", nearest=" or ".join(near), **gaps)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(NotListedError, alike=self.alike), (self.what, self.given, self.known, self.listing)


class KnowledgeError(MbcExplainerError, LookupError):
    """The rules that an answer was made with are not at hand, or others were given."""


class DocumentError(MbcExplainerError, ValueError):
    """A file that was handed in as the source document is not a copy of it."""


class _Told(NamedTuple):
    file: str
    line: int
    where: str
    what: str


class Problem(_Told):
    """One thing that is wrong with a set of rules, in one line that a terminal can be shown."""

    __slots__ = ()

    def __new__(cls, file: str, line: int, where: str, what: str) -> Self:
        """Escape what is in names of files and keys: whoever wrote those may have written anything."""
        return super().__new__(cls, escaped(file), line, escaped(where), escaped(what))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.where}: {self.what}"


class RuleFileError(MbcExplainerError, ValueError):
    """Rules are refused; ``problems`` holds every one that was found, with file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[RuleFileError], tuple[tuple[Problem, ...]]]:
        return RuleFileError, (self.problems,)


class TableError(MbcExplainerError, ValueError):
    """A table is refused; ``problems`` holds everything that was found, a line each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))

    def __reduce__(self) -> tuple[type[TableError], tuple[tuple[str, ...]]]:
        return TableError, (self.problems,)


class ClaimError(MbcExplainerError, ValueError):
    """A claim, or a file of claims, is refused: it says what was given, and what is accepted."""


class ExtraError(MbcExplainerError, ImportError):
    """Something that an extra of this library needs is not installed; it says what, and how to install it."""

    def __init__(self, missing: str, how: str) -> None:
        self.missing, self.how = missing, how
        super().__init__(f"{missing} is missing, and this needs it: {how}")

    def __reduce__(self) -> tuple[type[ExtraError], tuple[str, str]]:
        return ExtraError, (self.missing, self.how)


class EngineError(MbcExplainerError):
    """durable_rules is missing, can't be imported, or broke off an evaluation."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, and the command that mends it, as lines of their own: so that it can be copied."""
        return tuple(str(self).split("\n"))


def escaped(text: str) -> str:
    """A text in which whatever is no letter, digit, sign or ordinary space is written out, as Python writes it."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


def shortened(given: Any) -> str:
    """What was given, in at most about forty characters."""
    try:
        return escaped(_SHORT.repr(given))
    except Exception:  # noqa: BLE001 -- a stranger's __repr__ may raise anything
        return f"<{escaped(type(given).__name__)}>"


def nearest(given: object, known: Iterable[str], *, typos_only: bool = False) -> str | None:
    """The known word closest to what was given, if one is close.

    Where words mean something clinical, only a slip of the pen is close: ``breast`` is not ``brain``,
    and ``radiotherapy`` is not ``immunotherapy``.
    """
    if not isinstance(given, str) or len(given) > _LONGEST_COMPARED:
        return None
    cutoff = _ALIKE_BUT_FOR_TYPOS if typos_only else _ALIKE
    close = get_close_matches(given.strip().casefold().replace(" ", "_"), list(known), n=1, cutoff=cutoff)
    return close[0] if close else None


def accepted(known: Iterable[str], given: object = None, *, typos_only: bool = False) -> str:
    """A clause that names the accepted words, or some of many, and the nearest to what was given."""
    words = list(known)
    clause = phrase("refused.accepted", words=", ".join(words))
    if len(words) > _MANY:
        clause = phrase("refused.accepted_some", count=len(words), words=", ".join(words[:_FEW]))
    close = nearest(given, words, typos_only=typos_only)
    return phrase("refused.nearest", clause=clause, nearest=close) if close else clause
