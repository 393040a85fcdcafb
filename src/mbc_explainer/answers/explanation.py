"""The whole answer, and what can be asked of it further."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, Self

from pydantic import model_validator

from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.errors import UnknownNameError
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.profile import PatientProfile, title_of
from mbc_explainer.patient.vocabulary import FIELDS, Group, Relevance, Therapy
from mbc_explainer.rendering import Cell, Items, Node, Paragraph, Section, Table, Tiles, Tree, Word
from mbc_explainer.rendering.blocks import Block

from .json_text import joined
from .labels import GROUP_TITLES, RELEVANCE_WORDS, answer_cell
from .models import (
    Chapter,
    GlossaryWord,
    GoalNote,
    Receptors,
    SiteNote,
    Source,
    Statement,
    SymptomNote,
    TherapyOption,
    dots,
)
from .open_questions import OpenQuestions, open_questions
from .phrasing import sentence
from .renderable import Renderable
from .rulebooks import rulebook_behind
from .why import Why, why
from .why_not import WhyNot, why_not

__all__ = ["Explanation"]

_ANSWERS: Final = Section(
    "What the answers mean",
    (
        Items(
            tuple(
                Paragraph(f"{sentence(RELEVANCE_WORDS[one])}", lead=str(answer_cell(one)), ours=True)
                for one in Relevance
            )
        ),
        Paragraph(
            "The answers stand in the order of the document. No answer is better than another, and none is advice.",
            ours=True,
        ),
    ),
    "answers",
    folded=True,
)


_DISCLAIMER_JSON: Final = json.dumps(DISCLAIMER, ensure_ascii=False)


class Explanation(Renderable):
    """What the document says of a profile: each statement with its place, each open answer as such."""

    schema_version: Literal["1"] = "1"
    """The version of this model's JSON schema; a new one where a field goes or changes its meaning."""
    profile: PatientProfile
    profile_in_words: tuple[PlainText, ...]
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
    glossary: tuple[GlossaryWord, ...] = ()
    """The words of the field, which a page explains where they stand."""

    def __getitem__(self, therapy: str) -> TherapyOption:
        """The option of one therapy category, by name or by member.

        Raises:
            UnknownNameError: there is no such category; it names the nearest.
        """
        for option in self.options:
            if option.therapy == therapy:
                return option
        raise UnknownNameError("therapy category", therapy, Therapy)

    def why(self, therapy: str, *, knowledge: Knowledge | None = None) -> Why:
        """Trace one answer back to what the profile says: every way in which it follows.

        Args:
            therapy: a therapy category, by name or by member.
            knowledge: the rules of this answer, where they are not the shipped ones and
                were not among the last used.

        Raises:
            UnknownNameError: there is no such category; it names the nearest.
            KnowledgeError: the rules behind this answer are not at hand.
        """
        rules = rulebook_behind(self.source.rules_fingerprint, knowledge)
        return why(self[therapy], self.profile, rules.evaluation, rules.wording)

    def why_not(self, therapy: str, *, knowledge: Knowledge | None = None) -> WhyNot:
        """Say for which profiles the document describes one category, if not for this one.

        Args and errors are those of ``why``.
        """
        rules = rulebook_behind(self.source.rules_fingerprint, knowledge)
        return why_not(self[therapy], self.profile, rules.evaluation, rules.wording)

    def open_questions(self, *, knowledge: Knowledge | None = None) -> OpenQuestions:
        """Say which open fields can still change an answer, the most telling first.

        Args and errors are those of ``why``.
        """
        rules = rulebook_behind(self.source.rules_fingerprint, knowledge)
        return open_questions(self.options, self.profile, rules.evaluation)

    def model_dump_json(self, **options: Any) -> str:
        """The whole answer as JSON text; options are those of pydantic."""
        if options or type(self) is not Explanation:
            return super().model_dump_json(**options)
        fields = joined(
            self, ("schema_version", "profile", "profile_in_words"), ("options", "sites", "symptoms", "goals")
        )
        return f'{{{fields},"disclaimer":{_DISCLAIMER_JSON}}}'

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """An equal answer from the JSON of one, held against the rules that it names, where they are at hand.

        An answer of rules that are not at hand can't be held against them, and is marked as
        one of other rules than the shipped ones.

        Raises:
            AnswerError: the text is not such JSON, or says what its rules do not say.
        """
        from .explainer import held_against_its_rules  # noqa: PLC0415 -- it makes explanations, and makes this one again

        loaded = super().from_json(text)
        return loaded.model_copy(update={"source": held_against_its_rules(loaded)})

    def _words(self) -> tuple[Word, ...]:
        return tuple(Word(one.term, one.also, one.meaning) for one in self.glossary)

    def outline(self) -> Section:
        """Everything, the most important first."""
        blocks: list[Block] = [self._message(), self._tiles(), *self._profile(), _ANSWERS]
        for group in Group:
            options = tuple(option.outline() for option in self.options if option.group == group)
            blocks.append(Section(GROUP_TITLES[group], options, f"cards {group}", name=group))
        blocks += [self._side_by_side(), *self._still_open()]
        blocks += _notes("Where it has spread", "sites", self.sites)
        blocks += _notes("Your symptoms", "symptoms", self.symptoms)
        blocks += _notes("Your goals", "goals", self.goals)
        blocks += [
            self._receptor_section(),
            _chapters("Living with MBC", self.support, "support"),
            *self._questions(),
            _chapters("About MBC", self.background, "background"),
            _chapters("What this document leaves open", self.limits, "limits"),
            self._source_section(),
        ]
        return Section("What one document says for a profile like this", tuple(blocks), "explanation")

    def _message(self) -> Paragraph:
        described = sum(option.relevance == "relevant" for option in self.options)
        depending = sum(option.relevance == "depends" for option in self.options)
        text = (
            f"The document describes {described} of {len(self.options)} kinds of care for people with a profile "
            f"like this. {f'For {depending} more, it depends on what is not known yet. ' if depending else ''}"
            "Take what you read here to your care team, and talk it over."
        )
        return Paragraph(text, lead="In short", ours=True)

    def _tiles(self) -> Tiles:
        rows = tuple(
            (Cell(option.title, leads_to=option.therapy), answer_cell(option.relevance)) for option in self.options
        )
        return Tiles(Table("What the document says of each kind of care", ("Kind of care", "Answer"), rows))

    def _profile(self) -> Iterator[Section]:
        said = tuple(Paragraph(words) for words in self.profile_in_words)
        read = tuple(note.paragraph() for note in self.notes)
        blocks: tuple[Block, ...] = (Items(said),)
        if read:
            blocks += (Section("How this profile was read", (Items(read),), "notes"),)
        yield Section("This profile", blocks, "profile", anew=True, name="profile")

    def _side_by_side(self) -> Section:
        wanted = ("Your goals",) if self.profile.goals else ()
        head = ("Kind of care", "Answer", "How it works", "How it is given", "Side effects", *wanted)
        rows: tuple[tuple[str | Cell, ...], ...] = tuple(
            (Cell(option.title, leads_to=option.therapy), *option.at_one_look(goals=bool(self.profile.goals)))
            for option in self.options
        )
        groups = tuple(
            (title, sum(one.group is group for one in self.options)) for group, title in GROUP_TITLES.items()
        )
        about = "The same for each kind of care, in equal detail; the cards above name the places in the document"
        return Section("Side by side", (Table(about, head, rows, groups),), "overview", aside=True, name="overview")

    def _still_open(self) -> Iterator[Section]:
        """What is not known and matters, and how each open answer may then turn out."""
        open_options = [option for option in self.options if option.outcomes]
        turning = {name: [one.title for one in open_options if name in one.depends_on] for name in FIELDS}
        items = tuple(
            Paragraph(f"{', '.join(titles)}.", lead=f"With {title_of(name)}, this may settle")
            for name, titles in turning.items()
            if titles
        )
        alike: dict[tuple[Node, ...], list[str]] = {}
        for option in open_options:
            alike.setdefault(option.turnings(), []).append(option.title)
        trees = tuple(Node(Paragraph(", ".join(titles)), turnings) for turnings, titles in alike.items())
        if items:
            yield Section("What is still open", (Items(items), Tree(trees)), "open", anew=True, name="open")

    def _questions(self) -> Iterator[Section]:
        items = tuple(question.paragraph() for question in self.questions)
        if items:
            yield Section("Questions to take along", (Items(items),), "questions", anew=True, name="questions")

    def _receptor_section(self) -> Section:
        groups = tuple(Paragraph(group.text, group.passages, group.title) for group in self.receptors.groups)
        about = tuple(one.paragraph() for one in self.receptors.statements)
        remarks = tuple(one.paragraph() for one in self.receptors.remarks)
        return Section(
            "Receptors",
            (Items(groups), *remarks, Section("What they are", (Items(about),), folded=True)),
            "receptors",
            anew=True,
            name="receptors",
        )

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
        return Section("Source", (Items(items),), "source", folded=True, name="source")

    @model_validator(mode="after")
    def _has_each_therapy_category_once(self) -> Self:
        if tuple(option.therapy for option in self.options) != tuple(Therapy):
            raise ValueError("`options` must have the eight therapy categories in the document's order, each once")
        return self


def _notes(title: str, name: str, notes: Sequence[SiteNote | SymptomNote | GoalNote]) -> Iterator[Section]:
    """Notes of one kind, and once, after them, what is said alike with each."""
    if notes:
        each = (Section(note.title, _told(note.statements)) for note in notes)
        shared = tuple(dict.fromkeys(one for note in notes for one in note.shared))
        yield Section(title, (*each, *_told(shared)), "notes", anew=True, name=name)


def _chapters(title: str, chapters: tuple[Chapter, ...], kind: str) -> Section:
    inner = tuple(Section(chapter.title, _told(chapter.statements)) for chapter in chapters)
    return Section(title, inner, kind, folded=True, anew=True, name=kind)


def _told(statements: tuple[Statement, ...]) -> tuple[Block, ...]:
    """Some statements as a list, after a picture of each figure among them."""
    listed = (Items(tuple(one.paragraph() for one in statements)),) if statements else ()
    return (*dots(statements), *listed)
