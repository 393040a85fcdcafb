"""The library as a folder of files: a page, a script for other pages, a package for courses, and how to use them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import ExitStack
from errno import EISDIR
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Final

from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail
from mbc_explainer.teaching import questions

from .compiled import offline_data
from .files import text_of
from .practice_script import practice_data, practice_script
from .scorm import scorm
from .script import script

__all__ = ["bundle", "bundled", "contents", "written"]

_EXPLAINER: Final = "mbc-explainer"
_PRACTICE: Final = "mbc-practice"
_PAGE: Final = "index.html"
_PRACTICE_PAGE: Final = "practice.html"


def bundle(
    folder: Path | str, *, knowledge: Knowledge | None = None, detail: str = Detail.STANDARD
) -> tuple[Path, ...]:
    """Write files that answer every profile in a browser, and ask, without Python and without a network.

    The same rules give the same bytes. All files are written, or none; others in the folder stay.

    Args:
        folder: where to; it is made if it is not there.
        knowledge: other rules than those that ship with the library.
        detail: how much the page shows first: brief, standard or full.

    Returns:
        The files: ``index.html``, ``mbc-explainer.js``, ``page.css``, ``embed.html`` and ``scorm.zip``; for practice
        ``practice.html``, ``mbc-practice.js`` and ``scorm-practice.zip``.

    Raises:
        ValueError: no such detail.
        OSError: a file can't be written.
    """
    return written(Path(folder), bundled(knowledge, Detail.of(detail)))


def bundled(knowledge: Knowledge | None = None, detail: Detail = Detail.STANDARD) -> dict[str, bytes]:
    """The files by name; for other rules than the shipped ones, this takes half a minute."""
    return contents(offline_data(knowledge), practice_data(questions(knowledge=knowledge), knowledge), detail)


def contents(data: Mapping[str, Any], asked: Mapping[str, Any], detail: Detail) -> dict[str, bytes]:
    """The files by name, from compiled answers and compiled questions."""
    style = {"page.css": text_of("page.css").encode()}
    answers = {f"{_EXPLAINER}.js": script(data).encode("ascii"), **style}
    practice = {f"{_PRACTICE}.js": practice_script(asked).encode("ascii"), **style}
    attributes = f' detail="{detail}"'
    return {
        _PAGE: _page(
            _EXPLAINER, data, attributes=attributes, beside=_link(_PRACTICE_PAGE, phrase("bundle.to_practice"))
        ),
        **answers,
        "embed.html": _filled("embed.html", data),
        "scorm.zip": _course(_EXPLAINER, data, answers, attributes=attributes),
        _PRACTICE_PAGE: _page(_PRACTICE, asked, beside=_link(_PAGE, phrase("bundle.to_answers"))),
        **practice,
        "scorm-practice.zip": _course(_PRACTICE, asked, practice, privacy=phrase("bundle.goes_to_system")),
    }


def _course(tag: str, data: Mapping[str, Any], files: Mapping[str, bytes], **gaps: str) -> bytes:
    """A package for learning systems: the page, and what it is made of."""
    page = _page(tag, data, "scorm.js", **gaps)
    return scorm(tag, data, {"scorm.js": text_of("scorm.js").encode(), _PAGE: page, **files})


def _link(name: str, text: str) -> str:
    return f' <a href="{name}">{escape(text)}</a>'


def _page(tag: str, data: Mapping[str, Any], *scripts: str, **gaps: str) -> bytes:
    """A page with one element, and the scripts that it needs: its own is the last."""
    tags = "\n".join(f'<script src="{name}" defer></script>' for name in (*scripts, f"{tag}.js"))
    usual = {"attributes": "", "beside": "", "privacy": phrase("bundle.stays_here")}
    return _filled("page.html", data, **usual | gaps, tag=tag, scripts=tags)


def _filled(name: str, data: Mapping[str, Any], **gaps: str) -> bytes:
    """A page, with what is known in its gaps, and phrases in all others."""
    page = Template(text_of(name))
    known = {"language": data["lang"], "title": escape(data["title"]), "disclaimer": escape(data["disclaimer"])} | gaps
    said = {gap: escape(phrase(f"bundle.{gap}")) for gap in page.get_identifiers() if gap not in known}
    return page.substitute(known | said).encode()


def written(folder: Path, made: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files by name: each first under another name, then all under their own, or none.

    Raises:
        OSError: a file can't be written; others in the folder stay as they are.
    """
    with ExitStack() as undo:
        try:
            if not folder.is_dir():
                folder.mkdir()
                undo.callback(folder.rmdir)
            for name in made:
                if (folder / name).is_dir():
                    raise IsADirectoryError(EISDIR, phrase("bundle.folder_there", name=name))
            new = {name: folder / f".mbc-explainer-{secrets.token_hex(8)}" for name in made}
            for name, content in made.items():
                undo.callback(new[name].unlink, missing_ok=True)
                new[name].write_bytes(content)
            for name, path in new.items():
                path.replace(folder / name)
        except OSError as error:
            raise OSError(error.errno, _reason(error, folder), str(folder)) from None
        undo.pop_all()
    return tuple(folder / name for name in made)


def _reason(error: OSError, folder: Path) -> str:
    if isinstance(error, FileExistsError):
        return phrase("bundle.no_folder")
    if isinstance(error, FileNotFoundError) and not folder.parent.is_dir():
        return phrase("bundle.no_parent", parent=folder.parent)
    return error.strerror or str(error)
