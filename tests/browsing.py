"""What a real browser opens an element in: a disk, a site with a policy, a notebook, a learning system."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from conftest import script as program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Locator, Page, Route

SITE = "https://school.example/"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WAYS: list[tuple[int, Literal["light", "dark"]]] = [(1200, "light"), (1200, "dark"), (320, "light")]


@contextmanager
def opened(browser: "Browser", url: str, width: int = 1200, **options: Any) -> "Iterator[Page]":
    """A page on which nothing goes wrong, and which asks for nothing but files beside it."""
    page = browser.new_page(viewport={"width": width, "height": 800}, **options)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("request", lambda request: None if request.url.startswith(("file:", SITE)) else wrong.append(request.url))
    page.goto(url)
    yield page
    assert [] == wrong
    page.close()


@contextmanager
def hosted(
    browser: "Browser", folder: Path, body: str, head: str = "", scripts: tuple[str, ...] = ("mbc-explainer.js",)
) -> "Iterator[Page]":
    """A page of somebody's site, which has the script in a file, and a content policy."""
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    tags = "".join(f"<script src={name} defer></script>" for name in scripts)
    host = f"<!DOCTYPE html><html lang=en><title>t</title>{head}{tags}{body}"

    def serve(route: "Route") -> None:
        name = route.request.url.removeprefix(SITE)
        content = host.encode() if name == "host" else (folder / name).read_bytes()
        kind = "text/javascript" if name.endswith(".js") else "text/css" if name.endswith(".css") else "text/html"
        headers = {"content-type": kind, "content-security-policy": "default-src 'self'"}
        route.fulfill(body=content, headers=headers)

    page.route(f"{SITE}**", serve)
    page.goto(f"{SITE}host")
    yield page
    assert [] == wrong
    page.close()


def box(part: "Locator") -> "FloatRect":
    found = part.bounding_box()
    assert found is not None
    return found


def problems(page: "Page") -> list[tuple[str, list[str]]]:
    found = page.evaluate("tags => axe.run({ runOnly: tags, preload: false })", TAGS)
    assert len(found["passes"]) > 10
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]][:5]) for rule in found["violations"]]


def wait_until(page: "Page", condition: str) -> None:
    """Wait where a content policy keeps a page from evaluating text, as its own ``wait_for_function`` does."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never came true: {condition}")


NOTEBOOK = """<!DOCTYPE html><html lang="en"><title>t</title>
<style>body { margin: 0 } #here { max-height: 610px; overflow: auto }</style>
<main><h1>Host</h1><div id="here"></div><p style="height: 100vh">More of the host</p></main>
<script>document.addEventListener("keydown", event => {
  const owned = event.composedPath().some(part => part.dataset?.lmSuppressShortcuts);
  if (event.key !== "Tab" && !owned) event.preventDefault();
}, true)</script>"""
"""Cuts what is shown at a height, as marimo does, and takes keys for itself, as JupyterLab does."""
MOUNT = """async ([module, style, state, shadow]) => {
  const listeners = {};
  const model = {
    get: name => state[name],
    set: (name, value) => { state[name] = value },
    on: (event, listener) => { listeners[event] = listener },
    save_changes: async () => {
      Object.assign(state, await window.python?.(state.chosen));
      for (const name of Object.keys(state)) listeners[`change:${name}`]?.();
    },
  };
  window.model = model;
  const { default: widget } = await import(`data:text/javascript;base64,${module}`);
  const here = document.querySelector("#here");
  const root = shadow ? here.attachShadow({ mode: "open" }) : here;
  const el = document.createElement("div");
  root.append(Object.assign(document.createElement("style"), { textContent: style }), el);
  widget.render({ model, el });
}"""
"""A host as anywidget has it: a model that sends what is chosen, and tells of what comes back."""

LMS = """<!DOCTYPE html><html lang=en><title>LMS</title><script src="scorm12.js"></script><script>
  window.calls = [];
  window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
  for (const name of ["LMSInitialize", "LMSSetValue.cmi.core.lesson_status", "LMSCommit", "LMSFinish"])
    API.on(name, (...said) => calls.push([name.split(".")[0], said.at(-1) ?? ""].join(" ").trim()));
</script><iframe id="sco" src="index.html" width="1000" height="700"></iframe>"""


@contextmanager
def taken(browser: "Browser", package: Path, folder: Path) -> "Iterator[Page]":
    """A learning system in which a package was begun."""
    with zipfile.ZipFile(package) as content:
        content.extractall(folder)
    (folder / "scorm12.js").write_text(program("scorm-again/dist/scorm12.js"), encoding="utf-8")
    (folder / "lms.html").write_text(LMS, encoding="utf-8")
    page = browser.new_page()
    page.route(f"{SITE}**", lambda route: route.fulfill(path=folder / route.request.url.removeprefix(SITE)))
    page.goto(f"{SITE}lms.html")
    page.wait_for_function("API.cmi.core.lesson_status === 'incomplete'")
    yield page
    page.close()


def left(page: "Page") -> list[str]:
    """What a learning system was told, in turn, once its learner has left."""
    page.evaluate("document.getElementById('sco').src = 'about:blank'")
    page.wait_for_function("calls.some(call => call.startsWith('LMSFinish'))")
    return [call.split()[0] for call in page.evaluate("calls")]
