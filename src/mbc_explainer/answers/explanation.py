"""The whole answer, and what can be asked of it further."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any, ClassVar, Final, Literal, Self

from pydantic import model_validator

from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.errors import UnknownNameError
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.knowledge.texts import PlainText
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail, Section, Word, without_repeats

from .json_text import joined
from .models import Chapter, GlossaryWord, GoalNote, Receptors, SiteNote, Source, Statement, SymptomNote
from .open_questions import OpenQuestions, open_questions
from .phrasing import decapitalized, enumerated, listed
from .renderable import Renderable
from .rulebooks import rulebook_of
from .sections import SECTIONS
from .therapy_options import TherapyOption
from .why import Why, why
from .why_not import WhyNot, why_not

__all__ = ["Explanation"]

_DISCLAIMER_JSON: Final = json.dumps(DISCLAIMER, ensure_ascii=False)


class Explanation(Renderable):
    """What the document says of a profile: each statement with its place, each open answer as such."""

    lists_citations_from: ClassVar[Detail] = Detail.FULL

    schema_version: Literal["1"] = "1"
    """The version of this model's JSON schema; a new one where a field goes or changes its meaning."""
    profile: PatientProfile
    """The profile that it is about, as it was read."""
    profile_in_words: tuple[PlainText, ...]
    """The profile in words: a line for each field, and for each symptom."""
    options: tuple[TherapyOption, ...]
    """The eight therapy categories, always all, always in the document's order."""
    receptors: Receptors
    """What the receptors are, and what this profile's results say."""
    sites: tuple[SiteNote, ...]
    """What the document says of each stated site."""
    symptoms: tuple[SymptomNote, ...]
    """Where the document lists each stated symptom."""
    goals: tuple[GoalNote, ...]
    """What the document says of each stated goal."""
    background: tuple[Chapter, ...]
    """What MBC is, chapter by chapter."""
    support: tuple[Chapter, ...]
    """Living with MBC, chapter by chapter."""
    questions: tuple[Statement, ...]
    """Questions to take to the care team."""
    limits: tuple[Chapter, ...]
    """Where the document is open, says two things, or says nothing."""
    notes: tuple[Statement, ...]
    """How this profile was read, where that is not obvious."""
    source: Source
    """The document, and the rules that were made from it."""
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
            KnowledgeError: the rules of this answer are not kept.
        """
        rules = rulebook_of(self.source.rules_fingerprint, knowledge)
        return why(self[therapy], self.profile, rules.evaluation, rules.phrasing)

    def why_not(self, therapy: str, *, knowledge: Knowledge | None = None) -> WhyNot:
        """Say for which profiles the document describes one category, if not for this one.

        Args and errors are those of ``why``.
        """
        rules = rulebook_of(self.source.rules_fingerprint, knowledge)
        return why_not(self[therapy], self.profile, rules.evaluation, rules.phrasing)

    def open_questions(self, *, knowledge: Knowledge | None = None) -> OpenQuestions:
        """Say which open fields can still change an answer, the most telling first.

        Args and errors are those of ``why``.
        """
        rules = rulebook_of(self.source.rules_fingerprint, knowledge)
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
        """An equal answer from the JSON of one, held against the rules that it names, where they are kept.

        An answer of rules that are not kept can't be held against them, and is marked as
        one of other rules than the shipped ones.

        Raises:
            AnswerError: the text is not such JSON, or says what its rules do not say.
        """
        from .explainer import held_against_its_rules  # noqa: PLC0415 -- it makes explanations, and makes this one again

        loaded = super().from_json(text)
        return loaded.model_copy(update={"source": held_against_its_rules(loaded)})

    def _words(self) -> tuple[Word, ...]:
        return tuple(Word(word.term, word.also, word.meaning) for word in self.glossary)

    def blocks(self) -> Section:
        """Everything, the most important first, and nothing said twice."""
        blocks = (part.blocks(*(getattr(self, name) for name in part.reads)) for part in SECTIONS)
        return without_repeats(Section(self.page_title(), tuple(chain.from_iterable(blocks))))

    def page_title(self) -> str:
        """What its page is called: the cancer that it is about, in a line."""
        return phrase("explanation.title_of_profile", profile=self._profile_in_a_line())

    def more(self, detail: Detail) -> str:
        """How to get more than a detail shows."""
        return phrase(f"detail.{detail}.more")

    def _profile_in_a_line(self) -> str:
        results = listed(
            phrase(
                "profile.short_result",
                field=phrase(f"field.{result.name}.short"),
                value=phrase(f"value.{result.value}"),
            )
            for result in self.receptors.results
        )
        sites = enumerated(decapitalized(site.title) for site in self.sites)
        return phrase("profile.short", results=results, sites=sites) if sites else results

    def _in_a_line(self) -> str:
        answers = (
            phrase("option.line", therapy=option.therapy, answer=", ".join((option.relevance, *option.depends_on)))
            for option in self.options
        )
        return "\n  ".join((self._profile_in_a_line(), *answers))

    def __contains__(self, therapy: object) -> bool:
        """Whether there is such a therapy category."""
        return any(option.therapy == therapy for option in self.options)

    def __len__(self) -> int:
        return len(self.options)

    def __iter__(self) -> Iterator[TherapyOption]:  # type: ignore[override]  # an explanation iterates as its options
        return iter(self.options)

    def to_record(self) -> dict[str, Any]:
        """A flat record, for tables: each therapy category's relevance, and the open fields that it depends on."""
        record: dict[str, Any] = {}
        for option in self.options:
            record[str(option.therapy)] = str(option.relevance)
            record[f"{option.therapy}_depends_on"] = list(option.depends_on)
        return {**record, "rules_fingerprint": self.source.rules_fingerprint, "disclaimer": DISCLAIMER_SHORT}

    @model_validator(mode="after")
    def _has_each_therapy_category_once(self) -> Self:
        if tuple(option.therapy for option in self.options) != tuple(Therapy):
            raise ValueError("`options` must have the eight therapy categories in the document's order, each once")
        return self
