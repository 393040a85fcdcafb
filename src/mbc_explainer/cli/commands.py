"""The commands, each a thin layer over the library."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import typer
from rich.console import Console
from rich.progress import track

from mbc_explainer.answers.explainer import explain as explained
from mbc_explainer.errors import MbcExplainerError
from mbc_explainer.loading import authoring
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail

from . import draw, follow_up, lookup
from .browser import open_page
from .bundling import bundle
from .claim import claim, claims
from .course_files import course
from .ending import ending_in_order
from .input import Given
from .interview import ask, offer_to_save
from .options import HowMuch, Rules, Stated, as_options, knowledge_in, listed_words, with_profile
from .output import (
    Format,
    ReportFormat,
    destination,
    is_terminal,
    json_line,
    let_go,
    put,
    say,
    show,
    write,
    write_bytes,
)
from .practicing import practice
from .question_pack import questions
from .serving import mcp, serve
from .tables import table

__all__ = ["main"]

app = typer.Typer(
    name="mbc-explainer",
    help=phrase("command.program"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_stderr = Console(stderr=True, highlight=False)


def _version(asked: bool) -> None:  # noqa: FBT001 -- typer's way to call back
    if asked:
        write(f"mbc-explainer {version('mbc-explainer')}\n", sys.stdout)
        raise typer.Exit


@app.callback()
def _options(
    *,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=phrase("option.version"))
    ] = False,
) -> None:
    pass


@app.command(help=phrase("command.explain"))
@with_profile
def explain(  # noqa: PLR0913 -- one parameter for each option
    given: Stated,
    *,
    detail: HowMuch = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", metavar="FORMAT", help=phrase("option.format_of_explain", words=listed_words(Format))),
    ] = None,
    output: Annotated[Path | None, typer.Option(help=phrase("option.output"), dir_okay=False, readable=False)] = None,
    to_open: Annotated[bool, typer.Option("--open", help=phrase("option.open"))] = False,
    rules: Rules = None,
    document: Annotated[
        Path | None,
        typer.Option(help=phrase("option.document"), exists=True, dir_okay=False),
    ] = None,
    sites_complete: Annotated[bool, typer.Option("--sites-complete", help=phrase("option.sites_complete"))] = False,
) -> None:
    """Explain a profile: from options, from a file, or question by question in a terminal."""
    asking = given.nothing() and is_terminal(sys.stdin) and is_terminal(sys.stdout)
    knowledge = knowledge_in(rules)
    profiles = ask(_stderr, knowledge) if asking else given.profiles(_watched, sites_complete=sites_complete)
    made_with: dict[str, Any] = {"knowledge": knowledge, "document": document}
    if not isinstance(profiles, PatientProfile):
        if to_open or form not in {None, Format.JSON}:
            raise typer.BadParameter(phrase("cli.several"))
        _explain_all(profiles, given.file or "-", output, made_with, detail or Detail.FULL)
    elif to_open:
        open_page(explained(profiles, **made_with), form, output, detail)
    else:
        explanation = explained(profiles, **made_with)
        options = as_options(profiles) if asking else ""
        more = phrase("cli.again", options=options) if options else phrase("cli.more")
        show(explanation, form, output, detail=detail, more=more)
        if asking and form is None and output is None:
            offer_to_save(_stderr, explanation, detail)


def _watched(lines: list[bytes]) -> Iterable[bytes]:
    if not _stderr.is_terminal:
        return lines  # some versions of rich write an empty line for a track that is disabled, too
    return track(lines, "Explaining", console=_stderr, transient=True)


def _explain_all(
    given: Iterable[Given], name: str, output: Path | None, made_with: dict[str, Any], detail: Detail
) -> None:
    refused = 0
    with destination(output) as stream:
        for one in given:
            if isinstance(one.profile, PatientProfile):
                put(json_line(explained(one.profile, **made_with), detail), stream)
            else:
                refused += 1
                for problem in getattr(one.profile, "problems", (one.profile,)):
                    say(f"{name}:{one.line}: {problem}")
    if refused:
        say(f"{refused} refused")
        raise typer.Exit(1)


app.command("why", help=phrase("command.why"))(follow_up.why)
app.command("why-not", help=phrase("command.why_not"))(follow_up.why_not)
app.command("what-if", help=phrase("command.what_if"))(follow_up.what_if)
app.command("compare", help=phrase("command.compare"))(follow_up.compare)
app.command("map", help=phrase("command.map"))(follow_up.category)
app.command("claim", help=phrase("command.claim"))(claim)
app.command("claims", help=phrase("command.claims"))(claims)
app.add_typer(draw.app, name="draw")
app.command("table", help=phrase("command.table"))(table)
app.command("bundle", help=phrase("command.bundle"))(bundle)
app.command("course", help=phrase("command.course"))(course)
app.command("questions", help=phrase("command.questions"))(questions)
app.command("practice", help=phrase("command.practice"))(practice)
app.command("serve", help=phrase("command.serve"))(serve)
app.command("mcp", help=phrase("command.mcp"))(mcp)
app.command("rules", help=phrase("command.rules"))(lookup.rules)
app.command("source", help=phrase("command.source"))(lookup.source)
app.command("glossary", help=phrase("command.glossary"))(lookup.glossary)
app.command("schema", help=phrase("command.schema"))(lookup.schema)


@app.command(help=phrase("command.compile"))
def compile(  # noqa: A001 -- the command's name
    folder: Annotated[
        Path | None,
        typer.Argument(help=phrase("option.folder"), exists=True, file_okay=False),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help=phrase("option.check"))] = False,  # noqa: FBT002 -- a flag
) -> None:
    """Check a folder of rules, evaluate them, and write the snapshot beside them."""
    compiler = authoring().compiler
    folder = folder or lookup.rules_folder()
    target = folder / lookup.SNAPSHOT
    knowledge = compiler.compile_rules(folder)
    rows = sum(len(table.rows) for table in knowledge.decisions.values())
    said = f"{len(knowledge.decisions)} tables with {rows} rows, fingerprint {knowledge.fingerprint[:16]}"
    text = knowledge.to_json()
    if not check:
        write_bytes(text.encode(), target)
        write(f"{target}: {said}\n", sys.stdout)
    elif not target.is_file() or target.read_text(encoding="utf-8") != text:
        say(f"{target}: not what the rules say; run: mbc-explainer compile {folder}")
        raise typer.Exit(1)
    else:
        write(f"{target}: up to date, {said}\n", sys.stdout)


@app.command(help=phrase("command.check"))
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(help=phrase("option.folder"), exists=True, file_okay=False),
    ] = None,
    document: Annotated[
        Path | None,
        typer.Option(help=phrase("option.document_to_check"), exists=True, dir_okay=False),
    ] = None,
    form: Annotated[ReportFormat, typer.Option("--format", help=phrase("option.format_of_report"))] = ReportFormat.TEXT,
    mutants: Annotated[bool, typer.Option("--mutants", help=phrase("option.mutants"))] = False,  # noqa: FBT002 -- a flag
) -> None:
    """Go through everything that can be known about a folder of rules; exit status 1 when it is not sound."""
    found = authoring().check.check_rules(folder or lookup.rules_folder(), document, mutants=mutants)
    text = {
        ReportFormat.TEXT: found.to_text,
        ReportFormat.MARKDOWN: found.to_markdown,
        ReportFormat.JSON: lambda: found.model_dump_json(indent=2) + "\n",
    }
    write(text[form](), sys.stdout)
    if not found.sound:
        raise typer.Exit(1)


_BAD_USAGE: Final[type[Any]] = typer.BadParameter.__bases__[0]
"""Click's error for bad usage, which typer brings along or imports, by its version."""


def main() -> NoReturn:
    """Run the command line.

    The exit status is 0 when all went well, 1 when something was refused or broke, 2 for bad usage and for files
    that can't be read or written, and 128 and its number after a signal, which is 130 for Ctrl-C.
    """
    try:
        sys.exit(_run())
    finally:
        for stream in (sys.stdout, sys.stderr):
            let_go(stream)


def _run() -> int:
    try:
        with ending_in_order():
            return app(standalone_mode=False) or 0
    except MbcExplainerError as error:
        for problem in getattr(error, "problems", (error,)):
            say(f"mbc-explainer: {problem}")
    except typer.Abort:
        say("mbc-explainer: stopped, since the input ended")
    except _BAD_USAGE as error:
        _say_usage(error)
        return 2
    except OSError as error:
        what = error.strerror or str(error)
        say(f"mbc-explainer: {error.filename}: {what}" if error.filename else f"mbc-explainer: {what}")
        return 2
    except Exception as error:
        if os.environ.get("MBC_EXPLAINER_DEBUG") == "1":
            raise
        _say_fault(error)
    return 1


def _say_usage(error: Any) -> None:
    """What is wrong with the way the program was called; nothing after the help that was printed instead."""
    said = error.format_message().removeprefix("Invalid value: ").replace("Value error, ", "")
    if said:
        say(f"mbc-explainer: {said}")
        if error.ctx is not None:
            say(f"Try '{error.ctx.command_path} {error.ctx.help_option_names[-1]}' for help.")


def _say_fault(error: Exception) -> None:
    """That the program is broken, without what the error says, which may quote a profile."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
    say(f"mbc-explainer: this is a fault of mbc-explainer, please report it: {where}")
    say("With MBC_EXPLAINER_DEBUG=1 all of it is shown; it may quote what was given.")
