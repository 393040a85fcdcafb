"""The profile that a command is given: options, a file, or standard input."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

import typer

from mbc_explainer.profile import PatientProfile

from .reading import Given, is_many, many, one_or_many

__all__ = ["Said", "with_profile"]

_Words = list[str] | None


class Said(NamedTuple):
    """What a command line says of a profile."""

    file: str | None
    er: str | None
    pr: str | None
    her2: str | None
    site: _Words
    symptomatic_site: _Words
    symptom: _Words
    goal: _Words

    def fields(self) -> dict[str, Any]:
        """The profile's fields that options give."""
        causing = "none" if self.symptomatic_site == ["none"] else self.symptomatic_site
        fields = {
            "er": self.er,
            "pr": self.pr,
            "her2": self.her2,
            "sites": self.site,
            "symptomatic_sites": causing,
            "symptoms": self.symptom,
            "goals": self.goal,
        }
        return {name: value for name, value in fields.items() if value}

    def nothing(self) -> bool:
        """Whether neither options nor a file are there."""
        return not any(self)

    def profiles(self, lines: Callable[[list[bytes]], Iterable[bytes]] = iter) -> PatientProfile | Iterable[Given]:
        """The one profile, or each of several; ``lines`` may watch those of a file go by."""
        fields = self.fields()
        if self.file and fields:
            raise typer.BadParameter("give a file or options, not both")
        if fields:
            return PatientProfile.model_validate(fields)
        if self.file == "-":
            return one_or_many(sys.stdin.buffer.read())
        if not self.file:
            raise typer.BadParameter("give a profile: options, a file, or - for standard input")
        content = _content(Path(self.file))
        return many(lines(content.splitlines())) if is_many(Path(self.file)) else one_or_many(content)

    def profile(self) -> PatientProfile:
        """The one profile."""
        found = self.profiles()
        if not isinstance(found, PatientProfile):
            raise typer.BadParameter("give one profile; there are several")
        return found


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise typer.BadParameter(f"there is no file {path}")
    return path.read_bytes()


def _options(  # noqa: PLR0913, PLR0917 -- one option for each field of a profile
    file: Annotated[
        str | None,
        typer.Argument(help="PROFILE.json, PEOPLE.jsonl, or - for standard input.", metavar="[FILE]"),
    ] = None,
    er: Annotated[str | None, typer.Option(help="positive, negative or unknown")] = None,
    pr: Annotated[str | None, typer.Option(help="positive, negative or unknown")] = None,
    her2: Annotated[str | None, typer.Option(help="positive, negative, low, equivocal or unknown")] = None,
    site: Annotated[_Words, typer.Option(help="bone, lung, liver, brain or other; again for each")] = None,
    symptomatic_site: Annotated[
        _Words, typer.Option(help="a site whose tumor causes significant symptoms, or none; again for each")
    ] = None,
    symptom: Annotated[_Words, typer.Option(help="a symptom that the document names; again for each")] = None,
    goal: Annotated[_Words, typer.Option(help="a goal of treatment; again for each")] = None,
) -> Said:
    return Said(file, er, pr, her2, site, symptomatic_site, symptom, goal)


_OPTIONS: Final = inspect.signature(_options, eval_str=True).parameters


def with_profile(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a profile; it gets what they say as its first argument."""
    _, *others = inspect.signature(command, eval_str=True).parameters.values()
    arguments = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in (*others, *_OPTIONS.values())]

    @wraps(command)
    def run(**values: Any) -> None:
        said = _options(**{name: values.pop(name) for name in _OPTIONS})
        command(said, **values)

    run.__signature__ = inspect.Signature(arguments)  # type: ignore[attr-defined]  # what typer looks at
    run.__annotations__ = {one.name: one.annotation for one in arguments}
    return run
