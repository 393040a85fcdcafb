"""Files beside the code."""

from pathlib import Path

import pytest

from mbc_explainer.offline import files


@pytest.mark.parametrize(
    "name",
    sorted(
        path.name for path in Path(files.__file__).parent.iterdir() if path.suffix in {".js", ".css", ".html", ".xml"}
    ),
)
def test_each_is_read_as_it_is(name: str) -> None:
    assert (Path(files.__file__).parent / name).read_text(encoding="utf-8") == files.text_of(name)
