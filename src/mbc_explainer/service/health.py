"""Whether the service answers, and by which rules."""

from importlib.metadata import version
from typing import Literal

from mbc_explainer.answers.explainer import explain
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.snapshot import Knowledge

__all__ = ["Health", "health"]


class Health(Frozen):
    """That the service answers, and which version with which rules it is."""

    status: Literal["ok"] = "ok"
    """It answers."""
    version: str
    """The library's version."""
    rules_version: str
    """The version of the rules."""
    rules_fingerprint: str
    """The rules, to be told from others."""
    shipped: bool
    """Whether they are the rules that ship with the library."""


def health(knowledge: Knowledge | None = None) -> Health:
    """Answer once, and say by which rules."""
    source = explain({}, knowledge=knowledge).source
    return Health(
        version=version("mbc-explainer"),
        rules_version=source.rules_version,
        rules_fingerprint=source.rules_fingerprint,
        shipped=source.shipped,
    )
