"""The element as a real browser runs it: from a disk, under a policy, in hostile styles, twice, by keyboard."""

import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from browsing import WAYS, box, hosted, left, opened, problems, taken, wait_until
from needed import missing
from proof import differences_in_a_browser

from mbc_explainer import PatientProfile, ProfileError, explain
from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.offline.bundle import bundle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

ANSWER = "document.querySelector('mbc-explainer')"
ROOT = f"{ANSWER}.shadowRoot"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle, made once."""
    return bundle(tmp_path_factory.mktemp("bundle") / "mbc")[0].parent


def index(folder: Path) -> str:
    return (folder / "index.html").as_uri()


def choose(page: "Page", field: str, name: str) -> None:
    page.locator(f"[data-field={field}] label", has_text=name).first.click()


def status(page: "Page") -> "Locator":
    return page.get_by_role("status")


def state(page: "Page", profile: PatientProfile) -> None:
    page.evaluate(f"profile => {ANSWER}.profile = profile", profile.model_dump(mode="json"))


def test_it_opens_from_a_disk_and_the_answer_follows_what_is_chosen(browser: "Browser", folder: Path) -> None:
    with opened(browser, index(folder)) as page:
        for field, name in [("er", "positive"), ("sites", "Brain")]:
            choose(page, field, name)
        profile = PatientProfile(er="positive", sites=["brain"])
        assert profile.model_dump(mode="json") == page.evaluate(f"{ANSWER}.profile")
        expected = {
            str(option.therapy): {"relevance": str(option.relevance), "depends_on": list(option.depends_on)}
            for option in explain(profile).options
        }
        assert expected == page.evaluate(f"{ANSWER}.answers")
        assert "Radiation: May help in some cases" in status(page).inner_text()
        assert "What changed" in status(page).inner_text()
        choose(page, "pr", "positive")
        assert "The same answers, with what is known now" in status(page).inner_text()
        assert "Hormone therapy: Described, since both ER and PR are positive" in status(page).inner_text()
        choose(page, "goals", "Live longer")
        assert "No answer changed." == status(page).inner_text()
        assert DISCLAIMER_SHORT in page.inner_text("article")


@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_the_answer_is_the_one_that_python_gives(browser: "Browser", folder: Path, detail: str) -> None:
    profile = PatientProfile(
        er="negative",
        her2="low",
        sites=["brain", "bone"],
        symptomatic_sites=[],
        symptoms=["nausea"],
        goals=["extend_life"],
    )
    read = "html => new DOMParser().parseFromString(html, 'text/html').body.textContent"
    with opened(browser, index(folder)) as page:
        state(page, profile)
        page.get_by_label("How much").select_option(detail)
        assert detail == page.evaluate(f"{ANSWER}.getAttribute('detail')")
        page.evaluate(f"{ROOT}.querySelectorAll('.mbc-why').forEach(part => part.remove())")
        expected = page.evaluate(read, explain(profile).to_html(style=False, detail=detail))
        # Between blocks that are put in one by one there is no line end.
        assert "".join(expected.split()) == "".join(str(page.locator("article").text_content()).split())


def test_each_answer_after_another_is_the_one_that_python_gives(browser: "Browser", folder: Path) -> None:
    """Only what is new is put in: so one profile after the other, as drawn."""
    with opened(browser, index(folder)) as page:
        assert [] == differences_in_a_browser(page, 60, 17)


ACCEPTED: list[dict[str, Any]] = [
    {},
    {"er": "positive", "pr": None},
    {"sites": ["brain", "bone", "brain"], "symptomatic_sites": []},
    {"symptomatic_sites": ["bone"]},
    {"symptoms": ["pain", "cough"], "goals": []},
]
REFUSED: list[Any] = [
    {"er": "2+"},
    {"name": "Ann"},
    {"sites": []},
    {"sites": "bone"},
    {"sites": ["bone"], "symptomatic_sites": ["brain"]},
    {"goals": ["live"]},
    "er",
    [],
]


def test_a_profile_is_accepted_as_python_accepts_it(browser: "Browser", folder: Path) -> None:
    with opened(browser, index(folder)) as page:
        for given in ACCEPTED:
            page.evaluate(f"given => {ANSWER}.profile = given", given)
            expected = PatientProfile.model_validate(given).model_dump(mode="json")
            assert expected == page.evaluate(f"{ANSWER}.profile")


@pytest.mark.parametrize("given", REFUSED, ids=json.dumps)
def test_what_is_not_accepted_raises_what_is(browser: "Browser", folder: Path, given: Any) -> None:
    attempt = f"given => {{ try {{ {ANSWER}.profile = given }} catch (error) {{ return error.message }} }}"
    if given != {"sites": "bone"}:  # Python takes one word for a list of one
        with pytest.raises(ProfileError):
            PatientProfile.model_validate(given)
    with opened(browser, index(folder)) as page:
        before = page.evaluate(f"{ANSWER}.profile")
        said = page.evaluate(attempt, given)
        assert "is not accepted; " in said
        assert {name for name in PatientProfile.model_fields if name in said} | {"positive", "extend_life"} & set(
            said.replace(",", "").split()
        )
        assert before == page.evaluate(f"{ANSWER}.profile")


@pytest.mark.parametrize("given", ["const given = {}; given.er = given", "const given = { er: 1n }"])
def test_what_no_json_is_raises_what_is_accepted_too(browser: "Browser", folder: Path, given: str) -> None:
    with opened(browser, index(folder)) as page:
        attempt = f"() => {{ {given}; try {{ {ANSWER}.profile = given }} catch (error) {{ return error.message }} }}"
        assert "is not accepted; accepted: positive, negative, unknown" in page.evaluate(attempt)


def test_an_attribute_states_a_profile_and_says_where_it_cannot_be_read(browser: "Browser", folder: Path) -> None:
    body = """<main><h1>t</h1><mbc-explainer id="a" profile='{"er": "positive"}' form="no"></mbc-explainer>
      <mbc-explainer id="b" profile='{"er": "maybe"}'></mbc-explainer></main>"""
    with hosted(browser, folder, body) as page:
        first, second = page.locator("#a"), page.locator("#b")
        assert "positive" == first.evaluate("element => element.profile.er")
        assert 0 == first.locator("form >> visible=true").count()
        assert 0 == first.get_by_role("button", name="Print").count()
        assert "accepted: positive, negative, unknown" in second.get_by_role("alert").inner_text()
        assert "unknown" == second.evaluate("element => element.profile.er")
        second.evaluate("element => element.setAttribute('profile', '{\"er\": \"negative\"}')")
        assert "negative" == second.evaluate("element => element.profile.er")
        assert 0 == second.get_by_role("alert").count()


HOSTILE = """* { all: unset !important; color: red !important; font: 9px/1 cursive !important;
  text-transform: uppercase !important; letter-spacing: .5em !important;
  direction: rtl !important; visibility: hidden !important }
mbc-explainer, mbc-explainer * { display: none !important; opacity: 0 !important }
.mbc-disclaimer, [class*=mbc] { display: none !important }"""


def test_the_style_of_a_page_neither_spoils_nor_hides_it(browser: "Browser", folder: Path) -> None:
    (folder / "hostile.css").write_text(HOSTILE)
    head = '<link rel="stylesheet" href="hostile.css">'
    with hosted(browser, folder, "<main><h1>t</h1><mbc-explainer></mbc-explainer></main>", head=head) as page:
        note = page.locator(".mbc-opening > p").first
        assert note.is_visible()
        assert page.locator(".mbc-disclaimer").is_visible()
        looks = note.evaluate("""element => { const style = getComputedStyle(element);
          return [style.textTransform, style.letterSpacing, style.direction, style.color, style.opacity] }""")
        assert ["none", "normal", "ltr", "rgb(27, 31, 36)", "1"] == looks


def test_no_color_of_a_page_hides_the_disclaimer_and_leaves_the_answer(browser: "Browser", folder: Path) -> None:
    with hosted(browser, folder, '<main><h1>t</h1><mbc-explainer detail="brief"></mbc-explainer></main>') as page:
        colors = ("muted", "soft", "line", "link", "relevant", "sometimes", "not-described", "depends")
        for color in colors:
            page.evaluate(f"{ANSWER}.style.setProperty('--mbc-{color}', 'transparent')")
        note, answer = (
            page.locator(f".mbc-opening > {part}").first.evaluate("element => getComputedStyle(element).color")
            for part in ("p", "ul")
        )
        assert note == answer != "rgba(0, 0, 0, 0)"


XHTML = """<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>t</title>
<script src="mbc-explainer.js" defer="defer"></script></head>
<body><main><h1>t</h1><mbc-explainer></mbc-explainer></main></body></html>"""


def test_a_page_in_xhtml_shows_it_whole(browser: "Browser", folder: Path) -> None:
    (folder / "page.xhtml").write_text(XHTML)
    with opened(browser, (folder / "page.xhtml").as_uri()) as page:
        state(page, PatientProfile(er="positive"))
        assert DISCLAIMER_SHORT in page.locator(".mbc-opening").inner_text()
        assert DISCLAIMER in page.locator(".mbc-disclaimer").inner_text()
        card = page.locator("#mbc-hormone_therapy")
        card.locator(".mbc-why > summary").click()
        card.locator(".mbc-why article").nth(1).wait_for()
        assert 2 == card.locator(".mbc-why article").count()


def test_two_on_a_page_stay_apart(browser: "Browser", folder: Path, axe: str) -> None:
    body = '<main><h1>t</h1><mbc-explainer id="a"></mbc-explainer><mbc-explainer id="b"></mbc-explainer></main>'
    with hosted(browser, folder, body) as page:
        page.locator("#b").locator("[data-field=er] label").first.click()
        stated = "[...document.querySelectorAll('mbc-explainer')].map(element => element.profile.er)"
        assert ["unknown", "positive"] == page.evaluate(stated)
        page.evaluate(axe)
        assert [] == problems(page)


OPEN_ALL = f"{ROOT}.querySelectorAll('details').forEach(element => element.open = true)"


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_axe_finds_nothing_and_nothing_is_cut(
    browser: "Browser", folder: Path, axe: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    with opened(browser, index(folder), width, color_scheme=scheme) as page:
        state(page, PatientProfile(er="positive", sites=["brain"], symptoms=["pain"], goals=["extend_life"]))
        page.get_by_role("button", name="Link to share").click()
        page.evaluate(OPEN_ALL)
        page.evaluate(axe)
        assert [] == problems(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with opened(browser, (folder / "embed.html").as_uri(), width, color_scheme=scheme) as page:
        page.evaluate(axe)
        assert [] == problems(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_keyboard_is_enough(browser: "Browser", folder: Path) -> None:
    """Tab reaches all that can be used, arrows choose, and nothing that has the focus is covered."""
    focused = f"{ROOT}.activeElement"
    with opened(browser, index(folder), 390) as page:
        usable = "button, select, summary, a, input"
        count = page.evaluate(
            f"""[...{ROOT}.querySelectorAll('{usable}')].filter(element => element.checkVisibility()
            && (element.type !== 'radio' || element.checked) && !element.disabled).length"""
        )
        reached = 0
        page.get_by_role("link", name="Practice").focus()
        for _ in range(count):
            page.keyboard.press("Tab")
            reached += page.evaluate(f"!!{focused}")
            if page.evaluate(f"!{focused}.closest('.mbc-bar')"):
                covered = f"{focused}.getBoundingClientRect().top < {ROOT}.querySelector('.mbc-bar').offsetTop"
                assert page.evaluate(f"{focused}.getBoundingClientRect().bottom <= innerHeight"), covered
        assert count == reached
        page.locator("[data-field=er] input[value=unknown]").focus()
        page.keyboard.press("ArrowLeft")
        assert "negative" == page.evaluate(f"{ANSWER}.profile.er")
        assert page.evaluate(f"{focused}.value") == "negative"
        page.locator("#mbc-hormone_therapy .mbc-why > summary").press("Enter")
        assert "why this answer" in page.locator("#mbc-hormone_therapy .mbc-why article").first.inner_text()
        page.locator(".mbc-answer .mbc-term >> visible=true").first.press("Enter")
        assert 1 == page.locator(".mbc-word:popover-open").count()
        page.keyboard.press("Escape")
        assert 0 == page.locator(".mbc-word:popover-open").count()


def test_each_change_is_told_and_the_first_answer_too(browser: "Browser", folder: Path) -> None:
    (folder / "heard.js").write_text("window.heard = []; addEventListener('mbc-answer', e => heard.push(e.detail))")
    head = '<script src="heard.js"></script>'
    with hosted(browser, folder, "<main><div><mbc-explainer></mbc-explainer></div></main>", head=head) as page:
        choose(page, "er", "negative")
        first, second = page.evaluate("heard")
        assert {"profile", "answers"} == set(first)
        assert ["unknown", "negative"] == [first["profile"]["er"], second["profile"]["er"]]
        assert "not_described" != first["answers"]["hormone_therapy"]["relevance"]


def test_what_changes_nothing_is_not_told_so_that_two_can_follow_each_other(browser: "Browser", folder: Path) -> None:
    body = """<main><mbc-explainer id="a" profile='{"er": "positive"}'></mbc-explainer>
      <mbc-explainer id="b"></mbc-explainer></main>"""
    (folder / "counted.js").write_text("window.told = []; addEventListener('mbc-answer', e => told.push(e.target.id))")
    with hosted(browser, folder, body, head='<script src="counted.js"></script>') as page:
        assert ["a", "b"] == page.evaluate("told")
        page.evaluate("""() => { const [a, b] = document.querySelectorAll("mbc-explainer");
          a.addEventListener("mbc-answer", () => (b.profile = a.profile));
          b.addEventListener("mbc-answer", () => (a.profile = b.profile));
          a.profile = { her2: "positive" }; }""")
        assert ["a", "b"] == sorted(page.evaluate("told.slice(2)"))
        assert "positive" == page.locator("#b").evaluate("element => element.profile.her2")


def test_undo_goes_back_and_start_over_can_be_undone(browser: "Browser", folder: Path) -> None:
    with opened(browser, index(folder)) as page:
        stated = f"{ANSWER}.profile"
        undo = page.get_by_role("button", name="Undo")
        undo.click()
        assert "There is nothing to undo." == status(page).inner_text()
        choose(page, "er", "negative")
        choose(page, "sites", "Bones")
        page.get_by_role("button", name="Start over").click()
        assert PatientProfile().model_dump(mode="json") == page.evaluate(stated)
        for expected in (PatientProfile(er="negative", sites=["bone"]), PatientProfile(er="negative")):
            undo.click()
            assert expected.model_dump(mode="json") == page.evaluate(stated)


def test_what_is_out_of_reach_says_why_and_none_goes_with_nothing_else(browser: "Browser", folder: Path) -> None:
    with opened(browser, index(folder)) as page:
        assert page.locator("#symptomatic_sites-reach").inner_text() == ""
        for name in ("Bones", "Brain"):
            choose(page, "sites", name)
        assert page.locator("[data-field=symptomatic_sites] input[value=lung]").is_disabled()
        assert "Only what is chosen under" in page.locator("#symptomatic_sites-reach").inner_text()
        choose(page, "symptomatic_sites", "Bones")
        choose(page, "symptomatic_sites", "None of these places")
        assert [] == page.evaluate(f"{ANSWER}.profile.symptomatic_sites")
        choose(page, "symptomatic_sites", "Brain")
        assert ["brain"] == page.evaluate(f"{ANSWER}.profile.symptomatic_sites")
        choose(page, "sites", "Brain")
        assert page.evaluate(f"{ANSWER}.profile.symptomatic_sites") is None


def test_open_questions_come_first_and_say_what_they_settle(browser: "Browser", folder: Path) -> None:
    with opened(browser, index(folder)) as page:
        state(page, PatientProfile(er="positive", sites=["brain"]))
        expected = explain({"er": "positive", "sites": ["brain"]}).open_questions()
        for question in expected:
            assert question.text == page.locator(f"#{question.field}-settles").inner_text()
        links = page.locator(".mbc-first button")
        assert len(expected) == links.count()
        links.first.click()
        assert "her2" == page.evaluate(f"{ROOT}.activeElement.name")
        assert "This changes no answer." in page.locator("#goals-settles").inner_text()


def test_a_link_to_share_is_made_when_asked_for_and_gives_the_same_answer(browser: "Browser", folder: Path) -> None:
    with opened(browser, index(folder)) as page:
        profile = PatientProfile(er="negative", sites=["bone", "brain"], symptomatic_sites=[], symptoms=["pain"])
        state(page, profile)
        assert "" == page.evaluate("location.hash")
        page.get_by_role("button", name="Link to share").click()
        assert "Everyone who gets it can read that" in page.locator(".mbc-share").inner_text()
        link = page.get_by_label("Link to share").last.input_value()
        assert "" == page.evaluate("location.hash")
    with opened(browser, link) as page:
        assert profile.model_dump(mode="json") == page.evaluate(f"{ANSWER}.profile")
        page.evaluate("location.hash = '#mbc=&er=maybe'")
        page.get_by_role("alert").filter(has_text="accepted: positive").wait_for()
        assert profile.model_dump(mode="json") == page.evaluate(f"{ANSWER}.profile")


def test_a_link_leads_to_its_part_and_what_was_open_stays_open(browser: "Browser", folder: Path) -> None:
    with opened(browser, index(folder)) as page:
        page.locator(".mbc-contents a[href='#mbc-background']").click()
        part = page.locator("#mbc-background")
        assert abs(box(part)["y"]) < 2
        assert "" == page.evaluate("location.hash")
        top = page.evaluate("scrollY")
        assert top > 0
        state(page, PatientProfile(er="positive"))
        assert part.get_attribute("open") is not None
        assert abs(box(part)["y"]) < 2


def test_form_and_answer_stay_in_sight_together(browser: "Browser", folder: Path) -> None:
    with opened(browser, index(folder)) as page:
        page.mouse.move(800, 400)
        page.mouse.wheel(0, 2500)
        wait_until(page, "scrollY > 1000")
        form, answer = box(page.locator(".mbc-side")), box(page.locator(".mbc-beside"))
        assert form["y"] >= 0
        assert form["x"] + form["width"] <= answer["x"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_takes_colors_from_its_attribute(browser: "Browser", folder: Path, scheme: str) -> None:
    background = f"getComputedStyle({ROOT}.querySelector('.mbc-explorer')).backgroundColor"
    body = f'<main><mbc-explainer color-scheme="{scheme}"></mbc-explainer></main>'
    with hosted(browser, folder, body) as page:
        assert {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 25, 30)"}[scheme] == page.evaluate(background)


def test_it_tells_a_page_around_it_how_high_it_is_and_shrinks_again(browser: "Browser", folder: Path) -> None:
    """With the lines that ``embed.html`` gives to copy."""
    (listener,) = re.findall(r"&lt;script&gt;\n(.*?)&lt;/script&gt;", (folder / "embed.html").read_text(), re.DOTALL)
    (folder / "frame.js").write_text(html.unescape(listener))
    body = '<main><p>Above</p><iframe id="mbc" src="index.html" title="t" width="100%"></iframe></main>'
    with hosted(browser, folder, body, head='<script src="frame.js"></script>') as page:
        height = "document.getElementById('mbc').offsetHeight"
        wait_until(page, f"{height} > 3000")
        frame = page.frames[1]
        assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")
        frame.locator(".mbc-contents a[href='#mbc-open']").click()
        wait_until(page, "scrollY > 1000")
        assert 0 == pytest.approx(box(frame.locator("#mbc-open"))["y"], abs=5)
        frame.get_by_label("How much").select_option("brief")
        wait_until(page, f"{height} < 3000")
        assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_print_has_the_answer_and_no_form(browser: "Browser", folder: Path) -> None:
    try:
        import pypdf  # noqa: PLC0415 -- may be missing
    except ImportError:
        missing("pypdf", "browser")
    with opened(browser, index(folder)) as page:
        page.evaluate("window.print = () => { window.printed = true }")
        page.get_by_role("button", name="Print").click()
        assert page.evaluate("printed")
        page.pdf(path=folder / "printed.pdf", prefer_css_page_size=True)
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(folder / "printed.pdf").pages]
    paper = "".join("".join(sheets).split())
    assert len(sheets) <= 5
    assert f"1 / {len(sheets)}" in sheets[0]
    assert "".join(DISCLAIMER.split()) in paper
    assert "Startover" not in paper


def test_a_learning_system_hears_that_it_was_begun_completed_and_left(
    browser: "Browser", folder: Path, tmp_path: Path
) -> None:
    with taken(browser, folder / "scorm.zip", tmp_path) as page:
        page.frames[1].locator("[data-field=er] label").first.click()
        assert "completed" == page.evaluate("API.cmi.core.lesson_status")
        calls = left(page)
        assert ["LMSInitialize", "LMSSetValue", "LMSCommit", "LMSSetValue", "LMSCommit", "LMSFinish"] == calls
        assert "positive" not in json.dumps(page.evaluate("API.cmi"))


def test_a_profile_may_be_set_before_the_script_is_there_and_before_it_is_in_the_page(
    browser: "Browser", folder: Path
) -> None:
    (folder / "early.js").write_text("""document.querySelector("mbc-explainer").profile = { er: "positive" };""")
    body = '<mbc-explainer></mbc-explainer><script src="early.js"></script>'
    with hosted(browser, folder, body) as page:
        assert "positive" == page.evaluate(f"{ANSWER}.profile.er")
        page.evaluate("""window.heard = 0; window.late = document.createElement("mbc-explainer");
          late.addEventListener("mbc-answer", () => heard += 1); late.profile = { er: "negative" };
          document.body.append(late); late.remove(); document.body.append(late);""")
        assert [1, "negative"] == page.evaluate("[heard, late.profile.er]")


def test_a_wrong_profile_from_before_the_script_is_said_where_it_can_be_seen(browser: "Browser", folder: Path) -> None:
    (folder / "wrong.js").write_text("""document.querySelector("mbc-explainer").profile = { er: "maybe" };
      window.told = 0; addEventListener("mbc-answer", () => told++);""")
    with hosted(browser, folder, '<mbc-explainer></mbc-explainer><script src="wrong.js"></script>') as page:
        assert "accepted: positive, negative, unknown" in page.get_by_role("alert").inner_text()
        assert 1 == page.evaluate("told")


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("form", ["yes", "no"])
def test_without_a_height_of_its_own_nothing_scrolls_inside_but_a_form_that_is_too_long(
    browser: "Browser", folder: Path, width: int, form: str
) -> None:
    body = f'<main><mbc-explainer detail="brief" form="{form}"></mbc-explainer></main>'
    with hosted(browser, folder, body) as page:
        page.set_viewport_size({"width": width, "height": 3000})
        for part in ("answer", "side"):
            inner = f"{ROOT}.querySelector('.mbc-{part}')"
            assert page.evaluate(f"{inner}.scrollHeight <= {inner}.clientHeight + 1"), part
        answer = box(page.locator("article"))
        assert answer["width"] >= (width - 32 if form == "no" or width < 500 else 600)
