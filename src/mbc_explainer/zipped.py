"""Files as one archive, with the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["zipped"]

_UNIX: Final = 3
_READABLE: Final = 0o644 << 16


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """An archive of files by name: in the order of their names, and without the time at which it was made."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(contents):
            entry = ZipInfo(name)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, _READABLE
            archive.writestr(entry, contents[name])
    return stream.getvalue()
