"""A long answer, page by page, where somebody sits before it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from typing import Final

from .ending import unbroken

__all__ = ["page"]

_USUAL: Final = ("less", "more")
_QUIT_WHERE_IT_FITS_AND_KEEP_COLORS: Final = {"LESS": "-FRX"}


def page(text: str) -> bool:
    """Show a text in the pager that ``PAGER`` names, else in the usual one; False where none showed it."""
    command = _pager()
    if not command:
        return False
    environment = {**_QUIT_WHERE_IT_FITS_AND_KEEP_COLORS, **os.environ}
    try:
        with unbroken():  # Ctrl-C is for the pager, which may only break off a search with it
            shown = subprocess.run(command, input=text.encode(), check=False, env=environment)  # noqa: S603 -- the user's own
    except OSError:
        return False
    return shown.returncode == 0


def _pager() -> list[str]:
    """The program to start, with what it is given; nothing where there is none, or none is wanted."""
    if os.environ.get("TERM") == "dumb":
        return []
    named = os.environ.get("PAGER")
    if named is None:
        return next(([name] for name in _USUAL if shutil.which(name)), [])
    try:
        return shlex.split(named)
    except ValueError:  # a quotation mark that is not closed
        return []
