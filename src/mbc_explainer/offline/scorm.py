"""A package for learning systems, as SCORM 1.2 has it: the same page, and a manifest."""

from __future__ import annotations

import io
from collections.abc import Mapping
from html import escape
from string import Template
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .files import text_of

__all__ = ["scorm"]

_MANIFEST: Final = "imsmanifest.xml"
_READABLE: Final = 0o644 << 16


def scorm(name: str, data: Mapping[str, Any], contents: Mapping[str, bytes]) -> bytes:
    """The package of a page and what it is made of, with the same bytes each time; its name tells it from others."""
    manifest = Template(text_of(_MANIFEST)).substitute(
        identifier=f"{name}-{data['rules_fingerprint'][:16]}",
        title=escape(data["title"]),
        files="\n".join(f'      <file href="{escape(name)}"/>' for name in sorted(contents)),
    )
    return _zipped({_MANIFEST: manifest.encode(), **contents})


def _zipped(contents: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(contents):
            entry = ZipInfo(name)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, _READABLE
            package.writestr(entry, contents[name])
    return stream.getvalue()
