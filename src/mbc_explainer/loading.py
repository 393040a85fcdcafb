"""Rules of one's own: from a folder of rule files, or from a compiled snapshot."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from .errors import EngineError
from .knowledge import Knowledge, load_snapshot

__all__ = ["authoring", "load_knowledge"]


def authoring() -> ModuleType:
    """The authoring side, for the few who have it installed.

    Raises:
        EngineError: what it needs is missing; it says how to install that.
    """
    try:
        from . import authoring as side  # noqa: PLC0415 -- readers do without YAML and engine
        from .authoring import checking, compiling, rule_file  # noqa: F401, PLC0415 -- the same
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
    compiled: Knowledge = authoring().compiling.compile_rules(path)
    return compiled
