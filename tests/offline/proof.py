"""That a browser answers as Python does: ``make proof``.

The script's own reading of the compiled data, in node, against the library: every way to
state results and sites, each with drawn goals and symptoms, as often as is asked for. The
text of a page in each detail, why and why not, the answers, and what each field would
settle. Prints what it compared; the exit status is 1 where anything differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from offline_reading import drawn_profiles

from mbc_explainer import Explanation, PatientProfile, Therapy, explain
from mbc_explainer.offline.bundle import bundle
from mbc_explainer.offline.compiled import offline_data
from mbc_explainer.offline.files import text_of
from mbc_explainer.offline.script import content
from mbc_explainer.rendering import Detail

if TYPE_CHECKING:
    from playwright.sync_api import Page

_READ: Final = Path(__file__).with_name("read.js")
_ASKED: Final = tuple(f"{name}/{therapy}" for name in ("why", "why_not") for therapy in Therapy)


def pages(text: bool) -> Iterator[tuple[str, ...]]:
    """The names of the pages to compare: one detail and one further question for each profile, in turn."""
    yield from (
        zip(cycle(f"explanation/{detail}" for detail in Detail), cycle(_ASKED), strict=True) if text else cycle([()])
    )


def page_of(explanation: Explanation, name: str) -> str:
    """What the library shows on the page of a name."""
    kind, _, which = name.partition("/")
    if kind == "explanation":
        return explanation.to_html(style=False, detail=which)
    asked = explanation.why(which) if kind == "why" else explanation.why_not(which)
    return asked.to_html(style=False)


def expected(names: tuple[str, ...], explanation: Explanation, fields: list[str]) -> list[Any]:
    """What the browser must come to."""
    hashes = [hashlib.sha256(page_of(explanation, name).encode()).hexdigest()[:16] for name in names]
    open_questions = {question.field: [question.text] for question in explanation.open_questions()}
    answers = {option.therapy: (option.relevance, list(option.depends_on)) for option in explanation.options}
    return [hashes, answers, {name: open_questions.get(name, []) for name in fields}]


def differences(
    data: dict[str, Any], count: int, seed: int, *, text: bool = True
) -> list[tuple[PatientProfile, Any, Any]]:
    """The profiles for which node does not come to what the library says, with both."""
    drawn = list(zip(pages(text), islice(drawn_profiles(seed), count), strict=False))
    lines = "\n".join(json.dumps([names, profile.model_dump(mode="json")]) for names, profile in drawn)
    with tempfile.TemporaryDirectory() as folder:
        script, given = Path(folder, "reading.js"), Path(folder, "content.json")
        script.write_text(text_of("making.js") + text_of("reading.js"), encoding="utf-8")
        given.write_text(content(data), encoding="utf-8")
        command = ["node", str(_READ), str(script), str(given)]
        told = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    found = []
    for (names, profile), line in zip(drawn, told, strict=True):
        hashes, answers, settles = json.loads(line)
        got = [hashes, {name: (one["relevance"], one["depends_on"]) for name, one in answers.items()}, settles]
        wanted = expected(names, explain(profile), list(data["settles"]))
        if got != wanted:
            found.append((profile, got, wanted))
    return found


_SHOWN: Final = """([profiles, pages]) => {
  const explainer = document.querySelector("mbc-explainer");
  const bare = (element) => element.outerHTML.replace(/>\\s+</g, "><");
  return profiles.map((profile, at) => {
    explainer.profile = profile;
    const shown = explainer.shadowRoot.querySelector("article").cloneNode(true);
    shown.querySelectorAll(".mbc-why").forEach((part) => part.remove());
    shown.querySelectorAll("details").forEach((fold) => (fold.open = false));
    const expected = new DOMParser().parseFromString(pages[at], "text/html").body.firstElementChild;
    return bare(shown) === bare(expected);
  });
}"""
_AT_ONCE: Final = 25


def differences_in_a_browser(page: Page, count: int, seed: int) -> list[PatientProfile]:
    """The profiles for which the element on a page, set from one to the next, does not show what the library says."""
    found = []
    drawn = list(islice(drawn_profiles(seed), count))
    for start in range(0, count, _AT_ONCE):
        some = drawn[start : start + _AT_ONCE]
        stated = [profile.model_dump(mode="json") for profile in some]
        same = page.evaluate(_SHOWN, [stated, [explain(profile).to_html(style=False) for profile in some]])
        found += [profile for profile, alike in zip(some, same, strict=True) if not alike]
    return found


def _in_a_browser(count: int, seed: int) -> list[PatientProfile]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- asked for alone

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        index, *_ = bundle(folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(index.as_uri())
        return differences_in_a_browser(page, count, seed)


def main() -> None:
    """Compare as many answers as are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=13_770, help="profiles whose pages are compared to the byte")
    parser.add_argument("--answers", type=int, default=100_000, help="profiles whose answers alone are compared")
    parser.add_argument("--browser", type=int, default=0, help="profiles that are shown in Chromium and compared")
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args()
    data, start, wrong = offline_data(), time.monotonic(), 0
    for count, text in ((given.texts, True), (given.answers, False)):
        found = differences(data, count, given.seed, text=text)
        wrong += len(found)
        what = "pages and answers" if text else "answers"
        print(f"{count:,} profiles, {what}: {len(found)} differ; {time.monotonic() - start:.0f} s", flush=True)
        for profile, got, wanted in found[:3]:
            print(profile, got, wanted, sep="\n  ")
    if given.browser:
        shown = _in_a_browser(given.browser, given.seed)
        wrong += len(shown)
        print(f"{given.browser:,} profiles shown in Chromium: {len(shown)} differ; {time.monotonic() - start:.0f} s")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
