"""The service and the server of tools as processes: started, asked, and stopped in order."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from awaiting import awaited
from running import PATIENCE, started
from typer.testing import CliRunner

from mbc_explainer import explain
from mbc_explainer.cli.commands import app

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
PROFILE = {"er": "positive", "symptoms": ["yellow_skin"]}


def connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)


def asked(address: str, path: str, body: str) -> tuple[int, str]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    try:
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


@POSIX
def test_it_answers_says_nothing_of_it_and_stops_in_order() -> None:
    """What was begun before the signal is answered still; its exit status says which signal it was."""
    with started() as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert (200, explain(PROFILE).model_dump_json()) == asked(address, "/explain", json.dumps(PROFILE))
        assert 422 == asked(address, "/explain?er=yellow_skin", "{}")[0]
        assert 422 == asked(address, "/explain", '{"symptoms": ["yellow_skinn"]}')[0]
        body = json.dumps(PROFILE)
        with connected(address) as begun:
            head = f"POST /explain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
            begun.sendall(f"{head}\r\n\r\n{body[:9]}".encode())
            time.sleep(0.3)  # so that it has been read
            process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            begun.sendall(body[9:].encode())
            with begun.makefile("rb") as answer:
                assert b"HTTP/1.1 200 OK\r\n" == answer.readline()
        printed, told = process.communicate(timeout=PATIENCE)
    assert (128 + signal.SIGTERM, "", "") == (process.returncode, printed, told)


@POSIX
def test_a_body_without_end_is_refused_while_it_comes_in() -> None:
    with started() as (_, address), connected(address) as endless:
        head = (
            b"POST /explain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        endless.sendall(head + (b"400\r\n" + b" " * 1024 + b"\r\n") * 17)
        with endless.makefile("rb") as answer:
            lines = answer.read().splitlines()
    assert lines[0].startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in lines


def test_whoever_lets_others_reach_it_is_told_so() -> None:
    with started("--host", "0.0.0.0") as (process, _):  # noqa: S104 -- what is tested
        assert process.stderr
        assert process.stderr.readline().startswith("Others can reach this.")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--allow-origin", "https://example.org/"], "expected a site such as https://example.org"),
        (["--port", "70000"], "--port"),
        (["--host", "nowhere.invalid"], ""),
        (["--rules", "missing"], "does not exist"),
    ],
)
def test_what_it_can_not_do_is_told_before_it_starts(words: list[str], told: str) -> None:
    command = [sys.executable, "-m", "mbc_explainer", "serve", "--port", "0", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert (2, "") == (done.returncode, done.stdout)
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [sys.executable, "-m", "mbc_explainer", "serve", "--port", str(taken.getsockname()[1])]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert 2 == done.returncode
    assert done.stderr.startswith("mbc-explainer: ")


@pytest.mark.parametrize(("command", "package"), [("serve", "uvicorn"), ("serve", "starlette"), ("mcp", "mcp")])
def test_without_its_extra_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, command: str, package: str
) -> None:
    for name in list(sys.modules):
        if name.split(".")[0] == package or name.startswith(("mbc_explainer.service", "mbc_explainer.mcp_server")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    done = CliRunner().invoke(app, [command])
    assert f"pip install 'mbc-explainer[{command}]'" in str(done.exception)


def mcp() -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-m", "mbc_explainer", "mcp"], stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


def test_the_server_of_tools_answers_the_sdks_own_client_as_a_process() -> None:
    client = pytest.importorskip("mcp", reason="mcp needs a newer pydantic than the lowest").Client
    stdio = pytest.importorskip("mcp.client.stdio")

    async def ask() -> tuple[bool, str]:
        how = stdio.StdioServerParameters(
            command=sys.executable, args=["-m", "mbc_explainer", "mcp"], env=dict(os.environ)
        )
        async with client(stdio.stdio_client(how)) as connected:
            result = await connected.call_tool("explain", {"profile": PROFILE})
            return result.is_error, result.content[0].text

    assert (False, explain(PROFILE).to_markdown(detail="brief")) == awaited(ask)


@POSIX
@pytest.mark.parametrize("number", [None, signal.SIGTERM, signal.SIGINT])
def test_the_server_of_tools_ends_with_its_input_or_by_a_signal(number: signal.Signals | None) -> None:
    pytest.importorskip("mcp", reason="mcp needs a newer pydantic than the lowest")
    with mcp() as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write('{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
        process.stdin.flush()
        process.stdout.readline()  # so that it has started
        if number is None:
            process.stdin.close()
        else:
            process.send_signal(number)
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()
        assert process.stderr
        assert (0 if number is None else -number, "") == (process.returncode, process.stderr.read())
