"""The README's pictures, of the profiles in ``examples/profiles``: ``make screenshots``."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, NamedTuple

from conftest import CHROMIUM
from courses import made
from playwright.sync_api import sync_playwright
from rich.console import Console
from test_notebook import choose, mounted

from mbc_explainer import Explanation, PatientProfile, explain
from mbc_explainer.cli.output import _closing_with
from mbc_explainer.notebook.explorer import explorer
from mbc_explainer.offline.bundle import bundle
from mbc_explainer.phrases import phrase
from mbc_explainer.pictures import answer_flow, receptor_map, rule_graph
from mbc_explainer.rendering import Detail
from mbc_explainer.rendering.terminal import terminal as shown_in_terminal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EXAMPLES = Path(__file__).parents[2] / "examples"
SCREENSHOTS = EXAMPLES / "screenshots"
PICTURE_WIDTH = 90  # dots an inch: legible, and small enough for a README


class Shot(NamedTuple):
    """How one page is shown."""

    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    part: str = "article"
    """From where on; what is folded in it is opened, unless it is the whole."""


SHOTS = {
    "hormone_positive": Shot(1000, 1250),
    "triple_negative_brain": Shot(1000, 1250, "dark", "#mbc-sites"),
    "little_known": Shot(400, 1250),
}


def explained(name: str) -> Explanation:
    """The answer for one of the example profiles."""
    return explain(PatientProfile.model_validate_json((EXAMPLES / "profiles" / f"{name}.json").read_bytes()))


def pages(browser: "Browser") -> None:
    """The page, in three ways."""
    for name, shot in SHOTS.items():
        page = browser.new_page(viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme)
        page.set_content(explained(name).to_page())
        page.locator(shot.part).evaluate("part => part.scrollIntoView()")
        page.locator(f"section{shot.part} > .mbc-folded").evaluate_all(
            "parts => parts.forEach(part => part.open = true)"
        )
        page.screenshot(path=SCREENSHOTS / f"{name}.png")
        page.close()


def notebook(browser: "Browser") -> None:
    """The explorer, after one choice."""
    with mounted(browser, explorer({"er": "positive", "sites": ["bone"]})) as page:
        choose(page, "her2", "low")
        page.get_by_role("status").filter(has_text="Targeted therapy").wait_for()
        page.locator(".mbc-live").screenshot(path=SCREENSHOTS / "explorer.png")


def practice(browser: "Browser") -> None:
    """A question after an answer that is not right."""
    with TemporaryDirectory() as folder:
        bundle(folder)
        page = browser.new_page(viewport={"width": 900, "height": 900})
        page.add_init_script("Math.random = () => 0.4")
        page.goto((Path(folder) / "practice.html").as_uri())
        page.get_by_role("combobox", name="Kind of question").select_option("answer")
        page.get_by_role("button", name="Start").click()
        page.locator(".mbc-choice").first.click()
        page.get_by_role("button", name="Check my answer").click()
        page.evaluate("scrollTo(0, 0)")
        page.locator("mbc-practice").screenshot(path=SCREENSHOTS / "practice.png")
        page.close()


def terminal(browser: "Browser") -> None:
    """The short answer in a terminal."""
    console = Console(file=io.StringIO(), record=True, width=100, force_terminal=True, highlight=False)
    console.print(shown_in_terminal(_closing_with(phrase("cli.more"), explained("hormone_positive"), Detail.BRIEF)))
    page = browser.new_page(viewport={"width": 900, "height": 600})
    page.set_content(f"<body style='margin: 0'>{console.export_svg(title='mbc-explainer explain')}</body>")
    page.locator("svg").screenshot(path=SCREENSHOTS / "terminal.png")
    page.close()


def course(browser: "Browser") -> None:
    """A sheet for learners, as it is on paper."""
    page = browser.new_page(viewport={"width": 700, "height": 800})
    page.emulate_media(media="print")
    page.set_content(made()["case-6-handout.html"])
    page.locator("article").screenshot(path=SCREENSHOTS / "course.png")
    page.close()


def pictures() -> None:
    """The three kinds of pictures."""
    drawn = {
        "receptor_map": receptor_map(),
        "answer_flow": answer_flow(explained("hormone_positive").profile),
        "rule_graph": rule_graph("targeted_therapy"),
    }
    for name, picture in drawn.items():
        (SCREENSHOTS / f"{name}.png").write_bytes(picture.to_png(PICTURE_WIDTH))


def main() -> None:
    """Take and draw them all."""
    pictures()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        pages(browser)
        notebook(browser)
        practice(browser)
        terminal(browser)
        course(browser)
        browser.close()


if __name__ == "__main__":
    main()
