"""The README's screenshots, of the profiles in ``examples/profiles``: ``make screenshots``."""

from pathlib import Path
from typing import Literal, NamedTuple

from conftest import CHROMIUM
from playwright.sync_api import sync_playwright

from mbc_explainer import PatientProfile, explain

EXAMPLES = Path(__file__).parents[2] / "examples"


class Shot(NamedTuple):
    """How one page is shown."""

    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    scroll_to: str = "article"


SHOTS = {
    "hormone_positive": Shot(1000, 1250),
    "triple_negative_brain": Shot(1000, 1250, "dark", ".mbc-cards"),
    "little_known": Shot(400, 1250),
}


def main() -> None:
    """Take them."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, shot in SHOTS.items():
            profile = PatientProfile.model_validate_json((EXAMPLES / "profiles" / f"{name}.json").read_bytes())
            page = browser.new_page(viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme)
            page.set_content(explain(profile).to_page())
            page.locator(shot.scroll_to).first.evaluate("one => one.scrollIntoView()")
            page.screenshot(path=EXAMPLES / "screenshots" / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
