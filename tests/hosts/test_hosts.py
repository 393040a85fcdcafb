"""The recipes in ``examples/hosts``, each in its real host, as a real browser shows it: ``make hosts``."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pytest
from needed import missing

from mbc_explainer import Explanation, explain

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

RECIPES = Path(__file__).parents[2] / "examples" / "hosts"
PATIENCE = 90  # seconds for a host to start, on a machine that has other things to do
PROFILE = {"er": "positive"}  # what each recipe starts with
Scheme = Literal["light", "dark"]


class Host(NamedTuple):
    """A recipe, how it is started, and what is of the host in it."""

    package: str
    command: str
    """Run by Python; ``{port}`` to serve at, or ``{folder}`` to write pages to, which are served then."""
    text: str = "body > p"
    """A text of the host's."""
    path: str = "/"
    dark_path: str = ""
    """Where a dark page is, if the browser's wish for one does not decide."""
    environment: tuple[str, ...] = ()
    button: str = ""
    """What turns its theme dark, and light again."""
    interactive: bool = False
    links: bool = True
    """Whether a link leads to a part of the same page."""
    insists: tuple[str, ...] = ()
    """What a host calls important."""


HOSTS = {
    "Django": Host("django", "{recipes}/django_app.py runserver {port} --noreload", path="/?er=positive"),
    "FastAPI": Host(
        "fastapi", "-m uvicorn --app-dir {recipes} fastapi_app:app --port {port}", ".mbc-opening > ul", "/?er=positive"
    ),
    "Flask": Host("flask", "-m flask --app {recipes}/flask_app.py run --port {port}", path="/?er=positive"),
    "Gradio": Host(
        "gradio",
        "{recipes}/gradio_app.py",
        ".prose p",
        environment=("GRADIO_SERVER_PORT={port}", "GRADIO_ANALYTICS_ENABLED=False"),
        interactive=True,
        insists=("margin-bottom",),
    ),
    "marimo": Host(
        "marimo", "-m marimo run {recipes}/marimo_app.py --port {port} --headless", ".paragraph", interactive=True
    ),
    "MkDocs Material": Host(
        "material",
        "-m mkdocs build --quiet -f {recipes}/mkdocs/mkdocs.yml -d {folder}",
        ".md-typeset > p, .md-content__inner > p",
        environment=("NO_MKDOCS_2_WARNING=1",),
        button="label[for^=__palette]:visible",
    ),
    "Panel": Host(
        "panel",
        "-m panel serve {recipes}/panel_app.py --port {port}",
        "p:text('What the article says.')",
        "/panel_app",
        "/panel_app?theme=dark",
        interactive=True,
        links=False,
    ),
    "plain page": Host("mbc_explainer", "{recipes}/plain_page.py {folder}"),
    "Sphinx": Host(
        "furo",
        "-m sphinx -q -d {folder}/.trees {recipes}/sphinx {folder}",
        "section > p",
        button=".theme-toggle:visible",
    ),
    "Streamlit": Host(
        "streamlit",
        "-m streamlit run {recipes}/streamlit_app.py --server.port {port} --server.headless true"
        " --browser.gatherUsageStats false",
        "[data-testid=stMarkdown] p",
        interactive=True,
    ),
}
in_each = pytest.mark.parametrize("name", HOSTS)
Serving = Callable[[str], str]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def answers(url: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 -- on this machine
        return bool(response.status == 200)
    return False


@contextmanager
def running(host: Host, folder: Path) -> Iterator[str]:
    """Where a host serves its recipe."""
    port = free_port()
    gaps = {"recipes": str(RECIPES), "folder": str(folder / "site"), "port": str(port)}
    environment = os.environ | dict(setting.format(**gaps).split("=") for setting in host.environment)
    command = [sys.executable, *(word.format(**gaps) for word in host.command.split())]
    if "{folder}" in host.command:
        subprocess.run(command, check=True, env=environment, cwd=folder, timeout=PATIENCE)
        command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "-d", str(folder / "site"), str(port)]
    url = f"http://127.0.0.1:{port}"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
    try:
        until = time.monotonic() + PATIENCE
        while not answers(url + host.path):
            assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
            assert time.monotonic() < until, f"no answer after {PATIENCE} seconds"
            time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Starts a host when it is first asked for."""
    urls: dict[str, str] = {}
    with ExitStack() as all_hosts:

        def serve(name: str) -> str:
            if importlib.util.find_spec(HOSTS[name].package) is None:
                missing(HOSTS[name].package, "hosts")
            if name not in urls:
                urls[name] = all_hosts.enter_context(running(HOSTS[name], tmp_path_factory.mktemp("host")))
            return urls[name]

        yield serve


@contextmanager
def shown(browser: "Browser", url: str, name: str, width: int = 1100, scheme: Scheme = "light") -> "Iterator[Page]":
    """A recipe's page, once the answer is there; all that it asks for, it asks its host for."""
    host = HOSTS[name]
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url + (host.dark_path if scheme == "dark" and host.dark_path else host.path))
    fragment(page).locator(".mbc-tiles").wait_for(timeout=1000 * PATIENCE)
    page.locator(host.text).first.wait_for()
    yield page
    assert [] == [one for one in asked if not one.startswith((url, url.replace("http", "ws"), "data:", "blob:"))]
    page.close()


def fragment(page: "Page") -> "Locator":
    return page.locator(".mbc-explainer").first


CONTRAST = """([text, surface]) => {
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const light = color => {
    paint.fillStyle = color;
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map(
      part => part / 255 <= .04045 ? part / 255 / 12.92 : ((part / 255 + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  paint.fillStyle = surface;
  paint.fillRect(0, 0, 1, 1);
  const [dark, bright] = [light(surface), light(text)].sort((one, other) => one - other);
  return (bright + .05) / (dark + .05);
}"""
"""As WCAG has it; a color that lets something through is painted on the one before it."""


def computed(element: "Locator", name: str) -> str:
    return str(element.evaluate("(element, name) => getComputedStyle(element)[name]", name))


def contrast(page: "Page", text: "Locator") -> float:
    """Of a text's color with the fragment's surface, whether it stands on it or not."""
    colors = [computed(text, "color"), computed(fragment(page), "backgroundColor")]
    return float(page.evaluate(CONTRAST, colors))


SETTLED = """async () => {
  await new Promise(done => setTimeout(done, 50));
  await Promise.all(document.getAnimations().map(one => one.finished.catch(() => 0)));
}"""


def edge(page: "Page") -> tuple[str, str]:
    tile = fragment(page).locator(".mbc-tiles .mbc-relevant").first
    return computed(tile, "borderTopColor"), computed(tile, "borderTopWidth")


EDGES = {"light": ("rgb(11, 87, 164)", "4px"), "dark": ("rgb(142, 193, 255)", "4px")}


LOOKS = """element => {
  const names = `display position float color background-color opacity visibility font-family font-size font-style
    font-weight line-height letter-spacing text-align text-indent text-transform text-shadow text-decoration-line
    white-space word-break list-style-type list-style-position vertical-align margin-top margin-right margin-bottom
    margin-left padding-top padding-right padding-bottom padding-left border-top border-right border-bottom border-left
    border-radius border-collapse border-spacing box-shadow box-sizing overflow-x overflow-y min-width max-width
    max-height fill stroke stroke-width cursor animation-name filter transform`.split(/\\s+/);
  element.style.cssText = '--mbc-size: 16px; width: 700px; max-width: none';
  const looks = one => ['', '::before', '::after'].map(part => {
    const style = getComputedStyle(one, part);
    if (part && ['none', 'normal'].includes(style.content)) return [''];
    return names.map(name => `${name}: ${style.getPropertyValue(name)}`);
  }).flat();
  element.querySelectorAll('details').forEach(fold => fold.open = true);
  const left = 'style, svg, svg *, .mbc-mark, .mbc-contents, .mbc-contents *, a';
  return [...element.querySelectorAll(`:scope *:not(${left})`)].map(
    one => [`${one.tagName}.${one.className}`, looks(one)]);
}"""
DRAWN = """element => [...element.querySelectorAll('svg, svg *')].slice(0, 60).map(one => [
  one.tagName, 'display color fill stroke stroke-width stroke-dasharray r cx opacity'.split(' ').map(
    name => getComputedStyle(one).getPropertyValue(name))])"""


@pytest.fixture(scope="session")
def alone(browser: "Browser") -> "Iterator[Page]":
    """The fragment in a page of nothing else."""
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.set_content(f"<!DOCTYPE html>{explain(PROFILE).to_html()}")
    yield page
    page.close()


@in_each
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_the_scheme_and_the_size_of_the_hosts_text(
    browser: "Browser", serving: Serving, name: str, scheme: Scheme
) -> None:
    """That text would be legible on it too, so that it is dark where the host is."""
    with shown(browser, serving(name), name, scheme=scheme) as page:
        text = page.locator(HOSTS[name].text).first
        assert EDGES[scheme] == edge(page)
        for one in (text, fragment(page), fragment(page).locator(".mbc-opening > p").first):
            assert contrast(page, one) >= 4.5
        sizes = [float(computed(one, "fontSize").removesuffix("px")) for one in (text, fragment(page))]
        assert sizes[0] == pytest.approx(sizes[1], rel=0.1)


@in_each
def test_else_it_has_nothing_of_the_hosts_style(browser: "Browser", serving: Serving, alone: "Page", name: str) -> None:
    with shown(browser, serving(name), name) as page:
        expected, found = fragment(alone).evaluate(LOOKS), fragment(page).evaluate(LOOKS)
        assert len(expected) > 200
        differing = {
            (part, one, other)
            for (part, looks), (_, others) in zip(expected, found, strict=True)
            for one, other in zip(looks, others, strict=True)
            if one != other and not one.startswith(HOSTS[name].insists)
        }
        assert set() == differing
        if name != "Streamlit":  # which lets no drawing through
            assert fragment(alone).evaluate(DRAWN) == fragment(page).evaluate(DRAWN)


@in_each
def test_it_fits_a_phone_where_words_and_links_work(browser: "Browser", serving: Serving, name: str) -> None:
    with shown(browser, serving(name), name, width=320) as page:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert fragment(page).evaluate("element => element.scrollWidth <= element.clientWidth")
        fragment(page).locator(".mbc-term").first.click()
        word = fragment(page).locator(".mbc-word:popover-open")
        assert word.inner_text().startswith("chemotherapy: Medicine")
        box = word.bounding_box()
        assert box is not None
        assert 0 <= box["x"] < box["x"] + box["width"] <= 320
        page.keyboard.press("Escape")
        link = fragment(page).locator(".mbc-contents a").last
        if HOSTS[name].links:
            link.click()
            page.wait_for_function(
                "hash => Math.abs(document.querySelector(hash).getBoundingClientRect().top) < innerHeight",
                arg=link.get_attribute("href"),
            )
        else:
            assert not link.is_visible()
            assert "none" == computed(fragment(page).locator(".mbc-tiles a").first, "pointerEvents")


@pytest.mark.parametrize("name", [name for name, host in HOSTS.items() if host.button])
def test_it_follows_the_hosts_own_button(browser: "Browser", serving: Serving, name: str) -> None:
    """Whatever the reader's browser asks for."""
    with shown(browser, serving(name), name) as page:
        schemes = set()
        for _ in range(3):
            page.locator(HOSTS[name].button).first.click()
            page.evaluate(SETTLED)
            assert contrast(page, page.locator(HOSTS[name].text).first) >= 4.5
            schemes.add(edge(page))
        assert set(EDGES.values()) == schemes


def test_where_no_drawing_gets_through_the_marks_are_letters(browser: "Browser", serving: Serving) -> None:
    with shown(browser, serving("Streamlit"), "Streamlit") as page:
        assert 0 == fragment(page).locator("svg").count()
        marks = (
            fragment(page)
            .locator(".mbc-tiles .mbc-mark")
            .evaluate_all("marks => marks.map(mark => getComputedStyle(mark, '::before').content)")
        )
    answers = {"relevant": "●", "sometimes": "◐", "not_described": "○", "depends": "◌"}
    assert [f'"{answers[option.relevance]}"' for option in explain(PROFILE).options] == marks


@pytest.mark.parametrize("name", [name for name, host in HOSTS.items() if host.interactive])
def test_the_answer_follows_what_is_chosen(browser: "Browser", serving: Serving, name: str) -> None:
    with shown(browser, serving(name), name) as page:
        page.get_by_text("negative", exact=True).first.click()
        page.locator(".mbc-opening > .mbc-heading").filter(has_text="ER negative").wait_for()


def test_two_fragments_in_one_template_share_no_id(browser: "Browser", serving: Serving) -> None:
    with shown(browser, serving("Flask"), "Flask") as page:
        ids = page.locator("[id]").evaluate_all("found => found.map(element => element.id)")
        assert 2 == page.locator(".mbc-explainer").count()
        assert len(ids) == len(set(ids))


def posted(url: str, profile: object) -> tuple[int, Any]:
    request = urllib.request.Request(url, json.dumps(profile).encode(), {"Content-Type": "application/json"})  # noqa: S310 -- on this machine
    try:
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 -- the same
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def test_fastapi_takes_a_profile_and_says_which_field_it_can_not_read(serving: Serving) -> None:
    url = serving("FastAPI") + "/explanations"
    status, answer = posted(url, PROFILE)
    assert 200 == status
    assert explain(PROFILE) == Explanation.from_json(answer)
    status, refused = posted(url, {"her2": "2+"})
    assert 422 == status
    assert ["her2"] == [problem["field"] for problem in refused["detail"]]
    assert 422 == posted(url, {"sites": 7, "er": "positive"})[0] == posted(url, [])[0]
