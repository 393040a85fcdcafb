"""The sections of a whole answer, each from its own part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mbc_explainer.patient.profile import title_of
from mbc_explainer.patient.vocabulary import FIELDS, Group, Relevance
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Cell, Items, Node, Paragraph, Role, RowGroup, Section, Table, Tiles, Tree
from mbc_explainer.rendering.blocks import Block

from .labels import GROUP_TITLES, RELEVANCE_WORDS, answer_cell
from .models import Chapter, GoalNote, Receptors, SiteNote, Source, Statement, SymptomNote, icon_arrays
from .phrasing import listed, sentence
from .therapy_options import TherapyOption

__all__ = [
    "ANSWERS",
    "cards",
    "chapters",
    "message",
    "notes",
    "open_answers",
    "overview",
    "profile_lines",
    "questions",
    "receptor_groups",
    "source_lines",
    "tiles",
]

_Options = tuple[TherapyOption, ...]

ANSWERS: Final = Section(
    phrase("explanation.answers"),
    (
        Items(
            tuple(
                Paragraph(sentence(RELEVANCE_WORDS[answer]), lead=str(answer_cell(answer)), ours=True)
                for answer in Relevance
            )
        ),
        Paragraph(phrase("explanation.no_ranking"), ours=True),
    ),
    Role.ANSWERS,
    folded=True,
)
"""What the answers mean."""


def message(options: _Options) -> Paragraph:
    """The main message."""
    described = sum(option.relevance is Relevance.RELEVANT for option in options)
    depending = sum(option.relevance is Relevance.DEPENDS for option in options)
    gaps = {"described": described, "kinds": len(options)}
    text = (
        phrase("explanation.message_with_open", depending=depending, **gaps)
        if depending
        else phrase("explanation.message", **gaps)
    )
    return Paragraph(text, lead=phrase("explanation.message_lead"), ours=True)


def tiles(options: _Options) -> Tiles:
    """The answers at one look."""
    rows = tuple((Cell(option.title, target=option.therapy), answer_cell(option.relevance)) for option in options)
    head = (phrase("table.kind_of_care"), phrase("table.answer"))
    return Tiles(Table(phrase("explanation.tiles"), head, rows))


def profile_lines(lines: Iterable[str], remarks: Sequence[Statement]) -> Section:
    """The profile in words, and how it was read where that is not obvious."""
    blocks: list[Block] = [Items(tuple(map(Paragraph, lines)))]
    if remarks:
        read = Items(tuple(remark.paragraph() for remark in remarks))
        blocks.append(Section(phrase("explanation.notes"), (read,), Role.NOTES))
    return Section(phrase("profile.title"), tuple(blocks), Role.PROFILE, explains_anew=True, anchor="profile")


def cards(options: _Options) -> Iterator[Section]:
    """Each therapy category in full, group by group."""
    for group in Group:
        yield Section(
            GROUP_TITLES[group],
            tuple(option.blocks() for option in options if option.group == group),
            Role.CARDS,
            group,
            short_title=phrase(f"group.{group}.short_title"),
            anchor=group,
        )


def overview(options: _Options, *, goals: bool) -> Section:
    """The therapy categories side by side, with a column for the goals where there are any."""
    head = [phrase("table.kind_of_care"), phrase("table.answer")]
    head += [phrase("option.how_it_works"), phrase("option.how_it_is_given"), phrase("option.side_effects")]
    head += [phrase("explanation.goals")] if goals else []
    rows: tuple[tuple[str | Cell, ...], ...] = tuple(
        (Cell(option.title, target=option.therapy), *option.overview_cells(goals=goals)) for option in options
    )
    groups = tuple(
        RowGroup(title, phrase(f"group.{group}.short_title"), sum(option.group is group for option in options))
        for group, title in GROUP_TITLES.items()
    )
    table = Table(phrase("explanation.overview_caption"), tuple(head), rows, groups)
    return Section(phrase("explanation.overview"), (table,), Role.OVERVIEW, redundant=True, anchor="overview")


def open_answers(options: _Options) -> Iterator[Section]:
    """What is not known and matters, and how each open answer may then turn out."""
    open_options = [option for option in options if option.outcomes]
    depending = {name: [option.title for option in open_options if name in option.depends_on] for name in FIELDS}
    items = tuple(
        Paragraph(
            phrase("sentence", clause=listed(titles)), lead=phrase("explanation.may_settle", field=title_of(name))
        )
        for name, titles in depending.items()
        if titles
    )
    alike: dict[tuple[Node, ...], list[str]] = {}
    for option in open_options:
        alike.setdefault(option.outcome_nodes(), []).append(option.title)
    trees = tuple(Node(Paragraph(listed(titles)), nodes) for nodes, titles in alike.items())
    if items:
        blocks = (Items(items), Tree(trees))
        yield Section(phrase("open_questions.title"), blocks, Role.OPEN, explains_anew=True, anchor="open")


def notes(title: str, anchor: str, these: Sequence[SiteNote | SymptomNote | GoalNote]) -> Iterator[Section]:
    """Notes of one kind, and once, after them, what is alike for each."""
    if these:
        each = (Section(note.title, _list(note.statements)) for note in these)
        shared = tuple(dict.fromkeys(statement for note in these for statement in note.shared))
        yield Section(title, (*each, *_list(shared)), Role.NOTES, explains_anew=True, anchor=anchor)


def receptor_groups(receptors: Receptors) -> Section:
    """The receptor groups of a profile, and what receptors are."""
    groups = tuple(Paragraph(group.text, group.passages, group.title) for group in receptors.groups)
    about = tuple(statement.paragraph() for statement in receptors.statements)
    remarks = tuple(remark.paragraph() for remark in receptors.remarks)
    what_they_are = Section(phrase("explanation.what_receptors_are"), (Items(about),), folded=True)
    return Section(
        phrase("part.receptors"),
        (Items(groups), *remarks, what_they_are),
        Role.RECEPTORS,
        explains_anew=True,
        anchor="receptors",
    )


def questions(these: Sequence[Statement]) -> Iterator[Section]:
    """Questions to take to the care team."""
    if these:
        items = Items(tuple(question.paragraph() for question in these))
        yield Section(phrase("part.questions"), (items,), Role.QUESTIONS, explains_anew=True, anchor="questions")


def chapters(title: str, role: Role, these: Iterable[Chapter]) -> Section:
    """A longer text, chapter by chapter."""
    inner = tuple(Section(chapter.title, _list(chapter.statements)) for chapter in these)
    return Section(title, inner, role, folded=True, explains_anew=True, anchor=role)


def source_lines(source: Source) -> Section:
    """Where the answer comes from."""
    rules = phrase("source.rules", version=source.rules_version, produced=source.produced)
    items = (
        Paragraph(source.about, lead=phrase("source.document_lead")),
        Paragraph(rules, lead=phrase("source.rules_lead")),
        Paragraph(source.update_policy, lead=phrase("source.updates_lead")),
        Paragraph(source.funding, lead=phrase("source.funding_lead")),
        Paragraph(source.rules_fingerprint[:16], lead=phrase("source.rules_fingerprint_lead")),
        Paragraph(source.document_fingerprint[:16], lead=phrase("source.document_fingerprint_lead")),
    )
    return Section(phrase("source.title"), (Items(items),), Role.SOURCE, folded=True, anchor="source")


def _list(statements: tuple[Statement, ...]) -> tuple[Block, ...]:
    """Some statements as a list, after a picture of each figure among them."""
    items = (Items(tuple(statement.paragraph() for statement in statements)),) if statements else ()
    return (*icon_arrays(statements), *items)
