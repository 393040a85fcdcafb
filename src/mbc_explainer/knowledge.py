"""What the rules say, ready to be looked up: topics, decision tables, and a fingerprint.

One ``Knowledge`` is made from a folder of rule files (``authoring``) and kept as one
snapshot, ``rules/snapshot.json``, the way a lock file is. Reading it needs no rule
engine and no YAML.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from .errors import Problem, RuleFileError
from .topics import Topics

__all__ = ["SNAPSHOT", "Decision", "Knowledge", "load_snapshot", "rules_folder", "shipped"]

SNAPSHOT: Final = "snapshot.json"
"""The snapshot's name in a folder of rules."""


class _Frozen(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


def _rows_fit(decision: Decision) -> Decision:
    for key in decision.rows:
        if tuple(cell.partition("=")[0] for cell in key.split()) != decision.reads:
            raise ValueError(f"the row {key!r} is not over the facts that the table reads")
    return decision


class Decision(_Frozen):
    """A decision table: for each combination of facts that a profile can have, the rules that hold."""

    kind: Literal["settled", "stated"]
    """Whether it is asked of settled facts, and filled in where a field is open, or of stated ones."""
    reads: tuple[str, ...]
    rows: dict[str, str]
    """``"hr=positive her2=negative"`` to the ids of the rules that hold, with spaces between."""

    @staticmethod
    def key(facts: Mapping[str, str], reads: tuple[str, ...]) -> str:
        """The row that some facts belong to."""
        return " ".join(f"{name}={facts[name]}" for name in reads)

    def fired(self, facts: Mapping[str, str]) -> tuple[str, ...]:
        """The rules that hold for some facts."""
        return tuple(self.rows[self.key(facts, self.reads)].split())


class Knowledge(_Frozen):
    """One set of rules, compiled."""

    format: Literal[1] = 1
    fingerprint: str
    """SHA-256 over all that follows: the same rules give the same, on every machine."""
    topics: Topics
    decisions: dict[str, Annotated[Decision, AfterValidator(_rows_fit)]]

    @classmethod
    def of(cls, topics: Topics, decisions: Mapping[str, Decision]) -> Knowledge:
        """Put topics and tables together, and sign them."""
        tables = dict(decisions)
        return cls(fingerprint=_fingerprint(topics, tables), topics=topics, decisions=tables)

    def __eq__(self, other: object) -> bool:
        """Whether the rules are the same."""
        return isinstance(other, Knowledge) and other.fingerprint == self.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def is_intact(self) -> bool:
        """Whether the fingerprint is that of the content."""
        return self.fingerprint == _fingerprint(self.topics, self.decisions)

    def to_json(self) -> str:
        """The snapshot's text, with a line for every row of every table, to be compared and reviewed."""
        return json.dumps(_plain(self), indent=1, ensure_ascii=False) + "\n"


def _plain(model: BaseModel) -> Any:
    return model.model_dump(mode="json", exclude_defaults=True, exclude={"format"}) | (
        {"format": 1} if isinstance(model, Knowledge) else {}
    )


def _fingerprint(topics: Topics, decisions: Mapping[str, Decision]) -> str:
    content = [_plain(topics), {name: _plain(table) for name, table in decisions.items()}]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def load_snapshot(path: Path) -> Knowledge:
    """Read a compiled snapshot and check it.

    Raises:
        RuleFileError: it can't be read, is not a snapshot of this format, or was changed by hand.
    """
    try:
        knowledge = Knowledge.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        problem = error.errors()[0] if isinstance(error, ValidationError) else None
        where = ".".join(map(str, problem["loc"])) if problem else "file"
        what = problem["msg"] if problem else f"can't be read: {error}"
        raise RuleFileError([Problem(str(path), 1, where or "file", what)]) from None
    if not knowledge.is_intact():
        what = "the content is not what the fingerprint was made from; compile the rules anew"
        raise RuleFileError([Problem(str(path), 1, "fingerprint", what)])
    return knowledge


def rules_folder() -> Path:
    """Where the shipped rules are: in the package, or beside it in a checkout."""
    inside = Path(__file__).parent / "rules"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "rules"


@cache
def shipped() -> Knowledge:
    """The rules that come with the library, read once."""
    packed = files("mbc_explainer") / "rules"  # in a zip there is no folder
    return Knowledge.model_validate_json(((packed if packed.is_dir() else rules_folder()) / SNAPSHOT).read_bytes())
