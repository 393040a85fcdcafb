"""A citation as renderers take one, whatever stands in it."""

from typing import NamedTuple


class Cited(NamedTuple):
    locator: str
    section: str
    gist: str
    sentence: str | None = None
