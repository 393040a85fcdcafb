"""The places in the document that answers cite: what each says, in our words."""

from mbc_explainer.errors import NotListedError
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Items, Paragraph, Section

from .explainer import explain
from .models import Passage, Source
from .renderable import Renderable, in_lines
from .rulebooks import rulebook_for
from .sections import source_lines

__all__ = ["Places", "places"]


class Places(Renderable):
    """What the document says at one place, or at every place, in our words."""

    passages: tuple[Passage, ...]
    """The places, in the document's order."""
    source: Source
    """The document, and the rules that were made from it."""

    def _in_a_line(self) -> str:
        return in_lines(phrase("places.title"), *(f"{one.locator}: {one.gist}" for one in self.passages))

    def blocks(self) -> Section:
        """Each place, then what the document is."""
        lines = tuple(
            Paragraph(one.gist, lead=phrase("places.lead", locator=one.locator, section=one.section))
            for one in self.passages
        )
        return Section(phrase("places.title"), (Items(lines), *source_lines(self.source)))


def places(locator: str | None = None, *, knowledge: Knowledge | None = None) -> Places:
    """Say what the document says at a place, or at every place, in our words.

    Args:
        locator: line and sentence, such as ``L46.1``; every place if it is left out.
        knowledge: other rules than those that ship with the library.

    Raises:
        NotListedError: there is no such place.
    """
    rules = rulebook_for(knowledge)
    index = rules.knowledge.topics.document
    cited = {
        sentence.locator: Passage(locator=sentence.locator, section=section, gist=sentence.gist)
        for section, sentence in index.sentences()
    }
    if locator is not None and locator not in cited:
        listing = phrase("places.listed", count=len(cited), first=next(iter(cited)))
        raise NotListedError(phrase("lookup.citation"), locator, cited, listing)
    source = explain({}, knowledge=rules.knowledge).source
    return Places(passages=tuple(cited.values()) if locator is None else (cited[locator],), source=source)
