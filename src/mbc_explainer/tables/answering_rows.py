"""The answers of many people at once: one ``explain`` for each way in which what a decision reads is stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain, combinations
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from mbc_explainer.answers.explainer import explain
from mbc_explainer.answers.explanation import Explanation
from mbc_explainer.answers.open_questions import OpenQuestion, OpenQuestions
from mbc_explainer.answers.rulebooks import RuleBook
from mbc_explainer.patient.facts import fields_behind
from mbc_explainer.patient.profile import PatientProfile, title_of
from mbc_explainer.patient.vocabulary import FIELDS, Relevance, Therapy

from .counts import AnswerCount, FieldCount, TableCounts, TherapyCount, Unit
from .encoding import Codes, Encoded, combined, weighed
from .mapping import TableMapping
from .questions import TableQuestion, TableQuestions
from .reading_rows import PeopleRead

__all__ = [
    "AnswerColumn",
    "answer_columns",
    "answered_counts",
    "decide",
    "fields_read",
    "fields_told",
    "names_of_columns",
]

Asked = Callable[[int, int], Iterable[OpenQuestion]]
"""What is still open in one of the explanations of one group of decisions."""
BETWEEN: Final = ", "
"""What stands between the fields in a cell of a ``_depends_on`` column."""


class AnswerColumn(NamedTuple):
    """A column of answers: a code for each row, and the text that each code stands for."""

    name: str
    codes: Codes
    texts: Sequence[str | None]
    vocabulary: tuple[str, ...]
    """The texts that there can be, in order."""

    def in_arrow(self, start: int = 0, end: int | None = None) -> pa.DictionaryArray:
        """Some of its rows in Arrow: each text once."""
        places = {text: at for at, text in enumerate(self.vocabulary)}
        lookup = np.array([-1 if text is None else places[text] for text in self.texts], np.int16)
        codes = lookup.take(self.codes[start:end])
        missing = codes < 0 if None in self.texts else None
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=missing), pa.array(self.vocabulary, pa.string()))


class Decided(NamedTuple):
    """The answers of some therapy categories that read the same fields."""

    therapies: tuple[Therapy, ...]
    people: Encoded
    """For each person, which way of stating what these categories read."""
    explanations: tuple[Explanation, ...]
    """The explanation for each such way."""


def fields_read(rules: RuleBook) -> dict[Therapy, tuple[str, ...]]:
    """For each therapy category, the fields of a profile on which its answer turns; the rules say which."""
    answers = rules.knowledge.answers
    return {therapy: fields_behind(answers[f"{therapy}.relevance"].inputs) for therapy in Therapy}


def fields_told(mapping: TableMapping, rules: RuleBook) -> frozenset[str]:
    """The mapped fields of which the words are told and no more: no answer turns on what a row states of them."""
    if mapping.person is not None:  # what a person's rows state differently is told too
        return frozenset()
    read = {name for names in fields_read(rules).values() for name in names}
    return frozenset(field.field for field in mapping.fields if FIELDS[field.field].kind == "choices") - read


def names_of_columns() -> tuple[str, ...]:
    """What the columns of answers are called."""
    return tuple(name for therapy in Therapy for name in (str(therapy), f"{therapy}_depends_on"))


def decide(read: PeopleRead, rules: RuleBook) -> tuple[Decided, ...]:
    """Answer every person, by way of what each decision reads."""

    @cache
    def explained(stated: tuple[tuple[str, Any], ...]) -> Explanation:
        return explain(PatientProfile.model_validate(dict(stated)), knowledge=rules.knowledge)

    groups: dict[tuple[str, ...], list[Therapy]] = {}
    for therapy, names in fields_read(rules).items():
        groups.setdefault(tuple(name for name in names if name in read.fields), []).append(therapy)
    decided = []
    for names, therapies in groups.items():
        people = combined([read.fields[name] for name in names]) if names else _all_alike(len(read.about))
        stated = (_stated(names, values) for values in people.cells)
        decided.append(Decided(tuple(therapies), people, tuple(map(explained, stated))))
    return tuple(decided)


def _all_alike(people: int) -> Encoded:
    return Encoded(np.zeros(people, np.uint8), ((),))


def _stated(names: Iterable[str], values: Iterable[Any]) -> tuple[tuple[str, Any], ...]:
    """What is stated, without what is not: so that the same profile is explained once for all decisions."""
    unknown = PatientProfile()
    stated = zip(names, values, strict=True)
    return tuple((name, value) for name, value in stated if value != getattr(unknown, name))


def answer_columns(decided: Iterable[Decided], read: PeopleRead, rules: RuleBook) -> tuple[AnswerColumn, ...]:
    """Two columns for each therapy category, a row for each row of the table."""
    columns = {}
    open_fields = {therapy: tuple(map(BETWEEN.join, _parts(names))) for therapy, names in fields_read(rules).items()}
    for group in decided:
        codes = group.people.codes if read.of_row is None else group.people.codes[read.of_row]
        about = read.about if read.of_row is None else read.about[read.of_row]
        left_out = [] if about.all() else [None]  # whom the table is not about: they have the last code, and no answer
        if left_out:
            codes = np.where(about, codes.astype(np.int64), len(group.explanations))
        for therapy in group.therapies:
            options = [explanation[therapy] for explanation in group.explanations]
            relevance: list[str | None] = [str(option.relevance) for option in options]
            depends_on = [BETWEEN.join(option.depends_on) or None for option in options]
            columns[str(therapy)] = AnswerColumn(
                str(therapy), codes, [*relevance, *left_out], tuple(map(str, Relevance))
            )
            depends = AnswerColumn(f"{therapy}_depends_on", codes, [*depends_on, *left_out], open_fields[therapy])
            columns[depends.name] = depends
    return tuple(columns[name] for name in names_of_columns())


def _parts(names: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Every choice of some of these, in their order."""
    return chain.from_iterable(combinations(names, size) for size in range(1, len(names) + 1))


def answered_counts(
    decided: Sequence[Decided], read: PeopleRead, rules: RuleBook
) -> tuple[TableCounts, TableQuestions]:
    """How many have which answer, and what one more result would settle."""

    @cache
    def asked(at: int, which: int) -> OpenQuestions:
        return decided[at].explanations[which].open_questions(knowledge=rules.knowledge)

    weights = read.about.astype(np.int64) if read.weights is None else read.about * read.weights
    of = int(weights.sum())
    unit: Unit = "rows" if read.of_row is None else "people"
    together = combined([group.people._replace(cells=range(len(group.people.cells))) for group in decided])
    ways = [_Way.of(decided, cell, asked) for cell in together.cells]
    sizes = weighed(together.codes, len(ways), weights).tolist()
    therapies = tuple(_therapy_count(therapy, ways, sizes) for therapy in Therapy)
    settled = sum(size for way, size in zip(ways, sizes, strict=True) if not way.open)
    counts = TableCounts(
        of=of,
        unit=unit,
        therapies=therapies,
        settled=settled,
        missing=_missing(read, weights, of),
        left_out=sum(note.rows or 0 for note in read.reading.notes if note.kind == "not_about"),
    )
    questions = [_question(field, ways, sizes) for field in FIELDS]
    turning = [question for question in questions if question.turning]
    turning.sort(key=lambda one: (-(one.settling or 0), -(one.turning or 0)))
    return counts, TableQuestions(of=of, unit=unit, unsettled=of - settled, questions=tuple(turning))


class _Way(NamedTuple):
    """All answers of the people who state the same, as far as any decision reads it."""

    titles: dict[Therapy, str]
    relevance: dict[Therapy, Relevance]
    open: dict[Therapy, tuple[str, ...]]
    """The categories left open, each with the fields on which it turns."""
    settles: dict[str, frozenset[Therapy]]
    """For each open field, the categories that it settles by itself."""

    @classmethod
    def of(cls, decided: Sequence[Decided], cell: Sequence[int], asked: Asked) -> _Way:
        """Put the answers of all decisions together."""
        way = cls({}, {}, {}, {})
        for at, (group, which) in enumerate(zip(decided, cell, strict=True)):
            for therapy in group.therapies:
                option = group.explanations[which][therapy]
                way.titles[therapy] = option.title
                way.relevance[therapy] = option.relevance
                if option.depends_on:
                    way.open[therapy] = option.depends_on
            for question in asked(at, which):
                own = set(group.therapies).intersection(question.settles)
                way.settles[question.field] = way.settles.get(question.field, frozenset()) | own
        return way


def _therapy_count(therapy: Therapy, ways: Sequence[_Way], sizes: Sequence[int]) -> TherapyCount:
    answers: Counter[Relevance] = Counter()
    turning: Counter[str] = Counter()
    for way, size in zip(ways, sizes, strict=True):
        answers[way.relevance[therapy]] += size
        for field in way.open.get(therapy, ()):
            turning[field] += size
    return TherapyCount(
        therapy=therapy,
        title=ways[0].titles[therapy] if ways else therapy,
        answers=tuple(AnswerCount(relevance=relevance, count=answers[relevance]) for relevance in Relevance),
        depends_on=tuple(
            FieldCount(field=field, title=title_of(field), count=turning[field]) for field in FIELDS if turning[field]
        ),
    )


def _missing(read: PeopleRead, weights: Codes, of: int) -> tuple[FieldCount, ...]:
    """For how many nothing is stated of each field that can be missing."""
    missing = {name: of for name, field in FIELDS.items() if field.kind != "choices"}
    for name in missing.keys() & read.fields.keys():
        missing[name] = int(weighed(read.fields[name].codes, 1, weights)[0])
    return tuple(FieldCount(field=name, title=title_of(name), count=count) for name, count in missing.items())


def _question(field: str, ways: Sequence[_Way], sizes: Sequence[int]) -> TableQuestion:
    turning = settling = answers = 0
    for way, size in zip(ways, sizes, strict=True):
        settled = way.settles.get(field, frozenset())
        turning += size * any(field in fields for fields in way.open.values())
        settling += size * (bool(way.open) and settled.issuperset(way.open))
        answers += size * len(settled)
    return TableQuestion(field=field, title=title_of(field), turning=turning, settling=settling, answers=answers)
