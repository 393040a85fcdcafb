"""Commands that draw: who gets which answer, how answers settle, the rules as a graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from mbc_explainer.patient.vocabulary import Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.pictures import Picture, answer_flow, receptor_map, rule_graph

from .options import Rules, Stated, among, knowledge_in, with_profile
from .output import write, write_bytes
from .output_file import is_standard_output

__all__ = ["app"]

_SUFFIXES: Final = (".svg", ".png")

app = typer.Typer(
    help=phrase("command.draw"),
    no_args_is_help=True,
)

_Output = Annotated[
    Path | None,
    typer.Option(help=phrase("option.output_of_picture"), dir_okay=False, readable=False),
]


def _draw(picture: Picture, output: Path | None) -> None:
    if output is None or is_standard_output(output):
        write(picture.to_svg(), sys.stdout)
    elif output.suffix.lower() in _SUFFIXES:
        is_svg = output.suffix.lower() == ".svg"
        write_bytes(picture.to_svg().encode() if is_svg else picture.to_png(), output)
    else:
        raise typer.BadParameter(f"{output} is not accepted; expected a name that ends in .svg or .png")


@app.command("map", help=phrase("command.draw_map"))
def groups(output: _Output = None, rules: Rules = None) -> None:
    """Draw the answers for each receptor group."""
    _draw(receptor_map(knowledge=knowledge_in(rules)), output)


@app.command(help=phrase("command.draw_flow"))
@with_profile
def flow(given: Stated, output: _Output = None, rules: Rules = None) -> None:
    """Draw how a profile's answers settle as its results come in."""
    _draw(answer_flow(given.profile(), knowledge=knowledge_in(rules)), output)


@app.command("rules", help=phrase("command.draw_rules"))
def graph(
    therapy: Annotated[
        str | None, typer.Argument(help=phrase("option.therapy_or_all"), autocompletion=among(Therapy))
    ] = None,
    output: _Output = None,
    rules: Rules = None,
) -> None:
    """Draw the rules, from facts to answers (needs Graphviz's dot)."""
    _draw(rule_graph(therapy, knowledge=knowledge_in(rules)), output)
