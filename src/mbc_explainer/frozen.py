"""What every model of this library is: frozen, with nothing besides its fields, and safe to share."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

__all__ = ["Frozen"]


class Frozen(BaseModel):
    """A model that callers share, so that none may change what another sees."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @property
    def model_fields_set(self) -> set[str]:
        """The fields that were given; a set of the caller's own, since pydantic's is the model's."""
        return set(super().model_fields_set)
