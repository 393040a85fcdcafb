"""The bundle's pages as the service sends them: they answer within what its policy allows, and ask it nothing more."""

from typing import TYPE_CHECKING

import pytest
from running import running

from mbc_explainer import explain

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROFILE = {"er": "positive", "her2": "negative"}
ANSWERS = """profile => {
  const element = document.querySelector("mbc-explainer");
  element.profile = profile;
  return Object.values(element.answers).map(answer => answer.relevance);
}"""


@pytest.mark.parametrize("path", ["/", "/practice.html", "/embed.html"])
def test_a_page_answers_in_the_browser_and_sends_nothing(browser: "Browser", path: str) -> None:
    with running() as address, browser.new_page() as page:
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        if path == "/":
            assert [option.relevance for option in explain(PROFILE).options] == page.evaluate(ANSWERS, PROFILE)
        assert [] == asked
        assert [] == [text for text in told if "404" not in text]  # browsers look for an icon
