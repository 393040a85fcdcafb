"""Commands that look something up: a rule, a place in the document, a word, a schema."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from mbc_explainer.answers.explanation import Explanation
from mbc_explainer.answers.labels import FIT_WORDS, RELEVANCE_TITLES
from mbc_explainer.answers.phrasing import Phrasing, listed
from mbc_explainer.errors import NotListedError
from mbc_explainer.knowledge.document import copy_of
from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder, shipped
from mbc_explainer.knowledge.texts import Condition, FactRule, FitRule, RelevanceRule, Share, Text
from mbc_explainer.loading import authoring
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.phrases import phrase, spellings

from .output import write

__all__ = ["SNAPSHOT", "glossary", "rules", "rules_folder", "schema", "source"]


_ALIKE_BUT_FOR_TYPOS: Final = (
    0.8  # as difflib counts, 1 for the same: words of medicine that look alike mean something else
)


class SchemaName(StrEnum):
    """What there is a JSON schema of."""

    PROFILE = "profile"
    EXPLANATION = "explanation"
    RULES = "rules"


def rules(
    rule: Annotated[str | None, typer.Argument(help=phrase("option.rule"), metavar="ID")] = None,
) -> None:
    """List the rules, or show one: what it says, when, and where the document says so."""
    topics = shipped().topics
    texts = {text.id: text for text in topics.texts()}
    conditional = [text for text in texts.values() if text.when is not None]
    if rule is None:
        lines = [f"{text.id}: {_when(text.when)}" for text in conditional if text.when is not None]
    elif rule in texts:
        lines = _rule(texts[rule], topics)
    else:
        listing = phrase("lookup.rules_listed", count=len(texts), conditional=len(conditional))
        raise NotListedError(phrase("lookup.rule"), rule, texts, listing)
    _print(lines)


def _rule(text: Text, topics: RuleBase) -> list[str]:
    phrasing = Phrasing(topics)
    return [
        text.id,
        f"  when: {'always' if text.when is None else _when(text.when)}",
        *(f"  {name}: {words}" for name, words in _outcome(text, topics, phrasing)),
        f"  says: {text.text}",
        *([f"  figure: {_figure(text.share)}"] if text.share else []),
        *([f"  ours: {phrase('lookup.ours')}"] if text.ours else []),
        *(f"  {passage.locator}: {passage.section}: {passage.gist}" for passage in phrasing.passages(text)),
    ]


def _outcome(text: Text, topics: RuleBase, phrasing: Phrasing) -> Iterator[tuple[str, str]]:
    """What comes of a rule when it holds, in words."""
    if isinstance(text, RelevanceRule):
        yield "relevance", RELEVANCE_TITLES[text.relevance]
    elif isinstance(text, FitRule):
        yield "therapies", listed([phrasing.therapies[one] for one in text.therapies])
        yield "fit", FIT_WORDS[text.fit]
    elif isinstance(text, FactRule):
        fact = next(one.fact for one in topics.receptors.facts if text in one.rules)
        yield "value", phrasing.fact((fact, text.value)).text


def _figure(share: Share) -> str:
    least = "" if share.least == share.most else f"{share.least}\N{EN DASH}"
    return phrase("lookup.share", words=share.words, range=f"{least}{share.most}")


def _when(condition: Condition) -> str:
    alternatives = (
        " and ".join(f"{fact} is {' or '.join(values)}" for fact, values in one.items()) for one in condition
    )
    return ", or ".join(alternatives) or "always"


def source(
    locator: Annotated[str | None, typer.Argument(help=phrase("option.locator"))] = None,
    document: Annotated[
        Path | None,
        typer.Option(help=phrase("option.document"), exists=True, dir_okay=False),
    ] = None,
) -> None:
    """Show what the document says, place by place, in our words."""
    index = shipped().topics.document
    copy = copy_of(index, document) if document else {}
    citations = {sentence.locator: (section, sentence) for section, sentence in index.sentences()}
    if locator is not None and locator not in citations:
        listing = phrase("lookup.citations_listed", count=len(citations))
        raise NotListedError(phrase("lookup.citation"), locator, citations, listing)
    lines = [] if locator else [index.about]
    for name, (section, sentence) in citations.items():
        if locator in {None, name}:
            lines.append(f"{name} {section}: {sentence.gist}")
            lines += [f'  "{copy[name]}"'] if name in copy else []
            lines += [f"  {phrase('lookup.unused', why=sentence.unused)}"] if sentence.unused and locator else []
    _print(lines)


def glossary(
    term: Annotated[str | None, typer.Argument(help=phrase("option.term"))] = None,
) -> None:
    """Explain the words of the field."""
    terms = shipped().topics.glossary.terms
    if term is None:
        _print([f"{one.term}: {one.meaning}" for one in terms])
        return
    named = {name.casefold(): one for one in terms for name in (one.term, *one.also)}
    found = named.get(term.strip().casefold())
    if found is None:
        listing = phrase("lookup.terms_listed", count=len(terms))
        known = [named.term for named in terms]
        if term.strip().casefold().endswith(tuple(spellings().medicine_endings)):
            known, listing = [], phrase("lookup.no_medicines", listing=listing)
        raise NotListedError(phrase("lookup.term"), term, known, listing, alike=_ALIKE_BUT_FOR_TYPOS)
    also = f" (also: {', '.join(found.also)})" if found.also else ""
    _print([f"{found.term}{also}: {found.meaning}"])


def schema(
    of: Annotated[SchemaName, typer.Argument(help=phrase("option.schema"))] = SchemaName.EXPLANATION,
) -> None:
    """Print a JSON schema."""
    if of is SchemaName.RULES:
        described: Any = authoring().rule_file.schema()
    else:
        model = PatientProfile if of is SchemaName.PROFILE else Explanation
        described = model.model_json_schema(mode="validation" if model is PatientProfile else "serialization")
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}
    _print([json.dumps(described, indent=2)])


def _print(lines: list[str]) -> None:
    write("\n".join(lines) + "\n", sys.stdout)
