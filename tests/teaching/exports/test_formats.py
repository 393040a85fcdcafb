"""Every format: the disclaimer in it, every question with its id, the same bytes from the same seed."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html import unescape

import pytest
from made_packs import SOME

from mbc_explainer import UnknownNameError
from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.teaching import QuestionPack, questions
from mbc_explainer.teaching.exports import ExportFormat, export

SHORT_ALONE = {ExportFormat.CSV}
"""What has no place for more than a row."""
WITHOUT_IDS = {ExportFormat.HTML, ExportFormat.TEXT}
"""What is for people alone, and numbers its questions."""


def contents(pack: QuestionPack, form: ExportFormat) -> Iterator[str]:
    """The texts of a file; of an archive, of each file in it."""
    made = export(pack, form)
    if form in {ExportFormat.QTI, ExportFormat.ANKI}:
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            yield from (archive.read(name).decode(errors="replace") for name in archive.namelist())
    else:
        yield made.decode()


def whole(pack: QuestionPack, form: ExportFormat) -> str:
    """The same in a line, without what any format escapes."""
    return " ".join(unescape(unescape(" ".join(contents(pack, form)))).replace("\\", "").split())


@pytest.mark.parametrize("form", ExportFormat)
def test_the_disclaimer_is_in_it_and_every_question(form: ExportFormat) -> None:
    found = whole(SOME, form)
    assert (DISCLAIMER_SHORT if form in SHORT_ALONE else DISCLAIMER) in found
    assert form in WITHOUT_IDS or all(question.id in found for question in SOME)
    assert all(question.stem.replace('"', "") in found.replace('"', "") for question in SOME)


DIGESTS = """
import hashlib, sys
from mbc_explainer.teaching import questions
from mbc_explainer.teaching.exports import ExportFormat, export
pack = questions(count=15, seed=int(sys.argv[1]))
print(*(hashlib.sha256(export(pack, form)).hexdigest() for form in ExportFormat))
"""


def digests(seed: int, hash_seed: int) -> list[str]:
    """A digest of each format, made in a process of its own."""
    there = {**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", DIGESTS, str(seed)]
    return subprocess.run(command, env=there, capture_output=True, check=True, text=True, timeout=300).stdout.split()


def test_a_seed_gives_the_same_bytes_in_another_process_and_another_seed_others() -> None:
    first = digests(3, 1)
    assert first == digests(3, 5)
    assert [True] * len(ExportFormat) == [one != other for one, other in zip(first, digests(4, 1), strict=True)]
    pack = questions(count=15, seed=3)
    assert first == [hashlib.sha256(export(pack, form)).hexdigest() for form in ExportFormat]


def test_json_is_the_whole_pack() -> None:
    made = export(SOME, "json")
    assert SOME == QuestionPack.from_json(made)
    assert DISCLAIMER == json.loads(made)["disclaimer"]


@pytest.mark.parametrize("form", sorted(WITHOUT_IDS))
def test_questions_stand_before_their_key(form: ExportFormat) -> None:
    found = whole(SOME, form)
    key = found.index("The answers", found.index("The questions"))
    first_choice = next(choice for question in SOME for choice in question.choices if choice.right)
    assert first_choice.feedback in found[key:]
    assert first_choice.feedback not in found[found.index("The questions") : key]


def test_a_format_that_there_is_not_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean moodle"):
        export(SOME, "mooddle")
