"""A page in a real browser, which asks for nothing from anywhere; and how it is looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]

OPEN_ALL = "document.querySelectorAll('details').forEach(element => element.open = true)"
WAYS: list[tuple[int, Scheme]] = [(1100, "light"), (1100, "dark"), (320, "light")]
CUT = """() => [...document.querySelectorAll('article, article *')].filter(element => {
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const { scrollWidth, clientWidth } = element, placed = style.position === 'absolute';
  const hides = style.overflowX !== 'visible' && scrollWidth > clientWidth + 1 && !placed;
  return box.width && (hides || box.right > innerWidth + 1 || box.left < -1) && !placed
    && !element.closest('thead');
}).map(element => element.outerHTML.slice(0, 100))"""


@contextmanager
def shown(browser: "Browser", content: str, width: int = 1100, scheme: Scheme = "light") -> "Iterator[Page]":
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.set_content(content)
    yield page
    assert [] == requests, "nothing is asked for from anywhere"
    page.close()
