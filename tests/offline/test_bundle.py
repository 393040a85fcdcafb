"""The bundle: eight files, the same each time, all of them or none."""

import gzip
import html
import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest

from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.offline.bundle import bundle, contents
from mbc_explainer.offline.compiled import offline_data
from mbc_explainer.offline.practice_script import practice_data
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail
from mbc_explainer.teaching import questions

ANSWERS = {"index.html", "mbc-explainer.js", "page.css", "embed.html"}
PRACTICE = {"practice.html", "mbc-practice.js", "page.css"}
PACKAGES = {"scorm.zip": "mbc-explainer", "scorm-practice.zip": "mbc-practice"}
FILES = {*ANSWERS, *PRACTICE, *PACKAGES}


@cache
def made(detail: Detail = Detail.STANDARD) -> dict[str, bytes]:
    return contents(offline_data(), practice_data(questions()), detail)


def test_it_is_eight_files_and_the_same_each_time(tmp_path: Path) -> None:
    first, second = (bundle(tmp_path / name) for name in ("first", "second"))
    assert FILES == {path.name for path in first} == {path.name for path in (tmp_path / "first").iterdir()}
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize(
    ("names", "package", "most"), [(ANSWERS, "scorm.zip", 80), (PRACTICE, "scorm-practice.zip", 56)]
)
def test_a_page_with_all_that_it_needs_is_small(names: set[str], package: str, most: int) -> None:
    """In kilobytes, compressed: the answers are no larger for the questions, which are a file of their own."""
    assert sum(len(gzip.compress(made()[name], 9)) for name in names) <= most * 1024
    assert len(made()[package]) <= most * 1024


def test_pages_ask_for_files_beside_them_alone_and_have_nothing_inline() -> None:
    files = made(Detail.BRIEF)
    pages = [("index.html", ["mbc-explainer.js"], files), ("practice.html", ["mbc-practice.js"], files)]
    for name, element in PACKAGES.items():
        with zipfile.ZipFile(io.BytesIO(files[name])) as package:
            packed = {entry: package.read(entry) for entry in package.namelist()}
        assert files[f"{element}.js"] == packed[f"{element}.js"]
        pages.append(("index.html", ["scorm.js", f"{element}.js"], packed))
    for name, scripts, beside in pages:
        page = beside[name].decode()
        assert scripts == re.findall(r'<script src="([^"]+)" defer></script>', page)
        assert set(re.findall(r'(?:src|href)="([^"]+)"', page)) <= set(beside)
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script>", page)
        assert ('<mbc-explainer detail="brief">' if "mbc-explainer.js" in scripts else "<mbc-practice>") in page
        assert DISCLAIMER in page
    assert DISCLAIMER in files["embed.html"].decode()


def test_a_page_says_where_answers_go() -> None:
    said = {name: made()[name].decode() for name in ("index.html", "practice.html")}
    for name in PACKAGES:
        with zipfile.ZipFile(io.BytesIO(made()[name])) as package:
            said[name] = package.read("index.html").decode()
    for name, page in said.items():
        key = "goes_to_system" if name == "scorm-practice.zip" else "stays_here"
        assert phrase(f"bundle.{key}") in html.unescape(page)


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
