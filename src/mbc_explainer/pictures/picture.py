"""What every picture is: data that is drawn when it is asked for, and what it says in words."""

from __future__ import annotations

from abc import abstractmethod
from types import ModuleType

from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.errors import ExtraError

__all__ = ["Picture"]


class Picture(Renderable):
    """A picture, and what it says in words."""

    title: str
    about: str
    """What it shows, in one sentence."""

    @abstractmethod
    def _drawn(self, drawing: ModuleType, form: str, dpi: int = 150) -> bytes: ...

    def to_svg(self) -> str:
        """An SVG picture with letters that can be read aloud, its text alternative, and the disclaimer.

        Raises:
            ExtraError: what draws it is missing; it says how to install it.
        """
        drawing = self._drawing()
        drawn: str = drawing.svg_with_words(self._drawn(drawing, "svg"), self.title, self._in_words())
        return drawn

    def to_png(self, dpi: int = 150) -> bytes:
        """A PNG picture of so many dots an inch, with its text alternative as metadata.

        Raises:
            ExtraError: what draws it is missing; it says how to install it.
        """
        drawing = self._drawing()
        drawn: bytes = drawing.png_with_words(self._drawn(drawing, "png", dpi), self.title, self._in_words())
        return drawn

    def _in_words(self) -> str:
        return " ".join(self.to_text().split())

    @staticmethod
    def _drawing() -> ModuleType:
        from . import drawing  # noqa: PLC0415 -- most readers do without matplotlib

        return drawing

    def _repr_html_(self) -> str:
        fragment = super()._repr_html_()
        try:
            return self.to_svg() + fragment
        except ExtraError:
            return fragment
