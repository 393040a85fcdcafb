"""The form of the explorer, as a real browser runs it, with Python behind it."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import mbc_explainer
from mbc_explainer import PatientProfile
from mbc_explainer.notebook.explorer import Explorer, explorer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

FOLDER = Path(mbc_explainer.__file__).parent / "notebook"
MODULE = base64.b64encode((FOLDER / "explorer.js").read_bytes()).decode()
HOST = """<!DOCTYPE html><html lang="en"><title>t</title>
<style>body { margin: 0 } #here { max-height: 610px; overflow: auto }</style>
<main><h1>Host</h1><div id="here"></div><p style="height: 100vh">More of the host</p></main>
<script>document.addEventListener("keydown", event => {
  const owned = event.composedPath()[0].hasAttribute("data-lm-suppress-shortcuts");
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
      Object.assign(state, await python(state.chosen));
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
in_each_host = pytest.mark.parametrize(("width", "shadow"), [(848, False), (695, True)], ids=["JupyterLab", "marimo"])
"""How wide they show an output in a window of 1280 pixels, and whether in a shadow root."""


@contextmanager
def mounted(browser: "Browser", live: Explorer, width: int = 1200, *, shadow: bool = False) -> "Iterator[Page]":
    def state() -> dict[str, Any]:
        return {name: getattr(live, name) for name in ("fields", "phrases", "chosen", "page", "problem", "changed")}

    def python(chosen: dict[str, Any]) -> dict[str, Any]:
        live.chosen = chosen
        return {name: value for name, value in state().items() if name not in {"fields", "phrases"}}

    page = browser.new_page(viewport={"width": width, "height": 720})
    page.expose_function("python", python)
    page.set_content(HOST)
    page.evaluate(MOUNT, [MODULE, (FOLDER / "explorer.css").read_text(encoding="utf-8"), state(), shadow])
    yield page
    page.close()


def box(page: "Page", selector: str) -> "FloatRect":
    found = page.locator(selector).first.bounding_box()
    assert found is not None, f"{selector} is not shown"
    return found


def choose(page: "Page", field: str, name: str) -> None:
    page.locator(f"[data-field={field}] label", has_text=name).first.click()


def stated(page: "Page", words: str) -> None:
    """Wait until the answer to a profile that states this is shown."""
    page.locator(".mbc-profile").filter(has_text=words).wait_for(state="attached")


def test_the_answer_follows_what_is_chosen(browser: "Browser") -> None:
    live = explorer({"her2": "negative"})
    with mounted(browser, live) as page:
        choose(page, "er", "positive")
        status = page.get_by_role("status")
        status.filter(has_text="Hormone therapy: Described, since ER is positive").wait_for()
        assert PatientProfile(er="+", her2="negative") == live.profile
        stated(page, "ER is positive")
        page.get_by_role("button", name="Start over").click()
        status.filter(has_text="Hormone therapy: Depends on the ER and PR results").wait_for()
        assert PatientProfile() == live.profile


def test_none_goes_with_nothing_else_and_what_is_out_of_reach_cannot_be_chosen(browser: "Browser") -> None:
    live = explorer()
    with mounted(browser, live) as page:
        for name in ("Bones", "Brain"):
            choose(page, "sites", name)
        choose(page, "symptomatic_sites", "Bones")
        choose(page, "symptomatic_sites", "None of them")
        assert ["none"] == page.evaluate("model.get('chosen').symptomatic_sites")
        choose(page, "symptomatic_sites", "Brain")
        assert ["brain"] == page.evaluate("model.get('chosen').symptomatic_sites")
        assert page.locator("[data-field=symptomatic_sites] input[value=lung]").is_disabled()
        choose(page, "sites", "Brain")
        assert [] == page.evaluate("model.get('chosen').symptomatic_sites")
        page.locator(".mbc-profile").filter(has_not_text="Brain").wait_for(state="attached")
        assert PatientProfile(sites=["bone"]) == live.profile


@in_each_host
def test_form_and_answer_are_in_sight_together(browser: "Browser", width: int, *, shadow: bool) -> None:
    with mounted(browser, explorer({"er": "positive"}), width, shadow=shadow) as page:
        whole, form, answer = (box(page, f".mbc-{part}") for part in ("explorer", "side", "answer"))
        assert whole["height"] <= min(610, 0.75 * 720)
        assert form["x"] + form["width"] <= answer["x"]
        assert answer["width"] >= 420
        bottom = whole["y"] + whole["height"]
        for first in ("[data-field=er] label >> nth=2", "article .mbc-heading", "article li"):
            assert box(page, first)["y"] + box(page, first)["height"] < bottom


def test_they_stand_one_above_the_other_where_there_is_little_room(browser: "Browser") -> None:
    with mounted(browser, explorer(), 390) as page:
        form, answer = box(page, ".mbc-side"), box(page, ".mbc-answer")
        assert form["y"] + form["height"] <= answer["y"]
        assert box(page, "article .mbc-heading")["y"] < 0.6 * 720


@in_each_host
def test_a_link_leads_to_its_part_and_moves_nothing_else(browser: "Browser", width: int, *, shadow: bool) -> None:
    live = explorer({"er": "positive"})
    with mounted(browser, live, width, shadow=shadow) as page:
        for name in ("background", "open"):
            page.locator(f".mbc-contents a[href='#{live._prefix}-{name}']").click()
            part = f"#{live._prefix}-{name}"
            page.locator(f"{part}:focus").wait_for()
            assert box(page, ".mbc-answer")["y"] == pytest.approx(box(page, part)["y"], abs=2)
        assert page.locator(f"#{live._prefix}-background").get_attribute("open") is not None
        assert 0 == page.evaluate("scrollY")
        assert "" == page.evaluate("location.hash")


@in_each_host
def test_a_new_answer_moves_nothing_that_is_being_read(browser: "Browser", width: int, *, shadow: bool) -> None:
    live = explorer({"er": "positive", "sites": ["bone"]})
    with mounted(browser, live, width, shadow=shadow) as page:
        part = f"#{live._prefix}-{live.explanation['hormone_therapy'].therapy}"
        fold = page.locator(f"{part} summary").first
        fold.press("Enter")
        page.locator(".mbc-answer").evaluate(
            "(pane, part) => pane.scrollTop += part - pane.getBoundingClientRect().top", box(page, part)["y"] - 10
        )
        before = box(page, part)["y"]
        page.evaluate(
            "model.set('chosen', {er: 'negative', her2: 'low', sites: ['brain', 'bone']}); model.save_changes()"
        )
        stated(page, "ER is negative")
        assert before == pytest.approx(box(page, part)["y"], abs=2)
        page.locator(f"{part} summary:focus").wait_for()
        assert page.locator(f"{part} details").first.get_attribute("open") is not None


@in_each_host
def test_a_term_explains_itself(browser: "Browser", width: int, *, shadow: bool) -> None:
    with mounted(browser, explorer(), width, shadow=shadow) as page:
        page.locator(".mbc-answer .mbc-term >> visible=true").first.press("Enter")
        assert 0 < box(page, ".mbc-word:popover-open")["width"] < width
        page.keyboard.press("Escape")
        page.locator(".mbc-word:popover-open").wait_for(state="detached")


def test_a_keyboard_is_enough_and_open_parts_stay_open(browser: "Browser") -> None:
    live = explorer()
    with mounted(browser, live) as page:
        page.locator("#" + live._prefix + "-background > summary").press("Enter")
        page.locator("[data-field=er] input[value=positive]").focus()
        page.keyboard.press("ArrowRight")
        stated(page, "ER is negative")
        assert PatientProfile(er="negative") == live.profile
        assert page.locator("#" + live._prefix + "-background").get_attribute("open") is not None
        assert page.locator("[data-field=er] input[value=negative]:focus").is_visible()


def test_python_can_choose_too(browser: "Browser") -> None:
    with mounted(browser, explorer()) as page:
        page.evaluate("model.set('chosen', {er: 'negative', goals: ['extend_life']}); model.save_changes()")
        page.wait_for_function("document.querySelector('[data-field=goals] input[value=extend_life]').checked")
        assert page.locator("[data-field=er] input[value=negative]").is_checked()
        assert page.locator("[data-field=pr] input[value=unknown]").is_checked()


def test_axe_finds_nothing_and_nothing_is_cut(browser: "Browser", axe: str) -> None:
    for width in (1200, 320):
        with mounted(browser, explorer({"sites": ["bone"], "symptoms": ["pain"]}), width) as page:
            page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
            page.add_script_tag(content=axe)
            found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
            assert [] == [
                (rule["id"], [node["html"][:120] for node in rule["nodes"]][:5]) for rule in found["violations"]
            ]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
