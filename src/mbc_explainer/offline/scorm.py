"""A package for learning systems, as SCORM 1.2 has it: the same page, and a manifest."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from string import Template
from typing import Any, Final

from mbc_explainer.zipped import zipped

from .files import text_of

__all__ = ["scorm"]

_MANIFEST: Final = "imsmanifest.xml"


def scorm(name: str, data: Mapping[str, Any], contents: Mapping[str, bytes]) -> bytes:
    """The package of a page and what it is made of, with the same bytes each time; its name tells it from others."""
    manifest = Template(text_of(_MANIFEST)).substitute(
        identifier=f"{name}-{data['rules_fingerprint'][:16]}",
        title=escape(data["title"]),
        files="\n".join(f'      <file href="{escape(name)}"/>' for name in sorted(contents)),
    )
    return zipped({_MANIFEST: manifest.encode(), **contents})
