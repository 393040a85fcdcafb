"""Each operation as a tool: a schema of what it takes, and an answer in Markdown, or a refusal in our words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from mbc_explainer.answers.operations import OPERATIONS, read
from mbc_explainer.disclaimer import DISCLAIMER_SHORT
from mbc_explainer.errors import MbcExplainerError, ProfileError, ProfileProblem, accepted, shortened
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail

__all__ = ["TOOLS", "Said", "say", "takes"]

_DETAIL: Final = "detail"
TOOLS: Final[Mapping[str, str]] = {name: phrase(f"operation.{name}") for name in OPERATIONS if name != "compare"}
"""What each tool is for, by name; ``what_if`` compares, too."""


class Said(NamedTuple):
    """What a tool says."""

    text: str
    refused: bool = False


def takes(name: str) -> dict[str, Any]:
    """The JSON schema of what a tool takes: what its operation does, and how much it is to say."""
    schema = _in_short(OPERATIONS[name].takes.model_json_schema())
    said = phrase("mcp.detail", words=", ".join(Detail))
    detail = {"type": "string", "enum": list(map(str, Detail)), "default": str(Detail.BRIEF), "description": said}
    return {**schema, "properties": {**schema["properties"], _DETAIL: detail}}


def _in_short(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without titles, and of each model the first line of what it is: an assistant reads all of it."""
    short: dict[str, Any] = {}
    for key, value in schema.items():
        match key, value:
            case "title", str():
                pass
            case "description", str():
                short[key] = value.partition("\n")[0]
            case _, dict():
                short[key] = _in_short(value)
            case _:
                short[key] = value
    return short


def say(name: str, given: Mapping[str, Any], knowledge: Knowledge | None = None) -> Said:
    """What a tool says to what it is given; the disclaimer is in it, whatever it says."""
    operation = OPERATIONS[name]
    try:
        detail = _detail(given.get(_DETAIL, Detail.BRIEF))
        asked = read(operation, {field: value for field, value in given.items() if field != _DETAIL})
        return Said(operation.run(asked, knowledge).to_markdown(detail=detail))
    except MbcExplainerError as error:
        return Said(f"{error}\n\n{DISCLAIMER_SHORT}", refused=True)


def _detail(given: Any) -> Detail:
    if isinstance(given, str) and given in set(Detail):
        return Detail(given)
    raise ProfileError([ProfileProblem(_DETAIL, shortened(given), accepted(Detail, given, typos_only=True))])
