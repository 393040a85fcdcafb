"""Questions to practice with in a notebook; ``mbc_explainer.teaching.practice()`` makes one."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Final

from mbc_explainer.errors import ExtraError
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.offline.practice_script import practice_content, practice_data, practice_definition
from mbc_explainer.teaching import QuestionPack

try:
    import traitlets
    from anywidget import AnyWidget
except ImportError:
    raise ExtraError("anywidget", "pip install 'mbc-explainer[notebook]'") from None

__all__ = ["Practice"]

_FOLDER: Final = files("mbc_explainer.notebook")
_SCRIPT: Final = practice_definition() + "\n" + (_FOLDER / "practice_widget.js").read_text(encoding="utf-8")


class Practice(AnyWidget):
    """Questions one at a time, in Jupyter, marimo, and wherever else anywidgets show.

    It is the element of ``mbc-explainer bundle``, and holds all questions: so it goes on in an exported
    notebook, with no Python behind it. What is answered stays in the page; Python hears nothing of it.
    """

    _esm = _SCRIPT
    _css = (_FOLDER / "explorer.css").read_text(encoding="utf-8")
    element = traitlets.Unicode().tag(sync=True)
    """What the element is called: other questions, or another version, make another."""
    content = traitlets.Unicode().tag(sync=True)
    """All that it may ask, as JSON."""

    def __init__(self, pack: QuestionPack, knowledge: Knowledge | None = None) -> None:
        content = practice_content(practice_data(pack, knowledge))
        name = hashlib.sha256((_SCRIPT + content).encode()).hexdigest()[:16]
        super().__init__(element=f"mbc-practice-{name}", content=content)
