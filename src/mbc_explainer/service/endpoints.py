"""Which operation answers at which address; no part of a profile is ever in an address."""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple

from mbc_explainer.answers.operations import OPERATIONS, Operation

__all__ = ["ENDPOINTS", "Endpoint"]


class Endpoint(NamedTuple):
    """An operation's address."""

    path: str
    """With the operation's fields that stand in it in braces."""
    name: str
    """The operation's."""
    method: Literal["GET", "POST"] = "POST"
    body_is: str | None = None
    """The one field of the operation that the whole body is; None where the body has the fields."""

    @property
    def operation(self) -> Operation:
        """What is asked here."""
        return OPERATIONS[self.name]

    @property
    def in_path(self) -> tuple[str, ...]:
        """The operation's fields that stand in the address."""
        return tuple(name for name in self.operation.takes.model_fields if f"{{{name}}}" in self.path)

    def given(self, path: dict[str, Any], body: Any) -> Any:
        """What the operation is given, from the address and the body."""
        if self.method == "GET":
            return path
        return {self.body_is: body, **path} if self.body_is else body

    def named(self, field: str) -> str:
        """A field of what the operation is given, as whoever asks calls it."""
        return field.removeprefix(f"{self.body_is}.")


ENDPOINTS: Final = (
    Endpoint("/explain", "explain", body_is="profile"),
    Endpoint("/why/{therapy}", "why", body_is="profile"),
    Endpoint("/why-not/{therapy}", "why_not", body_is="profile"),
    Endpoint("/open-questions", "open_questions", body_is="profile"),
    Endpoint("/what-if", "what_if"),
    Endpoint("/compare", "compare"),
    Endpoint("/claim", "check_claim"),
    Endpoint("/map/{therapy}", "category_map", "GET"),
    Endpoint("/source", "source", "GET"),
    Endpoint("/source/{locator}", "source", "GET"),
)
"""Every operation, where it is asked."""
