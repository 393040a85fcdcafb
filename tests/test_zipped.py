"""Archives that are the same each time."""

import io
import zipfile

from mbc_explainer.zipped import zipped

CONTENTS = {"b/c.txt": b"c" * 1000, "a.txt": b""}


def test_all_files_are_there_and_can_be_read() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(CONTENTS))) as archive:
        assert CONTENTS == {name: archive.read(name) for name in archive.namelist()}
        assert {0o644} == {entry.external_attr >> 16 for entry in archive.infolist()}


def test_the_same_files_give_the_same_bytes_in_whatever_order() -> None:
    assert zipped(CONTENTS) == zipped(dict(reversed(CONTENTS.items())))
