"""A course in a real browser and on paper: a sheet for learners is one page, and each page says what it is."""

import io
from typing import TYPE_CHECKING

import pytest
from browsing import TAGS
from courses import chosen, made
from in_browser import CUT, OPEN_ALL, WAYS, shown
from needed import missing

from mbc_explainer.disclaimer import DISCLAIMER_SHORT
from mbc_explainer.teaching.sheets import slides

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NUMBERS = range(1, len(chosen()) + 1)
EACH_KIND = ["index", "article", "slides", "questions", "case-1-handout", f"case-{NUMBERS[-1]}-notes"]
PAPERS = {"A4": (595, 842), "Letter": (612, 792)}


def printed(browser: "Browser", name: str, paper: str) -> list[tuple[str, float, float]]:
    """The text and the size of each sheet of paper."""
    try:
        import pypdf  # noqa: PLC0415 -- may be missing
    except ImportError:
        missing("pypdf", "browser")
    with shown(browser, made()[f"{name}.html"], scheme="dark") as page:
        pdf = page.pdf(format=paper)
    sheets = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [(sheet.extract_text(), float(sheet.mediabox.width), float(sheet.mediabox.height)) for sheet in sheets]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_sheet_for_learners_is_one_page(browser: "Browser", number: int, paper: str) -> None:
    ((text, *size),) = printed(browser, f"case-{number}-handout", paper)
    assert PAPERS[paper] == pytest.approx(size, abs=1)
    assert all(part in text for part in ("Task 1", "Task 2", "Task 3", "What this is, and is not", "1 / 1"))


@pytest.mark.parametrize("name", EACH_KIND)
def test_each_sheet_of_paper_has_the_disclaimer(browser: "Browser", name: str) -> None:
    for text, *_ in printed(browser, name, "Letter"):
        assert DISCLAIMER_SHORT in " ".join(text.split())


def test_slides_are_a_page_each_that_lies_down(browser: "Browser") -> None:
    sheets = printed(browser, "slides", "A4")
    assert all(width > height for _, width, height in sheets)
    assert 2 + sum(len(list(slides(case, 1))) for case in chosen()) >= len(sheets)


@pytest.mark.parametrize("name", EACH_KIND)
def test_axe_finds_nothing(browser: "Browser", axe: str, name: str) -> None:
    with shown(browser, made()[f"{name}.html"]) as page:
        page.evaluate(OPEN_ALL)
        page.add_script_tag(content=axe)
        for width, scheme in WAYS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
            assert [] == [(one["id"], [node["html"][:120] for node in one["nodes"]][:5]) for one in found["violations"]]


@pytest.mark.parametrize("name", EACH_KIND)
def test_nothing_is_cut_on_a_phone(browser: "Browser", name: str) -> None:
    with shown(browser, made()[f"{name}.html"], 320) as page:
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert [] == page.evaluate(CUT)


@pytest.mark.parametrize("width", [320, 1100])
def test_a_slide_fills_a_screen(browser: "Browser", width: int) -> None:
    with shown(browser, made()["slides.html"], width) as page:
        heights = page.evaluate("[...document.querySelectorAll('.mbc-slide')].map(slide => slide.offsetHeight)")
    assert sum(len(list(slides(case, 1))) for case in chosen()) == len(heights)
    assert all(height >= 900 for height in heights)
