"""The body of a request, bounded in size and in time, as a value of JSON."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

import anyio
from starlette.requests import ClientDisconnect, Request

from mbc_explainer.errors import ProfileError, ProfileProblem, shortened
from mbc_explainer.patient.json_value import json_value
from mbc_explainer.phrases import phrase

from .problems import RefusedError

__all__ = ["MOST_BYTES", "SECONDS", "body_of"]

MOST_BYTES: Final = 16 * 1024
"""In a body: several times what the longest profile takes."""
SECONDS: Final = 10.0
"""That a body may take to come in."""

_DIGITS: Final = 9
"""Of an announced length that is looked at as a number."""
_JSON: Final = "application/json"
_LAST: Final = {"Connection": "close"}
"""Since the rest of the body is not waited for."""


async def body_of(request: Request) -> Any:
    """The value of a request's body.

    Raises:
        RefusedError: it is not JSON, too large, too slow, or breaks off.
    """
    _expect_json(request)
    content = await _content(request)
    try:
        return json_value(content)
    except ProfileError as error:
        problems = tuple(one._replace(field="body") for one in error.problems)
        raise RefusedError(HTTPStatus.BAD_REQUEST, problems=problems) from None


def _expect_json(request: Request) -> None:
    said, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    charset = parameters.replace('"', "").strip()
    encoding = request.headers.get("content-encoding", "identity").lower()
    if said.strip() != _JSON or charset not in {"", "charset=utf-8"}:
        _refuse("Content-Type", request.headers.get("content-type", ""), _JSON)
    if encoding != "identity":
        _refuse("Content-Encoding", encoding, "identity")


def _refuse(header: str, given: str, expected: str) -> None:
    problem = ProfileProblem(header, shortened(given), phrase("refused.accepted", words=expected))
    raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, problems=(problem,), headers=_LAST)


async def _content(request: Request) -> bytes:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and (len(announced) > _DIGITS or int(announced) > MOST_BYTES):
        raise _too_large()
    content = bytearray()
    try:
        with anyio.fail_after(SECONDS):
            async for piece in request.stream():
                content += piece
                if len(content) > MOST_BYTES:
                    raise _too_large()
    except TimeoutError:
        raise RefusedError(HTTPStatus.REQUEST_TIMEOUT, headers=_LAST) from None
    except ClientDisconnect:
        raise RefusedError(HTTPStatus.BAD_REQUEST, headers=_LAST) from None
    return bytes(content)


def _too_large() -> RefusedError:
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    problem = ProfileProblem("body", phrase("service.more"), phrase("service.bytes", most=MOST_BYTES))
    return RefusedError(status, phrase(f"service.refused.{status}"), (problem,), _LAST)
