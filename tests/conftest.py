"""What holds for all tests: no time is ever asserted, not even Hypothesis's own.

And a real browser for those that need one: Chromium, driven by Playwright, with axe-core
and Mermaid as npm has them; ``make browser`` sets all of it up.
"""

import shutil
import signal
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from needed import missing

from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder, shipped

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from mbc_explainer.authoring.issues import Subject

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(number) == signal.SIG_IGN:
        # A shell or nohup starts what runs beside it with this signal ignored; tests of it would wait for nothing.
        signal.signal(number, usual)


@cache
def _shipped_subject() -> "Subject":
    from mbc_explainer.authoring.issues import Subject  # noqa: PLC0415 -- what rule files need may be missing
    from mbc_explainer.authoring.rule_set import read_rule_files  # noqa: PLC0415 -- the same

    return Subject.of(read_rule_files(rules_folder()), shipped())


@pytest.fixture
def subject() -> "Subject":
    """The shipped rules with what they compile to, read once for all tests of a process."""
    return _shipped_subject()


@pytest.fixture
def rules_copy(tmp_path: Path) -> Path:
    """A copy of the shipped rule files, to be changed."""
    return Path(shutil.copytree(rules_folder(), tmp_path / "rules", ignore=shutil.ignore_patterns(SNAPSHOT)))


@pytest.fixture
def with_bone_text(subject: "Subject") -> "Callable[..., Subject]":
    """The shipped rules, with a text on the bones otherwise: the first, or the one at a position."""

    def changed(at: int = 0, **fields: object) -> "Subject":
        rulebase = subject.rulebase
        site = rulebase.sites[0]
        texts = (*site.texts[:at], site.texts[at].model_copy(update=fields), *site.texts[at + 1 :])
        sites = (site.model_copy(update={"texts": texts}), *rulebase.sites[1:])
        knowledge = subject.knowledge.model_copy(update={"topics": rulebase.model_copy(update={"sites": sites})})
        return type(subject).of(subject.rules, knowledge)

    return changed


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
