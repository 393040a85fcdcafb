"""The bundle: five files, the same each time, all of them or none."""

import gzip
import io
import re
import zipfile
from pathlib import Path

import pytest

from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.offline.bundle import bundle, contents
from mbc_explainer.offline.compiled import offline_data
from mbc_explainer.rendering import Detail

FILES = {"index.html", "mbc-explainer.js", "page.css", "embed.html", "scorm.zip"}


def test_it_is_five_files_and_the_same_each_time(tmp_path: Path) -> None:
    first, second = (bundle(tmp_path / name) for name in ("first", "second"))
    assert FILES == {path.name for path in first} == {path.name for path in (tmp_path / "first").iterdir()}
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_everything_is_at_most_80_kilobytes_compressed() -> None:
    made = contents(offline_data(), Detail.STANDARD)
    assert sum(len(gzip.compress(made[name], 9)) for name in FILES - {"scorm.zip"}) <= 80 * 1024
    assert len(made["scorm.zip"]) <= 80 * 1024


def test_pages_ask_for_files_beside_them_alone_and_have_nothing_inline() -> None:
    made = contents(offline_data(), Detail.BRIEF)
    with zipfile.ZipFile(io.BytesIO(made["scorm.zip"])) as package:
        packed = {name: package.read(name) for name in package.namelist()}
    for files, scripts in ((made, ["mbc-explainer.js"]), (packed, ["scorm.js", "mbc-explainer.js"])):
        page = files["index.html"].decode()
        assert scripts == re.findall(r'<script src="([^"]+)" defer></script>', page)
        assert set(re.findall(r'(?:src|href)="([^"]+)"', page)) <= set(files)
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script>", page)
        assert '<mbc-explainer detail="brief">' in page
        assert DISCLAIMER in page
    assert {name: made[name] for name in ("mbc-explainer.js", "page.css")}.items() <= packed.items()
    assert DISCLAIMER in made["embed.html"].decode()


def test_it_takes_the_place_of_an_earlier_one_and_leaves_the_rest(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "index.html").write_text("old")
    bundle(tmp_path)
    assert {"mine.txt", *FILES} == {path.name for path in tmp_path.iterdir()}
    assert "old" != (tmp_path / "index.html").read_text()


def test_it_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("old")
    (tmp_path / "scorm.zip").mkdir()
    with pytest.raises(OSError, match=r"there is a folder scorm\.zip in it") as refused:
        bundle(tmp_path)
    assert str(tmp_path) == refused.value.filename
    assert {"index.html", "scorm.zip"} == {path.name for path in tmp_path.iterdir()}
    assert "old" == (tmp_path / "index.html").read_text()


@pytest.mark.parametrize(("name", "why"), [("file", "no folder"), ("missing/folder", "there is no folder")])
def test_where_it_cannot_be_written_it_says_why(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=why):
        bundle(tmp_path / name)
    assert ["file"] == [path.name for path in tmp_path.iterdir()]


def test_a_detail_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="brief, standard, full"):
        bundle(tmp_path, detail="long")
