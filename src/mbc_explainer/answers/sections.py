"""The sections of a whole answer, each from its own part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple

from mbc_explainer.patient.profile import title_of
from mbc_explainer.patient.vocabulary import FIELDS, Goal, Group, Relevance
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import (
    Cell,
    Detail,
    Items,
    Node,
    Paragraph,
    Role,
    RowGroup,
    Section,
    Table,
    Tiles,
    Tree,
    each_once,
)
from mbc_explainer.rendering.blocks import Block

from .labels import FIT_WORDS, GROUP_TITLES, ONE_DOCUMENT, RELEVANCE_TITLES, answer_cell
from .models import Chapter, GoalNote, Receptors, SiteNote, Source, Statement, SymptomNote, icon_arrays
from .phrasing import capitalized, enumerated
from .therapy_options import TherapyOption

__all__ = ["SECTIONS", "PartShown", "source_lines"]

_Options = tuple[TherapyOption, ...]

_ANSWERS: Final = Section(
    phrase("explanation.answers"),
    (
        Items(
            tuple(
                Paragraph(phrase(f"relevance.{answer}.meaning"), lead=str(answer_cell(answer)), ours=True)
                for answer in Relevance
            )
        ),
        Paragraph(phrase("explanation.no_ranking"), ours=True),
    ),
    Role.ANSWERS,
    folded=True,
    detail=Detail.FULL,
)
"""What the answers mean."""


def answers_in_words(options: _Options) -> Iterator[Block]:
    """The answers in words, those alike in one line, and how to take them."""
    yield Paragraph(phrase("explanation.intro"), plain=True)
    titles: dict[str, list[TherapyOption]] = {}
    for option in sorted(options, key=lambda option: list(Relevance).index(option.relevance)):
        titles.setdefault(option.in_short or RELEVANCE_TITLES[option.relevance], []).append(option)
    yield Items(tuple(_answer_line(in_short, alike) for in_short, alike in titles.items()))
    if any(option.relevance is Relevance.NOT_DESCRIBED for option in options):
        yield ONE_DOCUMENT


def safety() -> Iterator[Block]:
    """When to call for help at once."""
    yield Paragraph(phrase("explanation.safety"), lead=phrase("explanation.safety_lead"), plain=True, urgent=True)


def always(support: Iterable[Chapter], background: Iterable[Chapter]) -> Iterator[Block]:
    """What is said to everyone, in the shortest form too."""
    statements = (statement for chapter in (*support, *background) for statement in chapter.statements)
    yield from (statement.paragraph() for statement in statements if statement.brief)


def first_question(questions: Sequence[Statement]) -> Iterator[Block]:
    """One question to take along."""
    if questions:
        yield Paragraph(questions[0].text, lead=phrase("explanation.question"), ours=True)


def _answer_line(in_short: str, options: Sequence[TherapyOption]) -> Paragraph:
    names = (option.title if at == 0 else option.title.lower() for at, option in enumerate(options))
    cited = each_once(
        passage for option in options for passage in (option.reasons[0].passages if option.reasons else option.passages)
    )
    return Paragraph(phrase("sentence", clause=enumerated(names)), cited, capitalized(in_short))


def glance(options: _Options) -> Iterator[Section]:
    """The answers at one look."""
    rows = tuple((Cell(option.title, target=option.therapy), _in_short_cell(option)) for option in options)
    head = (phrase("table.kind_of_care"), phrase("table.answer"))
    table = Tiles(Table(phrase("explanation.tiles"), head, rows))
    yield Section(phrase("explanation.glance"), (table,), Role.GLANCE, detail=Detail.STANDARD)


def _in_short_cell(option: TherapyOption) -> Cell:
    cell = answer_cell(option.relevance)
    return cell._replace(text=capitalized(option.in_short)) if option.in_short else cell


def profile_lines(lines: Iterable[str]) -> Iterator[Section]:
    """The profile in words."""
    items = Items(tuple(map(Paragraph, lines)))
    yield Section(phrase("profile.title"), (items,), Role.PROFILE, anchor="profile", detail=Detail.FULL)


def remarks(these: Sequence[Statement]) -> Iterator[Section]:
    """How the profile was read, where that is not obvious."""
    if these:
        items = Items(tuple(remark.paragraph() for remark in these))
        yield Section(phrase("explanation.notes"), (items,), Role.NOTES, detail=Detail.STANDARD)


def cards(options: _Options) -> Iterator[Section]:
    """Each therapy category, group by group, and after them what is the same for several."""
    shared = _shared_texts(options)
    told_once = frozenset(shared)
    for group in Group:
        yield Section(
            GROUP_TITLES[group],
            tuple(_card(option, told_once.intersection(_lines(option))) for option in options if option.group == group),
            Role.CARDS,
            group,
            short_title=phrase(f"group.{group}.short_title"),
            anchor=group,
            detail=Detail.STANDARD,
        )
    if shared:
        items = Items(tuple(shared.values()))
        yield Section(phrase("explanation.shared"), (items,), Role.SAME, folded=True, detail=Detail.STANDARD)


@lru_cache(maxsize=4096)
def _card(option: TherapyOption, elsewhere: frozenset[str]) -> Section:
    return option.card(elsewhere)


def _shared_texts(options: _Options) -> dict[str, Paragraph]:
    """What is said in the same words of more than one therapy category: once, with their names."""
    told: dict[str, list[TherapyOption]] = {}
    for option in options:
        for text in _lines(option):
            told.setdefault(text, []).append(option)
    return {text: _named(text, tuple(alike)) for text, alike in told.items() if len(alike) > 1}


@lru_cache(maxsize=4096)
def _lines(option: TherapyOption) -> Mapping[str, Sequence[Paragraph]]:
    """What may be the same for several therapy categories, as it is shown, by its text."""
    lines: dict[str, list[Paragraph]] = {}
    for line in (
        option.how_it_is_given.paragraph(phrase("option.how_it_is_given")),
        option.side_effects.paragraph(phrase("option.side_effects")),
        *(fit.paragraph() for fit in option.goal_fit),
    ):
        lines.setdefault(line.text, []).append(line)
    return lines


@lru_cache(maxsize=4096)
def _named(text: str, alike: _Options) -> Paragraph:
    lines = [line for option in alike for line in _lines(option)[text]]
    names = enumerated(option.title.lower() for option in alike)
    lead = phrase("explanation.shared_lead", what=lines[0].lead, therapies=names)
    return lines[0]._replace(lead=lead, citations=each_once(citation for line in lines for citation in line.citations))


def overview(options: _Options) -> Iterator[Section]:
    """How the therapy categories fit the goals, side by side, where there are any."""
    goals = {goal_fit.goal: goal_fit.title for option in options for goal_fit in option.goal_fit}
    if goals:
        head = (phrase("table.kind_of_care"), phrase("table.answer"), *goals.values())
        rows: tuple[tuple[str | Cell, ...], ...] = tuple(
            (Cell(option.title, target=option.therapy), _in_short_cell(option), *_fit_cells(option, goals))
            for option in options
        )
        groups = tuple(
            RowGroup(title, phrase(f"group.{group}.short_title"), sum(option.group is group for option in options))
            for group, title in GROUP_TITLES.items()
        )
        table = Table(phrase("explanation.overview_caption"), head, rows, groups)
        yield Section(
            phrase("explanation.overview"),
            (table,),
            Role.OVERVIEW,
            redundant=True,
            anchor="overview",
            detail=Detail.FULL,
        )


def _fit_cells(option: TherapyOption, goals: Iterable[Goal]) -> Iterator[str]:
    fits = {goal_fit.goal: goal_fit.fit for goal_fit in option.goal_fit}
    yield from (FIT_WORDS[fits[goal]] if goal in fits else "\N{EN DASH}" for goal in goals)


def open_answers(options: _Options) -> Iterator[Section]:
    """What is not known and matters, and how each open answer may then turn out."""
    open_options = [option for option in options if option.outcomes]
    depending = {
        name: [option.title.lower() for option in open_options if name in option.depends_on] for name in FIELDS
    }
    items = tuple(
        Paragraph(
            phrase("explanation.open_field", therapies=enumerated(titles)), lead=capitalized(title_of(name)), ours=True
        )
        for name, titles in depending.items()
        if titles
    )
    alike: dict[tuple[Node, ...], list[str]] = {}
    for option in open_options:
        alike.setdefault(option.outcome_nodes(), []).append(option.title.lower())
    trees = tuple(Node(Paragraph(capitalized(enumerated(titles))), nodes) for nodes, titles in alike.items())
    if items:
        blocks = (Items(items), Tree(trees))
        yield Section(phrase("open_questions.title"), blocks, Role.OPEN, anchor="open", detail=Detail.STANDARD)


def notes(
    these: Sequence[SiteNote | SymptomNote | GoalNote],
    *,
    title: str,
    anchor: str,
    detail: Detail = Detail.STANDARD,
    shared_first: bool = False,
) -> Iterator[Section]:
    """Notes of one kind, and once, after them or first, what is alike for each."""
    if these:
        each = tuple(Section(note.title, _list(note.statements), folded=True) for note in these)
        shared = tuple(dict.fromkeys(statement for note in these for statement in note.shared))
        yield Section(
            title,
            (*_list(shared), *each) if shared_first else (*each, *_shared_notes(shared)),
            Role.NOTES,
            lists_citations=True,
            anchor=anchor,
            detail=detail,
        )


def _shared_notes(shared: tuple[Statement, ...]) -> Iterator[Section]:
    if shared:
        yield Section(phrase("explanation.notes_shared"), _list(shared), folded=True)


def receptor_groups(receptors: Receptors) -> Iterator[Section]:
    """The receptor groups of a profile, and what receptors are."""
    groups = tuple(Paragraph(group.text, group.passages, group.title) for group in receptors.groups)
    about = tuple(statement.paragraph() for statement in receptors.statements)
    remarks = tuple(remark.paragraph() for remark in receptors.remarks)
    what_they_are = Section(phrase("explanation.what_receptors_are"), (Items(about),), folded=True)
    yield Section(
        phrase("part.receptors"),
        (Items(groups), *remarks, what_they_are),
        Role.RECEPTORS,
        lists_citations=True,
        anchor="receptors",
        detail=Detail.FULL,
    )


def questions(these: Sequence[Statement]) -> Iterator[Section]:
    """Questions to take to the care team."""
    if these:
        items = Items(tuple(question.paragraph()._replace(ours=False) for question in these))  # its title says so
        yield Section(phrase("part.questions"), (items,), Role.QUESTIONS, anchor="questions", detail=Detail.STANDARD)


def chapters(these: Iterable[Chapter], *, role: Role) -> Iterator[Section]:
    """A longer text, chapter by chapter."""
    inner = tuple(Section(chapter.title, _list(chapter.statements)) for chapter in these)
    title = phrase(f"part.{role}")
    yield Section(title, inner, role, folded=True, lists_citations=True, anchor=role, detail=Detail.FULL)


def source_lines(source: Source) -> Iterator[Section]:
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
    section = Section(phrase("source.title"), (Items(items),), Role.SOURCE, folded=True, anchor="source")
    yield section._replace(detail=Detail.FULL)


def _list(statements: tuple[Statement, ...]) -> tuple[Block, ...]:
    """Some statements as a list, after a picture of each that has one."""
    listed = tuple(statement.paragraph() for statement in statements if not statement.share)
    return (*icon_arrays(statements), *((Items(listed),) if listed else ()))


class PartShown(NamedTuple):
    """Blocks of an explanation, and the fields that they are made from."""

    reads: tuple[str, ...]
    """The fields of an explanation that are passed, in this order."""
    blocks: Callable[..., Iterable[Block]]
    goal_fit: bool = False
    """Whether it shows how the options fit the goals, too."""


SECTIONS: Final = (
    PartShown(("options",), answers_in_words),
    PartShown((), safety),
    PartShown(("options",), glance),
    PartShown(("support", "background"), always),
    PartShown(("questions",), first_question),
    PartShown(("notes",), remarks),
    PartShown(("options",), cards, goal_fit=True),
    PartShown(("options",), open_answers),
    PartShown(("sites",), partial(notes, title=phrase("part.sites"), anchor="sites")),
    PartShown(
        ("symptoms",), partial(notes, title=phrase("explanation.symptoms"), anchor="symptoms", shared_first=True)
    ),
    PartShown(("questions",), questions),
    PartShown(("goals",), partial(notes, title=phrase("explanation.goals"), anchor="goals", detail=Detail.FULL)),
    PartShown(("options",), overview, goal_fit=True),
    PartShown((), lambda: (_ANSWERS,)),
    PartShown(("profile_in_words",), profile_lines),
    PartShown(("receptors",), receptor_groups),
    PartShown(("support",), partial(chapters, role=Role.SUPPORT)),
    PartShown(("background",), partial(chapters, role=Role.BACKGROUND)),
    PartShown(("limits",), partial(chapters, role=Role.LIMITS)),
    PartShown(("source",), source_lines),
)
"""All that an explanation shows, the most important first."""
