"""A server of the Model Context Protocol (MCP): the library's operations as tools for assistants.

tools     each operation as a tool: what it takes, and its answer as Markdown, never without the disclaimer
server    the tools in the protocol's own SDK, on standard input and output

It needs the extra ``[mcp]``.
"""

from typing import TYPE_CHECKING, Any

from mbc_explainer.errors import ExtraError

if TYPE_CHECKING:
    from .server import create_server, run

__all__ = ["create_server", "run"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from . import server  # noqa: PLC0415 -- whoever serves nothing does without what it needs
    except ImportError as error:
        raise ExtraError(str(error.name), "pip install 'mbc-explainer[mcp]'") from None
    return getattr(server, name)
