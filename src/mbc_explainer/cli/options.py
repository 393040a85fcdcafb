"""What a command is given: a profile by options, a file, or standard input; and rules of one's own."""

from __future__ import annotations

import inspect
import shlex
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

import typer

from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.loading import load_knowledge
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail

from .health_record import is_record, people_in
from .input import Given, is_many, many, one_or_many

__all__ = ["HowMuch", "Rules", "Stated", "among", "as_options", "knowledge_in", "listed_words", "with_profile"]

_NONE: Final = "none"
Rules = Annotated[Path | None, typer.Option(help=phrase("option.rules"), exists=True)]


def knowledge_in(rules: Path | None) -> Knowledge | None:
    """The rules that a command is to use; None for the shipped ones."""
    return load_knowledge(rules) if rules else None


def among(names: Iterable[str]) -> Callable[[str], list[str]]:
    """What a shell may complete to some names."""
    known = tuple(map(str, names))

    def completed(incomplete: str) -> list[str]:
        return [name for name in known if name.startswith(incomplete)]

    return completed


def listed_words(names: Iterable[str]) -> str:
    """Every name that an option takes."""
    return ", ".join(map(str, names))


HowMuch = Annotated[
    Detail | None,
    typer.Option("--detail", metavar="DETAIL", help=phrase("option.detail", words=listed_words(Detail))),
]


def as_options(profile: PatientProfile) -> str:
    """The options that state a profile, as a shell reads them."""
    words: list[str] = []
    for name, value in profile.model_dump(mode="json", exclude_defaults=True).items():
        values = [value] if isinstance(value, str) else value or [_NONE]
        words += [word for one in values for word in (f"--{FIELDS[name].option}", one)]
    return shlex.join(words)


class Stated(NamedTuple):
    """What a command line states of a profile."""

    file: str | None
    fields: Mapping[str, Any]
    """The profile's fields that options give."""

    def nothing(self) -> bool:
        """Whether neither options nor a file are there."""
        return not self.file and not self.fields

    def profiles(
        self, lines: Callable[[list[bytes]], Iterable[bytes]] = iter, *, sites_complete: bool = False
    ) -> PatientProfile | Iterable[Given]:
        """The one profile, or each of several; ``lines`` may watch those of a file go by.

        A health record in FHIR is known by its content; ``sites_complete`` is about one.
        """
        if self.file and self.fields:
            raise typer.BadParameter("give a file or options, not both")
        content = _read(self.file) if self.file else b""
        if is_record(content):
            return people_in(content, sites_complete=sites_complete)
        if sites_complete:
            raise typer.BadParameter(phrase("cli.sites_complete"))
        if self.fields:
            return PatientProfile.model_validate(dict(self.fields))
        if not self.file:
            raise typer.BadParameter("give a profile: options, a file, or - for standard input")
        if self.file == "-":
            return one_or_many(content)
        return many(lines(content.splitlines())) if is_many(Path(self.file)) else one_or_many(content)

    def profile(self) -> PatientProfile:
        """The one profile."""
        found = self.profiles()
        if not isinstance(found, PatientProfile):
            raise typer.BadParameter("give one profile; there are several")
        return found


def _read(file: str) -> bytes:
    return _standard_input() if file == "-" else _content(Path(file))


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise typer.BadParameter("standard input is closed; give a profile by options, or a file")
    return sys.stdin.buffer.read()


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise typer.BadParameter(f"there is no file {path}")
    return path.read_bytes()


def _option(name: str) -> inspect.Parameter:
    """The option of one field of a profile."""
    field = FIELDS[name]
    single = field.kind in {"receptor", "result"}
    names = (*field.vocabulary, *([_NONE] if field.within else []))
    option = typer.Option(
        f"--{field.option}",
        help=phrase(f"field.{name}.option", words=listed_words(names)),
        metavar="WORD",
        rich_help_panel=phrase("cli.profile"),
        autocompletion=among(names),
    )
    annotation = Annotated[str | None if single else list[str] | None, option]  # type: ignore[valid-type]  # made for typer
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


_FILE: Final = inspect.Parameter(
    "file",
    inspect.Parameter.KEYWORD_ONLY,
    default=None,
    annotation=Annotated[str | None, typer.Argument(help=phrase("option.file"), metavar="FILE")],
)
_OPTIONS: Final = tuple(map(_option, FIELDS))


def _value(name: str, given: Any) -> Any:
    return _NONE if FIELDS[name].within and given == [_NONE] else given


def with_profile(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a profile; it gets what they state as its first argument."""
    _, *others = inspect.signature(command, eval_str=True).parameters.values()
    arguments = [*(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in others), _FILE, *_OPTIONS]

    @wraps(command)
    def run(**values: Any) -> None:
        file = values.pop(_FILE.name)
        given = {option.name: _value(option.name, values.pop(option.name)) for option in _OPTIONS}
        command(Stated(file, {name: value for name, value in given.items() if value}), **values)

    run.__signature__ = inspect.Signature(arguments)  # type: ignore[attr-defined]  # what typer looks at
    run.__annotations__ = {one.name: one.annotation for one in arguments}
    return run
