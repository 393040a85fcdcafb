"""The endpoints as an ASGI application: stateless, bounded, and silent about what it is asked."""

from __future__ import annotations

import hashlib
import json
import logging
import traceback
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mbc_explainer.answers.operations import read
from mbc_explainer.errors import MbcExplainerError, ProfileProblem, accepted, shortened
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.phrases import phrase

from .asking import body_of
from .description import MODELS, description
from .endpoints import ENDPOINTS, Endpoint
from .forms import shown_as
from .health import health
from .pages import POLICY, File, files
from .problems import RefusedError, problem_response, refusal_of

__all__ = ["create_app"]

_LONGEST_ADDRESS: Final = 512  # characters, several times what the longest one takes
_ANSWER_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": _ANSWER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""On every response that says nothing else."""
_CHECKED_EACH_TIME: Final = "public, no-cache"
"""How what is the same for everybody is kept: until a change, which is asked for each time."""

_log: Final = logging.getLogger(__name__)


def create_app(*, knowledge: Knowledge | None = None, allow_origins: Iterable[str] = ()) -> Starlette:
    """Make the service: an ASGI application without state, for uvicorn and its like.

    Args:
        knowledge: other rules than those that ship with the library; putting their page together takes half a minute.
        allow_origins: the sites whose pages may ask it from a browser, such as ``https://example.org``; ``*`` for all.

    Raises:
        ValueError: an origin is none.
    """
    origins = [_origin(one) for one in allow_origins]
    pages = files(knowledge)
    described = json.dumps(description(pages), ensure_ascii=False).encode()
    app = Starlette(
        routes=[
            *(_route(endpoint, knowledge) for endpoint in ENDPOINTS),
            *(Route(path, partial(_file, file, policy=POLICY)) for path, file in pages.items()),
            Route("/schema/{name}", _schema),
            Route("/openapi.json", partial(_file, File(described, "application/json"))),
            Route("/health", partial(_health, health(knowledge).model_dump_json().encode())),
        ],
        exception_handlers={HTTPException: _not_found, MbcExplainerError: _refused},
        middleware=[Middleware(_Guard), *([_cors(origins)] if origins else [])],
    )
    app.router.redirect_slashes = False
    return app


def _origin(given: str) -> str:
    parts = urlsplit(given)
    is_site = parts.scheme in {"http", "https"} and parts.netloc and given == f"{parts.scheme}://{parts.netloc}".lower()
    if given != "*" and not is_site:
        raise ValueError(phrase("service.no_origin", given=shortened(given)))
    return given


def _cors(origins: list[str]) -> Middleware:
    methods = sorted({endpoint.method for endpoint in ENDPOINTS})
    return Middleware(CORSMiddleware, allow_origins=origins, allow_methods=methods, allow_headers=["Content-Type"])


def _route(endpoint: Endpoint, knowledge: Knowledge | None) -> Route:
    async def ask(request: Request) -> Response:
        shown = shown_as(endpoint.operation.gives, request.query_params, request.headers)
        body = await body_of(request) if endpoint.method == "POST" else None
        try:
            asked = read(endpoint.operation, endpoint.given(request.path_params, body))
            answer = endpoint.operation.run(asked, knowledge)
        except MbcExplainerError as error:
            raise refusal_of(error, endpoint) from None
        content = shown.form.written(answer, shown.detail).encode()
        if endpoint.method == "GET":
            return _same_for_all(content, shown.form.media_type, request)
        return Response(content, media_type=shown.form.media_type)

    return Route(endpoint.path, ask, methods=[endpoint.method])


def _same_for_all(content: bytes, media_type: str, request: Request) -> Response:
    """A response that is kept by a browser, and by what stands between."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"Cache-Control": _CHECKED_EACH_TIME, "ETag": tag, "Vary": "Accept"}
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if known & {tag, "*"}:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(content, headers=headers, media_type=media_type)


async def _file(file: File, request: Request, *, policy: str = _ANSWER_POLICY) -> Response:
    response = _same_for_all(file.content, file.media_type, request)
    response.headers["Content-Security-Policy"] = policy
    return response


async def _schema(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in MODELS:
        problem = ProfileProblem("name", shortened(name), accepted(MODELS, name))
        raise RefusedError(HTTPStatus.NOT_FOUND, problems=(problem,))
    model, mode = MODELS[name]
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema(mode=mode)}
    return _same_for_all(json.dumps(schema, ensure_ascii=False).encode(), "application/schema+json", request)


async def _health(told: bytes, _: Request) -> Response:
    return Response(told, media_type="application/json")


async def _refused(_: Request, error: Exception) -> Response:
    if not isinstance(error, RefusedError):
        raise error
    return problem_response(error)


async def _not_found(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return problem_response(RefusedError(error.status_code, headers=error.headers))


class _Guard:
    """What goes round all else: addresses are bounded, headers are on everything, a fault says nothing of a profile."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        app: Callable[[Scope, Receive, Send], Awaitable[None]] = self._app
        if len(scope["path"]) + len(scope["query_string"]) > _LONGEST_ADDRESS:
            app = problem_response(RefusedError(HTTPStatus.REQUEST_URI_TOO_LONG))
        try:
            await app(scope, receive, with_headers)
        except Exception as error:  # noqa: BLE001 -- whatever it is, its text may quote a profile
            _log.error("%s", _place(error))
            if not begun:
                await problem_response(RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR))(scope, receive, with_headers)


def _place(error: Exception) -> str:
    """Where the program is broken, without what the error says."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where: Mapping[str, Any] = {"file": Path(place.filename).name, "line": place.lineno}
    return phrase("service.fault", error=type(error).__name__, **where)
