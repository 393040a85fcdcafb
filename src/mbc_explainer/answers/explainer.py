"""One set of rules that answers: from a profile over its facts to the parts of the answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final

from pydantic_core import from_json

from mbc_explainer.errors import KnowledgeError
from mbc_explainer.knowledge.document import copy_of, fingerprint
from mbc_explainer.knowledge.snapshot import Knowledge, shipped
from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.phrases import phrase

from .answer_parts import (
    chapters_part,
    derived_part,
    note_part,
    option_part,
    receptors_part,
    statements_part,
)
from .category_map import CategoryMap, map_of
from .explanation import Explanation
from .models import GlossaryWord, GoalNote, SiteNote, Source, Statement, SymptomNote
from .profile_in_words import profile_in_words
from .quoting import sentences_in, with_sentences
from .renderable import AnswerError
from .rulebooks import RuleBook, rulebook_for, rulebook_of

__all__ = ["Explainer", "category_map", "explain", "held_against_its_rules", "kept_to_the_letter"]

_MOST_KEPT: Final = 4_096
"""Whole answers kept for profiles that come again."""


class Explainer:
    """Answers profiles from one set of rules."""

    def __init__(self, rules: RuleBook) -> None:
        topics = rules.knowledge.topics
        self._in_words = profile_in_words(rules.phrasing)
        self._derived = derived_part(rules)
        self._options = tuple(option_part(rules, topic) for topic in topics.therapies)
        self._receptors = receptors_part(rules, topics.receptors)
        sites, goals = (statements_part(rules, topic.shared) for topic in (topics.sites_shared, topics.goals_shared))
        symptoms = statements_part(rules, topics.symptoms.shared)
        self._sites = {
            topic.site: note_part(rules, SiteNote.model_construct, topic, sites, site=topic.site)
            for topic in topics.sites
        }
        self._symptoms = {
            topic.symptom: note_part(rules, SymptomNote.model_construct, topic, symptoms, symptom=topic.symptom)
            for topic in topics.symptoms.symptoms
        }
        self._goals = {
            topic.goal: note_part(rules, GoalNote.model_construct, topic, goals, goal=topic.goal)
            for topic in topics.goals
        }
        self._background = chapters_part(rules, topics.background)
        self._support = chapters_part(rules, topics.support)
        self._limits = chapters_part(rules, topics.limits)
        self._questions = statements_part(rules, topics.questions.texts)
        other = Statement.model_construct(text=phrase("explanation.other_rules"), ours=True)
        self._notes = statements_part(rules, topics.notes.texts, before=() if rules.shipped else (other,))
        self._glossary = tuple(
            GlossaryWord.model_construct(term=term.term, also=term.also, meaning=term.meaning)
            for term in topics.glossary.terms
        )
        self._source = _source(rules)
        self._kept = lru_cache(maxsize=_MOST_KEPT)(self._explain)

    def inputs(self, field: str) -> tuple[str, ...]:
        """The facts on which a field of an explanation turns, beside those that it is about."""
        part = getattr(self, f"_{field}")
        parts = part.values() if isinstance(part, dict) else part if isinstance(part, tuple) else (part,)
        return tuple(dict.fromkeys(chain.from_iterable(one.inputs for one in parts)))

    def field(self, name: str, profile: PatientProfile) -> Any:
        """One field of the explanation of a profile, made without the others."""
        stated = facts.stated(profile)
        known = {**stated, **self._derived(stated)}
        part = getattr(self, f"_{name}")
        if isinstance(part, dict):
            subjects = facts.known_sites(profile) if name == "sites" else getattr(profile, name)
            return tuple(part[subject](known) for subject in subjects or ())
        return tuple(one(known) for one in part) if isinstance(part, tuple) else part(known)

    def explain(self, profile: PatientProfile) -> Explanation:
        """Say what the rules say for a profile.

        The answer holds a profile of its own, read anew: what was put together past the
        checks of a profile is read first, and nothing of a caller's object reaches another.

        Raises:
            ProfileError: the profile was put together past its own checks, and can't be read.
        """
        if type(profile) is PatientProfile:
            try:
                return self._kept(profile)
            except (AttributeError, KeyError, TypeError):  # a field is missing, or is of a kind that it can't be
                pass
        return self._kept(_read_anew(profile))

    def _explain(self, given: PatientProfile) -> Explanation:
        profile = _read_anew(given)
        known = facts.stated(profile)
        known |= self._derived(known)
        sites, symptoms, goals = facts.known_sites(profile) or (), profile.symptoms, profile.goals
        return Explanation.model_construct(
            schema_version="1",
            profile=profile,
            profile_in_words=self._in_words(profile, known),
            options=tuple([option(known) for option in self._options]),
            receptors=self._receptors(known),
            sites=tuple([self._sites[site](known) for site in sites]),
            symptoms=tuple([self._symptoms[symptom](known) for symptom in symptoms]),
            goals=tuple([self._goals[goal](known) for goal in goals]),
            background=self._background(known),
            support=self._support(known),
            questions=self._questions(known),
            limits=self._limits(known),
            notes=self._notes(known),
            source=self._source,
            glossary=self._glossary,
        )


def _read_anew(profile: PatientProfile) -> PatientProfile:
    """A profile of our own that states the same, read by a profile's own checks."""
    return PatientProfile.model_validate({name: value for name, value in vars(profile).items() if name in FIELDS})


def _source(rules: RuleBook) -> Source:
    index = rules.knowledge.topics.document
    prints = "".join(sentence.fingerprint for _, sentence in index.sentences())
    return Source.model_construct(
        about=index.about,
        newest_reference=index.newest_reference,
        document_fingerprint=hashlib.sha256(prints.encode()).hexdigest(),
        rules_fingerprint=rules.knowledge.fingerprint,
        rules_version=index.version,
        produced=index.produced,
        update_policy=index.update_policy,
        funding=index.funding,
        shipped=rules.shipped,
    )


_explainer: Final = lru_cache(maxsize=9)(Explainer)
_shipped: Final = cache(lambda: Explainer(rulebook_for()))


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
        document: a reader's own copy of the document, to show its sentences with the citations.

    Raises:
        ProfileError: the profile can't be read.
        DocumentError: the copy is not the document that the rules rest on.
    """
    if not isinstance(profile, PatientProfile):
        profile = PatientProfile.model_validate(profile)
    explainer = _shipped() if knowledge is None else _explainer(rulebook_for(knowledge))
    explanation = explainer.explain(profile)
    if document is None:
        return explanation
    return with_sentences(explanation, copy_of((knowledge or shipped()).topics.document, document))


def kept_to_the_letter(text: str | bytes) -> Explanation | None:
    """The answer of which a text is the JSON, to the letter, by rules that are kept; None for any other text.

    There is nothing left to check in such a text; to check all of it takes four times as long.
    """
    try:
        given = from_json(text)
        rules = rulebook_of(given["source"]["rules_fingerprint"])
        expected = explain(given["profile"], knowledge=rules.knowledge)
    except (KnowledgeError, LookupError, TypeError, ValueError):  # what is wrong with it, the check says
        return None
    written = expected.model_dump_json()
    return expected if text == (written if isinstance(text, str) else written.encode()) else None


def held_against_its_rules(loaded: Explanation) -> Source:
    """The source of an answer that was loaded, marked as other rules than the shipped ones where these are not kept.

    Raises:
        AnswerError: it says what its rules do not say.
    """
    try:
        rules = rulebook_of(loaded.source.rules_fingerprint)
    except KnowledgeError:
        return loaded.source.model_copy(update={"shipped": False})
    expected = explain(loaded.profile, knowledge=rules.knowledge)
    if loaded != expected:
        quoted = sentences_in(loaded.model_dump())
        index = rules.knowledge.topics.document
        known = {sentence.locator: sentence.fingerprint for _, sentence in index.sentences()}
        if any(fingerprint(sentence) != known.get(locator) for locator, sentence in quoted.items()):
            raise AnswerError("a sentence is not the document's; expected the JSON of an answer, as it was")
        if not quoted or loaded != with_sentences(expected, quoted):
            raise AnswerError("it says what its rules do not say; expected the JSON of an answer, as it was")
    return loaded.source


def category_map(therapy: str, *, knowledge: Knowledge | None = None) -> CategoryMap:
    """Fold the whole table of one therapy category into its fewest lines: who gets which answer.

    Args:
        therapy: a therapy category, by name or by member.
        knowledge: other rules than those that ship with the library.

    Raises:
        UnknownNameError: there is no such category; it names the nearest.
    """
    rules = rulebook_for(knowledge)
    return map_of(therapy, rules.evaluation, rules.phrasing)
