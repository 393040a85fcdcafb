"""One set of rules, ready to answer: every part of the answer, put together for a profile."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable
from typing import Any, Final, TypeVar

from . import facts
from .findings import OPEN, Finding, Findings
from .keeping import Keeper, NotAsReadError, Part, Said, Seen
from .knowledge import Knowledge
from .options import option_part
from .parts import Chapter, GlossaryWord, GoalNote, ReceptorGroup, Receptors, SiteNote, Source, Statement, SymptomNote
from .profile import PatientProfile
from .topics import DerivedFact, Section, Text
from .wording import Wording, listed, sentence

__all__ = ["Assembly"]

_T = TypeVar("_T")

_RECEPTORS: Final = tuple(name for name, domain in facts.FACTS.items() if domain.fields == (name,))

_OTHER_RULES: Final = Statement(
    text="These answers come from rules other than those that ship with this library.", ours=True
)


class Assembly:
    """Puts answers together from one set of rules; ``findings`` and ``wording`` answer what is asked further."""

    def __init__(self, knowledge: Knowledge, *, shipped: bool) -> None:
        topics = knowledge.topics
        self.topics = topics
        self.findings = Findings(topics, knowledge.decisions)
        self.wording = Wording(topics)
        self._keeper = Keeper()
        self._source = _source(knowledge, shipped=shipped)
        self._glossary = tuple(
            GlossaryWord(term=one.term, also=one.also, meaning=one.meaning) for one in topics.glossary.terms
        )
        self._add_what_is_always_there(shipped=shipped)
        self._sites = {
            topic.site: self._note_part(SiteNote, topic.texts, topics.sites_shared.shared, topic.title, site=topic.site)
            for topic in topics.sites
        }
        self._symptoms = {
            topic.symptom: self._note_part(
                SymptomNote, topic.texts, topics.symptoms.shared, topic.title, symptom=topic.symptom
            )
            for topic in topics.symptoms.symptoms
        }
        self._goals = {
            topic.goal: self._note_part(GoalNote, topic.texts, topics.goals_shared.shared, topic.title, goal=topic.goal)
            for topic in topics.goals
        }
        self._keeper.settle()

    def _add_what_is_always_there(self, *, shipped: bool) -> None:
        """Add the parts that every answer has, in the order in which ``_parts`` takes them."""
        topics = self.topics
        for topic in topics.therapies:
            option_part(topic, self.findings, self.wording, self._keeper)
        self._add_words()
        self._add_receptors()
        for pages in (topics.background, topics.support, topics.limits):
            self._add_chapters(pages.sections)
        self._add_list(topics.questions.texts, ())
        self._add_list(topics.notes.texts, () if shipped else (_OTHER_RULES,))

    @property
    def shown_facts(self) -> tuple[str, ...]:
        """The receptor groups that an answer tells of, by name."""
        return tuple(fact.fact for fact in self.topics.receptors.facts if fact.shown)

    def parts(self, profile: PatientProfile) -> dict[str, Any]:
        """Every part of the answer for a profile, by name.

        Raises:
            ProfileError: the profile was put together past its own checks, and can't be read.
        """
        try:
            return self._parts(vars(profile), profile)
        except (NotAsReadError, KeyError, TypeError):
            said = {name: value for name, value in vars(profile).items() if name in PatientProfile.model_fields}
            checked = PatientProfile.model_validate(said)
            return self._parts(vars(checked), checked)

    def _parts(self, said: Said, profile: PatientProfile) -> dict[str, Any]:
        numbers = self._keeper.numbers(said, profile)
        sites, symptoms, goals = facts.known_sites(profile) or (), said["symptoms"], said["goals"]
        always = self._keeper.parts(numbers, profile)
        *options, results, spread, wanted, receptors, background, support, limits, questions, notes = always
        named = ("Symptoms: " + listed([self.wording.symptoms[name] for name in symptoms]),) if symptoms else ()
        return {
            "profile": profile,
            "profile_in_words": (*results, *spread, *wanted, *named),
            "options": tuple(options),
            "receptors": receptors,
            "sites": tuple([self._sites[site](numbers, profile) for site in sites]),
            "symptoms": tuple([self._symptoms[symptom](numbers, profile) for symptom in symptoms]),
            "goals": tuple([self._goals[goal](numbers, profile) for goal in goals]),
            "background": background,
            "support": support,
            "questions": questions,
            "limits": limits,
            "notes": notes,
            "glossary": self._glossary,
            "source": self._source,
        }

    def _picks(self, texts: Iterable[Text]) -> list[Seen]:
        """What picks some texts: those that read the same fields are looked at together."""
        by_fields: dict[tuple[str, ...], list[str]] = {}
        for text in texts:
            if text.when is not None:
                by_fields.setdefault(self.findings.fields(text.id), []).append(text.id)
        return [
            Seen(fields, self._picked(ids), tuple(fact for name in ids for fact in self.findings.ground(name)))
            for fields, ids in by_fields.items()
        ]

    def _picked(self, ids: list[str]) -> Callable[[PatientProfile], Hashable]:
        return lambda profile: frozenset(name for name in ids if self.findings.stated(name, profile))

    def _shown(self, texts: Iterable[Text], picked: Iterable[frozenset[str]]) -> tuple[Statement, ...]:
        shown = frozenset[str]().union(*picked)
        return tuple(self.wording.statement(text) for text in texts if text.when is None or text.id in shown)

    def _add_list(self, texts: tuple[Text, ...], more: tuple[Statement, ...]) -> None:
        self._keeper.part(self._picks(texts), lambda *picked: (*more, *self._shown(texts, picked)), always=True)

    def _add_chapters(self, sections: tuple[Section, ...]) -> None:
        def build(*picked: frozenset[str]) -> tuple[Chapter, ...]:
            return tuple(Chapter(title=one.title, statements=self._shown(one.texts, picked)) for one in sections)

        picks = self._picks(text for section in sections for text in section.texts)
        self._keeper.part(picks, build, always=True)

    def _note_part(
        self, note: Callable[..., _T], own: tuple[Text, ...], shared: tuple[Text, ...], title: str, **subject: str
    ) -> Part[_T]:
        def build(*picked: frozenset[str]) -> _T:
            statements, alike = self._shown(own, picked), self._shown(shared, picked)
            return note(title=title, statements=statements, shared=alike, **subject)

        return self._keeper.part(self._picks((*own, *shared)), build)

    def _add_receptors(self) -> None:
        topic = self.topics.receptors
        shown = [fact for fact in topic.facts if fact.shown]

        def view(profile: PatientProfile) -> tuple[Any, ...]:
            said = facts.stated(profile)
            groups = tuple(self.findings.settled(fact.fact, profile) for fact in shown)
            unsettled = tuple(name for name in facts.open_fields(profile) if name in _RECEPTORS)
            return tuple((name, said[name]) for name in _RECEPTORS), groups, unsettled

        def build(seen: tuple[Any, ...], *picked: frozenset[str]) -> Receptors:
            results, groups, unsettled = seen
            return Receptors(
                results=tuple(map(self.wording.fact, results)),
                groups=tuple(map(self._group, shown, groups)),
                open=unsettled,
                statements=self._shown(topic.texts, picked),
                remarks=self._shown(topic.remarks, picked),
            )

        seen = [Seen(_RECEPTORS, view), *self._picks((*topic.texts, *topic.remarks))]
        self._keeper.part(seen, build, always=True)

    def _group(self, fact: DerivedFact, finding: Finding) -> ReceptorGroup:
        wording = self.wording
        rule = wording.texts[finding.reasons[0].rule] if finding.answer else None
        return ReceptorGroup(
            name=fact.fact,
            title=fact.title,
            value=finding.answer or OPEN,
            text=rule.text if rule else sentence(wording.fact((fact.fact, OPEN)).text),
            depends_on=finding.depends_on,
            passages=wording.places(rule) if rule else (),
        )

    def _add_words(self) -> None:
        """The profile in words, but for its symptoms."""
        wording = self.wording

        def receptors(profile: PatientProfile) -> tuple[str, ...]:
            said = facts.stated(profile)
            return tuple(sentence(wording.fact((name, said[name])).text) for name in _RECEPTORS)

        def places(profile: PatientProfile) -> tuple[str, ...]:
            sites, symptomatic = facts.known_sites(profile), profile.symptomatic_sites
            spread = "not stated" if sites is None else listed([wording.sites[site] for site in sites])
            causing = "not stated" if symptomatic is None else listed([wording.sites[site] for site in symptomatic])
            return f"Spread to: {spread}", f"Significant symptoms from: {causing or 'none of the sites'}"

        def goals(profile: PatientProfile) -> tuple[str, ...]:
            return ("Goals: " + (listed([wording.goals[goal] for goal in profile.goals]) or "none stated"),)

        views = ((_RECEPTORS, receptors), (("sites", "symptomatic_sites"), places), (("goals",), goals))
        for fields, view in views:
            self._keeper.part([Seen(fields, view)], tuple, always=True)


def _source(knowledge: Knowledge, *, shipped: bool) -> Source:
    index = knowledge.topics.document
    prints = "".join(sentence.fingerprint for _, sentence in index.sentences())
    return Source(
        about=index.about,
        newest_reference=index.newest_reference,
        document_fingerprint=hashlib.sha256(prints.encode()).hexdigest(),
        rules_fingerprint=knowledge.fingerprint,
        rules_version=index.version,
        produced=index.produced,
        update_policy=index.update_policy,
        funding=index.funding,
        shipped=shipped,
    )
