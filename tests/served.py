"""A client of an ASGI application within the process: one request, in as many pieces as are given."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from awaiting import awaited
from starlette.applications import Starlette

from mbc_explainer.service import create_app

JSON = {"content-type": "application/json"}


class Response(NamedTuple):
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self) -> Any:
        return json.loads(self.content)


@cache
def service() -> Starlette:
    """The service by the shipped rules, made once for all tests of a process."""
    return create_app()


def sent(
    method: str,
    address: str,
    pieces: Sequence[bytes | None] = (),
    headers: Mapping[str, str] | None = None,
    *,
    app: Any = None,
) -> Response:
    """What comes back; a piece that is None breaks off the request."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    left = list(pieces)
    got: list[Any] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.001)  # as the network does: others get their turn, and a time that is up counts
        if not left:
            return {"type": "http.request", "body": b"", "more_body": False}
        piece = left.pop(0)
        if piece is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": piece, "more_body": bool(left)}

    async def send(message: Any) -> None:
        got.append(message)

    awaited(partial((app or service()), scope, receive, send))
    start, *bodies = got
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return Response(start["status"], told, b"".join(body.get("body", b"") for body in bodies))


def post(address: str, given: Any, headers: Mapping[str, str] | None = None, *, app: Any = None) -> Response:
    """What comes back for a value as JSON."""
    content = given if isinstance(given, bytes) else json.dumps(given).encode()
    return sent("POST", address, [content], JSON | dict(headers or {}), app=app)


def get(address: str, headers: Mapping[str, str] | None = None, *, app: Any = None) -> Response:
    """What comes back without a body."""
    return sent("GET", address, headers=headers, app=app)
