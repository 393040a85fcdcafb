"""Panels, tables and trees in a terminal: plain where it is piped, whole where it is narrow."""

import io

import pytest
from rich.console import Console

from mbc_explainer import PatientProfile, explain
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import (
    Bar,
    Bars,
    Cell,
    IconArray,
    Items,
    Node,
    Paragraph,
    Role,
    RowGroup,
    Section,
    Table,
    Tree,
)
from mbc_explainer.rendering.terminal import terminal

EXPLANATION = explain(PatientProfile(er="+", her2="low", sites=["bone"], goals=["limit_side_effects"]))


def printed(what: object, width: int = 100, **options: bool) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, **options).print(what)  # type: ignore[arg-type]  # only booleans are given
    return stream.getvalue()


def flat(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


@pytest.mark.parametrize("width", [30, 80, 200])
def test_it_is_whole_at_any_width(width: int) -> None:
    content = flat(printed(EXPLANATION, width))
    assert DISCLAIMER in content
    assert all(flat(option.summary) in content for option in EXPLANATION.options)
    assert max(map(len, printed(EXPLANATION, width).splitlines())) <= width


def test_piped_it_is_plain_and_in_a_terminal_it_has_color(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" not in printed(EXPLANATION)
    assert "\x1b[34m" in printed(EXPLANATION, force_terminal=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[34m" not in printed(EXPLANATION, force_terminal=True)


def test_answers_have_their_shape_before_their_words() -> None:
    content = printed(terminal(EXPLANATION.at_detail("full")))
    assert "◐ Less common, or left open" in content
    assert "╭─ ● Hormone therapy" in content


def test_a_long_title_is_whole() -> None:
    title = "Metastatic breast cancer (MBC): " + ", ".join(["spread to bones"] * 9)
    assert title == flat(printed(terminal(Section(title, ())), 40).partition("─")[0])


def test_what_only_folds_leaves_one_blank_line() -> None:
    inner = Section("Why", (Paragraph("So it is."),))
    content = printed(terminal(Section("t", (Section("c", (Section("More", (inner,), only_folds=True),)),))))
    assert ["c", "", "Why", "So it is."] == [line.strip("─ ") for line in content.splitlines()][-4:]


def test_what_looks_like_markup_stays_as_it_is() -> None:
    nasty = "[red]x[/red] [/] :smile:"
    paragraph = Paragraph(nasty, (), nasty)
    blocks = (paragraph, Items((paragraph,)), Table(nasty, (nasty,), ((nasty,),)), Tree((Node(paragraph),)))
    content = printed(terminal(Section(nasty, (*blocks, Section(nasty, blocks, Role.CARD, "relevant")))), 200)
    assert 12 <= content.count("[red]x[/red] [/]")


def test_a_share_is_drawn_as_a_hundred_dots() -> None:
    icons = IconArray(Paragraph("Around 3 to 8 of every 100."), 3, 8, "How to read it.")
    content = printed(terminal(Section("t", (icons,))))
    assert 3 == content.count("●")
    assert 5 == content.count("○")
    assert 92 == content.count("·")


@pytest.mark.parametrize(("width", "shown"), [(109, False), (110, True)])
def test_what_stands_elsewhere_too_needs_a_wide_terminal(width: int, shown: bool) -> None:
    assert shown is (phrase("explanation.overview") in printed(terminal(EXPLANATION.at_detail("full")), width))


def test_rows_that_belong_together_have_a_heading() -> None:
    table = Table(
        "c",
        ("Name", "Answer"),
        (("One", "x"), ("Two", "y")),
        groups=(RowGroup("First of all", "A", 1), RowGroup("Then", "B", 1)),
    )
    content = printed(terminal(Section("t", (table,))))
    assert ["A", "One", "B", "Two"] == [
        word for word in content.replace("│", " ").split() if word in {"A", "B", "One", "Two"}
    ]


def test_a_bar_has_the_colors_of_its_parts_and_its_figures_below() -> None:
    """A figure of 0 goes without saying."""
    table = Table("Of 10", ("Name", "Full", "Open"), (("One", Cell("6 of 10", "*", "relevant"), "0"),))
    section = Section("t", (Bars(table, 10, ((Bar(6, "*", "relevant"),),)),))
    assert ["Of 10", "", "One", "*" * 15 + "·" * 10, "* 6 of 10  Full"] == [
        line.strip() for line in printed(terminal(section)).splitlines()
    ][-5:]
    assert f"\x1b[34m{'*' * 15}\x1b[0m" in printed(terminal(section), force_terminal=True, no_color=False)
