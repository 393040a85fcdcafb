"""The built site, as a real browser opens it from a disk: ``make docs-check``."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag

import pytest
from documented import DOCS, PAGES, blocks, run_page
from needed import missing

import mbc_explainer
from mbc_explainer import claims, mcp_server, pictures, records, service, tables, teaching
from mbc_explainer.disclaimer import DISCLAIMER_SHORT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SITE = DOCS / "_build" / "html"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = {
    "home": "index",
    "tutorial": "tutorial/from_nothing",
    "notebook": "how-to/teaching",
    "how-to guide": "how-to/page",
    "reference": "reference/errors",
    "explanation": "explanation/reading",
}
CUT = """[...document.querySelectorAll("html, body *")]
  .filter(element => element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1)
  .filter(element => element.tagName == "HTML" || getComputedStyle(element).overflowX != "visible")
  .filter(element => !element.matches(":has(table)") || element.tagName == "HTML")
  .map(element => element.outerHTML.slice(0, 120))"""
"""What is wider than its own box, and would have to be scrolled sideways; tables alone may be."""
SEARCHED = {
    "hormone therapy": "explanation/reading.html",
    "explain_table": "reference/tables.html",
}


@pytest.fixture(scope="module")
def site() -> Path:
    if not (SITE / "index.html").is_file():
        missing("the built site", "docs")
    return SITE


@contextmanager
def opened(browser: "Browser", url: str, **options: Any) -> "Iterator[Page]":
    """A page on which nothing goes wrong, and which asks for nothing but files of the site."""
    page = browser.new_page(**options)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on(
        "request", lambda request: None if request.url.startswith(("file:", "data:")) else wrong.append(request.url)
    )
    page.goto(url)
    yield page
    assert [] == wrong
    page.close()


def pages(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.html") if "_static" not in path.parts)


class Read(HTMLParser):
    """What a page links to, and what can be linked to in it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "link" and given.get("rel") in {"stylesheet", "icon", "preload"}:
            self.loaded.append(given["href"])
        elif "src" in given:
            self.loaded.append(given["src"])


def test_each_link_leads_somewhere(site: Path) -> None:
    """Files and anchors; what is elsewhere is not looked up, and nothing elsewhere is loaded."""
    read = {path: Read(path) for path in pages(site)}
    broken = []
    for path, page in read.items():
        for link in page.links + page.loaded:
            target, anchor = urldefrag(link)
            if re.match(r"[a-z]+:", target):
                broken += [(path.name, link)] if link in page.loaded and not link.startswith("data:") else []
                continue
            there = (path.parent / unquote(target.partition("?")[0])).resolve() if target else path
            if not there.is_file() or (anchor and there in read and unquote(anchor) not in read[there].ids):
                broken.append((str(path.relative_to(site)), link))
    assert [] == broken


def test_nothing_is_asked_for_from_elsewhere(browser: "Browser", site: Path) -> None:
    for path in pages(site):
        with opened(browser, path.as_uri()):
            pass


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(browser: "Browser", axe: str, site: Path, kind: str, scheme: str) -> None:
    with opened(browser, (site / f"{KINDS[kind]}.html").as_uri(), color_scheme=scheme) as page:
        page.add_script_tag(content=axe)
        found = page.evaluate("tags => axe.run({runOnly: tags, preload: false})", TAGS)
        assert [] == [(rule["id"], [node["html"][:160] for node in rule["nodes"]][:4]) for rule in found["violations"]]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_on_a_phone(browser: "Browser", site: Path, kind: str) -> None:
    with opened(browser, (site / f"{KINDS[kind]}.html").as_uri(), viewport={"width": 320, "height": 640}) as page:
        assert [] == page.evaluate(CUT)


@pytest.mark.parametrize("words", SEARCHED)
def test_the_search_works_from_a_disk(browser: "Browser", site: Path, words: str) -> None:
    with opened(browser, (site / "index.html").as_uri()) as page:
        page.get_by_role("textbox", name="Search").fill(words)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=*")
        page.locator(f"#search-results a[href*='{SEARCHED[words]}']").first.wait_for()


def test_the_first_page_answers(browser: "Browser", site: Path) -> None:
    with opened(browser, (site / "index.html").as_uri()) as page:
        page.locator("[data-field=er] label", has_text="positive").first.click()
        assert "Hormone therapy: Described, since ER is positive" in page.get_by_role("status").inner_text()
        assert DISCLAIMER_SHORT in page.locator("mbc-explainer article").inner_text()


def test_each_public_name_is_in_the_reference(site: Path) -> None:
    there = {identifier for path in (site / "reference").glob("*.html") for identifier in Read(path).ids}
    public = {
        f"{module.__name__}.{name}"
        for module in (mbc_explainer, claims, mcp_server, pictures, records, service, tables, teaching)
        for name in module.__all__
    }
    assert set() == {name for name in public if name not in there and not name.endswith(".is_parquet")}


@pytest.mark.parametrize(
    ("page", "file"),
    [(page, block.file) for page in PAGES for block in blocks(page) if block.language == "html"],
    ids=lambda value: getattr(value, "stem", value),
)
def test_a_page_that_is_shown_opens(browser: "Browser", tmp_path: Path, page: Path, file: str) -> None:
    run_page(page, tmp_path)
    with opened(browser, (tmp_path / file).as_uri()) as shown:
        shown.get_by_text("Hormone therapy").first.wait_for()
