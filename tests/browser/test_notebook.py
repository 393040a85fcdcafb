"""The element in a notebook, as a real browser runs it, with Python behind it and without."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from browsing import MOUNT, NOTEBOOK

from mbc_explainer import PatientProfile
from mbc_explainer.notebook.explorer import Explorer, explorer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

in_each_host = pytest.mark.parametrize(("width", "shadow"), [(848, False), (695, True)], ids=["JupyterLab", "marimo"])
"""How wide they show an output in a window of 1280 pixels, and whether in a shadow root."""


@contextmanager
def mounted(
    browser: "Browser", live: Explorer, width: int = 1200, *, shadow: bool = False, kernel: bool = True
) -> "Iterator[Page]":
    def state() -> dict[str, Any]:
        return {name: getattr(live, name) for name in ("element", "content", "chosen", "problem")}

    def python(chosen: dict[str, Any]) -> dict[str, Any]:
        live.chosen = chosen
        return {"chosen": live.chosen, "problem": live.problem}

    page = browser.new_page(viewport={"width": width, "height": 720})
    if kernel:
        page.expose_function("python", python)
    page.set_content(NOTEBOOK)
    page.evaluate(MOUNT, [base64.b64encode(live._esm.encode()).decode(), live._css, state(), shadow])
    yield page
    page.close()


def box(page: "Page", selector: str) -> "FloatRect":
    found = page.locator(selector).first.bounding_box()
    assert found is not None, f"{selector} is not shown"
    return found


def choose(page: "Page", field: str, name: str) -> None:
    page.locator(f"[data-field={field}] label", has_text=name).first.click()


def sent(page: "Page", live: Explorer, profile: PatientProfile) -> None:
    """What is chosen has come to Python."""
    page.wait_for_function("er => model.get('chosen').er === er", arg=profile.er)
    page.evaluate("async () => python(model.get('chosen'))")
    assert profile == live.profile


def test_python_follows_what_is_chosen(browser: "Browser") -> None:
    live = explorer()
    with mounted(browser, live) as page:
        choose(page, "er", "positive")
        page.get_by_role("status").filter(has_text="Hormone therapy: Described, since ER is positive").wait_for()
        sent(page, live, PatientProfile(er="positive"))
        assert any("Hormone therapy" in line for line in live.changed)
        page.get_by_role("button", name="Start over").click()
        sent(page, live, PatientProfile())


def test_python_can_choose_too(browser: "Browser") -> None:
    with mounted(browser, explorer()) as page:
        page.evaluate("model.set('chosen', {er: 'negative', goals: ['extend_life']}); model.save_changes()")
        page.wait_for_function("document.querySelector('.mbc-live').profile.er === 'negative'")
        assert page.locator("[data-field=goals] input[value=extend_life]").is_checked()
        assert page.locator("[data-field=pr] input[value=unknown]").is_checked()


def test_without_a_kernel_it_answers_all_the_same(browser: "Browser") -> None:
    with mounted(browser, explorer(), kernel=False) as page:
        choose(page, "er", "positive")
        page.get_by_role("status").filter(has_text="Hormone therapy: Described, since ER is positive").wait_for()
        assert 0 == page.get_by_role("button", name="Print").count()
        assert 0 == page.get_by_role("button", name="Link to share").count()


@in_each_host
def test_form_and_answer_are_in_sight_together(browser: "Browser", width: int, *, shadow: bool) -> None:
    with mounted(browser, explorer({"er": "positive"}), width, shadow=shadow) as page:
        whole, form, answer = (box(page, f".mbc-{part}") for part in ("live", "side", "answer"))
        assert whole["height"] <= min(610, 0.75 * 720)
        assert form["x"] + form["width"] <= answer["x"]
        assert answer["width"] >= 380
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
    with mounted(browser, explorer({"er": "positive"}), width, shadow=shadow) as page:
        for name in ("background", "open"):
            page.locator(f".mbc-contents a[href='#mbc-{name}']").click()
            page.locator(f"#mbc-{name}:focus").wait_for()
            assert box(page, ".mbc-answer")["y"] == pytest.approx(box(page, f"#mbc-{name}")["y"], abs=2)
        assert page.locator("#mbc-background").get_attribute("open") is not None
        assert 0 == page.evaluate("scrollY")
        assert "" == page.evaluate("location.hash")


@in_each_host
def test_a_new_answer_moves_nothing_that_is_being_read(browser: "Browser", width: int, *, shadow: bool) -> None:
    live = explorer({"er": "positive", "sites": ["brain"]})
    with mounted(browser, live, width, shadow=shadow) as page:
        part = "#mbc-hormone_therapy"
        page.locator(f"{part} summary").first.press("Enter")
        page.locator(".mbc-answer").evaluate(
            "(pane, part) => pane.scrollTop += part - pane.getBoundingClientRect().top", box(page, part)["y"] - 10
        )
        before = box(page, part)["y"]
        page.evaluate("model.set('chosen', {er: 'unknown', sites: null}); model.save_changes()")
        page.locator(".mbc-opening").filter(has_text="ER not known").wait_for(state="attached")
        assert before == pytest.approx(box(page, part)["y"], abs=2)
        page.locator(f"{part} summary:focus").wait_for()
        assert page.locator(f"{part} details").first.get_attribute("open") is not None


@in_each_host
def test_keys_reach_it(browser: "Browser", width: int, *, shadow: bool) -> None:
    with mounted(browser, explorer(), width, shadow=shadow) as page:
        page.locator("[data-field=er] input[value=positive]").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("model.get('chosen').er === 'negative'")
        page.locator(".mbc-answer .mbc-term >> visible=true").first.press("Enter")
        assert 0 < box(page, ".mbc-word:popover-open")["width"] < width
        page.keyboard.press("Escape")
        page.locator(".mbc-word:popover-open").wait_for(state="detached")


def test_axe_finds_nothing_and_nothing_is_cut(browser: "Browser", axe: str) -> None:
    for width in (1200, 320):
        with mounted(browser, explorer({"sites": ["bone"], "symptoms": ["pain"]}), width) as page:
            page.add_script_tag(content=axe)
            found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
            assert [] == [
                (rule["id"], [node["html"][:120] for node in rule["nodes"]][:5]) for rule in found["violations"]
            ]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
