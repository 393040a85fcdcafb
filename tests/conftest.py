"""What holds for all tests: no time is ever asserted, not even Hypothesis's own.

And a real browser for those that need one: Chromium, driven by Playwright, with axe-core
and Mermaid as npm has them; ``make browser`` sets all of it up.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from needed import missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

MODULES = Path(__file__).parents[1] / ".venv" / "browser" / "node_modules"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def script(name: str) -> str:
    path = MODULES / name
    if not path.is_file():
        missing(name, "browser")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def axe() -> str:
    return script("axe-core/axe.min.js")


@pytest.fixture(scope="session")
def mermaid() -> str:
    return script("mermaid/dist/mermaid.min.js")


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- may be missing
    except ImportError:
        missing("playwright", "browser")
    if CHROMIUM is None:
        missing("chromium", "browser")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
