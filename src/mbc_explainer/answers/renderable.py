"""What every answer is: frozen, shown in four formats, and never without the disclaimer."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from pydantic import (
    GetJsonSchemaHandler,
    ValidationError,
    computed_field,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, from_json

from mbc_explainer import rendering
from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.errors import MbcExplainerError, escaped
from mbc_explainer.frozen import Frozen
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import ColorScheme, Detail, Paragraph, Role, Section, Word

if TYPE_CHECKING:
    from rich.console import RenderableType

_displayed: Final = count(1)
"""Fragments that a notebook or a template shows share a page, so each has ids of its own."""

__all__ = ["DISCLAIMER_FIRST", "DISCLAIMER_LAST", "AnswerError", "Renderable", "RenderableTree", "in_lines"]

DISCLAIMER_FIRST: Final = Paragraph(DISCLAIMER_SHORT, lead=phrase("disclaimer.lead"), plain=True)
"""What each answer begins with."""
DISCLAIMER_LAST: Final = Section(
    phrase("disclaimer.title"), (Paragraph(DISCLAIMER, plain=True),), Role.DISCLAIMER, detail=Detail.STANDARD
)
"""What each answer ends with."""


class AnswerError(MbcExplainerError, ValueError):
    """JSON that is not an answer of this library, or not of this version."""


class Renderable(Frozen):
    """An answer with renderings of its own.

    The disclaimer is part of the type: it is not a field that could be emptied, and
    every rendering and every serialization puts it in.
    """

    lists_citations_from: ClassVar[str] = Detail.STANDARD
    """From which detail on everything that is cited is listed once more at the end."""

    @computed_field  # type: ignore[prop-decorator]  # mypy 1413: decorators on a property
    @property
    def disclaimer(self) -> str:
        """What this is and is not; the same words everywhere."""
        return DISCLAIMER

    @model_validator(mode="before")
    @classmethod
    def _keep_our_own_disclaimer(cls, given: Any) -> Any:
        """Drop the one that is given: ours is put in, and may read otherwise than when an answer was saved."""
        if not isinstance(given, Mapping) or "disclaimer" not in given:
            return given
        return {name: value for name, value in given.items() if name != "disclaimer"}

    @model_serializer(mode="wrap")
    def _with_disclaimer(self, handler: Any) -> dict[str, Any]:
        return {**handler(self), "disclaimer": DISCLAIMER}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema of the fields, which the serializer above would hide."""
        inner: Any = schema
        while "schema" in inner and inner["type"] != "model":
            inner = inner["schema"]
        unhidden: Any = {key: value for key, value in inner.items() if key != "serialization"}
        described = super().__get_pydantic_json_schema__(unhidden, handler)
        fields = handler.resolve_ref_schema(described)
        text = {"const": DISCLAIMER, "description": "Always there.", "title": "Disclaimer", "type": "string"}
        fields.setdefault("properties", {})["disclaimer"] = text
        fields["required"] = list(dict.fromkeys([*fields.get("required", []), "disclaimer"]))
        return described

    @abstractmethod
    def blocks(self) -> Section:
        """What is to be shown, in order."""

    def _framed(self) -> Section:
        """The blocks between the short disclaimer and the whole one, with all citations in full."""
        section = self.blocks()
        cited = (
            listed._replace(detail=Detail.of(self.lists_citations_from)) for listed in rendering.citations(section)
        )
        return section._replace(blocks=(DISCLAIMER_FIRST, *section.blocks, *cited, DISCLAIMER_LAST))

    def at_detail(self, detail: str) -> Section:
        """What is shown in text of so much detail, and at its end how to get more.

        Raises:
            ValueError: there is no such detail.
        """
        wanted = Detail.of(detail)
        whole = self._framed()
        shown = rendering.at_detail(whole, wanted)
        return shown if shown == whole else self._with_more(shown, wanted)

    def _with_more(self, section: Section, detail: Detail) -> Section:
        """A section that ends with how to get the longer form."""
        return section._replace(blocks=(*section.blocks, Paragraph(self.more(detail), plain=True)))

    def more(self, detail: str) -> str:
        """How to get more than a detail shows."""
        return phrase("detail.more", longer=list(Detail)[list(Detail).index(Detail.of(detail)) + 1])

    def _page_blocks(self, detail: str) -> Section:
        """What a page shows: a brief one no more than that, others with the rest folded."""
        wanted = Detail.of(detail)
        whole = self._framed()
        if wanted is not Detail.BRIEF:
            return rendering.folded_beyond(whole, wanted)
        shown = rendering.at_detail(whole, wanted)
        return shown if shown == whole else self._with_more(shown, wanted)

    def to_text(self, width: int = 88, *, detail: str = Detail.STANDARD) -> str:
        """Plain text, wrapped to a width in characters.

        Args:
            width: at most so many characters in a line.
            detail: ``brief``, ``standard`` or ``full``; a shorter one says how to get the longer.

        Raises:
            TypeError: a width that is no whole number.
            ValueError: a width below 20 characters, or no such detail.
        """
        return rendering.text(self.at_detail(detail), width)

    def __rich__(self) -> RenderableType:
        """How rich prints it in a terminal."""
        from mbc_explainer.rendering.terminal import terminal  # noqa: PLC0415 -- who calls this has rich; others need none

        return terminal(self.at_detail(Detail.STANDARD))

    def to_markdown(self, heading_level: int = 1, *, detail: str = Detail.STANDARD) -> str:
        """Markdown that starts with a heading of the given level, 1 to 6.

        Args:
            heading_level: the level of its first heading.
            detail: ``brief``, ``standard`` or ``full``; a shorter one says how to get the longer.

        Raises:
            TypeError: a level that is no whole number.
            ValueError: a level that is not accepted, or no such detail.
        """
        return rendering.markdown(self.at_detail(detail), heading_level)

    def to_html(
        self,
        heading_level: int = 2,
        id_prefix: str = "mbc",
        *,
        style: bool = True,
        detail: str = Detail.STANDARD,
        color_scheme: ColorScheme | None = None,
    ) -> str:
        """A fragment for another page: escaped, without script and without anything from outside.

        Its text is as large as the host's around it, and it is dark where the host is. What
        the host's styles say of headings, lists, tables, figures and buttons stays out.

        A host sets its colors, font and size by CSS custom properties: ``--mbc-ink``,
        ``--mbc-muted``, ``--mbc-surface``, ``--mbc-soft``, ``--mbc-line``, ``--mbc-link``,
        ``--mbc-relevant``, ``--mbc-sometimes``, ``--mbc-not-described``, ``--mbc-depends``,
        ``--mbc-font``, ``--mbc-size``.

        Args:
            heading_level: the level of its first heading, 1 to 6.
            id_prefix: what its ids start with; another for each fragment on one page.
            style: whether it brings its style sheet in a ``<style>`` of its own; without, the
                page has ``style_sheet()`` once, for instance as a file where its content
                policy allows no style in the page.
            detail: ``brief`` is the short form alone; ``standard`` has the rest folded, and not
                on paper; ``full`` has everything on paper too.
            color_scheme: ``light`` or ``dark``, for a host that is so without a ``color-scheme``
                in its style; left out, the fragment follows that, or a ``.dark`` or a
                ``data-theme`` around it. Paper is always light.

        Raises:
            TypeError: a level that is no whole number.
            ValueError: a level, a prefix or a scheme that is not accepted, or no such detail.
        """
        blocks, words = self._page_blocks(detail), self._words()
        return rendering.html(blocks, heading_level, id_prefix, words, style=style, color_scheme=color_scheme)

    def to_page(self, *, detail: str = Detail.STANDARD, color_scheme: ColorScheme | None = None) -> str:
        """A whole HTML document: in light and dark, for the screen and for print.

        Args:
            detail: as for ``to_html``.
            color_scheme: ``light`` or ``dark``; left out, it is what the reader's browser asks for.

        Raises:
            ValueError: no such detail, or no such scheme.
        """
        return rendering.page(self._page_blocks(detail), self._words(), color_scheme=color_scheme)

    def _words(self) -> Sequence[Word]:
        """The words of the field that its page may explain."""
        return ()

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """An equal answer from the JSON of one.

        Raises:
            AnswerError: the text is not such JSON.
        """
        try:
            return cls.model_validate(from_json(text.encode() if isinstance(text, str) else text))
        except ValidationError as error:
            first = error.errors()[0]
            where = escaped(".".join(map(str, first["loc"]))) or "JSON"
            what = escaped(first["msg"]).removeprefix("Value error, ")
            raise AnswerError(f"{where}: {what}; expected the JSON of {cls.__name__}") from None
        except ValueError as error:
            raise AnswerError(f"not JSON: {escaped(str(error))}; expected the JSON of {cls.__name__}") from None

    def __repr__(self) -> str:
        """The kind of answer it is, and what it says, in a line or a few."""
        return f"<{type(self).__name__}: {self._in_a_line()}>"

    def __str__(self) -> str:
        """The same; in a template of Django's, which asks the text and not the answer for its HTML, the fragment."""
        shown = _Shown(repr(self))
        shown.answer = self
        return shown

    def _in_a_line(self) -> str:
        return self.blocks().title

    def __html__(self) -> str:
        """The fragment, as a template of Jinja's puts it into a page; each time with ids of its own."""
        return self._repr_html_()

    def _repr_html_(self) -> str:
        """The same, as Streamlit, Panel and marimo ask for it."""
        return self.to_html(id_prefix=f"mbc-{next(_displayed)}")

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """How a notebook shows it; a prompt shows the brief."""
        brief = self.to_text(detail=Detail.BRIEF)
        return {"text/html": self._repr_html_(), "text/markdown": self.to_markdown(), "text/plain": brief}


class _Shown(str):
    """What a prompt shows of an answer, which goes into a page as the answer does."""

    __slots__ = ("answer",)
    answer: Renderable

    def __html__(self) -> str:
        return self.answer.__html__()


def in_lines(first: str, *more: str) -> str:
    """What a prompt shows of an answer that has several lines."""
    return "\n  ".join((first, *more))


class RenderableTree(Renderable):
    """An answer with trees in it, which Mermaid can draw too."""

    def to_mermaid(self) -> str:
        """A Mermaid flowchart of the trees: each box points to what follows from it."""
        return rendering.mermaid(self._drawn(), DISCLAIMER)

    def _drawn(self) -> Section:
        """The trees that are drawn."""
        return self.blocks()
