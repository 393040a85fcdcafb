"""The tools as the SDK's own client finds and calls them, in the protocol's older form and in its newer one."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from answered import ASKED
from awaiting import awaited

pytest.importorskip("mcp", reason="mcp needs a newer pydantic than the lowest")

from mcp import Client
from mcp.shared.exceptions import MCPError

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.mcp_server import create_server, server
from mbc_explainer.mcp_server.tools import TOOLS, takes

MODES = pytest.mark.parametrize("mode", ["legacy", "auto"])


def asked(mode: str, ask: Callable[[Client], Awaitable[Any]]) -> Any:
    async def connected() -> Any:
        async with Client(create_server(), mode=mode) as client:
            return await ask(client)

    return awaited(connected)


@MODES
def test_a_client_finds_the_tools(mode: str) -> None:
    found = asked(mode, lambda client: client.list_tools()).tools
    assert {name: (said, takes(name)) for name, said in TOOLS.items()} == {
        tool.name: (tool.description, tool.input_schema) for tool in found
    }
    assert all(tool.annotations.read_only_hint and not tool.annotations.open_world_hint for tool in found)


@MODES
@pytest.mark.parametrize("name", TOOLS)
def test_a_client_calls_a_tool(mode: str, name: str) -> None:
    given, answer = ASKED[name]
    result = asked(mode, lambda client: client.call_tool(name, given))
    assert (False, answer.to_markdown(detail="brief")) == (result.is_error, result.content[0].text)


@MODES
def test_a_refusal_is_an_error_of_the_tool_and_an_unknown_tool_one_of_the_protocol(mode: str) -> None:
    result = asked(mode, lambda client: client.call_tool("explain", {"profile": {"er": "2+"}}))
    assert result.is_error
    assert result.content[0].text.startswith("profile.er: '2+' is not accepted")
    assert result.content[0].text.endswith(DISCLAIMER_SHORT)

    async def call_what_there_is_not(client: Client) -> None:
        with pytest.raises(MCPError, match=r"there is no tool 'explian'.*\(did you mean explain\?\)"):
            await client.call_tool("explian", {})

    asked(mode, call_what_there_is_not)


def test_an_assistant_is_told_what_this_is_and_is_not() -> None:
    async def told(client: Client) -> str | None:
        return client.instructions

    assert str(asked("legacy", told)).endswith(DISCLAIMER)


def test_a_fault_is_told_without_what_was_given(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("her2 of somebody is positive")

    monkeypatch.setattr(server, "say", broken)
    with caplog.at_level(logging.DEBUG):
        result = asked("auto", lambda client: client.call_tool("explain", {"profile": {"her2": "positive"}}))
    assert result.is_error
    assert "RuntimeError in test_server.py" in result.content[0].text
    assert "positive" not in result.content[0].text + caplog.text
