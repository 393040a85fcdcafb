"""What the rules say, ready to be looked up: topics, decision tables, the answers that follow, and a fingerprint.

One ``Knowledge`` is made from a folder of rule files (``authoring``) and kept as one
snapshot, ``rules/snapshot.json``, the way a lock file is. Reading it needs no rule
engine, no solver and no YAML.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator

from mbc_explainer.frozen import Frozen
from mbc_explainer.patient.facts import FactValue

from .rulebase import RuleBase

__all__ = [
    "OPEN",
    "SNAPSHOT",
    "Answer",
    "AnswerTable",
    "DecisionTable",
    "FiredRule",
    "Knowledge",
    "PossibleAnswer",
    "json_in_lines",
    "row_key",
    "rules_folder",
    "shipped",
    "shipped_file",
]

SNAPSHOT: Final = "snapshot.json"
"""The snapshot's name in a folder of rules."""

OPEN: Final = "open"
"""What a derived fact reads as where the profile leaves it open."""

_WIDEST: Final = 160
"""Characters in a line of a snapshot's text: what fits stands in one."""


def row_key(facts: Mapping[str, str], inputs: tuple[str, ...]) -> str:
    """The row of a table that some facts belong to: ``"hr=positive her2=negative"``."""
    return " ".join(f"{name}={facts[name]}" for name in inputs)


def _rows_fit(table: _Table) -> _Table:
    for key in table.rows:
        if tuple(cell.partition("=")[0] for cell in key.split()) != table.inputs:
            raise ValueError(f"the row {key!r} is not over the facts that the table reads")
    return table


class DecisionTable(Frozen):
    """For each combination of facts that a profile can have, the rules that hold."""

    kind: Literal["settled", "stated"]
    """Whether it is asked of settled facts, and filled in where a field is open, or of stated ones."""
    inputs: tuple[str, ...]
    """The facts that its rules test."""
    rows: dict[str, str]
    """``"hr=positive her2=negative"`` to the ids of the rules that hold, with spaces between."""

    def fired(self, facts: Mapping[str, str]) -> tuple[str, ...]:
        """The rules that hold for some facts."""
        return tuple(self.rows[row_key(facts, self.inputs)].split())

    def each_row(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Each row: the values of the facts, and the rules that hold."""
        for key, fired in self.rows.items():
            yield tuple(cell.partition("=")[2] for cell in key.split()), tuple(fired.split())


class FiredRule(Frozen):
    """A rule that holds."""

    rule: str
    because: tuple[FactValue, ...] = ()
    """What the profile states that makes it hold."""
    when: tuple[tuple[FactValue, ...], ...] = ()
    """What would have to be so as well, any one of these, where the profile leaves it open."""


class PossibleAnswer(Frozen):
    """One way in which an open answer may turn out."""

    value: str
    when: tuple[tuple[FactValue, ...], ...]
    """Alternatives, any of which is enough: each a set of facts that must all hold."""
    reasons: tuple[FiredRule, ...]


class Answer(Frozen):
    """What one question comes to for what a profile states."""

    value: str | None = None
    """The answer; none where it depends, or where a text does not show."""
    depends_on: tuple[str, ...] = ()
    """The open fields that can change it, and no others, in the profile's order."""
    reasons: tuple[FiredRule, ...] = ()
    outcomes: tuple[PossibleAnswer, ...] = ()
    """Where it depends: each way in which it may turn out."""


class AnswerTable(Frozen):
    """The answer of one question for each way in which a profile can state what it rests on."""

    inputs: tuple[str, ...]
    """Base facts, as a profile states them; for a remark, what its rule tests."""
    rows: dict[str, Answer]

    def find(self, facts: Mapping[str, str]) -> Answer:
        """The answer for some facts."""
        return self.rows[row_key(facts, self.inputs)]


_Table = DecisionTable | AnswerTable


class Knowledge(Frozen):
    """One set of rules, compiled."""

    format: Literal[2] = 2
    fingerprint: str
    """SHA-256 over all that follows: the same rules give the same, on every machine."""
    topics: RuleBase
    decisions: dict[str, Annotated[DecisionTable, AfterValidator(_rows_fit)]]
    """The rules, evaluated: each decision's table."""
    answers: dict[str, Annotated[AnswerTable, AfterValidator(_rows_fit)]]
    """What follows from the tables where a profile leaves something open: receptor groups, relevances, remarks."""

    @classmethod
    def of(
        cls, rulebase: RuleBase, decisions: Mapping[str, DecisionTable], answers: Mapping[str, AnswerTable]
    ) -> Knowledge:
        """Put topics, tables and answers together, and sign them."""
        unsigned = cls(fingerprint="", topics=rulebase, decisions=dict(decisions), answers=dict(answers))
        return unsigned.model_copy(update={"fingerprint": _fingerprint(unsigned)})

    def __eq__(self, other: object) -> bool:
        """Whether the rules are the same."""
        return isinstance(other, Knowledge) and other.fingerprint == self.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def is_intact(self) -> bool:
        """Whether the fingerprint is that of the content."""
        return self.fingerprint == _fingerprint(self)

    def to_json(self) -> str:
        """The snapshot's text, to be compared and reviewed: a line for each row of each table."""
        return (
            "".join(json_in_lines({"format": self.format, **self.model_dump(mode="json", exclude_defaults=True)}, 0))
            + "\n"
        )


def _fingerprint(knowledge: Knowledge) -> str:
    content = knowledge.model_dump(mode="json", exclude_defaults=True, exclude={"format", "fingerprint"})
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def json_in_lines(value: Any, depth: int = 0, *, apart: bool = False) -> Iterator[str]:
    """JSON text: what fits into a line stands in one, but for what is to stand apart."""
    whole = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or (len(whole) + depth <= _WIDEST and not apart):
        yield whole
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    yield opening
    items = value.items() if isinstance(value, dict) else ((None, inner) for inner in value)
    for at, (name, inner) in enumerate(items):
        yield ",\n" if at else "\n"
        yield " " * (depth + 1) + (f"{json.dumps(name, ensure_ascii=False)}: " if name is not None else "")
        yield from json_in_lines(inner, depth + 1, apart=name == "rows")
    yield f"\n{' ' * depth}{closing}"


def rules_folder() -> Path:
    """Where the shipped rules are: in the package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "rules"
    return inside if inside.is_dir() else package.parents[1] / "rules"


def shipped_file(name: str) -> bytes:
    """A file that stands with the rules that come with the library."""
    packed = files("mbc_explainer") / "rules"  # in a zip there is no folder
    return ((packed if packed.is_dir() else rules_folder()) / name).read_bytes()


@cache
def shipped() -> Knowledge:
    """The rules that come with the library, read once."""
    return Knowledge.model_validate_json(shipped_file(SNAPSHOT))
