"""A file that is named on the command line is the user's: it gets its new content, and stays what it was."""

import os
import shutil
import signal
import stat
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pytest

from mbc_explainer.cli.ending import ending_in_order
from mbc_explainer.cli.output_file import is_standard_output, output_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes, links, pipes and signals of POSIX")

NOBODY = 65534
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away and becomes somebody else")


def put(output: Path, content: bytes = b"new") -> None:
    with output_file(output) as stream:
        stream.write(content)


def old(folder: Path) -> Path:
    path = folder / "page.html"
    path.write_bytes(b"what was there before")
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_followed(tmp_path: Path, there: bool) -> None:
    (tmp_path / "kept").mkdir()
    target = old(tmp_path / "kept") if there else tmp_path / "kept" / "page.html"
    (tmp_path / "one").symlink_to(Path("kept", "page.html"))
    (tmp_path / "two").symlink_to("one")
    put(tmp_path / "two")
    assert [True, True] == [(tmp_path / name).is_symlink() for name in ("one", "two")]
    assert b"new" == target.read_bytes()
    assert {"page.html"} == names(target.parent)


def test_a_hard_link_stays_one(tmp_path: Path) -> None:
    path = old(tmp_path)
    (tmp_path / "other").hardlink_to(path)
    before = path.stat()
    put(path)
    assert b"new" == path.read_bytes() == (tmp_path / "other").read_bytes()
    assert (before.st_ino, 2) == (path.stat().st_ino, path.stat().st_nlink)


def test_a_device_is_written_to(tmp_path: Path) -> None:
    """By a link, so that one that fails does no harm to the device."""
    (tmp_path / "null").symlink_to(os.devnull)
    put(tmp_path / "null")
    assert (tmp_path / "null").is_symlink()
    assert stat.S_ISCHR((tmp_path / "null").stat().st_mode)


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    put(tmp_path / "pipe")
    assert b"new" == os.read(reader, 100)
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


def test_an_open_stream_goes_on_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with path.open("wb", buffering=0) as stream:
        stream.write(b"before ")
        put(Path(f"/dev/fd/{stream.fileno()}"))
        stream.write(b" after")
    assert b"before new after" == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("-", True), ("/dev/stdout", True), ("/dev/fd/1", True), ("/dev/stderr", False), ("1", False), ("x/-", False)],
)
def test_standard_output_has_a_few_names(name: str, expected: bool) -> None:
    assert expected == is_standard_output(Path(name))


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o666, 0o755, 0o2755])
def test_the_mode_stays(tmp_path: Path, mode: int) -> None:
    path = old(tmp_path)
    path.chmod(mode)
    with output_file(path) as stream:
        assert {0} == {stat.S_IMODE(one.stat().st_mode) & 0o777 & ~mode for one in tmp_path.iterdir()}
        stream.write(b"new")
    assert (b"new", mode) == (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))


@AS_ROOT
def test_owner_and_group_stay(tmp_path: Path) -> None:
    path = old(tmp_path)
    os.chown(path, 12345, 23456)
    put(path)
    assert (b"new", 12345, 23456) == (path.read_bytes(), path.stat().st_uid, path.stat().st_gid)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_new_file_gets_the_mode_that_the_umask_leaves(
    tmp_path: Path, mask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a look at the umask, which other threads would feel."""
    set_mask: Callable[[int], int] = os.umask
    before = set_mask(mask)
    monkeypatch.delattr(os, "umask")
    try:
        put(tmp_path / "new")
    finally:
        set_mask(before)
    assert 0o666 & ~mask == stat.S_IMODE((tmp_path / "new").stat().st_mode)


@contextmanager
def shared_folder(mode: int) -> Iterator[Path]:
    """A folder that everybody can reach, as somebody who is not root."""
    with tempfile.TemporaryDirectory() as name:
        path = old(Path(name))
        path.chmod(0o666)
        path.parent.chmod(mode)
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield path
        finally:
            os.setresuid(0, 0, 0)


@AS_ROOT
@pytest.mark.parametrize("mode", [0o755, 0o777, 0o1777])
def test_a_file_of_somebody_else_stays_theirs(mode: int) -> None:
    """It can't be replaced by one with the same owner, so it is written into."""
    with shared_folder(mode) as path:
        put(path)
        assert (b"new", 0, 0o666) == (path.read_bytes(), path.stat().st_uid, stat.S_IMODE(path.stat().st_mode))
        assert {"page.html"} == names(path.parent)


@AS_ROOT
def test_what_may_not_be_written_is_not_replaced() -> None:
    with shared_folder(0o777) as path:
        os.setresuid(0, 0, 0)
        path.chmod(0o444)
        os.setresuid(NOBODY, NOBODY, 0)
        with pytest.raises(PermissionError) as refused:
            put(path)
        assert str(path) == refused.value.filename
        assert b"what was there before" == path.read_bytes()


@pytest.mark.parametrize("kind", ["new", "old", "linked"])
def test_nothing_is_left_of_what_is_broken_off(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "page.html" if kind == "new" else old(tmp_path)
    if kind == "linked":
        (tmp_path / "other").hardlink_to(path)
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}

    def broken_off() -> None:
        with output_file(path) as stream:
            stream.write(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    assert before == {one.name: one.read_bytes() for one in tmp_path.iterdir()}


def test_a_signal_that_something_swallows_leaves_a_file_as_it_was(tmp_path: Path) -> None:
    path = old(tmp_path)
    with pytest.raises(SystemExit), ending_in_order(), output_file(path), suppress(SystemExit):
        os.kill(os.getpid(), signal.SIGTERM)
    assert b"what was there before" == path.read_bytes()
    assert {"page.html"} == names(tmp_path)


def test_a_signal_waits_while_a_file_is_written_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old(tmp_path)
    (tmp_path / "other").hardlink_to(path)
    copy = shutil.copyfileobj

    def ended_meanwhile(content: BinaryIO, stream: BinaryIO) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        copy(content, stream)

    monkeypatch.setattr(shutil, "copyfileobj", ended_meanwhile)
    with pytest.raises(SystemExit), ending_in_order():
        put(path)
    assert b"new" == path.read_bytes()
    assert {"page.html", "other"} == names(tmp_path)


def test_a_thread_can_write(tmp_path: Path) -> None:
    thread = threading.Thread(target=put, args=(tmp_path / "new",))
    thread.start()
    thread.join()
    assert b"new" == (tmp_path / "new").read_bytes()


@pytest.mark.parametrize("name", ["nowhere/page.html", "page.html/inside", "folder", "x" * 300, "loop"])
def test_what_cannot_be_written_is_named_as_it_was_given(tmp_path: Path, name: str) -> None:
    old(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError) as refused:  # noqa: PT011 -- the errors differ, the name in them does not
        put(tmp_path / name)
    assert str(tmp_path / name) == refused.value.filename
    assert {"page.html", "folder", "loop"} == names(tmp_path)


def test_an_error_about_something_else_keeps_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as refused, output_file(tmp_path / "new"):
        (tmp_path / "another").read_bytes()
    assert str(tmp_path / "another") == refused.value.filename
    assert [] == list(tmp_path.iterdir())


def test_a_long_name_is_as_good_as_any(tmp_path: Path) -> None:
    put(tmp_path / ("x" * 255))
    assert {"x" * 255} == names(tmp_path)
