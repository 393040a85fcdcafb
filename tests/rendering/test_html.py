import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from cited import Cited
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import mbc_explainer
from mbc_explainer import PatientProfile, explain, style_sheet
from mbc_explainer.rendering import (
    Bar,
    Bars,
    Cell,
    Citations,
    ColorScheme,
    IconArray,
    Items,
    Paragraph,
    RowGroup,
    Section,
    Table,
    Tiles,
    Word,
    html,
    page,
)
from mbc_explainer.rendering.blocks import Block

VOID = {"br", "hr", "img", "input", "meta", "link"}


class Balanced(HTMLParser):
    """Raises where a tag is closed that was not opened last."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def parsed(text: str) -> Balanced:
    parser = Balanced()
    parser.feed(text)
    parser.close()
    assert [] == parser.open
    return parser


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
citations = st.builds(
    Cited, locator=st.sampled_from(["L1.1", "L2.1"]), section=words, gist=words, sentence=st.none() | words
)
paragraphs = st.builds(Paragraph, words, st.lists(citations, max_size=2).map(tuple), words)
blocks: st.SearchStrategy[Block] = st.one_of(
    paragraphs,
    st.builds(Items, st.lists(paragraphs, max_size=3).map(tuple)),
    st.builds(lambda cell: Table(cell, (cell, cell), ((cell, cell),)), words),
    st.builds(lambda cell: Tiles(Table(cell, (cell, cell), ((cell, Cell(cell, cell, "relevant")),))), words),
    st.builds(
        lambda cell, counted: Bars(
            Table(cell, (cell, cell), ((cell, Cell(cell, cell, cell)),)), 9, ((Bar(counted, cell, cell),),)
        ),
        words,
        st.integers(0, 9),
    ),
    st.builds(IconArray, paragraphs, st.integers(0, 50), st.integers(50, 100), words),
    st.builds(Citations, st.lists(citations, max_size=3).map(tuple)),
)
sections = st.recursive(
    st.builds(Section, words, st.lists(blocks, max_size=3).map(tuple)),
    lambda inner: st.builds(Section, words, st.lists(inner, max_size=2).map(tuple), mark=words),
    max_leaves=4,
)


WORDS = [Word("cell", ("cells",), "A small part of the body."), Word("a", ("b",), "<i>"), Word("1", (), '"')]


@given(sections)
def test_any_section_is_a_sound_fragment(section: Section) -> None:
    parser = parsed(html(section, words=WORDS))
    assert {
        "article",
        "style",
        "details",
        "summary",
        "div",
        "button",
        "figure",
        "figcaption",
        "svg",
        "circle",
        "rect",
        "small",
        "header",
        "section",
        "ul",
        "li",
        "p",
        "strong",
        "a",
        "span",
        "q",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    } | {f"h{n}" for n in range(1, 7)} >= set(parser.tags)
    assert " ".join(section.title.split()) in " ".join("".join(parser.words).split())


@pytest.mark.parametrize("nasty", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "&amp;", "' onclick='x"])
def test_what_is_shown_is_escaped_everywhere(nasty: str) -> None:
    citation = Cited(locator="L1.1", section=nasty, gist=nasty, sentence=nasty)
    paragraph = Paragraph(nasty, (citation,), nasty)
    table = Table(nasty, (nasty, nasty), ((nasty, nasty),))
    blocks: tuple[Block, ...] = (
        paragraph,
        Items((paragraph,)),
        table,
        Tiles(table),
        Bars(table, 2, ((Bar(1, nasty, nasty),),)),
    )
    blocks = (*blocks, IconArray(paragraph, 1, 2, nasty), Citations((citation,)))
    section = Section(nasty, (*blocks, Section(nasty, blocks, mark=nasty)))
    parser = parsed(html(section))
    assert not {"script", "img"} & set(parser.tags)
    assert not [name for name, _ in parser.attributes if name.startswith("on")]
    assert nasty in "".join(parser.words)


FRAGMENT = explain(PatientProfile(er="+", sites=["brain"], symptoms=["pain"], goals=["extend_life"])).to_html()


def test_a_fragment_brings_no_script_and_nothing_from_outside() -> None:
    parser = parsed(FRAGMENT)
    assert not {"script", "link", "iframe", "img", "html", "body"} & set(parser.tags)
    assert not re.search(r"https?:|//|@import|url\(", FRAGMENT)
    assert {
        "class",
        "id",
        "href",
        "title",
        "lang",
        "scope",
        "aria-hidden",
        "role",
        "type",
        "popover",
        "popovertarget",
        "aria-label",
        "colspan",
        "viewbox",
        "focusable",
        "d",
        "fill",
        "stroke",
        "stroke-dasharray",
        "stroke-width",
        "cx",
        "cy",
        "r",
    } >= {name for name, _ in parser.attributes}


@pytest.mark.parametrize("level", range(1, 7))
def test_headings_start_where_the_host_wants_and_stop_at_six(level: int) -> None:
    tags = [
        tag
        for tag in parsed(explain(PatientProfile()).to_html(heading_level=level)).tags
        if re.fullmatch("h[1-6]", tag)
    ]
    assert f"h{level}" == tags[0]
    assert all(int(tag[1]) >= level for tag in tags)


def test_a_word_is_explained_where_it_first_stands_and_stays_in_its_text() -> None:
    part = Section("t", (Paragraph("Cells, cells, and a CELL."),))
    fragment = html(Section("t", (part, part._replace(folded=True))), words=WORDS)
    assert 1 == fragment.count('popovertarget="mbc-word-cell">Cells</button>,</span> cells, and ')
    assert 1 == fragment.count('id="mbc-word-cell" popover><strong>cell</strong>: A small part of the body.')
    assert "&lt;i&gt;" in fragment
    plain = html(Section("t", (Paragraph("Cells.", plain=True),)), words=WORDS)
    assert "<p>Cells.</p>" in plain
    assert "Words explained" not in plain


def test_words_have_names_of_their_own() -> None:
    """No numbers: a part is the same whatever words stand before it; words are told in the order of the alphabet."""
    cell, organ = Section("c", (Paragraph("A cell."),)), Section("o", (Paragraph("An organ."),))
    words = [Word("organ", (), "A part of the body."), Word("cell", (), "A small part.")]
    (one, _), (two, after) = (
        [part.partition("</section>")[0] for part in html(Section("t", parts), words=words).split("<section ")[1:3]]
        for parts in ((organ, cell), (cell, organ))
    )
    assert (one, "cell") == (after, re.findall("mbc-word-([a-z]+)", two)[0])
    for parts in ((organ, cell), (cell, organ)):
        told = html(Section("t", parts), words=words).split('class="mbc-words"')[1]
        assert ["cell", "organ"] == re.findall('id="mbc-word-([a-z]+)"', told)


def test_folded_parts_and_citations_of_a_part_can_be_opened() -> None:
    citation = Cited(locator="L1.1", section="S", gist="g")
    part = Section("t", (Paragraph("x", (citation,)),), lists_citations=True)
    tags = parsed(html(Section("t", (part, part._replace(folded=True, lists_citations=False))))).tags
    assert 2 == tags.count("details") == tags.count("summary")


def test_a_cell_has_its_shape_and_the_name_of_its_column() -> None:
    table = Table("c", ("Name", "Answer"), (("One", Cell("yes", "*", "relevant")),))
    fragment = html(Section("t", (table,)))
    assert '<td class="mbc-relevant"><span class="mbc-column" aria-hidden="true">Answer</span>' in fragment
    assert '<span class="mbc-mark" aria-hidden="true">*</span> <span class="mbc-said">yes</span>' in fragment


def test_sections_with_an_anchor_are_listed_among_the_contents_and_linked() -> None:
    table = Table("c", ("Name", "Answer"), ((Cell("One", target="one"), "yes"),))
    first = Section("First: more of it", (), short_title="First", anchor="one")
    fragment = html(Section("t", (Tiles(table), table, first, Section("Second", ()))))
    assert 3 == fragment.count('<a href="#mbc-one">')
    assert '<section class="mbc-section" id="mbc-one">' in fragment
    assert '<li><a href="#mbc-one">First</a></li>' in fragment
    assert '"mbc-contents"' not in html(Section("t", (Section("Second", ()),)))


def test_rows_that_belong_together_have_a_heading() -> None:
    table = Table(
        "c",
        ("Name", "Answer"),
        (("One", "x"), ("Two", "y"), ("Three", "z")),
        groups=(RowGroup("A", "a", 2), RowGroup("B", "b", 1)),
    )
    rows = re.findall(r'scope="row(?:group)?"[^>]*>\s*(.*?)\s*</th>', html(Section("t", (table,))), re.DOTALL)
    assert ["A", "One", "Two", "B", "Three"] == rows


def test_a_fragment_leaves_its_style_to_a_host_that_has_it() -> None:
    """As a content policy may want it: no style in the page, and the sheet as a file."""
    explanation = explain(PatientProfile())
    whole, bare = explanation.to_html(), explanation.to_html(style=False)
    assert bare == whole.replace(f"<style>\n{style_sheet()}</style>\n", "")
    assert not re.search(r"<style|\sstyle=", bare)
    used = {name for value in re.findall(' class="([^"]*)"', bare) for name in value.split()}
    assert {"mbc-explainer", "mbc-opening", "mbc-term"} <= used & set(re.findall(r"\.([\w-]+)", style_sheet()))


def test_markdown_takes_a_fragment_as_one_block() -> None:
    """A blank line in it would end the block, and what follows be read as Markdown."""
    assert f"{FRAGMENT}\n<p>More</p>\n" == MarkdownIt().render(f"{FRAGMENT}\n\nMore")


def test_sizes_follow_the_text_around_a_fragment() -> None:
    """Not the page's root, which some hosts set to other than what they write in."""
    assert [] == re.findall(r"[\d.]+rem\b", style_sheet())


@pytest.mark.parametrize("scheme", get_args(ColorScheme))
def test_a_host_can_fix_the_color_scheme(scheme: ColorScheme) -> None:
    explanation = explain(PatientProfile())
    assert f'<article class="mbc-explainer mbc-{scheme}" ' in explanation.to_html(color_scheme=scheme)
    whole = explanation.to_page(color_scheme=scheme)
    assert f'<meta name="color-scheme" content="{scheme}">' in whole
    assert f":root {{ color-scheme: {scheme}; }}" in whole
    assert ":root { color-scheme: light dark; }" in explanation.to_page()


def test_the_style_is_there_where_the_package_is_a_zip_file(tmp_path: Path) -> None:
    source, zipped = Path(mbc_explainer.__file__).parent, tmp_path / "package.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        for path in [*source.rglob("*.py"), *source.rglob("*.json"), *source.rglob("*.css")]:
            archive.write(path, Path(source.name, path.relative_to(source)))
    done = subprocess.run(
        [sys.executable, "-P", "-c", "import mbc_explainer as it; print(it.__file__); print(it.style_sheet(), end='')"],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
        env={"PYTHONPATH": str(zipped), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert (0, "") == (done.returncode, done.stderr)
    assert (str(zipped / source.name / "__init__.py"), style_sheet()) == tuple(done.stdout.split("\n", 1))


def test_a_page_is_a_whole_document() -> None:
    text = page(Section("A & B", (Paragraph("x"),)))
    assert style_sheet() in text.partition("</head>")[0]
    assert 1 == text.count("<style>")
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<title>A &amp; B</title>" in text
    assert {"html", "head", "meta", "body", "main", "article", "h1"} <= set(parsed(text).tags)
    assert not re.search(r"https?:|//|@import|url\(", text)


def test_two_fragments_share_no_id() -> None:
    explanation = explain(PatientProfile())
    ids = [
        [value for name, value in parsed(explanation.to_html(id_prefix=prefix)).attributes if name == "id"]
        for prefix in ("first", "second")
    ]
    assert all(len(names) == len(set(names)) for names in ids)
    assert not set(ids[0]) & set(ids[1])


def test_every_link_leads_to_something_in_the_fragment() -> None:
    attributes = parsed(FRAGMENT).attributes
    ids = {value for name, value in attributes if name == "id"}
    assert {str(value)[1:] for name, value in attributes if name == "href"} <= ids


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"heading_level": 0}, "1 to 6"),
        ({"heading_level": 7}, "1 to 6"),
        ({"id_prefix": 'x" y'}, "id_prefix"),
        ({"id_prefix": ""}, "id_prefix"),
        ({"id_prefix": 17}, "id_prefix"),
        ({"heading_level": 2.5}, "heading_level 2.5 .* whole number, 1 to 6"),
        ({"heading_level": True}, "heading_level True .* whole number, 1 to 6"),
        ({"color_scheme": "sepia"}, "color_scheme 'sepia' is not accepted; expected light, dark or None"),
        ({"color_scheme": ["dark"]}, "color_scheme .* expected light, dark or None"),
    ],
)
def test_what_does_not_fit_into_a_page_is_refused(options: dict[str, object], reason: str) -> None:
    with pytest.raises((TypeError, ValueError), match=reason):
        explain(PatientProfile()).to_html(**options)  # type: ignore[arg-type]


def test_a_bar_stands_with_its_name_and_only_for_the_eyes() -> None:
    """No style is in it, which a host's content policy would not let through."""
    table = Table("Of 10", ("Name", "Count"), (("One", Cell("6 of 10", "\N{BLACK CIRCLE}", "relevant")), ("Two", "0")))
    shown = html(Section("t", (Bars(table, 10, ((Bar(6, "\N{BLACK CIRCLE}", "relevant"),), ())),)), style=False)
    parser = parsed(shown)
    assert "style" not in dict(parser.attributes)
    assert 2 == shown.count("</svg></th>") == shown.count('<svg class="mbc-bar" width="100%" height="12" aria-hidden')
    assert '<svg x="0.00%" width="60.00%" class="mbc-relevant">' in shown
