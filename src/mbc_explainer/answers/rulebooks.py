"""Rules by fingerprint, ready to answer: the shipped ones, and the last few others."""

from __future__ import annotations

from functools import cache, cached_property
from threading import Lock
from typing import Final

from mbc_explainer.errors import KnowledgeError
from mbc_explainer.knowledge.snapshot import Knowledge, shipped
from mbc_explainer.reasoning.evaluation import Evaluation

from .phrasing import Phrasing

__all__ = ["RuleBook", "rulebook_for", "rulebook_of"]

_MOST_KEPT: Final = 8
"""Sets of rules besides the shipped ones that stay ready."""

_others: dict[str, RuleBook] = {}
_turn: Final = Lock()
"""Held while the others are put in order, when they are out of their places for a moment."""


class RuleBook:
    """One set of rules, with what answers need of it: its words, and its tables for what is asked further."""

    def __init__(self, knowledge: Knowledge, *, shipped: bool) -> None:
        self.knowledge = knowledge
        self.shipped = shipped
        self.phrasing = Phrasing(knowledge.topics)

    @cached_property
    def evaluation(self) -> Evaluation:
        """The tables, to be looked up in every way in which a profile may turn out."""
        return Evaluation(self.knowledge.topics, self.knowledge.decisions)


@cache
def _shipped() -> RuleBook:
    return RuleBook(shipped(), shipped=True)


def rulebook_for(knowledge: Knowledge | None = None) -> RuleBook:
    """The shipped rules, or others, ready to answer."""
    if knowledge is None or knowledge.fingerprint == shipped().fingerprint:
        return _shipped()
    with _turn:
        found = _others.pop(knowledge.fingerprint, None) or RuleBook(knowledge, shipped=False)
        _others[knowledge.fingerprint] = found
        for oldest in tuple(_others)[:-_MOST_KEPT]:
            del _others[oldest]
    return found


def rulebook_of(fingerprint: str, knowledge: Knowledge | None = None) -> RuleBook:
    """The rules that an answer was made with, ready to answer again.

    Raises:
        KnowledgeError: they are not kept, or others were given.
    """
    if knowledge is not None and knowledge.fingerprint != fingerprint:
        raise KnowledgeError(
            f"this answer was made with the rules {fingerprint[:16]}, and knowledge= has {knowledge.fingerprint[:16]}; "
            "give the rules that it was made with"
        )
    if knowledge is not None or fingerprint == shipped().fingerprint:
        return rulebook_for(knowledge)
    with _turn:
        found = _others.get(fingerprint)
    if found is None:
        raise KnowledgeError(
            f"this answer was made with other rules than the shipped ones ({fingerprint[:16]}), and they are not at "
            "hand; give them: knowledge=load_knowledge(...)"
        )
    return found
