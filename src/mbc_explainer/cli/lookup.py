"""Commands that look something up: a rule, a place in the document, a word, a schema."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from mbc_explainer.errors import UnknownNameError
from mbc_explainer.explanation import Explanation
from mbc_explainer.knowledge import SNAPSHOT, rules_folder, shipped
from mbc_explainer.loading import authoring
from mbc_explainer.passages import copy_of
from mbc_explainer.profile import PatientProfile
from mbc_explainer.topics import Condition, Text, Topics

from .writing import write

__all__ = ["SNAPSHOT", "glossary", "rules", "rules_folder", "schema", "source"]


class SchemaName(StrEnum):
    """What there is a JSON schema of."""

    PROFILE = "profile"
    EXPLANATION = "explanation"
    RULES = "rules"


def rules(
    rule: Annotated[str | None, typer.Argument(help="A rule or text, by its id.", metavar="[ID]")] = None,
) -> None:
    """List the rules, or show one: what it says, when, and where the document says so."""
    topics = shipped().topics
    texts = {text.id: text for text in topics.texts()}
    if rule is None:
        conditional = [text for text in texts.values() if text.when is not None]
        lines = [f"{text.id}: {_when(text.when)}" for text in conditional if text.when is not None]
    elif rule in texts:
        lines = _rule(texts[rule], topics)
    else:
        raise UnknownNameError("rule", rule, texts)
    _print(lines)


def _rule(text: Text, topics: Topics) -> list[str]:
    gists = {sentence.locator: (section, sentence.gist) for section, sentence in topics.document.sentences()}
    more = text.model_dump(mode="json", exclude={"id", "when", "text", "sources", "ours"})
    return [
        text.id,
        f"  when: {'always' if text.when is None else _when(text.when)}",
        *(f"  {name}: {', '.join(value) if isinstance(value, list) else value}" for name, value in more.items()),
        f"  says: {text.text}",
        *(["  ours: this is the library's own word"] if text.ours else []),
        *(f"  {locator}: {gists[locator][0]}: {gists[locator][1]}" for locator in text.sources),
    ]


def _when(condition: Condition) -> str:
    alternatives = (
        " and ".join(f"{fact} is {' or '.join(values)}" for fact, values in one.items()) for one in condition
    )
    return ", or ".join(alternatives) or "always"


def source(
    locator: Annotated[str | None, typer.Argument(help="A place, such as L46.1.")] = None,
    document: Annotated[
        Path | None,
        typer.Option(help="Your copy of the document, to show its sentences.", exists=True, dir_okay=False),
    ] = None,
) -> None:
    """Show what the document says, place by place, in our words."""
    index = shipped().topics.document
    copy = copy_of(index, document) if document else {}
    places = {sentence.locator: (section, sentence) for section, sentence in index.sentences()}
    if locator is not None and locator not in places:
        raise UnknownNameError("place in the document", locator, places)
    lines = [] if locator else [index.about]
    for name, (section, sentence) in places.items():
        if locator in {None, name}:
            lines.append(f"{name} {section}: {sentence.gist}")
            lines += [f'  "{copy[name]}"'] if name in copy else []
            lines += [f"  not used: {sentence.unused}"] if sentence.unused and locator else []
    _print(lines)


def glossary(
    term: Annotated[str | None, typer.Argument(help="A word, such as biopsy.")] = None,
) -> None:
    """Explain the words of the field."""
    terms = shipped().topics.glossary.terms
    if term is None:
        _print([f"{one.term}: {one.meaning}" for one in terms])
        return
    named = {name.casefold(): one for one in terms for name in (one.term, *one.also)}
    found = named.get(term.strip().casefold())
    if found is None:
        raise UnknownNameError("word in the glossary", term, [one.term for one in terms])
    also = f" (also: {', '.join(found.also)})" if found.also else ""
    _print([f"{found.term}{also}: {found.meaning}"])


def schema(
    of: Annotated[SchemaName, typer.Argument(help="profile, explanation or rules")] = SchemaName.EXPLANATION,
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
