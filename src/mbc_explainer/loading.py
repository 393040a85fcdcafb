"""Rules other than the shipped ones: a folder of rule files, or a compiled snapshot."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Final

from pydantic import ValidationError

from mbc_explainer.errors import EngineError, Problem, RuleFileError
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.reasoning.soundness import soundness_problems

__all__ = ["authoring", "load_knowledge", "load_snapshot"]

_LARGEST_SNAPSHOT: Final = 16 * 1024 * 1024
"""Bytes: forty times the shipped one."""


def authoring() -> ModuleType:
    """The authoring side, for the few who have it installed.

    Raises:
        EngineError: what it needs is missing; it says how to install that.
    """
    try:
        from mbc_explainer import authoring as side  # noqa: PLC0415 -- readers do without YAML and engine
        from mbc_explainer.authoring import check, compiler, rule_file  # noqa: F401, PLC0415 -- the same
    except ImportError as error:
        raise EngineError(
            f"{error.name} is missing, and rule files need it: pip install 'mbc-explainer[rules]'"
        ) from None
    return side


def load_knowledge(source: Path | str) -> Knowledge:
    """Load rules other than those that ship with the library.

    Args:
        source: a folder of rule files, which is checked and evaluated (this needs
            ``mbc-explainer[rules]``), or a compiled snapshot, which is checked alone.

    Raises:
        RuleFileError: what is wrong with the rules or the snapshot, all at once.
        EngineError: a folder was given, and what evaluates it is not installed.
    """
    path = Path(source)
    if not path.is_dir():
        return load_snapshot(path)
    compiled: Knowledge = authoring().compiler.compile_rules(path)
    return compiled


def load_snapshot(path: Path) -> Knowledge:
    """Read a compiled snapshot and check all of it: shape, fingerprint, and that its tables follow from its rules.

    Raises:
        RuleFileError: it can't be read, is not a snapshot of this format, was changed by hand, or is not whole.
    """

    def refused(where: str, what: str) -> RuleFileError:
        return RuleFileError([Problem(str(path), 1, where, what)])

    try:
        if path.exists() and not path.is_file():
            raise refused("file", "it is no regular file; expected a folder of rule files, or a compiled snapshot")
        with path.open("rb") as file:
            content = file.read(_LARGEST_SNAPSHOT + 1)
    except (OSError, ValueError) as error:
        raise refused("file", f"can't be read: {error}") from None
    if len(content) > _LARGEST_SNAPSHOT:
        raise refused("file", f"it is too large; expected at most {_LARGEST_SNAPSHOT} bytes")
    try:
        knowledge = Knowledge.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise refused(".".join(map(str, first["loc"])) or "file", first["msg"]) from None
    if not knowledge.is_intact():
        raise refused("fingerprint", "the content is not what the fingerprint was made from; compile the rules anew")
    problems = [Problem(str(path), 1, where, what) for where, what in soundness_problems(knowledge)]
    if problems:
        raise RuleFileError(problems)
    return knowledge
