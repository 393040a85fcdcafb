"""The page, as a real browser shows it: to a keyboard, at any width, in light and dark, and on paper."""

import io
import unicodedata
from typing import TYPE_CHECKING

import pytest
from browsing import TAGS
from in_browser import CUT, OPEN_ALL, WAYS, shown
from needed import missing
from reported import REPORT

from mbc_explainer import category_map, explain, what_if
from mbc_explainer.answers.renderable import Renderable, RenderableTree
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.pictures import RuleGraph, receptor_map, rule_graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ANSWER = explain(
    {"er": "+", "her2": "low", "sites": ["bone", "brain"], "goals": ["limit_side_effects"], "symptoms": ["nausea"]}
)
ANSWERS: dict[str, Renderable] = {
    "much stated": ANSWER,
    "nothing stated": explain({}),
    "triple-negative": explain(
        {
            "er": "neg",
            "pr": "neg",
            "her2": "neg",
            "sites": ["lung"],
            "symptomatic_sites": ["lung"],
            "goals": ["most_aggressive", "quality_of_life"],
        }
    ),
    "option": ANSWER.options[2],
    "why": ANSWER.why("targeted_therapy"),
    "why not": ANSWER.why_not("targeted_therapy"),
    "open questions": ANSWER.open_questions(),
    "what if": what_if(ANSWER.profile, her2="positive"),
    "map": category_map("radiation"),
    "receptor map": receptor_map(),
    "rules": rule_graph("targeted_therapy"),
    "report on a table": REPORT,
    "report with small counts hidden": REPORT.hiding(5),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_axe_finds_nothing(browser: "Browser", axe: str, name: str) -> None:
    """WCAG 2.2 A and AA and axe's own best practices, with everything that folds open."""
    with shown(browser, ANSWERS[name].to_page()) as page:
        page.evaluate(OPEN_ALL)
        page.add_script_tag(content=axe)
        for width, scheme in WAYS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
            assert [] == [
                (rule["id"], [node["html"][:120] for node in rule["nodes"]][:5]) for rule in found["violations"]
            ]
            assert len(found["passes"]) > 10


def test_the_keyboard_alone_reaches_everything(browser: "Browser") -> None:
    """Tab goes through all that can be used, in the order in which it stands there, each with its focus shown."""
    with shown(browser, ANSWER.to_page()) as page:
        page.evaluate(OPEN_ALL)
        usable = "article :is(a[href], button, summary)"
        page.evaluate(f"document.querySelectorAll('{usable}').forEach((element, at) => element.dataset.at = at)")
        count = page.locator(usable).count()
        assert count > 100
        reached = []
        for _ in range(count):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("Number(document.activeElement.dataset.at)"))
            if len(reached) < 5:
                assert "3px" == page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert list(range(count)) == reached


def test_a_word_is_explained_by_keyboard_and_goes_away_again(browser: "Browser") -> None:
    with shown(browser, ANSWER.to_page()) as page:
        page.locator(".mbc-term").first.focus()
        page.keyboard.press("Enter")
        word = page.locator(".mbc-word:popover-open")
        assert 1 == word.count()
        assert word.inner_text().startswith("chemotherapy: Medicine")
        page.keyboard.press("Escape")
        assert 0 == page.locator(".mbc-word:popover-open").count()


def test_a_folded_part_opens_by_keyboard(browser: "Browser") -> None:
    with shown(browser, ANSWER.to_page()) as page:
        fold = page.locator("details").first
        assert fold.get_attribute("open") is None
        fold.locator("summary").first.focus()
        page.keyboard.press("Enter")
        assert fold.get_attribute("open") is not None


SPACED = "article * { line-height: 1.5; letter-spacing: .12em; word-spacing: .16em } article p { margin-bottom: 2em }"
"""As WCAG 1.4.12 has it."""


@pytest.mark.parametrize("name", ANSWERS)
def test_nothing_is_cut_when_it_is_enlarged(browser: "Browser", name: str) -> None:
    """At 200% a window of 1280 is 640 wide, at 400% it is 320; and letters alone may be twice as large.

    All of it with more room between letters, words, lines and paragraphs.
    """
    with shown(browser, ANSWERS[name].to_page()) as page:
        page.evaluate(OPEN_ALL)
        page.add_style_tag(content=SPACED)
        for width, text in [(640, "16px"), (320, "16px"), (640, "32px"), (1280, "32px")]:
            page.set_viewport_size({"width": width, "height": 900})
            page.add_style_tag(content=f"html {{ font-size: {text} }}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert [] == page.evaluate(CUT)


def told(page: "Page") -> list[tuple[str, str]]:
    """Roles and names of all parts of tables, as the browser hands them to a screen reader."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    parts = {"table", "caption", "row", "columnheader", "rowheader", "cell"}
    seen = ((node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes.values() if "role" in node)
    return [(role, name) for role, name in seen if role in parts]


def test_a_table_stays_one_where_its_rows_are_cards(browser: "Browser") -> None:
    """To a screen reader it is the same in a narrow window, where each cell is a block."""
    display = "getComputedStyle(document.querySelector('.mbc-table td')).display"
    with shown(browser, ANSWER.to_page()) as page:
        page.evaluate(OPEN_ALL)
        assert "table-cell" == page.evaluate(display)
        wide = told(page)
        page.set_viewport_size({"width": 320, "height": 900})
        assert "block" == page.evaluate(display)
        assert wide == told(page)
    assert ("columnheader", "Fewer side effects") in wide
    assert ("rowheader", "Hormone therapy") in wide
    assert 8 * 2 == [role for role, _ in wide].count("cell")


def printed(browser: "Browser", content: str) -> list[str]:
    """The text of each sheet of A4 that a page comes out on."""
    try:
        import pypdf  # noqa: PLC0415 -- may be missing
    except ImportError:
        missing("pypdf", "browser")
    with shown(browser, content, scheme="dark") as page:
        pdf = page.pdf(prefer_css_page_size=True)
    return [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize(("detail", "most"), [("brief", 1), ("standard", 5)])
@pytest.mark.parametrize("name", ["much stated", "nothing stated", "triple-negative"])
def test_it_takes_few_sheets_with_numbers_and_only_what_was_asked_for(
    browser: "Browser", name: str, detail: str, most: int
) -> None:
    sheets = printed(browser, ANSWERS[name].to_page(detail=detail))
    assert len(sheets) <= most
    assert all(f"{number} / {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1))
    assert not any("Fingerprint" in sheet or "Where the article says so" in sheet for sheet in sheets)


VISIBLE = (
    "[...document.querySelectorAll('a[href], button, summary')].filter(element => element.checkVisibility()).length"
)


@pytest.mark.parametrize("name", ["much stated", "nothing stated", "triple-negative"])
def test_a_phone_shows_the_answer_first(browser: "Browser", name: str) -> None:
    """Its first screen has the illness, the answer, when to call, and where the tiles begin; the brief takes two."""
    with shown(browser, ANSWERS[name].to_page(), 390) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        first = page.evaluate("""[...document.querySelectorAll('.mbc-opening > *, .mbc-tiles')].filter(
          element => element.getBoundingClientRect().top < 844).map(element => element.textContent).join(' ')""")
        for words in ("Metastatic breast cancer", "Described for MBC in general", "Important:", "call your care team"):
            assert words in first
        assert page.locator(".mbc-tiles").bounding_box()["y"] < 844  # type: ignore[index]  # it has a box
        assert len(page.inner_text("body").split()) <= 1000
        assert page.evaluate(VISIBLE) <= 100
    with shown(browser, ANSWERS[name].to_page(detail="brief"), 390) as page:
        assert page.evaluate("document.documentElement.scrollHeight") <= 2 * 844


@pytest.mark.parametrize("name", ["much stated", "nothing stated", "why"])
def test_on_paper_it_is_whole(browser: "Browser", name: str) -> None:
    """Folded parts are open, words are explained in a list, and the disclaimer is there."""
    answer = ANSWERS[name]
    paper = " ".join(" ".join(printed(browser, answer.to_page(detail="full"))).split())
    bare = unicodedata.normalize("NFKC", "".join(paper.split()))
    assert "".join(DISCLAIMER.split()) in bare
    if answer is ANSWER:
        chapters = (*ANSWER.limits, *ANSWER.background, *ANSWER.support)
        statements = [statement for chapter in chapters for statement in chapter.statements]
        texts = [statement.share.words if statement.share else statement.text for statement in statements]
        texts += [citation.gist for option in ANSWER.options for citation in option.passages]
        assert [] == [text for text in texts if "".join(text.split()) not in bare]
        assert "Words explained" in paper


def test_a_picture_is_one_image_with_a_name_and_nothing_is_asked_for(browser: "Browser", axe: str) -> None:
    """As a notebook shows it, and as its page's letters fit."""
    bundle = ANSWERS["receptor map"]._repr_mimebundle_()["text/html"]
    with shown(browser, f"<!DOCTYPE html><html lang=en><title>t</title><main><h1>Here</h1>{bundle}</main>") as page:
        assert 1 == page.get_by_role("img", name="Receptor groups and kinds of care").count()
        page.add_script_tag(content=axe)
        assert [] == page.evaluate("() => axe.run('svg').then(found => found.violations)")


def test_a_host_sets_colors_headings_and_scheme(browser: "Browser") -> None:
    """A fragment takes its host's color scheme, and its colors where the host sets them."""
    fragment = ANSWER.to_html(heading_level=3, id_prefix="mine")
    host = f"<!DOCTYPE html><html lang=en><title>t</title><body style='STYLE'><h1>Host</h1><h2>Part</h2>{fragment}"
    background = "getComputedStyle(document.querySelector('.mbc-explainer')).backgroundColor"
    with shown(browser, host.replace("STYLE", "color-scheme: light"), scheme="dark") as page:
        assert "rgb(255, 255, 255)" == page.evaluate(background)
        assert 1 == page.locator("h3").filter(has_text="Metastatic breast cancer").count()
    with shown(browser, host.replace("STYLE", "color-scheme: dark"), scheme="light") as page:
        assert "rgb(21, 25, 30)" == page.evaluate(background)
    with shown(browser, host.replace("STYLE", "--mbc-surface: #fef3c7")) as page:
        assert "rgb(254, 243, 199)" == page.evaluate(background)


HOSTILE = """
  #host#host article * { all: initial; color: red; display: block; float: right; font: italic 900 40px cursive;
    margin: 50px; position: relative; text-transform: uppercase }
  #host#host article *::before, #host#host article *::after { content: "x" }
  #host#host article circle { fill: lime; r: 9 }
  #host article { background: red; color: lime; font: italic 900 40px/4 cursive; letter-spacing: 1em; text-align: right;
    text-indent: 5em; white-space: pre }
  #host { font-size: 16px }"""
LOOKS = """names => [...document.querySelectorAll('article, article *:not(style)')].map(element => [
  `${element.tagName}.${element.className}`,
  ...['', '::before', '::after'].map(part => names.map(name => getComputedStyle(element, part)[name]).join(', '))])"""
LOOKED_AT = [
    *("color", "backgroundColor", "display", "float", "position", "borderTopWidth", "borderTopColor", "listStyleType"),
    *("fontFamily", "fontSize", "fontStyle", "fontWeight", "lineHeight", "letterSpacing", "textAlign", "textIndent"),
    *("textTransform", "whiteSpace", "marginTop", "marginRight", "marginBottom", "marginLeft", "paddingTop"),
    *("paddingLeft", "fill", "r", "content"),
]


def test_nothing_of_a_hosts_style_gets_into_a_fragment(browser: "Browser") -> None:
    """Not even what it says by two ids; where the fragment stands, and with how much room, is the host's."""
    page = "<!DOCTYPE html><html lang=en><title>t</title><style>STYLE</style><div id=host>HERE</div>"
    page = page.replace("HERE", ANSWER.to_html(detail="brief"))
    with (
        shown(browser, page.replace("STYLE", "")) as alone,
        shown(browser, page.replace("STYLE", HOSTILE)) as host,
    ):
        assert alone.evaluate(LOOKS, LOOKED_AT) == host.evaluate(LOOKS, LOOKED_AT)


@pytest.mark.parametrize("mark", ["class=dark", "data-theme=dark", "style='color-scheme: dark'"])
def test_a_fragment_is_dark_where_its_host_is(browser: "Browser", mark: str) -> None:
    """But where it is told otherwise, and on paper."""
    page = "<!DOCTYPE html><html lang=en MARK><title>t</title>HERE".replace("MARK", mark)
    background = "getComputedStyle(document.querySelector('.mbc-explainer')).backgroundColor"
    with shown(browser, page.replace("HERE", ANSWER.to_html())) as host:
        assert "rgb(21, 25, 30)" == host.evaluate(background)
        host.emulate_media(media="print")
        assert "rgb(255, 255, 255)" == host.evaluate(background)
    with shown(browser, page.replace("HERE", ANSWER.to_html(color_scheme="light"))) as host:
        assert "rgb(255, 255, 255)" == host.evaluate(background)
    with shown(browser, f"<!DOCTYPE html><title>t</title>{ANSWER.to_html(color_scheme='dark')}") as host:
        assert "rgb(21, 25, 30)" == host.evaluate(background)


def test_two_fragments_get_on_with_each_other(browser: "Browser", axe: str) -> None:
    """On one page, as in a course: axe finds nothing, and each link stays in its own fragment."""
    fragments = [ANSWER.to_html(3, prefix) for prefix in ("first", "second")]
    host = f"<!DOCTYPE html><html lang=en><title>t</title><main><h1>Host</h1><h2>Part</h2>{''.join(fragments)}</main>"
    with shown(browser, host) as page:
        page.add_script_tag(content=axe)
        found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
        assert [] == [(bad["id"], [node["html"][:99] for node in bad["nodes"]][:5]) for bad in found["violations"]]
        page.locator("#second .mbc-contents a").first.click()
        assert page.evaluate("location.hash").startswith("#second-")


@pytest.mark.parametrize(
    "name", [name for name, answer in ANSWERS.items() if isinstance(answer, RenderableTree | RuleGraph)]
)
def test_mermaid_draws_the_trees(browser: "Browser", mermaid: str, name: str) -> None:
    answer = ANSWERS[name]
    assert isinstance(answer, RenderableTree | RuleGraph)
    with shown(browser, "<!DOCTYPE html><title>t</title><div id=here></div>") as page:
        page.add_script_tag(content=mermaid)
        drawn = page.evaluate("async text => (await mermaid.render('it', text)).svg", answer.to_mermaid())
        page.evaluate("svg => document.querySelector('#here').innerHTML = svg", drawn)
        read = "".join(page.locator("#here").inner_text().split())
    assert "".join(DISCLAIMER.split()) in read
