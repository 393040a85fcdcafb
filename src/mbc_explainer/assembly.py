"""Findings to parts: words for what was found, each part made once and then reused.

A part of an answer turns on a few fields of the profile only. What it turns on is
known from the tables, so it is looked at in groups of fields; what a group comes to
is numbered, and a part is kept for each combination of numbers. A new profile is then
put together from parts that are there already.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import count
from operator import itemgetter
from typing import Any, Final, Generic, NamedTuple, TypeVar

from . import facts
from .findings import OPEN, FactValue, Finding, Findings, Fired, OutcomeFound
from .knowledge import DerivedFact, FitRule, Knowledge, Section, Text, TherapyTopic
from .parts import (
    RELEVANCE_WORDS,
    Chapter,
    Fact,
    GoalFit,
    GoalNote,
    Outcome,
    Passage,
    Reason,
    ReceptorGroup,
    Receptors,
    SiteNote,
    Source,
    Statement,
    SymptomNote,
    TherapyOption,
    outcome_text,
)
from .profile import PatientProfile
from .vocabulary import Fit, Goal, Relevance, Therapy

__all__ = ["Assembly"]

_MOST_KEPT: Final = 16_384
"""Combinations kept for one part, and for one group of fields, before it starts anew."""

_T = TypeVar("_T")

Said = Mapping[str, Any]
"""A profile's fields."""


class _NotAsReadError(Exception):
    """A profile that was put together past its own checks."""


class _Seen:
    """A group of fields, and the number of what some part makes of them."""

    def __init__(self, fields: tuple[str, ...], view: Callable[[PatientProfile], Hashable]) -> None:
        self._pick: Callable[[Said], Any] = itemgetter(*fields) if fields else lambda said: None
        self.view = view
        self._numbers: dict[Any, int] = {}
        self._views: dict[Hashable, int] = {}
        self._next = count()

    def number(self, said: Said, profile: PatientProfile) -> int:
        """The number for a profile, found once for each combination of the fields."""
        raw = self._pick(said)
        number = self._numbers.get(raw)
        if number is None:
            if vars(PatientProfile.model_validate(dict(said))) != said:
                raise _NotAsReadError
            if len(self._numbers) >= _MOST_KEPT:
                self._numbers.clear()
            number = self._views.setdefault(self.view(profile), next(self._next))
            self._numbers[raw] = number
        return number


class _Part(Generic[_T]):
    """A part of the answer, kept for each combination of what its groups of fields come to."""

    def __init__(self, groups: Iterable[_Seen], build: Callable[..., _T]) -> None:
        self._groups = tuple(groups)
        self._build = build
        self._kept: dict[tuple[int, ...], _T] = {}

    def __call__(self, said: Said, profile: PatientProfile) -> _T:
        key = tuple([group.number(said, profile) for group in self._groups])
        part = self._kept.get(key)
        if part is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            part = self._build(*(group.view(profile) for group in self._groups))
            self._kept[key] = part
        return part


class _TherapyView(NamedTuple):
    """All that a therapy's part turns on, but for which goals are stated."""

    finding: Finding
    summary: str
    remarks: tuple[Fired, ...]
    fits: tuple[str, ...]
    """For each goal, the rule that says how the therapy fits it, or nothing."""


class Assembly:
    """Puts answers together from one set of rules."""

    def __init__(self, knowledge: Knowledge, *, shipped: bool) -> None:
        self._topics = topics = knowledge.topics
        self._findings = Findings(topics, knowledge.decisions)
        self._texts = {text.id: text for text in topics.texts()}
        self._passages = {
            sentence.locator: Passage(locator=sentence.locator, section=section, gist=sentence.gist)
            for section, sentence in topics.document.sentences()
        }
        self._statements: dict[str, Statement] = {}
        self._source = _source(knowledge, shipped=shipped)
        goals = _Seen(("goals",), lambda profile: profile.goals)
        self._options = [self._option_part(therapy, goals) for therapy in topics.therapies]
        self._receptors = self._receptors_part()
        self._words = [*self._words_parts(), _Part([goals], self._goals_in_words)]
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
        self._chapters = {
            name: [self._chapter_part(section) for section in getattr(topics, name).sections]
            for name in ("background", "support", "limits")
        }
        self._lists = {
            name: self._list_part(getattr(topics, name).texts, () if shipped or name != "notes" else (OTHER_RULES,))
            for name in ("questions", "notes")
        }
        self._symptom_titles = {topic.symptom: topic.title for topic in topics.symptoms.symptoms}

    def parts(self, profile: PatientProfile) -> dict[str, Any]:
        """Every part of the answer for a profile, by name.

        Raises:
            ProfileError: the profile was put together past its own checks, and can't be read.
        """
        try:
            return self._parts(vars(profile), profile)
        except (_NotAsReadError, KeyError, TypeError):
            said = {name: value for name, value in vars(profile).items() if name in PatientProfile.model_fields}
            checked = PatientProfile.model_validate(said)
            return self._parts(vars(checked), checked)

    def _parts(self, said: Said, profile: PatientProfile) -> dict[str, Any]:
        symptoms = profile.symptoms
        words = [line for part in self._words for line in part(said, profile)]
        if symptoms:
            words.append("Symptoms: " + _listed([self._symptom_titles[name] for name in symptoms]))
        return {
            "profile": profile,
            "profile_in_words": tuple(words),
            "options": tuple([part(said, profile) for part in self._options]),
            "receptors": self._receptors(said, profile),
            "sites": tuple([self._sites[site](said, profile) for site in facts.known_sites(profile) or ()]),
            "symptoms": tuple([self._symptoms[symptom](said, profile) for symptom in symptoms]),
            "goals": tuple([self._goals[goal](said, profile) for goal in profile.goals]),
            **{
                name: tuple([part(said, profile) for part in chapters]) for name, chapters in self._chapters.items()
            },
            **{name: part(said, profile) for name, part in self._lists.items()},
            "source": self._source,
        }

    # Texts that are picked by conditions

    def _groups(self, texts: Iterable[Text]) -> list[_Seen]:
        """The fields that pick some texts, those that read the same fields together."""
        by_fields: dict[tuple[str, ...], list[str]] = {}
        for text in texts:
            if text.when is not None:
                by_fields.setdefault(self._findings.fields(text.id), []).append(text.id)
        return [_Seen(fields, self._picks(ids)) for fields, ids in by_fields.items()]

    def _picks(self, ids: list[str]) -> Callable[[PatientProfile], frozenset[str]]:
        return lambda profile: frozenset(name for name in ids if self._findings.stated(name, profile))

    def _shown(self, texts: Iterable[Text], picked: Iterable[frozenset[str]]) -> tuple[Statement, ...]:
        shown = frozenset().union(*picked)
        return tuple(self._statement(text) for text in texts if text.when is None or text.id in shown)

    def _statement(self, text: Text) -> Statement:
        if text.id not in self._statements:
            self._statements[text.id] = Statement(text=text.text, passages=self._places(text), ours=text.ours)
        return self._statements[text.id]

    def _places(self, text: Text) -> tuple[Passage, ...]:
        return tuple(self._passages[locator] for locator in text.sources)

    def _list_part(self, texts: tuple[Text, ...], more: tuple[Statement, ...]) -> _Part[tuple[Statement, ...]]:
        return _Part(self._groups(texts), lambda *picked: (*more, *self._shown(texts, picked)))

    def _chapter_part(self, section: Section) -> _Part[Chapter]:
        return _Part(
            self._groups(section.texts),
            lambda *picked: Chapter(title=section.title, statements=self._shown(section.texts, picked)),
        )

    def _note_part(
        self, note: Callable[..., _T], own: tuple[Text, ...], shared: tuple[Text, ...], title: str, **subject: str
    ) -> _Part[_T]:
        return _Part(
            self._groups((*own, *shared)),
            lambda *picked: note(
                title=title, statements=self._shown(own, picked), shared=self._shown(shared, picked), **subject
            ),
        )

    # Therapy categories

    def _option_part(self, topic: TherapyTopic, goals: _Seen) -> _Part[TherapyOption]:
        conditional = [text.id for text in topic.remarks if text.when is not None]
        fits = [f"{goal}.{topic.therapy}" for goal in Goal]
        decisions = (f"{topic.therapy}.relevance", f"{topic.therapy}.summary", *conditional, *fits)

        def view(profile: PatientProfile) -> _TherapyView:
            found = self._findings
            return _TherapyView(
                found.relevance(topic.therapy, profile),
                found.stated(f"{topic.therapy}.summary", profile)[0],
                tuple(
                    Fired(text.id, found.stated_because(text.id, profile) if text.when else ())
                    for text in topic.remarks
                    if text.when is None or found.stated(text.id, profile)
                ),
                tuple(" ".join(found.stated(fit, profile)) for fit in fits),
            )

        return _Part(
            [_Seen(self._findings.fields(*decisions), view), goals],
            lambda seen, stated: self._option(topic, seen, stated),
        )

    def _option(self, topic: TherapyTopic, seen: _TherapyView, goals: tuple[Goal, ...]) -> TherapyOption:
        summary = self._texts[seen.summary]
        fits = zip(Goal, seen.fits, strict=True)
        return TherapyOption(
            therapy=topic.therapy,
            title=topic.title,
            group=topic.therapy.group,
            relevance=Relevance(seen.finding.answer or Relevance.DEPENDS),
            depends_on=seen.finding.depends_on,
            outcomes=tuple(map(self._outcome, seen.finding.outcomes)),
            summary=summary.text,
            passages=self._places(summary),
            reasons=tuple(map(self._reason, (*seen.finding.reasons, *seen.remarks))),
            goal_fit=tuple(self._fit(goal, rule) for goal, rule in fits if rule and goal in goals),
            how_it_works=self._statement(topic.how_it_works),
            how_it_is_given=self._statement(topic.how_it_is_given),
            side_effects=self._statement(topic.side_effects),
        )

    def _outcome(self, found: OutcomeFound) -> Outcome:
        relevance, when = Relevance(found.answer), self._alternatives(found.when)
        reasons = tuple(map(self._reason, found.reasons))
        return Outcome(relevance=relevance, when=when, text=outcome_text(relevance, when), reasons=reasons)

    def _reason(self, fired: Fired) -> Reason:
        rule = self._texts[fired.rule]
        return Reason(
            rule=rule.id,
            text=rule.text,
            because=tuple(map(self._fact, fired.because)),
            when=self._alternatives(fired.when),
            passages=self._places(rule),
            ours=rule.ours,
        )

    def _fit(self, goal: Goal, rule: str) -> GoalFit:
        text, title = self._texts[rule], next(topic.title for topic in self._topics.goals if topic.goal == goal)
        fit = text.fit if isinstance(text, FitRule) else Fit.NOT_STATED
        return GoalFit(
            goal=goal, title=title, fit=fit, text=text.text, passages=self._places(text), ours=text.ours
        )

    def _alternatives(self, when: tuple[tuple[FactValue, ...], ...]) -> tuple[tuple[Fact, ...], ...]:
        return tuple(tuple(map(self._fact, alternative)) for alternative in when)

    def _fact(self, fact: FactValue) -> Fact:
        name, value = fact
        words = self._topics.facts.facts.get(name, {}).get(value) or self._relevance_in_words(name, value)
        return Fact(name=name, value=value, text=words)

    def _relevance_in_words(self, name: str, value: str) -> str:
        therapy = Therapy(name.partition(".")[2])
        title = next(topic.title for topic in self._topics.therapies if topic.therapy == therapy)
        return f"for {title.lower()}, {RELEVANCE_WORDS[Relevance(value)]}"

    # Receptors, and the profile in words

    def _receptors_part(self) -> _Part[Receptors]:
        topic = self._topics.receptors
        shown = [fact for fact in topic.facts if fact.shown]
        names = tuple(name for name, domain in facts.FACTS.items() if domain.fields == (name,))
        fields = self._findings.fields(*(fact.fact for fact in shown))

        def view(profile: PatientProfile) -> tuple[Any, ...]:
            said = facts.stated(profile)
            groups = tuple(self._findings.settled(fact.fact, profile) for fact in shown)
            unsettled = tuple(name for name in facts.open_fields(profile) if name in names)
            return tuple((name, said[name]) for name in names), groups, unsettled

        def build(seen: tuple[Any, ...], *picked: frozenset[str]) -> Receptors:
            results, groups, unsettled = seen
            return Receptors(
                results=tuple(map(self._fact, results)),
                groups=tuple(map(self._group, shown, groups)),
                open=unsettled,
                statements=self._shown(topic.texts, picked),
                remarks=self._shown(topic.remarks, picked),
            )

        return _Part([_Seen(tuple({*names, *fields}), view), *self._groups((*topic.texts, *topic.remarks))], build)

    def _group(self, fact: DerivedFact, finding: Finding) -> ReceptorGroup:
        rule = self._texts[finding.reasons[0].rule] if finding.reasons else None
        return ReceptorGroup(
            name=fact.fact,
            title=fact.title,
            value=finding.answer or OPEN,
            text=rule.text if rule else _sentence(self._fact((fact.fact, OPEN)).text),
            depends_on=finding.depends_on,
            passages=self._places(rule) if rule else (),
        )

    def _words_parts(self) -> list[_Part[tuple[str, ...]]]:
        names = tuple(name for name, domain in facts.FACTS.items() if domain.fields == (name,))
        titles = {topic.site: topic.title for topic in self._topics.sites}

        def receptors(profile: PatientProfile) -> tuple[str, ...]:
            said = facts.stated(profile)
            return tuple(_sentence(self._fact((name, said[name])).text) for name in names)

        def places(profile: PatientProfile) -> tuple[str, ...]:
            sites, symptomatic = facts.known_sites(profile), profile.symptomatic_sites
            spread = "not stated" if sites is None else _listed([titles[site] for site in sites])
            causing = "not stated" if symptomatic is None else _listed([titles[site] for site in symptomatic])
            return f"Spread to: {spread}", f"Significant symptoms from: {causing or 'none of the sites'}"

        as_it_is: Callable[[Any], Any] = lambda seen: seen  # noqa: E731 -- two parts need no building
        return [
            _Part([_Seen(names, receptors)], as_it_is),
            _Part([_Seen(("sites", "symptomatic_sites"), places)], as_it_is),
        ]

    def _goals_in_words(self, goals: tuple[Goal, ...]) -> tuple[str, ...]:
        titles = {topic.goal: topic.title for topic in self._topics.goals}
        return ("Goals: " + (_listed([titles[goal] for goal in goals]) or "none stated"),)


OTHER_RULES: Final = Statement(
    text="These answers come from rules other than those that ship with this library.", ours=True
)


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


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def _listed(words: list[str]) -> str:
    return ", ".join(words)
