"""The script that defines ``<mbc-explainer>``: what reads compiled data, the form, and the data itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from string import Template
from typing import Any, Final

from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import style_sheet

from .files import text_of

__all__ = ["classic_script", "content", "definition", "script"]

_FORM: Final = (
    *(
        "again",
        "brief",
        "close",
        "copied",
        "copy",
        "detail",
        "full",
        "label",
        "no_change",
        "not_copied",
        "nothing_to_undo",
    ),
    *("print", "reach", "reveals", "same_answer", "settles_nothing", "share", "standard", "still_open", "to_answer"),
    *("to_form", "tools", "undo", "why"),
)
_SPECIAL: Final = re.compile(r"`|\$(?=\{)|<(?=/script|!--)", re.IGNORECASE)
_REFUSED: Final = ("accepted", "fields", "no_list", "no_object", "not_json", "not_within")


def script(data: Mapping[str, Any]) -> str:
    """A classic script that defines the element, once on a page; in ASCII, for pages of any encoding."""
    return classic_script("mbc-explainer", "explainer", definition(), content(data))


def classic_script(element: str, maker: str, definition: str, content: str) -> str:
    """A script that defines an element, once on a page.

    It may stand in a page too: nothing in it ends the script, or begins a comment.

    Args:
        element: the element's name.
        maker: the function that makes its class.
        definition: that function, and what it needs.
        content: what it takes, as JSON in ASCII.
    """
    raw = _SPECIAL.sub(lambda found: f"\\u{ord(found[0]):04x}", content)
    return Template(text_of("script.js")).substitute(element=element, maker=maker, definition=definition, content=raw)


def definition() -> str:
    """The functions ``reading`` and ``explainer``, as they stand in a script or a module."""
    return "\n".join(map(text_of, ("making.js", "reading.js", "element.js")))


def content(data: Mapping[str, Any]) -> str:
    """What ``explainer`` takes, as JSON in ASCII: compiled data, the form's own phrases, and its style."""
    return json.dumps(
        [{**data, "style": style_sheet(reset=False)}, _phrases(), text_of("element.css")], separators=(",", ":")
    )


def _phrases() -> dict[str, str]:
    """What the form says itself, and why it refuses a profile."""
    return {
        **{name: phrase(f"form.{name}") for name in _FORM},
        **{name: phrase(f"refused.{name}") for name in _REFUSED},
        "changed": phrase("form.what_changed"),
        "changes_nothing": phrase("interview.purpose_of_choices"),
        "needs_practice": phrase("teaching.practice.needs_script"),
        "empty": phrase("refused.no_site"),
        "nothing_open": phrase("open_questions.nothing"),
        "refused": phrase("refused.sentence"),
    }
