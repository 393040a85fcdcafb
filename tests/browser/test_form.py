"""The form of the explorer, as a real browser runs it, with Python behind it."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mbc_explainer
from mbc_explainer import PatientProfile
from mbc_explainer.notebook.explorer import Explorer, explorer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(mbc_explainer.__file__).parent / "notebook"
MODULE = base64.b64encode((FOLDER / "explorer.js").read_bytes()).decode()
HOST = f"""<!DOCTYPE html><html lang="en"><title>t</title><style>{(FOLDER / "explorer.css").read_text()}</style>
<main><h1>Host</h1><div id="here"></div></main>"""
MOUNT = """async ([module, state]) => {
  const listeners = {};
  const model = {
    get: name => state[name],
    set: (name, value) => { state[name] = value },
    on: (event, listener) => { listeners[event] = listener },
    save_changes: async () => {
      Object.assign(state, await python(state.said));
      for (const name of Object.keys(state)) listeners[`change:${name}`]?.();
    },
  };
  window.model = model;
  const { default: widget } = await import(`data:text/javascript;base64,${module}`);
  widget.render({ model, el: document.querySelector("#here") });
}"""
"""A host as anywidget has it: a model that sends what is chosen, and tells of what comes back."""


@contextmanager
def mounted(browser: "Browser", live: Explorer, width: int = 1200) -> "Iterator[Page]":
    def state() -> dict[str, Any]:
        return {name: getattr(live, name) for name in ("fields", "said", "page", "problem", "changed")}

    def python(said: dict[str, Any]) -> dict[str, Any]:
        live.said = said
        return {name: value for name, value in state().items() if name != "fields"}

    page = browser.new_page(viewport={"width": width, "height": 900})
    page.expose_function("python", python)
    page.set_content(HOST)
    page.evaluate(MOUNT, [MODULE, state()])
    yield page
    page.close()


def choose(page: "Page", field: str, name: str) -> None:
    page.locator(f"[data-field={field}] label", has_text=name).first.click()


def test_the_answer_follows_what_is_chosen(browser: "Browser") -> None:
    live = explorer({"her2": "negative"})
    with mounted(browser, live) as page:
        choose(page, "er", "positive")
        status = page.get_by_role("status")
        status.filter(has_text="Hormone therapy: Described for a profile like this").wait_for()
        assert PatientProfile(er="+", her2="negative") == live.profile
        assert "ER is positive" in page.locator("article").inner_text()
        page.get_by_role("button", name="Start over").click()
        status.filter(has_text="Hormone therapy: Depends on what is not known yet").wait_for()
        assert PatientProfile() == live.profile


def test_none_goes_with_nothing_else_and_what_is_out_of_reach_cannot_be_chosen(browser: "Browser") -> None:
    live = explorer()
    with mounted(browser, live) as page:
        for name in ("Bones", "Brain"):
            choose(page, "sites", name)
        choose(page, "symptomatic_sites", "Bones")
        choose(page, "symptomatic_sites", "None of them")
        assert ["none"] == page.evaluate("model.get('said').symptomatic_sites")
        choose(page, "symptomatic_sites", "Brain")
        assert ["brain"] == page.evaluate("model.get('said').symptomatic_sites")
        assert page.locator("[data-field=symptomatic_sites] input[value=lung]").is_disabled()
        choose(page, "sites", "Brain")
        assert [] == page.evaluate("model.get('said').symptomatic_sites")
        page.wait_for_function("document.querySelector('.mbc-profile').innerText.includes('Spread to: Bones')")
        assert PatientProfile(sites=["bone"]) == live.profile


def test_a_keyboard_is_enough_and_open_parts_stay_open(browser: "Browser") -> None:
    live = explorer()
    with mounted(browser, live) as page:
        page.locator("#" + live._prefix + "-background > summary").press("Enter")
        page.locator("[data-field=er] input[value=positive]").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.querySelector('.mbc-profile').innerText.includes('ER is negative')")
        assert PatientProfile(er="negative") == live.profile
        assert page.locator("#" + live._prefix + "-background").get_attribute("open") is not None


def test_python_can_choose_too(browser: "Browser") -> None:
    with mounted(browser, explorer()) as page:
        page.evaluate("model.set('said', {er: 'negative', goals: ['extend_life']}); model.save_changes()")
        page.wait_for_function("document.querySelector('[data-field=goals] input[value=extend_life]').checked")
        assert page.locator("[data-field=er] input[value=negative]").is_checked()
        assert page.locator("[data-field=pr] input[value=unknown]").is_checked()


def test_axe_finds_nothing_and_nothing_is_cut(browser: "Browser", axe: str) -> None:
    for width in (1200, 320):
        with mounted(browser, explorer({"sites": ["bone"], "symptoms": ["pain"]}), width) as page:
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            page.add_script_tag(content=axe)
            found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
            assert [] == [(one["id"], [node["html"][:120] for node in one["nodes"]][:5]) for one in found["violations"]]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
