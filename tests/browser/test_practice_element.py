"""Practice as a real browser runs it: from a disk, under a policy, by keyboard, on paper, in a learning system."""

import base64
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import normalize

import pytest
from browsing import MOUNT, NOTEBOOK, WAYS, hosted, left, opened, problems, taken, wait_until
from needed import missing

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.offline.bundle import bundle
from mbc_explainer.teaching import Question, practice, questions

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

BY_ID = {one.id: one for one in questions()}
ROOT = "document.querySelector('mbc-practice').shadowRoot"
FOCUSED = f"{ROOT}.activeElement"
SCRIPT = ("mbc-practice.js",)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle, made once."""
    return bundle(tmp_path_factory.mktemp("bundle") / "mbc")[0].parent


def address(folder: Path) -> str:
    return (folder / "practice.html").as_uri()


def named(page: "Page | Locator", name: str) -> "Locator":
    return page.get_by_role("button", name=name)


def begin(page: "Page", **wanted: str) -> None:
    for name, value in wanted.items():
        page.get_by_role("combobox", name=name.replace("_", " "), exact=True).select_option(value)
    named(page, "Start").click()


def current(page: "Page | Locator") -> Question:
    """The question that is shown, as Python has it."""
    shown = page.locator("form[data-question]").get_attribute("data-question")
    assert shown is not None
    return BY_ID[shown]


def take(page: "Page | Locator", *, right: bool = True) -> Question:
    """Answer the question that is shown, and check it."""
    question, form = current(page), page.locator("form[data-question]")
    if question.pairs:
        for at, pair in enumerate(question.pairs):
            other = next(one.right for one in question.pairs if one.right != pair.right)
            form.locator("select").nth(at).select_option(label=pair.right if right else other)
    for at, choice in enumerate(question.choices):
        if choice.right is right:
            form.locator(".mbc-choice").nth(at).click()
    named(form, "Check my answer").click()
    return question


def outcome(page: "Page | Locator") -> "Locator":
    return page.locator(".mbc-outcome")


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_it_opens_from_a_disk_and_each_answer_says_whether_it_is_right_and_why(
    browser: "Browser", folder: Path
) -> None:
    with opened(browser, address(folder)) as page:
        begin(page)
        asked = []
        for at in range(10):
            assert f"Question {at + 1} of 10" == page.get_by_role("heading", level=2).first.inner_text()
            question = take(page, right=at % 2 == 0)
            asked.append(question)
            said = squeezed(outcome(page).inner_text())
            assert ("That is right" if at % 2 == 0 else "Not quite yet") in said
            assert squeezed(question.feedback) in said
            for choice in question.choices:
                assert squeezed(choice.text) in squeezed(str(outcome(page).text_content()))
                assert squeezed(choice.feedback) in squeezed(str(outcome(page).text_content()))
                assert not choice.right or squeezed(choice.feedback) in said
            for place in question.passages:
                assert f"{place.locator}, {place.section}: {place.gist}" in str(outcome(page).text_content())
            assert f"So far: {at // 2 + 1} of {at + 1} right." in page.locator(".mbc-so-far").inner_text()
            assert 1 == outcome(page).locator("h3 .mbc-shape").count()
            page.locator(".mbc-first-button").click()
        assert 10 == len({one.kind for one in asked})
        assert "How it went: 5 of 10 right" == page.get_by_role("heading", level=2).first.inner_text()
        shares = [cell.inner_text() for cell in page.locator(".mbc-tally td").all()]
        assert 2 * 5 == sum(int(share.split()[0]) for share in shares)
        assert [one.stem for one in asked[1::2]] == [
            one.inner_text() for one in page.locator(".mbc-again summary").all()
        ]
        named(page, "Try these again").click()
        for question in asked[1::2]:
            assert question == take(page)
            page.locator(".mbc-first-button").click()
        assert "You had all of them right" in page.locator(".mbc-screen").inner_text()
        named(page, "Choose new questions").click()
        assert named(page, "Start").is_visible()


def test_what_is_chosen_is_what_is_asked_and_what_fits_nothing_says_so(browser: "Browser", folder: Path) -> None:
    with opened(browser, address(folder)) as page:
        fits = page.locator(".mbc-fits")
        assert f"Questions that fit: {len(BY_ID)}." == fits.inner_text()
        page.get_by_role("combobox", name="Kind of question").select_option("figure")
        page.get_by_role("combobox", name="How hard").select_option("hard")
        assert "No question fits" in fits.inner_text()
        named(page, "Start").click()
        assert "SELECT" == page.evaluate(f"{FOCUSED}.tagName")
        begin(page, Kind_of_question="answer", Topic="hormone_therapy", How_hard="medium", How_many="5")
        fitting = questions("answer", about="hormone_therapy", level="medium")
        for _ in range(min(5, len(fitting))):
            question = take(page)
            assert ("answer", "medium") == (question.kind, question.level)
            assert "hormone_therapy" in question.about
            page.locator(".mbc-first-button").click()
        assert "How it went" in page.get_by_role("heading", level=2).first.inner_text()


def test_who_is_not_sure_is_shown_the_answer_and_nobody_is_taken_at_a_slip(browser: "Browser", folder: Path) -> None:
    with opened(browser, address(folder)) as page:
        begin(page, Kind_of_question="answer")
        named(page, "Check my answer").click()
        assert "Please choose an answer first." in page.get_by_role("alert").inner_text()
        assert "INPUT" == page.evaluate(f"{FOCUSED}.tagName")
        assert 0 == outcome(page).count()
        named(page, "I am not sure").click()
        assert "Here is the answer" in outcome(page).inner_text()
        assert "So far: 0 of 1 right." in page.locator(".mbc-so-far").inner_text()
        assert page.locator("fieldset").evaluate("choices => choices.disabled")
        page.reload()
        begin(page, Kind_of_question="match")
        page.locator("fieldset select").first.select_option(index=1)
        named(page, "Check my answer").click()
        assert "each line" in page.get_by_role("alert").inner_text()
        assert 1 == page.evaluate(f"[...{ROOT}.querySelectorAll('fieldset select')].indexOf({FOCUSED})")


def tab_to(page: "Page", what: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}?.matches({what!r})"):
            return
    pytest.fail(f"Tab never comes to {what}")


def answer_by_keys(page: "Page", question: Question) -> None:
    for pair in question.pairs:
        tab_to(page, "select")
        page.keyboard.type(pair.right)
    right = [one.right for one in question.choices]
    for chosen in right if question.several else ():
        tab_to(page, "input")
        page.keyboard.press("Space" if chosen else "Shift")
    if right and not question.several:
        tab_to(page, "input")
        for key in ("Space", *["ArrowDown"] * right.index(True)):
            page.keyboard.press(key)


@pytest.mark.parametrize(
    ("kind", "named_by"), [("described", "Which k"), ("answer", "What the a"), ("match", "What g")]
)
def test_a_keyboard_is_enough(browser: "Browser", folder: Path, kind: str, named_by: str) -> None:
    """Tab, space, arrows and Enter go through a round; the focus is where somebody reads on."""
    with opened(browser, address(folder), 390) as page:
        tab_to(page, "select")
        page.keyboard.type(named_by)
        assert kind == page.evaluate(f"{FOCUSED}.value")
        tab_to(page, "button")
        page.keyboard.press("Enter")
        for at in range(3):
            assert f"Question {at + 1} of" in page.evaluate(f"{FOCUSED}.textContent")
            answer_by_keys(page, current(page))
            tab_to(page, "button")
            page.keyboard.press("Enter")
            assert "That is right" == page.evaluate(f"{FOCUSED}.textContent")
            assert page.evaluate(f"{FOCUSED}.getBoundingClientRect().top >= 0")
            assert page.evaluate(f"{FOCUSED}.getBoundingClientRect().bottom <= innerHeight")
            tab_to(page, "summary")
            page.keyboard.press("Enter")
            assert page.evaluate(f"{FOCUSED}.parentElement.open")
            tab_to(page, "button")
            page.keyboard.press("Enter")


def screens(page: "Page") -> Any:
    """Each screen in turn: the first, a question, its answer, and how it went; for a list, selects and one choice."""
    yield "first"
    for kind in ("described", "match", "figure"):
        begin(page, Kind_of_question=kind, How_many="5")
        yield f"{kind} asked"
        while page.locator("form[data-question]").count():
            take(page, right=kind == "figure")
            page.evaluate(f"{ROOT}.querySelectorAll('details').forEach(fold => fold.open = true)")
            yield f"{kind} answered"
            page.locator(".mbc-first-button").click()
        page.evaluate(f"{ROOT}.querySelectorAll('details').forEach(fold => fold.open = true)")
        yield f"{kind} summed up"
        named(page, "Choose new questions").click()


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_axe_finds_nothing_nothing_is_cut_and_each_screen_has_the_disclaimer(
    browser: "Browser", folder: Path, axe: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    with opened(browser, address(folder), width, color_scheme=scheme) as page:
        page.evaluate(axe)
        for screen in screens(page):
            assert [] == problems(page), screen
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), screen
            assert DISCLAIMER_SHORT in page.locator(".mbc-note").inner_text(), screen
            assert DISCLAIMER == page.locator(".mbc-disclaimer p").inner_text(), screen


def test_what_is_right_is_told_without_color_and_stays_so_where_nothing_moves(browser: "Browser", folder: Path) -> None:
    with opened(browser, address(folder), forced_colors="active", reduced_motion="reduce") as page:
        begin(page, Kind_of_question="answer")
        question = take(page, right=False)
        right = [one.right for one in question.choices].index(True)
        choices = page.locator(".mbc-choice")
        assert "Right answer" in choices.nth(right).inner_text()
        assert "Your choice" in choices.nth((right + 3) % 4 if right == 0 else 3 if right != 3 else 2).inner_text()
        widths = [
            choices.nth(at).evaluate("choice => getComputedStyle(choice).borderTopStyle")
            for at in range(choices.count())
        ]
        assert ("solid", 1) == (widths[right], widths.count("solid"))
        assert 1 == widths.count("dashed")
        moving = f"[...{ROOT}.querySelectorAll('*')].filter(part => getComputedStyle(part).transitionDuration !== '0s')"
        assert 0 == page.evaluate(f"{moving}.length")


def test_nothing_is_kept_and_a_reload_starts_anew(browser: "Browser", folder: Path) -> None:
    with opened(browser, address(folder)) as page:
        begin(page)
        take(page)
        kept = "[localStorage.length, sessionStorage.length, document.cookie, location.hash, history.length]"
        assert [0, 0, "", "", page.evaluate("history.length")] == page.evaluate(kept)
        page.reload()
        assert named(page, "Start").is_visible()
        assert "" == page.locator(".mbc-so-far").inner_text()


def test_paper_has_the_questions_then_the_key(browser: "Browser", folder: Path) -> None:
    try:
        import pypdf  # noqa: PLC0415 -- may be missing
    except ImportError:
        missing("pypdf", "browser")
    with opened(browser, address(folder)) as page:
        page.evaluate("window.print = () => { window.printed = true }")
        page.get_by_role("combobox", name="Kind of question").select_option("word")
        named(page, "Print questions and answers").click()
        assert page.evaluate("printed")
        begin(page, How_many="5")
        asked = [current(page)]
        for _ in range(4):
            take(page)
            page.locator(".mbc-first-button").click()
            asked.append(current(page))
        page.pdf(path=folder / "printed.pdf", prefer_css_page_size=True)
    sheets = [normalize("NFKC", sheet.extract_text()) for sheet in pypdf.PdfReader(folder / "printed.pdf").pages]
    at = next(at for at, sheet in enumerate(sheets) if "The answers" in sheet)
    questions_, answers = ("".join("".join(part).split()) for part in (sheets[:at], sheets[at:]))
    assert at >= 1
    for number, question in enumerate(asked, 1):
        (right,) = (choice.text for choice in question.choices if choice.right)
        for part in (questions_, answers):
            assert "".join(f"{number}. {question.stem}".split()) in part
            assert "".join(right.split()) in part
        (wrong, *_) = (choice.text for choice in question.choices if not choice.right)
        assert "".join(wrong.split()) in questions_
    assert "".join(DISCLAIMER.split()) in answers
    assert "Checkmyanswer" not in questions_


def test_under_a_policy_two_on_a_page_stay_apart_and_take_what_they_begin_with(
    browser: "Browser", folder: Path, axe: str
) -> None:
    body = """<main><h1>t</h1><mbc-practice id="a" kind="word" level="easy" count="7"></mbc-practice>
      <mbc-practice id="b" about="hormone_therapy" kind="bogus" count="none"></mbc-practice></main>"""
    (folder / "heard.js").write_text("window.heard = []; addEventListener('mbc-practice', e => heard.push(e))")
    with hosted(browser, folder, body, scripts=("heard.js", *SCRIPT)) as page:
        first, second = page.locator("#a"), page.locator("#b")
        assert ["word", "", "easy", "7"] == [one.input_value() for one in first.locator("select").all()]
        assert ["", "hormone_therapy", "", "10"] == [one.input_value() for one in second.locator("select").all()]
        for one in (first, second):
            named(one, "Start").click()
        question = take(second)
        assert "word" == current(first).kind
        assert "hormone_therapy" in question.about
        assert 0 == outcome(first).count()
        page.evaluate(axe)
        assert [] == problems(page)
        (told,) = page.evaluate("heard.map(event => [event.target.id, event.detail])")
        assert "b" == told[0]
        assert {"question", "kind", "level", "type", "answer", "right", "again", "score"} == set(told[1])
        assert (question.id, True, {"right": 1, "asked": 1, "of": 10}) == tuple(
            told[1][name] for name in ("question", "right", "score")
        )


def test_the_element_of_answers_has_it_as_a_mode(browser: "Browser", folder: Path) -> None:
    body = '<main><h1>t</h1><mbc-explainer mode="practice" kind="figure"></mbc-explainer></main>'
    with hosted(browser, folder, body, scripts=("mbc-explainer.js", *SCRIPT)) as page:
        assert "figure" == page.get_by_role("combobox", name="Kind of question").input_value()
        assert 0 == page.locator("[data-field] >> visible=true").count()
        named(page, "Start").click()
        take(page)
        assert "That is right" in outcome(page).inner_text()
        page.evaluate("document.querySelector('mbc-explainer').removeAttribute('mode')")
        assert page.locator("[data-field=er]").is_visible()
        assert 0 == outcome(page).count()


def test_without_its_file_the_mode_says_so_and_has_the_disclaimer(browser: "Browser", folder: Path) -> None:
    body = '<main><h1>t</h1><mbc-explainer mode="practice"></mbc-explainer></main>'
    with hosted(browser, folder, body) as page:
        said = page.locator("mbc-practice").inner_text()
        assert "mbc-practice.js" in said
        assert DISCLAIMER in said


HOSTILE = """* { all: unset !important; color: red !important; direction: rtl !important; visibility: hidden }
mbc-practice, mbc-practice * { display: none !important; opacity: 0 !important }"""


def test_the_style_of_a_page_neither_spoils_nor_hides_it(browser: "Browser", folder: Path) -> None:
    (folder / "hostile-too.css").write_text(HOSTILE)
    head = '<link rel="stylesheet" href="hostile-too.css">'
    with hosted(browser, folder, "<main><mbc-practice></mbc-practice></main>", head, SCRIPT) as page:
        for color in ("muted", "soft", "line", "link", "relevant", "sometimes", "depends"):
            page.evaluate(f"document.querySelector('mbc-practice').style.setProperty('--mbc-{color}', 'transparent')")
        for part in (".mbc-note", ".mbc-disclaimer p"):
            note = page.locator(part)
            assert note.is_visible()
            looks = note.evaluate("part => [getComputedStyle(part).color, getComputedStyle(part).direction]")
            assert ["rgb(27, 31, 36)", "ltr"] == looks


def interactions(page: "Page") -> list[dict[str, str]]:
    """What a learning system has of each answer."""
    found = page.evaluate("API.renderCMIToJSONObject().cmi.interactions")
    return list(found.values()) if isinstance(found, dict) else list(found)


def test_a_learning_system_hears_each_answer_and_the_best_score_of_a_round(
    browser: "Browser", folder: Path, tmp_path: Path
) -> None:
    with taken(browser, folder / "scorm-practice.zip", tmp_path) as page:
        frame: Any = page.frames[1]
        core = "(({ lesson_status, score: { raw, min, max } }) => [lesson_status, raw, min, max])(API.cmi.core)"
        assert "go to your learning system" in frame.locator("h1 + p").inner_text()
        asked = []
        for right, status, raw in ((3, "completed", "60"), (5, "completed", "100"), (1, "completed", "100")):
            begin(frame, Kind_of_question="answer", How_many="5")
            for at in range(5):
                asked.append((take(frame, right=at < right), at < right))
                if at < 4 and len(asked) < 5:
                    assert "incomplete" == page.evaluate("API.cmi.core.lesson_status")
                frame.locator(".mbc-first-button").click()
            assert [status, raw, "0", "100"] == page.evaluate(core)
            if right == 3:
                named(frame, "Try these again").click()
                for _ in range(2):
                    asked.append((take(frame), True))
                    frame.locator(".mbc-first-button").click()
                assert [status, raw, "0", "100"] == page.evaluate(core)
            named(frame, "Choose new questions").click()
        for (question, right), one in zip(asked, interactions(page), strict=True):
            assert (question.id, "choice", "correct" if right else "wrong") == (one["id"], one["type"], one["result"])
            assert right == question.choices["abcdefgh".index(one["student_response"])].right
        assert "LMSFinish" == left(page)[-1]


def test_a_learning_system_is_told_what_goes_with_what(browser: "Browser", folder: Path, tmp_path: Path) -> None:
    with taken(browser, folder / "scorm-practice.zip", tmp_path) as page:
        frame: Any = page.frames[1]
        begin(frame, Kind_of_question="match")
        question = take(frame)
        rights = sorted({*(pair.right for pair in question.pairs), *question.spare})
        letters = dict(zip(rights, ascii_lowercase, strict=False))
        expected = ",".join(f"{at}.{letters[pair.right]}" for at, pair in enumerate(question.pairs, 1))
        (one,) = interactions(page)
        assert ("matching", "correct", expected) == (one["type"], one["result"], one["student_response"])


def test_it_tells_a_page_around_it_how_high_it_is_and_where_to_look(browser: "Browser", folder: Path) -> None:
    (folder / "told.js").write_text("window.told = []; addEventListener('message', e => told.push(e.data))")
    body = '<main><iframe id="mbc" src="practice.html" title="t" width="100%"></iframe></main>'
    with hosted(browser, folder, body, scripts=("told.js",)) as page:
        wait_until(page, "told.some(({ height }) => height > 300)")
        named(page.frames[1], "Start").click()  # type: ignore[arg-type]  # a frame finds as a page does
        wait_until(page, "told.some(({ top }) => top > 0)")


def test_a_notebook_needs_no_kernel(browser: "Browser", axe: str) -> None:
    live = practice("word", count=5)
    page = browser.new_page(viewport={"width": 848, "height": 720})
    page.set_content(NOTEBOOK)
    state = {"element": live.element, "content": live.content}
    page.evaluate(MOUNT, [base64.b64encode(live._esm.encode()).decode(), live._css, state, False])
    assert 0 == page.get_by_role("button", name="Print").count()
    begin(page)
    for _ in range(5):
        take(page)
        page.locator(".mbc-first-button").press("Enter")
    assert "5 of 5 right" in page.get_by_role("heading", level=2).first.inner_text()
    page.add_script_tag(content=axe)
    assert [] == page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa']}).then(found => found.violations)")
    page.close()
