"""The patient profile: what is known of one person's cancer, and what they want from treatment.

A profile holds no name, no date and no free text, and nothing of it is logged.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Final, Self

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError, from_json

from mbc_explainer.errors import ProfileError, ProfileProblem, nearest, shortened
from mbc_explainer.frozen import Frozen
from mbc_explainer.phrases import PHRASES, phrase
from mbc_explainer.rendering import Items, Paragraph, Section, html, markdown, text

from .spelling import READERS
from .vocabulary import (
    FIELDS,
    SITES,
    SYMPTOMATIC_SITES,
    Goal,
    GoalWord,
    Her2Status,
    Her2Word,
    ReceptorStatus,
    ResultWord,
    Site,
    SiteWord,
    Symptom,
    SymptomWord,
)

__all__ = ["FieldName", "PatientProfile", "title_of"]

_PLAIN: Final = frozenset({str, list, tuple, type(None)} | {field.vocabulary for field in FIELDS.values()})
"""What is read in the short way: nothing that is used up by reading it."""


def _known(field: str) -> str:
    if field not in FIELDS:
        raise ValueError(f"expected one of {', '.join(FIELDS)}")
    return field


FieldName = Annotated[str, AfterValidator(_known)]
"""The name of a field of the profile."""


def _declared(name: str) -> Any:
    """What pydantic is told of a field: what it is when it is left out, and what it is called."""
    field = FIELDS[name]
    return Field(
        default=READERS[name](None),
        title=phrase(f"field.{name}.title"),
        description=phrase(f"field.{name}.description"),
        json_schema_extra={"uniqueItems": True} if field.kind in {"sites", "choices"} else None,
    )


class PatientProfile(Frozen):
    """What is known of one person's cancer, and what they want from treatment.

    Every field may be left out, and what is left out counts as not known. Frozen and
    hashable; sets are kept in one order, so that two profiles that say the same are equal.

    Args:
        er: the ER result: positive, negative or unknown.
        pr: the PR result: positive, negative or unknown.
        her2: the HER2 result: positive, negative, low, equivocal or unknown.
        sites: where the cancer has spread: any of bone, lung, liver, brain, other.
        symptomatic_sites: those whose tumors cause significant symptoms, by the same
            names; [] where none does.
        symptoms: any of bone_pain, weaker_bones, high_calcium, confusion, mood_changes,
            constipation, body_aches, abdominal_pain, anemia, fatigue, lack_of_energy,
            easy_bruising, feeling_cold, shortness_of_breath, chest_pain, cough,
            blood_streaked_mucus, persistent_headaches, seizures, vision_changes,
            personality_changes, nausea, vomiting, abdominal_swelling, yellow_skin,
            hair_loss, weakness, weakened_immune_system, autoimmune_like_effects, pain,
            depression, anxiety.
        goals: any of extend_life, relieve_symptoms, limit_side_effects, most_aggressive,
            quality_of_life.

    Raises:
        ProfileError: a field that there is not, or a value that can't be read.
    """

    _longest_shown: ClassVar[int] = 2_000

    model_config: ClassVar[ConfigDict] = ConfigDict(title="PatientProfile")

    er: ReceptorStatus = _declared("er")
    pr: ReceptorStatus = _declared("pr")
    her2: Her2Status = _declared("her2")
    sites: tuple[Site, ...] | None = _declared("sites")
    symptomatic_sites: tuple[Site, ...] | None = _declared("symptomatic_sites")
    symptoms: tuple[Symptom, ...] = _declared("symptoms")
    goals: tuple[Goal, ...] = _declared("goals")

    def __init__(  # noqa: PLR0913 -- one parameter for each field, so that an editor names them
        self,
        *,
        er: ResultWord | str | None = None,
        pr: ResultWord | str | None = None,
        her2: Her2Word | str | None = None,
        sites: Iterable[SiteWord | str] | None = None,
        symptomatic_sites: Iterable[SiteWord | str] | None = None,
        symptoms: Iterable[SymptomWord | str] | None = None,
        goals: Iterable[GoalWord | str] | None = None,
        **others: Any,
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
        stated = {name: value for name, value in given.items() if value is not None} | others
        values = _read_in_short(stated) if type(self) is PatientProfile else None
        if values is not None:
            self.__setstate__(self.model_construct(set(stated), **values).__getstate__())
            return
        try:
            super().__init__(**stated)
        except ValidationError as error:
            raise ProfileError(map(_problem, error.errors())) from None

    @field_validator("*", mode="before")
    @classmethod
    def _read(cls, given: Any, info: ValidationInfo) -> Any:
        reader = READERS.get(str(info.field_name))
        return reader(given) if reader else given  # a field that a subclass adds is its own

    @model_validator(mode="after")
    def _symptoms_come_from_a_stated_site(self) -> Self:
        if self.sites is not None and self.symptomatic_sites is not None:
            elsewhere = [str(site) for site in self.symptomatic_sites if site not in self.sites]
            if elsewhere:
                raise PydanticCustomError(
                    "profile",
                    PHRASES["refused.sentence"],
                    {
                        "field": "symptomatic_sites",
                        "given": shortened(elsewhere),
                        "expected": phrase("refused.not_within", field=SITES, words=", ".join(self.sites)),
                    },
                )
        return self

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """How a notebook shows it."""
        lines = tuple(Paragraph(_in_words(name, getattr(self, name)), lead=title_of(name)) for name in FIELDS)
        section = Section(phrase("profile.title"), (Items(lines),))
        return {"text/html": html(section), "text/markdown": markdown(section), "text/plain": text(section)}

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Read a mapping. Raises ProfileError where pydantic's own would raise ValidationError."""
        if cls is PatientProfile and type(obj) is dict and not options:
            values = _read_in_short(obj)
            if values is not None:
                return cls.model_construct(set(obj), **values)
        return cls._refusing(super().model_validate, obj, options)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Read JSON text. Raises ProfileError where pydantic's own would raise ValidationError."""
        if cls is PatientProfile and not options:
            try:
                return cls.model_validate(from_json(json_data))
            except (ProfileError, ValueError):
                pass  # what is wrong, pydantic says with its place in the text
        return cls._refusing(super().model_validate_json, json_data, options)

    @classmethod
    def _refusing(cls, read: Callable[..., Self], given: Any, options: dict[str, Any]) -> Self:
        try:
            return read(given, **options)
        except ValidationError as error:
            raise ProfileError(map(_problem, error.errors())) from None


if (declared := tuple(PatientProfile.model_fields)) != tuple(FIELDS):
    raise TypeError(f"the fields of PatientProfile are {declared}; expected those of FIELDS: {tuple(FIELDS)}")

_DEFAULTS: Final = {name: field.default for name, field in PatientProfile.model_fields.items()}
_READ_ONCE: Final = {name: lru_cache(maxsize=4_096, typed=True)(read) for name, read in READERS.items()}


def _read_in_short(given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The values of a mapping, each spelling read once and kept; None where the long way is to say what is wrong.

    It takes a tenth of the time of pydantic's way: people come in thousands, and spell alike.
    """
    values = _DEFAULTS.copy()
    try:
        for name, value in given.items():
            if type(value) not in _PLAIN:
                return None
            values[name] = _READ_ONCE[name](tuple(value) if type(value) is list else value)
    except (KeyError, TypeError, ValueError):  # no such field; a list of lists; a value that is not accepted
        return None
    sites, symptomatic = values[SITES], values[SYMPTOMATIC_SITES]
    if sites is not None and symptomatic is not None and not set(symptomatic) <= set(sites):
        return None
    return values


def title_of(field: str) -> str:
    """What a field of the profile is called in a sentence."""
    return phrase(f"field.{field}.title")


def _in_words(field: str, value: Any) -> str:
    if not value and value == _DEFAULTS[field]:
        return phrase("profile.not_stated")
    words = (value,) if isinstance(value, str) else value
    return ", ".join(word.replace("_", " ") for word in words) or phrase("profile.none")


def _problem(error: Any) -> ProfileProblem:
    """Turn one of pydantic's errors into what was given, and what is accepted."""
    context, given = error.get("ctx", {}), shortened(error["input"])
    inner = context.get("error")
    if isinstance(inner, ProfileError):
        return inner.problems[0]
    field = ".".join(map(str, error["loc"])) or "profile"
    names = ", ".join(FIELDS)
    if error["type"] == "profile":
        return ProfileProblem(context.get("field", field), context["given"], context["expected"])
    if error["type"] == "extra_forbidden":
        known = phrase("refused.fields", fields=names)
        close = nearest(field, FIELDS, typos_only=True)
        expected = phrase("refused.nearest", clause=known, nearest=close) if close else known
        return ProfileProblem(shortened(field), phrase("refused.field"), expected)
    if error["type"] == "json_invalid":
        return ProfileProblem(field, given, phrase("refused.not_json", error=context["error"]))
    return ProfileProblem(field, given, phrase("refused.no_object", fields=names))
