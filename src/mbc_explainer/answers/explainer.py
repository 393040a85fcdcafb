"""One set of rules that answers: from a profile over its facts to the parts of the answer.

A part is kept for each combination of the facts that it reads, and gets to see no
others. So a new profile costs a look-up for each part, and a part that reads a fact
which it does not name fails by that name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from mbc_explainer.errors import KnowledgeError
from mbc_explainer.knowledge.document import copy_of, fingerprint
from mbc_explainer.knowledge.rulebase import DerivedFact, ReceptorsTopic, RuleBase, SectionsTopic, TherapyTopic
from mbc_explainer.knowledge.snapshot import OPEN, Answer, FiredRule, Knowledge, shipped
from mbc_explainer.knowledge.texts import FitRule, Text
from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS, RECEPTORS, RESULTS, Fit, Goal, Relevance

from .category_map import CategoryMap, map_of
from .explanation import Explanation
from .models import (
    Chapter,
    GlossaryWord,
    GoalFit,
    GoalNote,
    Outcome,
    Reason,
    ReceptorGroup,
    Receptors,
    SiteNote,
    Source,
    Statement,
    SymptomNote,
    TherapyOption,
)
from .phrasing import Wording, listed, sentence
from .renderable import AnswerError
from .rulebooks import RuleBook, rulebook_behind, rulebook_for

__all__ = ["Explainer", "category_map", "explain", "held_against_its_rules"]

_T = TypeVar("_T")
_Facts = Mapping[str, str]
_MOST_ANSWERS: Final = 4_096
"""Whole answers kept for profiles that come again."""
_MOST_PARTS: Final = 16_384
"""Combinations of facts for which one part is kept."""

_OTHER_RULES: Final = Statement(
    text="These answers come from rules other than those that ship with this library.", ours=True
)


class _Part(Generic[_T]):
    """A part of the answer: made once for each combination of the facts that it reads, and shown no others."""

    def __init__(self, inputs: Iterable[str], build: Callable[[_Facts], _T]) -> None:
        self.inputs = tuple(dict.fromkeys(inputs))
        self._pick: Callable[[_Facts], tuple[str, ...]] = (
            itemgetter(*self.inputs)
            if len(self.inputs) > 1
            else lambda known: tuple(known[name] for name in self.inputs)  # an ``itemgetter`` of one gives no tuple
        )
        self.made = lru_cache(maxsize=_MOST_PARTS)(lambda values: build(dict(zip(self.inputs, values, strict=True))))

    def __call__(self, known: _Facts) -> _T:
        """The part for some facts."""
        return self.made(self._pick(known))


class Explainer:
    """Answers profiles from one set of rules."""

    def __init__(self, rules: RuleBook) -> None:
        topics = rules.knowledge.topics
        self._knowledge = rules.knowledge
        self._wording = rules.wording
        self._derived = self._derived_part(topics)
        self._options = tuple(map(self._option_part, topics.therapies))
        self._receptors = self._receptors_part(topics.receptors)
        self._sites = {
            topic.site: self._note_part(SiteNote, topic, topics.sites_shared.shared, site=topic.site)
            for topic in topics.sites
        }
        self._symptoms = {
            topic.symptom: self._note_part(SymptomNote, topic, topics.symptoms.shared, symptom=topic.symptom)
            for topic in topics.symptoms.symptoms
        }
        self._goals = {
            topic.goal: self._note_part(GoalNote, topic, topics.goals_shared.shared, goal=topic.goal)
            for topic in topics.goals
        }
        self._background = self._chapters_part(topics.background)
        self._support = self._chapters_part(topics.support)
        self._limits = self._chapters_part(topics.limits)
        self._questions = self._statements_part(topics.questions.texts)
        self._notes = self._statements_part(topics.notes.texts)
        self._more_notes = () if rules.shipped else (_OTHER_RULES,)
        self._glossary = tuple(
            GlossaryWord(term=term.term, also=term.also, meaning=term.meaning) for term in topics.glossary.terms
        )
        self._source = _source(rules)
        self._kept = lru_cache(maxsize=_MOST_ANSWERS)(self._explain)

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
        stated = facts.stated(profile)
        known = {**stated, **self._derived(stated)}
        sites, symptoms, goals = facts.known_sites(profile) or (), profile.symptoms, profile.goals
        return Explanation.model_construct(
            schema_version="1",
            profile=profile,
            profile_in_words=_profile_in_words(profile, known, self._wording),
            options=tuple([option(known) for option in self._options]),
            receptors=self._receptors(known),
            sites=tuple([self._sites[site](known) for site in sites]),
            symptoms=tuple([self._symptoms[symptom](known) for symptom in symptoms]),
            goals=tuple([self._goals[goal](known) for goal in goals]),
            background=self._background(known),
            support=self._support(known),
            questions=self._questions(known),
            limits=self._limits(known),
            notes=self._more_notes + self._notes(known),
            source=self._source,
            glossary=self._glossary,
        )

    def _derived_part(self, topics: RuleBase) -> _Part[dict[str, str]]:
        """The facts that rules derive, the relevances among them, from those that the profile states."""
        open_as = {fact.fact: (fact.fact, OPEN) for fact in topics.receptors.facts} | {
            f"{topic.therapy}.relevance": (f"relevance.{topic.therapy}", str(Relevance.DEPENDS))
            for topic in topics.therapies
        }
        tables = {decision: self._knowledge.answers[decision] for decision in open_as}

        def build(stated: _Facts) -> dict[str, str]:
            found = {decision: table.find(stated).value for decision, table in tables.items()}
            return {name: found[decision] or undecided for decision, (name, undecided) in open_as.items()}

        return _Part(chain.from_iterable(table.inputs for table in tables.values()), build)

    def _option_part(self, topic: TherapyTopic) -> _Part[TherapyOption]:
        therapy, wording = topic.therapy, self._wording
        summaries = self._knowledge.decisions[f"{therapy}.summary"]
        decided = self._decided_part(topic)
        fits = {goal: self._knowledge.decisions[f"{goal}.{therapy}"] for goal in Goal}

        def build(known: _Facts) -> TherapyOption:
            answer, outcomes, reasons = decided(known)
            summary = wording.texts[summaries.fired(known)[0]]
            stated_goals = [goal for goal in Goal if known[f"goals.{goal}"] == "yes"]
            return TherapyOption(
                therapy=therapy,
                title=topic.title,
                group=therapy.group,
                relevance=Relevance(answer.value or Relevance.DEPENDS),
                depends_on=answer.depends_on,
                outcomes=outcomes,
                summary=summary.text,
                passages=wording.passages(summary),
                reasons=reasons,
                goal_fit=tuple(self._fit(goal, rule) for goal in stated_goals for rule in fits[goal].fired(known)),
                how_it_works=wording.statement(topic.how_it_works),
                how_it_is_given=wording.statement(topic.how_it_is_given),
                side_effects=wording.statement(topic.side_effects),
            )

        read = (summaries.inputs, *(table.inputs for table in fits.values()), (f"goals.{goal}" for goal in Goal))
        return _Part((*decided.inputs, *chain.from_iterable(read)), build)

    def _decided_part(self, topic: TherapyTopic) -> _Part[tuple[Answer, tuple[Outcome, ...], tuple[Reason, ...]]]:
        """The answer about a therapy category, how it may turn out, and why: apart from summary and goals."""
        answers = self._knowledge.answers[f"{topic.therapy}.relevance"]
        remarks = {text.id: self._knowledge.answers[text.id] for text in topic.remarks if text.when is not None}

        def build(known: _Facts) -> tuple[Answer, tuple[Outcome, ...], tuple[Reason, ...]]:
            answer = answers.find(known)
            beside = (
                fired
                for text in topic.remarks
                for fired in (remarks[text.id].find(known).reasons if text.when else (FiredRule(rule=text.id),))
            )
            reasons = tuple(map(self._wording.reason, (*answer.reasons, *beside)))
            return answer, tuple(map(self._wording.outcome, answer.outcomes)), reasons

        return _Part(chain(answers.inputs, *(table.inputs for table in remarks.values())), build)

    @cache  # noqa: B019 -- an explainer lives as long as its rules, and they have a few hundred fits
    def _fit(self, goal: Goal, rule: str) -> GoalFit:
        text = self._wording.texts[rule]
        return GoalFit(
            goal=goal,
            title=self._wording.goals[goal],
            fit=text.fit if isinstance(text, FitRule) else Fit.NOT_STATED,
            text=text.text,
            passages=self._wording.passages(text),
            ours=text.ours,
        )

    def _inputs(self, texts: Iterable[Text]) -> Iterator[str]:
        """The facts that decide which of some texts show."""
        for text in texts:
            if text.when is not None:
                yield from self._knowledge.decisions[text.id].inputs

    def _statements(self, texts: Iterable[Text], known: _Facts) -> tuple[Statement, ...]:
        """Those of some texts that show."""
        return tuple(
            self._wording.statement(text)
            for text in texts
            if text.when is None or self._knowledge.decisions[text.id].fired(known)
        )

    def _statements_part(self, texts: tuple[Text, ...]) -> _Part[tuple[Statement, ...]]:
        return _Part(self._inputs(texts), lambda known: self._statements(texts, known))

    def _chapters_part(self, topic: SectionsTopic) -> _Part[tuple[Chapter, ...]]:
        def build(known: _Facts) -> tuple[Chapter, ...]:
            return tuple(
                Chapter(title=section.title, statements=self._statements(section.texts, known))
                for section in topic.sections
            )

        return _Part(self._inputs(text for section in topic.sections for text in section.texts), build)

    def _note_part(self, note: Callable[..., _T], topic: Any, shared: tuple[Text, ...], **subject: str) -> _Part[_T]:
        def build(known: _Facts) -> _T:
            statements, alike = self._statements(topic.texts, known), self._statements(shared, known)
            return note(title=topic.title, statements=statements, shared=alike, **subject)

        return _Part(self._inputs((*topic.texts, *shared)), build)

    def _receptors_part(self, topic: ReceptorsTopic) -> _Part[Receptors]:
        shown = [(fact, self._knowledge.answers[fact.fact]) for fact in topic.facts if fact.shown]

        def build(known: _Facts) -> Receptors:
            return Receptors(
                results=tuple(self._wording.fact((name, known[name])) for name in RECEPTORS),
                groups=tuple(self._group(fact, table.find(known)) for fact, table in shown),
                open=tuple(name for name in RECEPTORS if known[name] not in FIELDS[name].reads_as),
                statements=self._statements(topic.texts, known),
                remarks=self._statements(topic.remarks, known),
            )

        read = chain.from_iterable(table.inputs for _, table in shown)
        return _Part((*RECEPTORS, *read, *self._inputs((*topic.texts, *topic.remarks))), build)

    def _group(self, fact: DerivedFact, answer: Answer) -> ReceptorGroup:
        wording = self._wording
        rule = wording.texts[answer.reasons[0].rule] if answer.value else None
        return ReceptorGroup(
            name=fact.fact,
            title=fact.title,
            value=answer.value or OPEN,
            text=rule.text if rule else sentence(wording.fact((fact.fact, OPEN)).text),
            depends_on=answer.depends_on,
            passages=wording.passages(rule) if rule else (),
        )


def _read_anew(profile: PatientProfile) -> PatientProfile:
    """A profile of our own that states the same, read by a profile's own checks."""
    return PatientProfile.model_validate({name: value for name, value in vars(profile).items() if name in FIELDS})


def _profile_in_words(profile: PatientProfile, known: _Facts, wording: Wording) -> tuple[str, ...]:
    """What a profile states, a line for each field."""
    results = (sentence(wording.fact((name, known[name])).text) for name in RESULTS)
    sites, symptomatic = facts.known_sites(profile), profile.symptomatic_sites
    spread = "not stated" if sites is None else listed([wording.sites[site] for site in sites])
    causing = "not stated" if symptomatic is None else listed([wording.sites[site] for site in symptomatic])
    goals = listed([wording.goals[goal] for goal in profile.goals])
    symptoms = listed([wording.symptoms[symptom] for symptom in profile.symptoms])
    return (
        *results,
        f"Spread to: {spread}",
        f"Significant symptoms from: {causing or 'none of the sites'}",
        f"Goals: {goals or 'none stated'}",
        *((f"Symptoms: {symptoms}",) if symptoms else ()),
    )


def _source(rules: RuleBook) -> Source:
    index = rules.knowledge.topics.document
    prints = "".join(sentence.fingerprint for _, sentence in index.sentences())
    return Source(
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
        document: a reader's own copy of the document, to show its sentences beside the places.

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
    return _with_sentences(explanation, copy_of((knowledge or shipped()).topics.document, document))


def _with_sentences(explanation: Explanation, sentences: Mapping[str, str]) -> Explanation:
    def quoted(value: Any) -> Any:
        if isinstance(value, Mapping):
            inner = {name: quoted(part) for name, part in value.items()}
            return inner | {"sentence": sentences.get(inner["locator"])} if "locator" in inner else inner
        return tuple(map(quoted, value)) if isinstance(value, tuple | list) else value

    return Explanation.model_validate(quoted(explanation.model_dump()))


def held_against_its_rules(loaded: Explanation) -> Source:
    """The source of an answer that was loaded, marked as other rules than the shipped ones where these are not at hand.

    Raises:
        AnswerError: it says what its rules do not say.
    """
    try:
        rules = rulebook_behind(loaded.source.rules_fingerprint)
    except KnowledgeError:
        return loaded.source.model_copy(update={"shipped": False})
    expected = explain(loaded.profile, knowledge=rules.knowledge)
    if loaded != expected:
        quoted = _sentences_in(loaded.model_dump())
        index = rules.knowledge.topics.document
        known = {sentence.locator: sentence.fingerprint for _, sentence in index.sentences()}
        if any(fingerprint(sentence) != known.get(locator) for locator, sentence in quoted.items()):
            raise AnswerError("a sentence is not the document's; expected the JSON of an answer, as it was")
        if not quoted or loaded != _with_sentences(expected, quoted):
            raise AnswerError("it says what its rules do not say; expected the JSON of an answer, as it was")
    return loaded.source


def _sentences_in(value: Any) -> dict[str, str]:
    """The document's sentences in an answer, by locator."""
    if isinstance(value, Mapping):
        if value.get("sentence"):
            return {value["locator"]: value["sentence"]}
        value = tuple(value.values())
    if not isinstance(value, tuple | list):
        return {}
    return {locator: sentence for part in value for locator, sentence in _sentences_in(part).items()}


def category_map(therapy: str, *, knowledge: Knowledge | None = None) -> CategoryMap:
    """Fold the whole table of one therapy category into its fewest lines: who gets which answer.

    Args:
        therapy: a therapy category, by name or by member.
        knowledge: other rules than those that ship with the library.

    Raises:
        UnknownNameError: there is no such category; it names the nearest.
    """
    rules = rulebook_for(knowledge)
    return map_of(therapy, rules.evaluation, rules.wording)
