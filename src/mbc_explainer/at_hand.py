"""Sets of rules that are ready to answer: the shipped ones, and the last few others."""

from __future__ import annotations

from functools import cache
from typing import Final

from .assembly import Assembly
from .errors import KnowledgeError
from .knowledge import Knowledge, shipped

__all__ = ["assembly_behind", "assembly_for"]

_MOST_KEPT: Final = 8
"""Sets of rules besides the shipped ones that stay ready."""

_others: dict[str, Assembly] = {}


@cache
def _shipped() -> Assembly:
    return Assembly(shipped(), shipped=True)


def assembly_for(knowledge: Knowledge | None = None) -> Assembly:
    """The shipped rules, or others, ready to answer."""
    if knowledge is None or knowledge.fingerprint == shipped().fingerprint:
        return _shipped()
    found = _others.get(knowledge.fingerprint)
    if found is None:
        found = _others[knowledge.fingerprint] = Assembly(knowledge, shipped=False)
        for oldest in tuple(_others)[:-_MOST_KEPT]:
            _others.pop(oldest, None)
    return found


def assembly_behind(fingerprint: str, knowledge: Knowledge | None = None) -> Assembly:
    """The rules that an answer was made with, ready to answer again.

    Raises:
        KnowledgeError: they are not at hand, or others were given.
    """
    if knowledge is not None and knowledge.fingerprint != fingerprint:
        raise KnowledgeError(
            f"this answer was made with the rules {fingerprint[:16]}, and knowledge= has {knowledge.fingerprint[:16]}; "
            "give the rules that it was made with"
        )
    if knowledge is not None or fingerprint == shipped().fingerprint:
        return assembly_for(knowledge)
    if fingerprint not in _others:
        raise KnowledgeError(
            f"this answer was made with other rules than the shipped ones ({fingerprint[:16]}), and they are not at "
            "hand; give them: knowledge=load_knowledge(...)"
        )
    return _others[fingerprint]
