"""The library, held against the standards for patient material, item by item, made from data.

What is met says where it shows; what is not met says why. ``make standards`` writes the page.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from mbc_explainer.authoring.yaml_text import read_yaml
from mbc_explainer.rendering import Paragraph, Section, Table, markdown

__all__ = ["Item", "Standard", "page", "standards"]

DATA: Final = Path(__file__).parent / "standards.yaml"

_MET: Final = {"yes": "met", "no": "not met", "not_applicable": "does not apply"}


class Item(BaseModel):
    """One criterion of a standard."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    id: str
    asks: str
    met: Literal["yes", "no", "not_applicable"]
    where: Annotated[str, Field(min_length=10)]
    """Where it shows; or why not."""
    shown_by: str
    """What to look at: a part of an explanation, or a test."""


class Standard(BaseModel):
    """One standard, with all its criteria that apply to text."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    name: str
    about: str
    needed: int
    """The share that it asks for, in percent."""
    items: tuple[Item, ...]

    @property
    def share(self) -> int:
        """The share of criteria met, of those that apply, in percent."""
        apply = [item for item in self.items if item.met != "not_applicable"]
        return round(100 * sum(item.met == "yes" for item in apply) / len(apply))


class _Page(BaseModel):
    title: str
    rated_by: Annotated[str, Field(min_length=10)]
    """Who rated, and who did not."""
    standards: tuple[Standard, ...]


def _data() -> _Page:
    data, _, problems = read_yaml(DATA.read_bytes(), DATA.name)
    if problems:
        raise ValueError("\n".join(map(str, problems)))
    return _Page.model_validate(data)


def standards() -> tuple[Standard, ...]:
    """Every standard that the library is held against."""
    return _data().standards


def page() -> str:
    """The page, as Markdown."""
    data = _data()
    rows = tuple((one.name, f"{one.share}%", f"{one.needed}%") for one in data.standards)
    overview = Table("The share of criteria met, of those that apply", ("Standard", "Met", "Asked for"), rows)
    intro = Paragraph(
        "Each criterion, and where it is met; or why not. Where the article says nothing, an honest no is the "
        "answer, since the library adds no treatment facts of its own."
    )
    rated_by = Paragraph(data.rated_by, lead="Who rated")
    each = map(_section, data.standards)
    return markdown(Section("Held against the standards for patient material", (intro, rated_by, overview, *each)))


def _section(standard: Standard) -> Section:
    rows = tuple((item.id, item.asks, _MET[item.met], item.where, item.shown_by) for item in standard.items)
    table = Table("Item by item", ("Item", "Asks for", "", "Where it shows, or why not", "Look at"), rows)
    return Section(f"{standard.name}: {standard.share}%", (Paragraph(standard.about), table))


if __name__ == "__main__":
    sys.stdout.write(page())
