"""An HTTP service without state: what the library answers, as an ASGI application.

endpoints   which operation answers at which address, and in which forms
asking      a request -> what an operation takes, bounded in size and time
forms       an answer -> JSON, a page, Markdown, text or Mermaid, as the request accepts
problems    what is refused -> problem details (RFC 9457)
pages       the bundle of files for browsers
description the endpoints -> an OpenAPI document
app         all of it as an application

It needs the extra ``[serve]``.
"""

from typing import TYPE_CHECKING, Any

from mbc_explainer.errors import ExtraError

if TYPE_CHECKING:
    from .app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from .app import create_app  # noqa: PLC0415 -- whoever serves nothing does without what it needs
    except ImportError as error:
        raise ExtraError(str(error.name), "pip install 'mbc-explainer[serve]'") from None
    return create_app
