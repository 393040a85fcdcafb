"""Answers in a grid, a column for each of some profiles: the receptor groups, or one profile as results come in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from mbc_explainer.answers.explainer import explain
from mbc_explainer.answers.labels import answer_cell
from mbc_explainer.answers.phrasing import capitalized
from mbc_explainer.answers.rulebooks import RuleBook, rulebook_for
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.patient.facts import completions
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import RECEPTORS, Relevance, Therapy
from mbc_explainer.phrases import linked, phrase
from mbc_explainer.rendering import Cell, Section, Table

from .picture import Picture

__all__ = ["AnswerGrid", "GridRow", "answer_flow", "receptor_map"]


class GridRow(Frozen):
    """One therapy category, and its answer in each column."""

    therapy: Therapy
    title: str
    answers: tuple[Relevance, ...]


class AnswerGrid(Picture):
    """The answers for the eight categories, column by column."""

    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    joined: bool = False
    """Whether the columns follow one another in time, so that an answer that stays is one bar."""

    def blocks(self) -> Section:
        """The same as a table."""
        rows: tuple[tuple[str | Cell, ...], ...] = tuple(
            (row.title, *map(answer_cell, row.answers)) for row in self.rows
        )
        table = Table(self.about, (phrase("table.kind_of_care"), *self.columns), rows)
        return Section(self.title, (table,))

    def _drawn(self, drawing: ModuleType, form: str, dpi: int = 150) -> Any:
        rows = {row.therapy: (row.title, row.answers) for row in self.rows}
        return drawing.figure_as(drawing.draw_grid(self.title, self.columns, rows, joined=self.joined), form, dpi)


def receptor_map(*, knowledge: Knowledge | None = None) -> AnswerGrid:
    """The answers for each receptor group, with nothing else known."""
    rules = rulebook_for(knowledge)
    groups: dict[str, PatientProfile] = {}
    for completion in completions(PatientProfile(), RECEPTORS):
        profile = PatientProfile(**completion)
        groups.setdefault(_group(rules, profile), profile)
    title, about = phrase("receptor_map.title"), phrase("receptor_map.about")
    return AnswerGrid(title=title, about=about, columns=tuple(groups), rows=_rows(groups, knowledge))


def _group(rules: RuleBook, profile: PatientProfile) -> str:
    """The receptor groups that a profile belongs to, in words."""
    shown = tuple(fact.fact for fact in rules.knowledge.topics.receptors.facts if fact.shown)
    values = rules.evaluation.facts(profile, shown)
    belongs_to = (rules.phrasing.fact(fact).text for fact in values.items() if fact[1] != "no")
    return capitalized(linked("list.semicolon", belongs_to))


def answer_flow(profile: PatientProfile | Mapping[str, Any], *, knowledge: Knowledge | None = None) -> AnswerGrid:
    """How the answers settle as a profile's results come in, the most telling first.

    Raises:
        ProfileError: the profile can't be read.
    """
    if not isinstance(profile, PatientProfile):
        profile = PatientProfile.model_validate(profile)
    columns = dict(_steps(profile, knowledge))
    title, about = phrase("answer_flow.title"), phrase("answer_flow.about")
    return AnswerGrid(title=title, about=about, columns=tuple(columns), rows=_rows(columns, knowledge), joined=True)


def _steps(profile: PatientProfile, knowledge: Knowledge | None) -> Iterator[tuple[str, PatientProfile]]:
    """One field after another, from nothing known to the profile, each with what it adds in words."""
    known = explain(PatientProfile(), knowledge=knowledge)
    yield phrase("answer_flow.nothing_known"), known.profile
    missing = {name: value for name, value in vars(profile).items() if value != getattr(known.profile, name)}
    while fields := [asked.field for asked in known.open_questions(knowledge=knowledge) if asked.field in missing]:
        before = known
        known = explain({**vars(before.profile), fields[0]: missing.pop(fields[0])}, knowledge=knowledge)
        new = [words for words in known.profile_in_words if words not in before.profile_in_words]
        yield linked("list.semicolon", (words.rstrip(".") for words in new)), known.profile


def _rows(columns: Mapping[str, PatientProfile], knowledge: Knowledge | None) -> tuple[GridRow, ...]:
    """For each therapy category, its answer for each of some profiles."""
    options = [explain(profile, knowledge=knowledge).options for profile in columns.values()]
    return tuple(
        GridRow(therapy=row[0].therapy, title=row[0].title, answers=tuple(option.relevance for option in row))
        for row in zip(*options, strict=True)
    )
