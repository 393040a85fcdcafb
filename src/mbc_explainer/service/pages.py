"""The bundle's files at their addresses: the page that answers in the browser, and the script for other pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final, NamedTuple

from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.offline.bundle import bundled

__all__ = ["POLICY", "File", "files"]

POLICY: Final = "default-src 'self'; base-uri 'none'; form-action 'none'; connect-src 'none'"
"""What a browser lets these pages do. They may stand in a frame of any site, as ``embed.html`` says."""
_PAGE: Final = "index.html"
_MEDIA_TYPES: Final = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".zip": "application/zip",
}


class File(NamedTuple):
    """A file to be sent as it is."""

    content: bytes
    media_type: str


def files(knowledge: Knowledge | None = None) -> Mapping[str, File]:
    """Each file by its address; for other rules than the shipped ones, this takes half a minute."""
    made = {
        f"/{name}": File(content, _MEDIA_TYPES[PurePath(name).suffix]) for name, content in bundled(knowledge).items()
    }
    return {"/": made[f"/{_PAGE}"], **made}
