"""Commands that ask further: why, why not, what if, two profiles side by side, one category's map."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mbc_explainer.answers.comparison import NAMES
from mbc_explainer.answers.comparison import compare as compared
from mbc_explainer.answers.comparison import what_if as asked
from mbc_explainer.answers.explainer import category_map, explain
from mbc_explainer.errors import UnknownNameError
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS, Therapy
from mbc_explainer.phrases import phrase

from .health_record import is_record, people_in
from .input import one_or_many
from .options import HowMuch, Rules, Stated, among, knowledge_in, with_profile
from .output import Format, TreeFormat, show

__all__ = ["category", "compare", "what_if", "why", "why_not"]

_Therapy = Annotated[str, typer.Argument(help=phrase("option.therapy"), autocompletion=among(Therapy))]
_Drawn = Annotated[TreeFormat | None, typer.Option("--format", help=phrase("option.format"))]
_Form = Annotated[Format | None, typer.Option("--format", help=phrase("option.format"))]


@with_profile
def why(given: Stated, therapy: _Therapy, form: _Drawn = None, rules: Rules = None) -> None:
    """Trace one answer back to what the profile says."""
    explanation = explain(given.profile(), knowledge=knowledge_in(rules))
    show(explanation.why(therapy), form)


@with_profile
def why_not(given: Stated, therapy: _Therapy, form: _Drawn = None, rules: Rules = None) -> None:
    """Say for which profiles the document describes a category, if not for this one."""
    explanation = explain(given.profile(), knowledge=knowledge_in(rules))
    show(explanation.why_not(therapy), form)


@with_profile
def what_if(
    given: Stated,
    change: Annotated[list[str], typer.Option(help=phrase("option.change"))],
    form: _Form = None,
    detail: HowMuch = None,
    rules: Rules = None,
) -> None:
    """Say what changes in the answer when something in the profile is otherwise."""
    changes = dict(map(_change, change))
    show(asked(given.profile(), knowledge=knowledge_in(rules), **changes), form, detail=detail)


def _change(words: str) -> tuple[str, str]:
    field, equals, value = words.partition("=")
    if not equals:
        raise typer.BadParameter(f"{words!r} is not accepted; expected FIELD=VALUE, such as her2=positive")
    if field not in FIELDS:
        raise UnknownNameError(phrase("lookup.field"), field, FIELDS)
    return field, value


def compare(  # noqa: PLR0913 -- one parameter for each option
    first: Annotated[Path, typer.Argument(help=phrase("option.first"), exists=True, dir_okay=False)],
    second: Annotated[Path, typer.Argument(help=phrase("option.second"), exists=True, dir_okay=False)],
    *,
    names: Annotated[tuple[str, str], typer.Option(metavar="FIRST SECOND", help=phrase("option.names"))] = NAMES,
    form: _Form = None,
    detail: HowMuch = None,
    rules: Rules = None,
) -> None:
    """Put the answers for two profiles side by side."""
    both = compared(_profile(first), _profile(second), names=names, knowledge=knowledge_in(rules))
    show(both, form, detail=detail)


def category(therapy: _Therapy, form: _Drawn = None, rules: Rules = None) -> None:
    """Show who gets which answer for one category: its whole table in the fewest lines."""
    show(category_map(therapy, knowledge=knowledge_in(rules)), form)


def _profile(path: Path) -> PatientProfile:
    content = path.read_bytes()
    found = people_in(content) if is_record(content) else one_or_many(content)
    if not isinstance(found, PatientProfile):
        raise typer.BadParameter(f"{path}: give one profile; there are several")
    return found
