"""Which rules hold: rivals from booleans made beforehand, the library's own ways from the profile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from own import explained_anew, looked_up, solved, solved_anew
from profiles import distinct
from rivals import agree, installed
from timing import Row, Scale, Work, alternating
from translation import all_rules, relevance_rules

__all__ = ["OWN", "rows"]

OWN = {
    "own: compiled tables looked up": looked_up,
    "own: every world solved, decisions kept": solved,
    "own: every world solved, nothing kept": solved_anew,
}
_SLOW = {"durable_rules", "own: every world solved, nothing kept"}
_CHECKED = 50
"""Profiles for which all must decide the same, in each process."""


def rows(scale: Scale) -> Iterator[Row]:
    """Each way to decide, for the relevance rules and for all, and the whole answer with nothing kept.

    Raises:
        AssertionError: a rival decides otherwise than the library.
    """
    profiles = distinct(max(scale.profiles // 10, 10), settled=True)
    works: dict[str, Work] = {}
    for title, rules in (("relevance rules", relevance_rules()), ("all rules", all_rules())):
        rivals = {name: rival.make(rules) for name, rival in installed().items()}
        own = {name: make(rules) for name, make in OWN.items()}
        agree(rules, own, rivals, profiles[:_CHECKED])
        given = [rules.booleans(profile) for profile in profiles]
        label = f"{len(rules.rules)} {title}"
        works |= {f"{label}, {name}": Work(decide, _some(name, given)) for name, decide in rivals.items()}
        works |= {f"{label}, {name}": Work(decide, _some(name, profiles)) for name, decide in own.items()}
    works["explain, nothing kept at all"] = Work(
        explained_anew, _some("own: every world solved, nothing kept", profiles)
    )
    yield from alternating(works)


def _some(name: str, inputs: list[Any]) -> list[Any]:
    """Fewer of what takes long."""
    return inputs[:20] if name in _SLOW else inputs
