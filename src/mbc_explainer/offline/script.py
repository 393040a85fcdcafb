"""The script that defines ``<mbc-explainer>``: what reads compiled data, the form, and the data itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from mbc_explainer.phrases import phrase

from .files import text_of

__all__ = ["compact", "definition", "script"]

_FORM: Final = (
    *("again", "brief", "close", "copied", "copy", "detail", "full", "label", "no_change", "not_copied", "nothing_to_undo"),
    *("print", "reach", "reveals", "settles_nothing", "share", "standard", "still_open", "to_answer", "to_form"),
    *("tools", "undo", "why"),
)
_REFUSED: Final = ("accepted", "fields", "no_list", "no_object", "not_json", "not_within")


def script(data: Mapping[str, Any], name: str = "mbc-explainer") -> str:
    """A classic script that defines an element of this name, once on a page; in ASCII, for pages of any encoding."""
    text = compact(data).replace("`", r"\u0060").replace("${", r"\u0024{")
    made = f"explainer(JSON.parse(String.raw`{text}`), {compact(_phrases())}, {compact(text_of('element.css'))})"
    body = f'if (!customElements.get("{name}")) customElements.define("{name}", {made});'
    return f'"use strict";\n(() => {{\n{definition()}\n{body}\n}})();\n'


def definition() -> str:
    """The functions ``reading`` and ``explainer``, as they stand in a script or a module."""
    return text_of("reading.js") + "\n" + text_of("element.js")


def compact(value: Any) -> str:
    """A value as JSON in ASCII, with no space to spare."""
    return json.dumps(value, separators=(",", ":"))


def _phrases() -> dict[str, str]:
    """What the form says itself, and why it refuses a profile."""
    return {
        **{name: phrase(f"form.{name}") for name in _FORM},
        **{name: phrase(f"refused.{name}") for name in _REFUSED},
        "changed": phrase("form.what_changed"),
        "changes_nothing": phrase("interview.purpose_of_choices"),
        "empty": phrase("refused.no_site"),
        "nothing_open": phrase("open_questions.nothing"),
        "refused": phrase("refused.sentence"),
    }
