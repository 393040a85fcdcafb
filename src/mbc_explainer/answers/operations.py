"""What can be asked from outside, as data: each operation takes a model whose fields say what they accept.

Whoever is asked over a wire reads what is given with ``read``, and answers with the operation's ``run``.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Annotated, Any, Final, NamedTuple

from pydantic import BeforeValidator, Field, ValidationError

from mbc_explainer.errors import ProfileError, ProfileProblem, shortened
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS, Relevance, Therapy
from mbc_explainer.phrases import phrase

from .category_map import CategoryMap
from .claims import ClaimCheck, check_claim
from .comparison import NAMES, Comparison, compare, what_if
from .explainer import category_map, explain
from .explanation import Explanation
from .open_questions import OpenQuestions
from .places import Places, places
from .renderable import Renderable
from .why import Why
from .why_not import WhyNot

__all__ = ["OPERATIONS", "Operation", "read"]

_MOST_EXCEPTIONS: Final = 20
"""Of one claim: with each it takes longer to check."""


def _field(name: str, default: Any = ..., **more: Any) -> Any:
    return Field(default, description=phrase(f"operation.field.{name}"), **more)


def _read_profile(given: Any) -> PatientProfile:
    """A profile that knows which of its fields were given, those that are null among them."""
    profile = PatientProfile.model_validate(given)
    return profile if isinstance(given, PatientProfile) else PatientProfile.model_construct(set(given), **dict(profile))


_Profile = Annotated[PatientProfile, BeforeValidator(_read_profile)]
_Conditions = dict[str, Any]


class _AboutProfile(Frozen):
    profile: _Profile = _field("profile")


class _AboutTherapy(Frozen):
    therapy: str = _field("therapy", json_schema_extra={"enum": list(map(str, Therapy))})


class ProfileRequest(_AboutProfile):
    """A profile."""


class TherapyRequest(_AboutTherapy):
    """A therapy category."""


class AnswerRequest(_AboutProfile, _AboutTherapy):
    """The answer about one therapy category, for a profile."""


class ChangesRequest(_AboutProfile):
    """A profile, and what is otherwise in it."""

    changes: _Profile = _field("changes")


class ComparisonRequest(Frozen):
    """Two profiles."""

    first: _Profile = _field("first")
    second: _Profile = _field("second")
    names: tuple[str, str] = _field("names", NAMES)


class ClaimRequest(Frozen):
    """A claim about an answer."""

    therapy: str = _field("claimed_therapy", examples=list(map(str, Therapy)))
    answer: str = _field("claimed_answer", examples=list(map(str, Relevance)))
    profile: _Conditions = _field("conditions", {})
    negated: bool = _field("negated", default=False, strict=True)
    unless: tuple[_Conditions, ...] = _field("unless", (), max_length=_MOST_EXCEPTIONS)
    unless_known: tuple[str, ...] = _field("unless_known", (), max_length=len(FIELDS))


class PlaceRequest(Frozen):
    """A place in the document, or every place."""

    locator: str | None = _field("locator", None)


class Operation(NamedTuple):
    """Something that can be asked: what it takes, the kind of answer, and how that is found."""

    takes: type[Frozen]
    gives: type[Renderable]
    run: Callable[[Any, Knowledge | None], Renderable]
    """From what it takes, and other rules than the shipped ones or None, to the answer."""


def _what_if(asked: ChangesRequest, knowledge: Knowledge | None) -> Comparison:
    given = asked.changes.model_fields_set
    return what_if(asked.profile, knowledge=knowledge, **{name: getattr(asked.changes, name) for name in given})


OPERATIONS: Final[Mapping[str, Operation]] = {
    "explain": Operation(ProfileRequest, Explanation, lambda asked, rules: explain(asked.profile, knowledge=rules)),
    "why": Operation(
        AnswerRequest,
        Why,
        lambda asked, rules: explain(asked.profile, knowledge=rules).why(asked.therapy, knowledge=rules),
    ),
    "why_not": Operation(
        AnswerRequest,
        WhyNot,
        lambda asked, rules: explain(asked.profile, knowledge=rules).why_not(asked.therapy, knowledge=rules),
    ),
    "open_questions": Operation(
        ProfileRequest,
        OpenQuestions,
        lambda asked, rules: explain(asked.profile, knowledge=rules).open_questions(knowledge=rules),
    ),
    "what_if": Operation(ChangesRequest, Comparison, _what_if),
    "compare": Operation(
        ComparisonRequest,
        Comparison,
        lambda asked, rules: compare(asked.first, asked.second, names=asked.names, knowledge=rules),
    ),
    "category_map": Operation(
        TherapyRequest, CategoryMap, lambda asked, rules: category_map(asked.therapy, knowledge=rules)
    ),
    "check_claim": Operation(
        ClaimRequest, ClaimCheck, lambda asked, rules: check_claim(**dict(asked), knowledge=rules)
    ),
    "source": Operation(PlaceRequest, Places, lambda asked, rules: places(asked.locator, knowledge=rules)),
}
"""Every operation, by the name of what answers it."""


def read(operation: Operation, given: Any) -> Frozen:
    """What an operation takes, from what is given for it.

    Raises:
        ProfileError: a field is missing, is not accepted, or is none of its; each with what is accepted.
    """
    try:
        return operation.takes.model_validate(given)
    except ValidationError as error:
        found = (_problems(one, operation.takes) for one in error.errors())
        raise ProfileError(chain.from_iterable(found)) from None


def _problems(error: Any, takes: type[Frozen]) -> Iterator[ProfileProblem]:
    fields, field = takes.model_fields, ".".join(map(str, error["loc"]))
    inner = error.get("ctx", {}).get("error")
    known = phrase("operation.fields", fields=", ".join(fields))
    if isinstance(inner, ProfileError):
        for problem in inner.problems:
            name = field if problem.field == "profile" else f"{field}.{problem.field}"
            yield problem._replace(field=name)
    elif error["type"] == "extra_forbidden":
        yield ProfileProblem(shortened(field), phrase("refused.field"), known)
    elif error["loc"]:
        given = phrase("operation.missing") if error["type"] == "missing" else shortened(error["input"])
        yield ProfileProblem(field, given, str(fields[str(error["loc"][0])].description))
    else:
        yield ProfileProblem("request", shortened(error["input"]), known)
