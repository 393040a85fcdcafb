"""The texts that stand beside the code here: scripts, style sheets, and pages with gaps."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["text_of"]


@cache
def text_of(name: str) -> str:
    """A file of this folder."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
