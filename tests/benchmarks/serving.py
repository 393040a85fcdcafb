"""The service beside a bare route of the same framework that sends as many bytes, both on this machine alone."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from profiles import mappings
from timing import Row, Scale

from mbc_explainer import explain

__all__ = ["rows"]

_NEW, _BEFORE = "explain, a profile never seen", "explain, a profile seen before"
_CONNECTIONS = 8
_ROUNDS = 4
_OWN = "from mbc_explainer.service import create_app; app = create_app()"
_BARE = """
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
content = b" " * {size}
async def explain(request):
    await request.body()
    return Response(content, media_type="application/json")
app = Starlette(routes=[Route("/explain", explain, methods=["POST"])])
"""
_SERVED = """
import sys, uvicorn
how = dict(http="h11", ws="none", lifespan="off", log_config=None, access_log=False)
uvicorn.run(app, fd=int(sys.argv[1]), **how)
"""


class _Server(NamedTuple):
    port: int
    process: int


def rows(scale: Scale) -> Iterator[Row]:
    """By turns: with profiles that come anew, with profiles that came before, and the bare route."""
    requests = [_request(given) for given in mappings(scale.profiles)]
    size = len(explain({}).model_dump_json())
    bare_route = f"a bare route of Starlette's that sends {size:,} bytes"
    wall: dict[str, list[float]] = {name: [] for name in (_NEW, _BEFORE, bare_route)}
    cpu: dict[str, list[float]] = {name: [] for name in wall}
    share = max(len(requests) // _ROUNDS, 1)
    with _served(_OWN) as own, _served(_BARE.format(size=size)) as bare:
        for number in range(_ROUNDS):
            some = requests[number * share : (number + 1) * share]
            for name, server in ((_NEW, own), (_BEFORE, own), (bare_route, bare)):
                before = _cpu_of(server)
                wall[name].append(asyncio.run(_load(server.port, some)))
                cpu[name].append((_cpu_of(server) - before) * 1e3 / len(some))
    yield from (Row(name, "requests/s", values) for name, values in wall.items())
    if any(cpu[bare_route]):
        yield from (Row(f"{name}, CPU of the server", "ms", values) for name, values in cpu.items())


def _cpu_of(server: _Server) -> float:
    """Seconds of CPU that a process has taken, where the system tells that of another."""
    if sys.platform != "linux":
        return 0.0
    return time.clock_gettime((~server.process << 3) | 2)  # the clock of a process, as Linux numbers it


def _request(given: object) -> bytes:
    body = json.dumps(given)
    head = "POST /explain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
    return f"{head}{len(body)}\r\n\r\n{body}".encode()


@contextmanager
def _served(program: str) -> Iterator[_Server]:
    """Where a program's ``app`` is served, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        file = listener.fileno()
        command = [sys.executable, "-c", f"{program}\n{_SERVED}", str(file)]
        with subprocess.Popen(command, pass_fds=[file]) as process:
            try:
                asyncio.run(_load(port, [_request({})]))
                yield _Server(port, process.pid)
            finally:
                process.terminate()


async def _load(port: int, requests: Sequence[bytes]) -> float:
    """Requests a second, over a few connections that stay open."""
    start = time.perf_counter()
    dealt = [requests[at::_CONNECTIONS] for at in range(_CONNECTIONS)]
    await asyncio.gather(*(_ask(port, some) for some in dealt if some))
    return len(requests) / (time.perf_counter() - start)


async def _ask(port: int, requests: Sequence[bytes]) -> None:
    """Ask one after another.

    Raises:
        RuntimeError: an answer is not 200.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in requests:
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if not head.startswith(b"http/1.1 200 "):
            raise RuntimeError(f"the service refused {request!r}")
        length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
    writer.close()
    await writer.wait_closed()
