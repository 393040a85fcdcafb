"""The patient profile: what a reader may say, how it may be spelled, and what is refused.

Spelling is forgiving, meaning is not: a missing result never turns into a negative
one, and what can be read in two ways is refused with the words that are accepted.
A profile holds no name, no date and no free text, and nothing of it is logged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from html import escape
from itertools import islice
from typing import Annotated, Any, ClassVar, Final, NoReturn, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from .errors import ProfileError, ProfileProblem, accepted, nearest, shortened
from .vocabulary import Goal, Her2Status, ReceptorStatus, Site, Symptom

__all__ = ["EXPLAINED_BY", "VOCABULARIES", "WITHIN", "PatientProfile", "fields_of", "title_of"]

VOCABULARIES: Final[dict[str, type[StrEnum]]] = {
    "er": ReceptorStatus,
    "pr": ReceptorStatus,
    "her2": Her2Status,
    "sites": Site,
    "symptomatic_sites": Site,
    "symptoms": Symptom,
    "goals": Goal,
}
"""The names that each field takes."""
EXPLAINED_BY: Final = {
    "er": "ER",
    "pr": "PR",
    "her2": "HER2",
    "sites": "metastasis",
    "symptomatic_sites": "significant symptoms",
    "symptoms": "symptom",
    "goals": "quality of life",
}
"""The word of the glossary that says most about each field."""
WITHIN: Final = {"symptomatic_sites": "sites"}
"""Fields whose names must be among those of another, where that is stated; such a field can say that there is none."""

_Name = TypeVar("_Name", bound=StrEnum)

_RECEPTORS: Final = ("er", "pr", "her2")
_LONGEST_WORD: Final = 60  # characters: longer than every accepted word, short enough to compare
_LONGEST_LIST: Final = 100_000  # characters in one string of words
_MOST_WORDS: Final = 1_000  # in one list: many more than there are names, few enough to read
_MINUS: Final = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{HYPHEN}": "-"})

_NOT_KNOWN: Final = frozenset(
    {"", "unknown", "not known", "not done", "not tested", "pending", "indeterminate", "n/a", "na"}
)
_NOT_STATED: Final = frozenset({"", "unknown", "not known", "not stated", "n/a", "na"})
_MISSING: Final = frozenset({"None", "nan", "NaN", "<NA>", "NaT", "null", "NULL"})
"""What Python, NumPy, pandas and databases write where there is nothing, in just their spelling."""
_NONE: Final = "none"
"""What states that there is none; in no other case, since ``str(None)`` is so close to it."""
_RESULTS: Final = {"pos": "positive", "neg": "negative", "borderline": "equivocal"}
_SIGNS: Final = {"+": "positive", "-": "negative"}
_EVERYDAY: Final = {
    "bones": "bone",
    "lungs": "lung",
    "others": "other",
    "elsewhere": "other",
    "distant lymph node": "other",
    "distant lymph nodes": "other",
    "anaemia": "anemia",
    "hypercalcemia": "high_calcium",
    "hypercalcaemia": "high_calcium",
    "jaundice": "yellow_skin",
    "ascites": "abdominal_swelling",
    "headaches": "persistent_headaches",
    "tiredness": "fatigue",
}
_LYMPH_NODES: Final = (
    "nearby lymph nodes are not a metastatic site (L2.1, L7.4, L7.5), so leave them out; "
    "give distant lymph nodes as other"
)


def _refuse(given: object, expected: str) -> NoReturn:
    raise PydanticCustomError(
        "profile", "{given} is not accepted; {expected}", {"given": shortened(given), "expected": expected}
    )


def _is_missing(given: Any) -> bool:
    """None, and the missing values of NumPy and pandas, none of which equals itself; or either as text."""
    if given is None or type(given).__name__ in {"NAType", "NaTType"}:
        return True
    if isinstance(given, str):
        return len(given) <= _LONGEST_WORD and given.strip() in _MISSING
    return isinstance(given, float) and given != given  # noqa: PLR0124 -- only NaN differs from itself


def _normal(word: str) -> str:
    return " ".join(word.translate(_MINUS).casefold().replace("_", " ").split())


def _receptor(name: str, statuses: type[_Name]) -> Callable[[Any], _Name]:
    """Read the spellings of one receptor's result."""

    def read(given: Any) -> _Name:
        if _is_missing(given):
            return statuses("unknown")
        if not isinstance(given, str):
            _refuse(given, accepted(statuses))
        if len(given) <= _LONGEST_WORD:
            word = _normal(given)
            if word.startswith(name):
                own = word.removeprefix(name).strip()
                word = _SIGNS.get(own) or own.lstrip("-:= ") or given
            word = "unknown" if word in _NOT_KNOWN else _RESULTS.get(word, word)
            word = "positive" if word == "+" else word
            if word in set(statuses):
                return statuses(word)
        close_to = None if "not" in given[:_LONGEST_WORD].casefold().split() else given
        _refuse(given, f"{accepted(statuses, close_to)}{_receptor_hint(name, given)}")

    return read


def _receptor_hint(name: str, given: str) -> str:
    word = _normal(given[:_LONGEST_WORD])
    if word.strip("-\N{EM DASH} ") == "":
        return "; a dash can stand for negative or for missing: write out which"
    if any(word.startswith(other) for other in _RECEPTORS if other != name):
        return f"; that names another receptor than {name}"
    if re.search(r"\d", word.removeprefix(name)):
        return "; give the result in words, not as a score or a percentage"
    return ""


def _names(vocabulary: type[_Name]) -> Callable[[Any], tuple[_Name, ...]]:
    """Read a set of names, each in its everyday spellings, into the vocabulary's order."""

    def read_one(given: Any) -> _Name:
        if isinstance(given, str) and len(given) <= _LONGEST_WORD:
            word = _normal(given)
            name = _EVERYDAY.get(word, word).replace(" ", "_").replace("-", "_")
            if name in set(vocabulary):
                return vocabulary(name)
            if vocabulary is Site and re.search(r"\b(lymph|nodes?)\b", word):
                _refuse(given, _LYMPH_NODES)
        _refuse(given, accepted(vocabulary, given))

    def read(given: Any) -> tuple[_Name, ...]:
        words = _words_of(given, vocabulary)
        chosen = {read_one(word) for word in words}
        return tuple(name for name in vocabulary if name in chosen)

    return read


def _words_of(given: Any, vocabulary: type[StrEnum]) -> list[Any]:
    """The words of a list, or of a string with commas between them."""
    if isinstance(given, str):
        if len(given) > _LONGEST_LIST:
            _refuse(given, f"give at most {_LONGEST_LIST} characters; {accepted(vocabulary)}")
        words = list(filter(None, map(str.strip, given.split(","))))
        if not words:
            _refuse(given, f"there is no word in it; {accepted(vocabulary)}")
        return words
    if isinstance(given, Mapping | bytes | bytearray) or not isinstance(given, Iterable):
        _refuse(given, f"give a list of words; {accepted(vocabulary)}")
    try:
        read = list(islice(given, _MOST_WORDS + 1))
    except Exception as error:  # noqa: BLE001 -- a stranger's iterator may raise anything
        _refuse(given, f"reading it raised {type(error).__name__}; give a list of words; {accepted(vocabulary)}")
    if len(read) > _MOST_WORDS:
        _refuse(given, f"give at most {_MOST_WORDS} words; {accepted(vocabulary)}")
    if not read and isinstance(given, Iterator):
        _refuse(given, "an iterator without words can be empty or used up: give a list")
    return read


def _stated(read: Callable[[Any], tuple[_Name, ...]], *, may_be_none: bool) -> Callable[[Any], Any]:
    """Read a set that may also be left unstated, or be said to be empty."""

    def read_stated(given: Any) -> tuple[_Name, ...] | None:
        if _is_missing(given):
            return None
        if isinstance(given, str) and len(given) <= _LONGEST_LIST:
            word = _normal(given)
            if word in _NOT_STATED:
                return None
            if may_be_none and given.strip() == _NONE:
                return ()
            if may_be_none and word == _NONE:
                _refuse(given, f"it can stand for {_NONE} or for missing: say {_NONE}, or leave it out")
        names = read(given)
        if not names and not may_be_none:
            _refuse(given, "MBC has spread to at least one place: leave sites out when it is not known")
        return names

    return read_stated


def _or_empty(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda given: read(given) or ()


_UNIQUE: Final[dict[str, Any]] = {"uniqueItems": True}


class PatientProfile(BaseModel):
    """What is known of one person's cancer, and what they want from treatment.

    Every field may be left out, and what is left out counts as not known. Frozen and
    hashable; sets are kept in one order, so that two profiles that say the same are equal.

    Raises:
        ProfileError: a field that there is not, or a value that can't be read.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", title="PatientProfile")

    er: Annotated[ReceptorStatus, BeforeValidator(_receptor("er", ReceptorStatus))] = Field(
        default=ReceptorStatus.UNKNOWN, title="the ER result", description="The estrogen receptor test (L12.1)."
    )
    pr: Annotated[ReceptorStatus, BeforeValidator(_receptor("pr", ReceptorStatus))] = Field(
        default=ReceptorStatus.UNKNOWN, title="the PR result", description="The progesterone receptor test (L12.1)."
    )
    her2: Annotated[Her2Status, BeforeValidator(_receptor("her2", Her2Status))] = Field(
        default=Her2Status.UNKNOWN,
        title="the HER2 result",
        description="The HER2 test (L13.2). Low is read as not positive, equivocal as not yet settled.",
    )
    sites: Annotated[tuple[Site, ...] | None, BeforeValidator(_stated(_names(Site), may_be_none=False))] = Field(
        default=None,
        title="where the cancer has spread",
        description="Every place the cancer has spread to; null when not stated.",
        json_schema_extra=_UNIQUE,
    )
    symptomatic_sites: Annotated[tuple[Site, ...] | None, BeforeValidator(_stated(_names(Site), may_be_none=True))] = (
        Field(
            default=None,
            title="whether a tumor causes significant symptoms",
            description="The sites whose tumors cause significant symptoms (L49.1); empty when none does, "
            "null when not stated.",
            json_schema_extra=_UNIQUE,
        )
    )
    symptoms: Annotated[tuple[Symptom, ...], BeforeValidator(_or_empty(_stated(_names(Symptom), may_be_none=True)))] = (
        Field(default=(), title="symptoms", description="Symptoms the document names.", json_schema_extra=_UNIQUE)
    )
    goals: Annotated[tuple[Goal, ...], BeforeValidator(_or_empty(_stated(_names(Goal), may_be_none=True)))] = Field(
        default=(),
        title="goals of treatment",
        description="What the person wants from treatment (L39, L40).",
        json_schema_extra=_UNIQUE,
    )

    def __init__(  # noqa: PLR0913 -- one parameter for each field of the profile
        self,
        *,
        er: str | None = None,
        pr: str | None = None,
        her2: str | None = None,
        sites: Iterable[str] | None = None,
        symptomatic_sites: Iterable[str] | None = None,
        symptoms: Iterable[str] | None = None,
        goals: Iterable[str] | None = None,
        **unknown: Any,
    ) -> None:
        given = {
            "er": er,
            "pr": pr,
            "her2": her2,
            "sites": sites,
            "symptomatic_sites": symptomatic_sites,
            "symptoms": symptoms,
            "goals": goals,
        }
        stated = {name: value for name, value in given.items() if value is not None}
        try:
            super().__init__(**stated, **unknown)
        except ValidationError as error:
            raise ProfileError(map(_problem, error.errors())) from None

    @model_validator(mode="after")
    def _symptoms_come_from_a_stated_site(self) -> Self:
        if self.sites is not None and self.symptomatic_sites is not None:
            elsewhere = [str(site) for site in self.symptomatic_sites if site not in self.sites]
            if elsewhere:
                raise PydanticCustomError(
                    "profile",
                    "{given} is not accepted; {expected}",
                    {
                        "field": "symptomatic_sites",
                        "given": shortened(elsewhere),
                        "expected": "each must be among sites: " + ", ".join(self.sites),
                    },
                )
        return self

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """How a notebook shows it."""
        said = {title_of(name): escape(_in_words(name, getattr(self, name))) for name in fields_of()}
        left = 'style="padding: .2em .8em; text-align: left"'
        rows = "".join(
            f'<tr><th scope="row" {left}>{name}</th><td {left}>{words}</td></tr>' for name, words in said.items()
        )
        lines = "".join(f"| {title} | {words} |\n" for title, words in said.items())
        return {
            "text/html": f'<table class="mbc-profile"><caption>This profile</caption>{rows}</table>',
            "text/markdown": f"| This profile | |\n|---|---|\n{lines}",
            "text/plain": "".join(f"{title}: {words}\n" for title, words in said.items()),
        }

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Read a mapping. Raises ProfileError where pydantic's own would raise ValidationError."""
        return cls._refusing(super().model_validate, obj, options)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Read JSON text. Raises ProfileError where pydantic's own would raise ValidationError."""
        return cls._refusing(super().model_validate_json, json_data, options)

    @classmethod
    def _refusing(cls, read: Callable[..., Self], given: Any, options: dict[str, Any]) -> Self:
        try:
            return read(given, **options)
        except ValidationError as error:
            raise ProfileError(map(_problem, error.errors())) from None


def fields_of(profile: type[PatientProfile] = PatientProfile) -> tuple[str, ...]:
    """The profile's field names, in their order."""
    return tuple(profile.model_fields)


def title_of(field: str) -> str:
    """What a field of the profile is called in a sentence."""
    return str(PatientProfile.model_fields[field].title)


def _in_words(field: str, value: Any) -> str:
    if not value and value == PatientProfile.model_fields[field].default:
        return "not stated"
    words = (value,) if isinstance(value, str) else value
    return ", ".join(word.replace("_", " ") for word in words) or "none"


def _problem(error: Any) -> ProfileProblem:
    """Turn one of pydantic's errors into what was given, and what is accepted."""
    context, given = error.get("ctx", {}), shortened(error["input"])
    inner = context.get("error")
    if isinstance(inner, ProfileError):
        return inner.problems[0]
    field = ".".join(map(str, error["loc"])) or "profile"
    if error["type"] == "profile":
        return ProfileProblem(context.get("field", field), context["given"], context["expected"])
    if error["type"] == "extra_forbidden":
        close = nearest(field, fields_of())
        hint = f" (did you mean {close}?)" if close else ""
        return ProfileProblem(shortened(field), "this field", "a profile has " + ", ".join(fields_of()) + hint)
    if error["type"] == "json_invalid":
        return ProfileProblem(field, given, f"this is not JSON: {context['error']}")
    return ProfileProblem(field, given, "give an object with any of " + ", ".join(fields_of()))
