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

from .compiled import offline_data
from .files import text_of
from .scorm import scorm
from .script import script

__all__ = ["bundle", "contents", "written"]

_SCRIPT: Final = "mbc-explainer.js"
_PAGE: Final = "index.html"


def bundle(
    folder: Path | str, *, knowledge: Knowledge | None = None, detail: str = Detail.STANDARD
) -> tuple[Path, ...]:
    """Write files that answer every profile in a browser, without Python and without a network.

    The same rules give the same bytes. All files are written, or none; others in the folder stay.

    Args:
        folder: where to; it is made if it is not there.
        knowledge: other rules than those that ship with the library.
        detail: how much the page shows first: brief, standard or full.

    Returns:
        The files: ``index.html``, ``mbc-explainer.js``, ``page.css``, ``embed.html`` and ``scorm.zip``.

    Raises:
        ValueError: no such detail.
        OSError: a file can't be written.
    """
    made = contents(offline_data(knowledge), Detail.of(detail))
    return written(Path(folder), made)


def contents(data: Mapping[str, Any], detail: Detail) -> dict[str, bytes]:
    """The files by name, from compiled data."""
    shared = {_SCRIPT: script(data).encode("ascii"), "page.css": text_of("page.css").encode()}
    for_course = {"scorm.js": text_of("scorm.js").encode(), _PAGE: _page(data, detail, "scorm.js", _SCRIPT), **shared}
    return {
        _PAGE: _page(data, detail, _SCRIPT),
        **shared,
        "embed.html": _filled("embed.html", data),
        "scorm.zip": scorm(data, for_course),
    }


def _page(data: Mapping[str, Any], detail: Detail, *scripts: str) -> bytes:
    tags = "\n".join(f'<script src="{name}" defer></script>' for name in scripts)
    return _filled(_PAGE, data, scripts=tags, detail=str(detail))


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
