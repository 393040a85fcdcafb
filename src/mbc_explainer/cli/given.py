"""What a command is given: a profile by options, a file, or standard input; and rules of one's own."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

import typer

from mbc_explainer.knowledge import Knowledge
from mbc_explainer.loading import load_knowledge
from mbc_explainer.profile import PatientProfile
from mbc_explainer.vocabulary import Goal, Her2Status, ReceptorStatus, Site, Symptom

from .reading import Given, is_many, many, one_or_many

__all__ = ["Rules", "Said", "among", "knowledge_in", "with_profile"]

_Words = list[str] | None
Rules = Annotated[Path | None, typer.Option(help="Rules of your own: a folder, or a snapshot.", exists=True)]


def knowledge_in(rules: Path | None) -> Knowledge | None:
    """The rules that a command is to use; None for the shipped ones."""
    return load_knowledge(rules) if rules else None


def among(names: Iterable[str]) -> Callable[[str], list[str]]:
    """What a shell may complete to some names."""
    known = tuple(map(str, names))

    def completed(incomplete: str) -> list[str]:
        return [name for name in known if name.startswith(incomplete)]

    return completed


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
            return one_or_many(_standard_input())
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


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise typer.BadParameter("standard input is closed; give a profile by options, or a file")
    return sys.stdin.buffer.read()


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise typer.BadParameter(f"there is no file {path}")
    return path.read_bytes()


def _one_of(said: str, names: Iterable[str]) -> Any:
    return typer.Option(help=said, autocompletion=among(names))


_Er = Annotated[str | None, _one_of("positive, negative or unknown", ReceptorStatus)]
_Pr = Annotated[str | None, _one_of("positive, negative or unknown", ReceptorStatus)]
_Her2 = Annotated[str | None, _one_of("positive, negative, low, equivocal or unknown", Her2Status)]
_Sites = Annotated[_Words, _one_of("bone, lung, liver, brain or other; again for each", Site)]
_Causing = Annotated[
    _Words, _one_of("a site whose tumor causes significant symptoms, or none; again for each", (*Site, "none"))
]
_Symptoms = Annotated[_Words, _one_of("a symptom that the document names; again for each", Symptom)]
_Goals = Annotated[_Words, _one_of("a goal of treatment; again for each", Goal)]


def _options(  # noqa: PLR0913, PLR0917 -- one option for each field of a profile
    file: Annotated[
        str | None,
        typer.Argument(help="PROFILE.json, PEOPLE.jsonl, or - for standard input.", metavar="[FILE]"),
    ] = None,
    er: _Er = None,
    pr: _Pr = None,
    her2: _Her2 = None,
    site: _Sites = None,
    symptomatic_site: _Causing = None,
    symptom: _Symptoms = None,
    goal: _Goals = None,
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
