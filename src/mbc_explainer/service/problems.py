"""What is refused, as problem details (RFC 9457): each field, what was given for it, and what is accepted."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import ClassVar, Literal

from pydantic import ConfigDict
from starlette.responses import Response

from mbc_explainer.errors import MbcExplainerError, ProfileError, ProfileProblem, UnknownNameError, shortened
from mbc_explainer.frozen import Frozen
from mbc_explainer.phrases import phrase

from .endpoints import Endpoint

__all__ = ["PROBLEM", "Problem", "Refusal", "RefusedError", "problem_response", "refusal_of"]

PROBLEM = "application/problem+json"
"""The media type of problem details."""


class Refusal(Frozen):
    """One thing that is refused."""

    field: str
    """The field, the part of the address, or the header; ``profile`` for the whole of one."""
    given: str
    """What was given there, shortened."""
    accepted: str
    """What is accepted there."""


class Problem(Frozen):
    """Why a request has no answer."""

    model_config: ClassVar[ConfigDict] = ConfigDict(title="Problem")

    type: Literal["about:blank"] = "about:blank"
    """The kind of problem: what the status says, and no more."""
    title: str
    """What the status is called."""
    status: int
    """The status of the response."""
    detail: str
    """What is refused, and what is accepted."""
    errors: tuple[Refusal, ...] = ()
    """Field by field, where it is about fields."""


class RefusedError(MbcExplainerError):
    """A request is refused before anything was asked."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        problems: tuple[ProfileProblem, ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status, self.problems, self.headers = status, problems, headers
        super().__init__(detail or "\n".join(map(str, problems)) or phrase(f"service.refused.{status}"))


def refusal_of(error: MbcExplainerError, endpoint: Endpoint) -> RefusedError:
    """What an endpoint refuses by an error of the library; a name that stands in its address is not found."""
    if isinstance(error, ProfileError):
        problems = tuple(one._replace(field=endpoint.named(one.field)) for one in error.problems)
        return RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, problems=problems)
    if isinstance(error, UnknownNameError):
        in_path = endpoint.in_path
        status = HTTPStatus.NOT_FOUND if in_path else HTTPStatus.UNPROCESSABLE_ENTITY
        problem = ProfileProblem(in_path[0] if in_path else error.what, shortened(error.given), str(error))
        return RefusedError(status, str(error), (problem,))
    return RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))


def problem_response(refused: RefusedError) -> Response:
    """Problem details, to be sent."""
    problem = Problem(
        title=HTTPStatus(refused.status).phrase,
        status=refused.status,
        detail=str(refused),
        errors=tuple(Refusal(field=one.field, given=one.given, accepted=one.expected) for one in refused.problems),
    )
    return Response(problem.model_dump_json(), refused.status, dict(refused.headers or {}), PROBLEM)
