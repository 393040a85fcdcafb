"""Every block of code and every command in the README and on the site runs, and what is shown is what comes out."""

from pathlib import Path

import pytest
from documented import PAGES, README, ROOT, blocks, run_page

pytestmark = pytest.mark.once


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_shows_is_what_comes_out(page: Path, tmp_path: Path) -> None:
    run_page(page, tmp_path)


def test_the_first_example_is_short() -> None:
    first = next(block for block in blocks(README) if block.language == "python")
    assert len(first.content.strip().splitlines()) <= 5
