"""Commands that go on answering: over HTTP, and as a server of the Model Context Protocol."""

from __future__ import annotations

import socket
from contextlib import nullcontext
from ipaddress import ip_address
from typing import Annotated, Final

import typer
from rich.console import Console

from mbc_explainer.errors import ExtraError
from mbc_explainer.phrases import phrase

from .ending import ending_at_once
from .options import Rules, knowledge_in
from .output import say

__all__ = ["mcp", "serve"]

_LOOPBACK: Final = "127.0.0.1"
_SECONDS_TO_STOP: Final = 10
_LONGEST_HEAD: Final = 16 * 1024  # bytes of a request's line and headers


def serve(
    host: Annotated[str, typer.Option(help=phrase("option.host"))] = _LOOPBACK,
    port: Annotated[int, typer.Option(help=phrase("option.port"), min=0, max=65535)] = 8000,
    allow_origin: Annotated[
        list[str] | None, typer.Option(metavar="ORIGIN", help=phrase("option.allow_origin"))
    ] = None,
    rules: Rules = None,
) -> None:
    """Answer over HTTP until a signal comes; what was asked before it is answered still."""
    from mbc_explainer.service import create_app  # noqa: PLC0415 -- most commands do without what it needs

    try:
        import uvicorn  # noqa: PLC0415 -- the same
    except ImportError as error:
        raise ExtraError(str(error.name), "pip install 'mbc-explainer[serve]'") from None
    with _listening(host, port) as listener:
        knowledge = knowledge_in(rules)
        with Console(stderr=True).status(phrase("bundle.compiling")) if knowledge else nullcontext():
            try:
                app = create_app(knowledge=knowledge, allow_origins=allow_origin or ())
            except ValueError as error:
                raise typer.BadParameter(str(error)) from None
        config = uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=_LONGEST_HEAD,
            timeout_graceful_shutdown=_SECONDS_TO_STOP,
        )
        say(phrase("service.listening", address=_address(listener)))
        if not ip_address(listener.getsockname()[0]).is_loopback:
            say(phrase("service.reachable"))
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that waits already, so that whoever reads the address can ask.

    Raises:
        OSError: there is no such address here, or it is taken.
    """
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return socket.create_server(address[:2], family=family)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def mcp(rules: Rules = None) -> None:
    """Answer as a server of the Model Context Protocol, until the input ends."""
    from mbc_explainer.mcp_server import run  # noqa: PLC0415 -- most commands do without what it needs

    knowledge = knowledge_in(rules)
    with ending_at_once():
        run(knowledge=knowledge)
