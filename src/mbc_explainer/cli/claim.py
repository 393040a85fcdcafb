"""Commands that hold claims against the document: one, or a file of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mbc_explainer.answers.claims import check_claim
from mbc_explainer.claims import check_claims
from mbc_explainer.claims.claim_files import exception_in
from mbc_explainer.patient.vocabulary import FIELDS, Relevance, Therapy
from mbc_explainer.phrases import phrase

from .options import HowMuch, Rules, Stated, among, knowledge_in, listed_words, with_profile
from .output import Format, show

__all__ = ["claim", "claims"]

_Form = Annotated[Format | None, typer.Option("--format", help=phrase("option.format"))]
_Output = Annotated[Path | None, typer.Option(help=phrase("option.output_of_claims"), dir_okay=False, readable=False)]


@with_profile
def claim(  # noqa: PLR0913 -- one parameter for each option
    given: Stated,
    therapy: Annotated[str, typer.Argument(help=phrase("option.therapy"), autocompletion=among(Therapy))],
    answer: Annotated[
        str,
        typer.Argument(
            help=phrase("option.claimed_answer", words=listed_words(Relevance)), autocompletion=among(Relevance)
        ),
    ],
    *,
    negated: Annotated[bool, typer.Option("--not", help=phrase("option.not"))] = False,
    unless: Annotated[list[str] | None, typer.Option(metavar="FIELD=VALUE", help=phrase("option.unless"))] = None,
    unless_known: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD", help=phrase("option.unless_known"), autocompletion=among(FIELDS)),
    ] = None,
    form: _Form = None,
    detail: HowMuch = None,
    output: _Output = None,
    rules: Rules = None,
) -> None:
    """Hold a claim against the document: for everyone, for no one, or for some whom it is about."""
    checked = check_claim(
        therapy,
        answer,
        given.profile() if given.file else given.fields,
        negated=negated,
        unless=[exception_in(words) for words in unless or ()],
        unless_known=unless_known or (),
        knowledge=knowledge_in(rules),
    )
    show(checked, form, output, detail=detail)


def claims(
    file: Annotated[Path, typer.Argument(help=phrase("option.claims"), exists=True, dir_okay=False)],
    *,
    form: _Form = None,
    detail: HowMuch = None,
    output: _Output = None,
    rules: Rules = None,
) -> None:
    """Hold each claim of a file against the document."""
    show(check_claims(file, knowledge=knowledge_in(rules)), form, output, detail=detail)
