"""A file of claims, held against the document claim by claim."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mbc_explainer.answers.claims import ClaimCheck, Verdict, about_one_article, check_blocks, check_claim
from mbc_explainer.answers.explainer import explain
from mbc_explainer.answers.models import Source
from mbc_explainer.answers.phrasing import listed
from mbc_explainer.answers.renderable import Renderable, in_lines
from mbc_explainer.answers.sections import source_lines
from mbc_explainer.errors import ClaimError, MbcExplainerError, escaped
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.phrases import linked, phrase
from mbc_explainer.rendering import Detail, Items, Paragraph, Section, Table
from mbc_explainer.rendering.blocks import Block

from .claim_files import GivenClaim, claims_in, parts_of

__all__ = ["CheckedClaim", "ClaimReport", "check_claims"]


def _title(verdict: Verdict | None) -> str:
    """A verdict in words; without one, that a claim was not read."""
    return phrase(f"claim.{verdict}.title") if verdict else phrase("claims.not_read")


class CheckedClaim(Frozen):
    """One claim of several: what came out, or why it was not read."""

    number: int
    """Its number, counted from one."""
    place: PlainText
    """Where it stands: the file and the line."""
    claim: PlainText | None = None
    """The claim in the words of whoever made it; shown, and never read."""
    check: ClaimCheck | None = None
    """What came out; None where it was not read."""
    refused: tuple[PlainText, ...] = ()
    """Why it was not read, and what is accepted."""

    @property
    def text(self) -> str:
        """The claim, in its own words where it has some."""
        return self.claim or (self.check.text if self.check else self.place)

    @property
    def outcome(self) -> str:
        """What came out, in a few words."""
        return _title(self.check.verdict if self.check else None)

    def row(self) -> tuple[str, str, str]:
        """The claim, what came out, and for whom it is not so."""
        return phrase("claims.numbered", number=self.number, claim=self.text), self.outcome, self._against()

    def _against(self) -> str:
        if self.check is None:
            return linked("list.semicolon", self.refused)
        if self.check.beyond:
            return phrase("claims.not_checked", given=listed(one.given for one in self.check.beyond))
        return self.check.counterexample.line if self.check.counterexample else phrase("claims.nobody")

    def section(self) -> Section:
        """All of it."""
        title = phrase("claims.numbered", number=self.number, claim=self.text)
        place = Paragraph(self.place, lead=phrase("claims.place"), plain=True)
        if self.check:
            return Section(title, (place, *check_blocks(self.check, phrase("claims.read_as"))), folded=True)
        return Section(title, (place, Items(tuple(Paragraph(one, plain=True) for one in self.refused))), folded=True)


class ClaimReport(Renderable):
    """Claims held against one document: how many hold, and each with its verdict, its place and who shows it."""

    claims: tuple[CheckedClaim, ...]
    """The claims, in their order."""
    source: Source
    """The document, and the rules that were made from it."""

    @property
    def counts(self) -> dict[Verdict | None, int]:
        """How many claims have which verdict; under None, how many were not read."""
        found = Counter(one.check.verdict if one.check else None for one in self.claims)
        return {verdict: found[verdict] for verdict in (*Verdict, None)}

    def __iter__(self) -> Iterator[CheckedClaim]:  # type: ignore[override]  # a report iterates as its claims
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def __getitem__(self, at: int) -> CheckedClaim:
        return self.claims[at]

    def _in_a_line(self) -> str:
        lines = (phrase("claim.in_a_line", verdict=one.outcome, claim=one.text) for one in self.claims)
        return in_lines(phrase("claims.of", count=len(self.claims)), *lines)

    def blocks(self) -> Section:
        """How many hold, then claim by claim."""
        counted = tuple(Paragraph(str(count), lead=_title(verdict)) for verdict, count in self.counts.items())
        by_claim = (phrase("claims.claim"), phrase("claims.verdict"), phrase("claims.not_so"))
        each = tuple(one.section() for one in self.claims)
        blocks: tuple[Block, ...] = (
            *about_one_article(self.source),
            Items(counted),
            Table(phrase("claims.caption"), by_claim, tuple(one.row() for one in self.claims)),
            Section(phrase("claims.each"), each, detail=Detail.STANDARD),
            *source_lines(self.source),
        )
        return Section(phrase("claims.title"), blocks)


def check_claims(
    claims: Path | str | Iterable[Mapping[str, Any]], *, knowledge: Knowledge | None = None
) -> ClaimReport:
    """Hold several claims against the document; one that can't be read is told of, and does not stop the others.

    Each claim has ``therapy`` and ``answer``, and as it needs them ``negated`` (yes or no), ``unless``,
    ``unless_known`` and any field of a profile, as for ``check_claim``. What is empty is left out. ``claim``
    holds the words of whoever made the claim. An exception in a cell reads ``er=negative and pr=negative``,
    with a semicolon before the next.

    Args:
        claims: a file whose name ends in .csv, .tsv, .yaml, .yml or .json, or claims as mappings.
        knowledge: other rules than those that ship with the library (``load_knowledge``).

    Raises:
        ClaimError: the file can't be read as a list of claims.
        EngineError: the file is YAML, and what reads that is not installed; it says how to install it.
        OSError: the file can't be opened.
    """
    if isinstance(claims, Path | str):
        given = list(claims_in(Path(claims)))
    else:
        given = [GivenClaim(phrase("claims.place_in_list", number=at), said) for at, said in enumerate(claims, 1)]
    return ClaimReport(
        claims=tuple(_checked(number, one, knowledge) for number, one in enumerate(given, 1)),
        source=explain({}, knowledge=knowledge).source,
    )


def _checked(number: int, given: GivenClaim, knowledge: Knowledge | None) -> CheckedClaim:
    words = given.said.get("claim") if isinstance(given.said, Mapping) else None
    claim = CheckedClaim(number=number, place=_in_one_line(given.place), claim=_in_one_line(words or "") or None)
    try:
        if given.problem:
            raise ClaimError(given.problem)
        return claim.model_copy(update={"check": check_claim(**parts_of(given.said), knowledge=knowledge)})
    except MbcExplainerError as error:
        problems = getattr(error, "problems", (error,))
        return claim.model_copy(update={"refused": tuple(map(_in_one_line, problems))})


def _in_one_line(words: object) -> str:
    return escaped(" ".join(str(words).split()))
