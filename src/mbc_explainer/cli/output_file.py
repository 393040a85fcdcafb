"""A file that gets all of its new content, or stays as it was."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, EFBIG, ENOENT, ENOSPC
from pathlib import Path
from typing import BinaryIO, Final

from .ending import end_if_asked, unbroken

__all__ = ["is_standard_output", "output_file"]

_FULL: Final = frozenset({EDQUOT, EFBIG, ENOSPC})
_STANDARD_OUTPUT: Final = 1
_LINKS: Final = 40
"""As many links as Linux itself follows."""


def is_standard_output(output: Path | None) -> bool:
    """Whether results go to standard output: no file is named, or ``-``, or a name of standard output itself."""
    return output is None or str(output) == "-" or _stream(output) == _STANDARD_OUTPUT


@contextmanager
def output_file(output: Path) -> Iterator[BinaryIO]:
    """A file to write to, which has its new content once the block is left without an error.

    Until then, after an error, and where a signal ends the program, it is as it was, and
    nothing else is left. A link is followed. A file keeps its mode, owner, group and other
    names; a new one gets the mode that the umask leaves. What is no regular file, such as a
    pipe or a device, is written to straight.

    Raises:
        OSError: it can't be written; the error names ``output``.
    """
    target, new = Path(os.path.realpath(output)), None
    try:
        before = _before(output)
        if _stream(output) is not None or (before and not stat.S_ISREG(before.st_mode)):
            with _straight(output) as stream:
                yield stream
            return
        new = _folder(target, before) / f".mbc-explainer-{secrets.token_hex(8)}"
        try:
            with open(new, "xb", opener=_private if before else None) as stream:
                alone = before is None or (before.st_nlink == 1 and _same_owner(stream, before))
                yield stream
            end_if_asked()
            _put(new, target, alone=alone and new.parent == target.parent)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        if str(error.filename or output) not in {str(output), str(target), str(new)}:
            raise
        raise OSError(error.errno, error.strerror, str(output)) from None


def _before(output: Path) -> os.stat_result | None:
    """What is there already, if it may be written to; None where nothing is."""
    try:
        before = output.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISREG(before.st_mode):
        os.close(os.open(output, os.O_WRONLY))
    return before


def _stream(output: Path) -> int | None:
    """The number of the open stream that a name such as /dev/stdout stands for."""
    streams = os.path.realpath("/dev/fd")
    for _ in range(_LINKS):
        if output.name.isdecimal() and os.path.realpath(output.parent) == streams:
            return int(output.name)
        if not output.is_symlink():
            break
        output = output.parent / output.readlink()
    return None


def _straight(output: Path) -> BinaryIO:
    """What is no regular file, open as it is: an open stream goes on where it stands."""
    number = _stream(output)
    return open(output, "wb", opener=_as_it_is) if number is None else os.fdopen(os.dup(number), "wb")


def _folder(target: Path, before: os.stat_result | None) -> Path:
    """Where the new content is put together: beside the file if that is allowed."""
    if not target.parent.is_dir():
        raise FileNotFoundError(ENOENT, f"there is no folder {target.parent}")
    beside = before is None or os.access(target.parent, os.W_OK | os.X_OK)
    return target.parent if beside else Path(tempfile.gettempdir())


def _private(name: str, flags: int) -> int:
    """Open for nobody else, since the file that is replaced may have been private."""
    return os.open(name, flags, 0o600)


def _same_owner(stream: BinaryIO, before: os.stat_result) -> bool:
    """Whether a new file could be given owner, group and mode of another."""
    if sys.platform != "win32":
        try:
            os.fchown(stream.fileno(), before.st_uid, before.st_gid)
            os.fchmod(stream.fileno(), stat.S_IMODE(before.st_mode))
        except OSError:
            return False
    return True


def _put(new: Path, target: Path, *, alone: bool) -> None:
    """Give a file its new content: at once, or where it must stay the same file, by writing into it."""
    if alone:
        try:
            new.replace(target)
        except OSError:  # such as for a file that is mounted by itself
            if not target.exists():
                raise
        else:
            return
    with unbroken(), new.open("rb") as content, open(target, "wb", opener=_as_it_is) as stream:
        size = new.stat().st_size
        _reserve(stream, size)
        shutil.copyfileobj(content, stream)
        stream.truncate(size)


def _as_it_is(name: str, flags: int) -> int:
    return os.open(name, flags & ~(os.O_CREAT | os.O_TRUNC))


def _reserve(stream: BinaryIO, size: int) -> None:
    """Make sure of the room first, since a full disk must not cost the old content."""
    if hasattr(os, "posix_fallocate") and size:
        length = os.fstat(stream.fileno()).st_size
        try:
            os.posix_fallocate(stream.fileno(), 0, size)
        except OSError as error:
            os.ftruncate(stream.fileno(), length)
            if error.errno in _FULL:
                raise
