"""The tools in the protocol's own SDK."""

from __future__ import annotations

import logging
import traceback
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import anyio
import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.errors import UnknownNameError
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.phrases import phrase

from .tools import TOOLS, Said, say, takes

__all__ = ["create_server", "run"]

_READS_ALONE: Final = types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_log: Final = logging.getLogger(__name__)


def create_server(*, knowledge: Knowledge | None = None) -> Server[Any]:
    """Make the server, to be run over any transport of the SDK.

    Args:
        knowledge: other rules than those that ship with the library.
    """
    tools = [
        types.Tool(name=name, description=said, input_schema=takes(name), annotations=_READS_ALONE)
        for name, said in TOOLS.items()
    ]

    async def list_tools(_context: Any, _given: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=tools)

    async def call_tool(_context: Any, given: types.CallToolRequestParams) -> types.CallToolResult:
        if given.name not in TOOLS:
            raise MCPError(types.INVALID_PARAMS, str(UnknownNameError(phrase("mcp.tool"), given.name, TOOLS)))
        said = _said(given.name, given.arguments or {}, knowledge)
        return types.CallToolResult(content=[types.TextContent(text=said.text)], is_error=said.refused)

    return Server(
        "mbc-explainer",
        version=version("mbc-explainer"),
        instructions=f"{phrase('mcp.instructions')}\n\n{DISCLAIMER}",
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _said(name: str, given: dict[str, Any], knowledge: Knowledge | None) -> Said:
    try:
        return say(name, given, knowledge)
    except Exception as error:  # noqa: BLE001 -- whatever it is, its text may quote a profile, and the SDK would log it
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = {"file": Path(place.filename).name, "line": place.lineno}
        fault = phrase("service.fault", error=type(error).__name__, **where)
        _log.error("%s", fault)
        return Said(f"{fault}\n\n{DISCLAIMER_SHORT}", refused=True)


def run(*, knowledge: Knowledge | None = None) -> None:
    """Answer on standard input and output, until the input ends."""
    anyio.run(_run, create_server(knowledge=knowledge))


async def _run(server: Server[Any]) -> None:
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())
