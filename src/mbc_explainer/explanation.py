"""The whole answer, and ``explain``, which gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from .assembly import Assembly
from .errors import UnknownNameError
from .knowledge import Knowledge, shipped
from .parts import (
    RELEVANCE_TITLES,
    Chapter,
    GoalNote,
    Receptors,
    SiteNote,
    Source,
    Statement,
    SymptomNote,
    TherapyOption,
)
from .passages import copy_of
from .profile import PatientProfile
from .rendering import Items, Paragraph, Section, Table
from .rendering.outline import Block
from .shown import Shown
from .vocabulary import Group, Therapy

__all__ = ["Explanation", "explain"]

_MOST_KEPT: Final = 4_096
"""Whole answers kept for profiles that come again."""

_GROUP_TITLES: Final = {
    Group.SYSTEMIC: "Systemic therapies: treatment of the whole body",
    Group.LOCOREGIONAL: "Locoregional therapies: treatment of one place",
    Group.SUPPORTIVE: "Supportive care",
}
_FIELD_TITLES: Final = {
    "er": "the ER result",
    "pr": "the PR result",
    "her2": "the HER2 result",
    "sites": "where the cancer has spread",
    "symptomatic_sites": "whether a tumor causes significant symptoms",
}

_Note = TypeVar("_Note", SiteNote, SymptomNote, GoalNote)


class Explanation(Shown):
    """What the document says of a profile: each statement with its place, each open answer as such."""

    schema_version: Literal["1"] = "1"
    """The version of this model's JSON schema; a new one where a field goes or changes its meaning."""
    profile: PatientProfile
    profile_in_words: tuple[str, ...]
    options: tuple[TherapyOption, ...]
    """The eight therapy categories, always all, always in the document's order."""
    receptors: Receptors
    sites: tuple[SiteNote, ...]
    symptoms: tuple[SymptomNote, ...]
    goals: tuple[GoalNote, ...]
    background: tuple[Chapter, ...]
    support: tuple[Chapter, ...]
    questions: tuple[Statement, ...]
    """Questions to take to the care team."""
    limits: tuple[Chapter, ...]
    """Where the document is open, says two things, or says nothing."""
    notes: tuple[Statement, ...]
    """How this profile was read, where that is not obvious."""
    source: Source

    def __getitem__(self, therapy: str) -> TherapyOption:
        """The option of one therapy category, by name or by member.

        Raises:
            UnknownNameError: there is no such category; it names the nearest.
        """
        for option in self.options:
            if option.therapy == therapy:
                return option
        raise UnknownNameError("therapy category", therapy, Therapy)

    def outline(self) -> Section:
        """Everything, the most important first."""
        blocks: list[Block] = [self._message(), *self._profile(), self._table()]
        for group in Group:
            options = tuple(option.outline() for option in self.options if option.group == group)
            blocks.append(Section(_GROUP_TITLES[group], options, group))
        blocks += [*self._still_open(), *self._questions(), self._receptor_section()]
        blocks += _notes("Where it has spread", self.sites)
        blocks += _notes("Your symptoms", self.symptoms)
        blocks += _notes("Your goals", self.goals)
        blocks += [
            _chapters("Living with MBC", self.support, "support"),
            _chapters("About MBC", self.background, "background"),
            _chapters("What this document leaves open", self.limits, "limits"),
            self._source_section(),
        ]
        return Section("What one document says for a profile like this", tuple(blocks), "explanation")

    def _message(self) -> Paragraph:
        described = sum(option.relevance == "relevant" for option in self.options)
        text = (
            f"The document describes {described} of {len(self.options)} kinds of care for people with a profile "
            "like this. Take what you read here to your care team, and talk it over."
        )
        return Paragraph(text, lead="In short", ours=True)

    def _profile(self) -> Iterator[Section]:
        said = tuple(Paragraph(words) for words in self.profile_in_words)
        read = tuple(note.paragraph() for note in self.notes)
        blocks: tuple[Block, ...] = (Items(said),)
        if read:
            blocks += (Section("How this profile was read", (Items(read),), "notes"),)
        yield Section("This profile", blocks, "profile")

    def _table(self) -> Section:
        rows = tuple((option.title, RELEVANCE_TITLES[option.relevance]) for option in self.options)
        table = Table("What the document says of each", ("Kind of care", "Answer"), rows)
        return Section("At one look", (table,), "overview")

    def _still_open(self) -> Iterator[Section]:
        turning: dict[str, list[str]] = {}
        for option in self.options:
            for field in option.depends_on:
                turning.setdefault(field, []).append(option.title)
        items = tuple(
            Paragraph(f"{', '.join(turning[field])}.", lead=f"With {title}, this may settle")
            for field, title in _FIELD_TITLES.items()
            if field in turning
        )
        if items:
            yield Section("What is still open", (Items(items),), "open")

    def _questions(self) -> Iterator[Section]:
        items = tuple(question.paragraph() for question in self.questions)
        if items:
            yield Section("Questions to take along", (Items(items),), "questions")

    def _receptor_section(self) -> Section:
        groups = tuple(Paragraph(group.text, group.passages, group.title) for group in self.receptors.groups)
        about = tuple(one.paragraph() for one in self.receptors.statements)
        remarks = tuple(one.paragraph() for one in self.receptors.remarks)
        return Section("Receptors", (Items(groups), *remarks, Section("What they are", (Items(about),))), "receptors")

    def _source_section(self) -> Section:
        source = self.source
        items = (
            Paragraph(source.about, lead="The document"),
            Paragraph(f"version {source.rules_version}, {source.produced}", lead="These rules"),
            Paragraph(source.update_policy, lead="Updates"),
            Paragraph(source.funding, lead="Funding"),
            Paragraph(source.rules_fingerprint[:16], lead="Fingerprint of the rules"),
            Paragraph(source.document_fingerprint[:16], lead="Fingerprint of the document"),
        )
        return Section("Source", (Items(items),), "source")


def _notes(title: str, notes: tuple[_Note, ...]) -> Iterator[Section]:
    """Notes of one kind, and once, after them, what is said alike with each."""
    if notes:
        each: tuple[Section, ...] = tuple(
            Section(note.title, (Items(tuple(one.paragraph() for one in note.statements)),)) for note in notes
        )
        shared = dict.fromkeys(one for note in notes for one in note.shared)
        alike: tuple[Block, ...] = (Items(tuple(one.paragraph() for one in shared)),) if shared else ()
        yield Section(title, (*each, *alike), "notes")


def _chapters(title: str, chapters: tuple[Chapter, ...], kind: str) -> Section:
    inner = tuple(
        Section(chapter.title, (Items(tuple(one.paragraph() for one in chapter.statements)),)) for chapter in chapters
    )
    return Section(title, inner, kind)


_said: Final = itemgetter(*PatientProfile.model_fields)


class _Explainer:
    """One set of rules, ready to explain; keeps the answers that it gave last."""

    def __init__(self, knowledge: Knowledge, *, shipped: bool) -> None:
        self._assembly = Assembly(knowledge, shipped=shipped)
        self._kept: dict[Any, Explanation] = {}

    def __call__(self, profile: PatientProfile) -> Explanation:
        try:
            kept = self._kept.get(_said(vars(profile)))
        except (KeyError, TypeError):  # put together past the profile's own checks
            kept = None
        if kept is not None:
            return kept
        explanation = _explanation(self._assembly.parts(profile))
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[_said(vars(explanation.profile))] = explanation
        return explanation


_FIELDS_SET: Final = frozenset(Explanation.model_fields)


def _explanation(parts: dict[str, Any]) -> Explanation:
    """An explanation from parts that are valid already, without validating them again."""
    explanation = Explanation.__new__(Explanation)
    parts["schema_version"] = "1"
    object.__setattr__(explanation, "__dict__", parts)
    object.__setattr__(explanation, "__pydantic_fields_set__", set(_FIELDS_SET))
    object.__setattr__(explanation, "__pydantic_extra__", None)
    object.__setattr__(explanation, "__pydantic_private__", None)
    return explanation


@lru_cache(maxsize=1)
def _shipped() -> _Explainer:
    return _Explainer(shipped(), shipped=True)


@lru_cache(maxsize=8)
def _other(knowledge: Knowledge) -> _Explainer:
    return _Explainer(knowledge, shipped=False)


def explain(
    profile: PatientProfile | Mapping[str, Any],
    *,
    knowledge: Knowledge | None = None,
    document: Path | str | None = None,
) -> Explanation:
    """Say what the document describes for a profile, why, and where it says so.

    Args:
        profile: a profile, or a mapping that can be read as one.
        knowledge: other rules than those that ship with the library (``load_knowledge``).
        document: a reader's own copy of the document, to show its sentences beside the places.

    Raises:
        ProfileError: the profile can't be read.
        DocumentError: the copy is not the document that the rules rest on.
    """
    if not isinstance(profile, PatientProfile):
        profile = PatientProfile.model_validate(profile)
    ours = knowledge is None or knowledge == shipped()
    explanation = (_shipped() if ours else _other(knowledge))(profile)
    if document is None:
        return explanation
    return _with_sentences(explanation, copy_of((knowledge or shipped()).topics.document, document))


def _with_sentences(explanation: Explanation, sentences: Mapping[str, str]) -> Explanation:
    def quoted(value: Any) -> Any:
        if isinstance(value, Mapping):
            inner = {name: quoted(one) for name, one in value.items()}
            return inner | {"sentence": sentences[inner["locator"]]} if "locator" in inner else inner
        return tuple(map(quoted, value)) if isinstance(value, tuple | list) else value

    return Explanation.model_validate(quoted(explanation.model_dump()))
