"""A tree as a Mermaid flowchart: whatever a text holds, it stays a text."""

import html
import re

from cited import Cited
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.rendering import Node, Paragraph, Section, Tree, mermaid

CITATION = Cited(locator="L1.1", section="S", gist="g")
BOX = re.compile(r'  (n\d+|note)\["([^"\[\]{}<>|`]*(?:<br/>[^"\[\]{}<>|`]*)*)"\]')
ARROW = re.compile(r"  (n\d+) --> (n\d+)")


def tree(text: str) -> Section:
    leaf = Node(Paragraph(text, (CITATION,), "Lead"))
    return Section("t", (Section("inner", (Tree((Node(Paragraph("root"), (leaf, leaf)),)),)), Paragraph("beside")))


def read(label: str) -> str:
    """What a box shows, as a browser would read it."""
    return html.unescape(re.sub(r"#(\d+);", r"&#\1;", label.replace("<br/>", " ")))


def test_each_box_points_to_what_rests_on_it() -> None:
    first, *lines = mermaid(tree("A leaf."), "Note.").splitlines()
    assert "flowchart RL" == first
    assert ['  n0["root"]', '  n1["Lead: A leaf. (L1.1)"]', "  n1 --> n0", '  n2["Lead: A leaf. (L1.1)"]'] == lines[:4]
    assert '  note["Note."]' == lines[-1]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_a_text_holds_it_stays_a_text(text: str) -> None:
    for line in mermaid(tree(text), text).splitlines()[1:]:
        assert BOX.fullmatch(line) or ARROW.fullmatch(line), line


@given(st.text(st.sampled_from('ab "#;&<>[]{}|`-'), min_size=1).filter(str.strip))
def test_a_box_shows_the_text_itself(text: str) -> None:
    last = mermaid(tree("x"), text).splitlines()[-1]
    found = BOX.fullmatch(last)
    assert found
    assert "".join(text.split()) == "".join(read(found.group(2)).split())
