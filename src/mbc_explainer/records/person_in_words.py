"""One person of a record in words: what was read, what it says twice, and what was passed over."""

from __future__ import annotations

from collections.abc import Iterator

from mbc_explainer.answers.phrasing import capitalized, listed
from mbc_explainer.errors import escaped
from mbc_explainer.patient.vocabulary import RECEPTORS
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail, Items, Paragraph, Section, Table
from mbc_explainer.rendering.blocks import Block

from .person import Contradiction, PassedOver, Person, Reading
from .statements import Origin

__all__ = ["in_a_line", "lines_of_person", "section_of_person", "section_of_rest"]


def in_a_line(person: Person) -> str:
    """What a prompt shows of a person."""
    return phrase("record.in_a_line", person=_called(person), said=_profile(person))


def lines_of_person(person: Person) -> Iterator[str]:
    """What was read of a person and where, a line each; what a contradiction lists stands there alone."""
    yield in_a_line(person)
    yield from _spread(person)
    listed_there = {reading for one in person.contradictions for reading in one.readings}
    yield from (_line(one) for one in person.readings if one not in listed_there)
    yield from map(_in_full, person.contradictions)
    yield from (phrase("record.not_taken", line=line) for line in _passed_over(person))


def section_of_person(person: Person) -> Section:
    """A person of a record."""
    said = (capitalized(_profile(person)), *_spread(person), *map(_in_full, person.contradictions))
    blocks: list[Block] = [*map(Paragraph, said)]
    if person.readings:
        rows = tuple(
            (_title(one.field), one.value, _place(one.origin), ", ".join(_names(one.origin))) for one in person.readings
        )
        head = tuple(phrase(f"record.column.{name}") for name in ("what", "says", "where", "codes"))
        blocks.append(Table(phrase("record.caption"), head, rows))
    if person.passed_over:
        items = Items(tuple(map(Paragraph, _passed_over(person))))
        blocks.append(Section(phrase("record.passed_over_title"), (items,), detail=Detail.STANDARD))
    return Section(_called(person), tuple(blocks))


def section_of_rest(people: int, not_theirs: int, not_read: int) -> tuple[Block, ...]:
    """What belongs to nobody, what was not read at all, and how the rest was read."""
    lines = [] if people else [phrase("record.nobody")]
    lines += [phrase("record.not_theirs", count=not_theirs)] if not_theirs else []
    lines += [phrase("record.not_read", count=not_read)] if not_read else []
    how = Items(tuple(map(Paragraph, (*lines, phrase("record.how"), phrase("record.codes")))))
    return (Section(phrase("record.rest"), (how,), detail=Detail.STANDARD if people else Detail.BRIEF),)


def _called(person: Person) -> str:
    called = phrase("record.person", number=person.number)
    if person.identifier is None:
        return called
    return phrase("record.called", person=called, identifier=escaped(person.identifier))


def _profile(person: Person) -> str:
    if person.profile is None:
        return phrase(f"record.no_profile.{person.no_profile}")
    results = (
        phrase("profile.short_result", field=phrase(f"record.field.{name}"), value=getattr(person.profile, name))
        for name in RECEPTORS
    )
    where = phrase("profile.not_stated") if person.profile.sites is None else listed(person.profile.sites)
    return phrase("record.profile", results=listed(results), sites=where)


def _spread(person: Person) -> tuple[str, ...]:
    return () if person.profile is None else (phrase(f"record.metastatic.{person.metastatic}"),)


def _title(field: str) -> str:
    return phrase(f"record.field.{field or 'nothing'}")


def _place(origin: Origin) -> str:
    return phrase("record.entry", entry=origin.entry, kind=origin.resource)


def _names(origin: Origin) -> tuple[str, ...]:
    """The codes of an entry, and its own id where that was asked for."""
    return tuple(escaped(name) for name in (origin.identifier, origin.code, origin.value) if name)


def _where(origin: Origin) -> str:
    place, names = _place(origin), _names(origin)
    return phrase("record.with_codes", place=place, codes=", ".join(names)) if names else place


def _line(one: Reading | PassedOver) -> str:
    said = phrase("record.says", what=_title(one.field), value=one.value) if one.value else _title(one.field)
    return phrase("record.line", said=said, where=_where(one.origin))


def _in_full(one: Contradiction) -> str:
    each = (phrase("record.line", said=said.value, where=_where(said.origin)) for said in one.readings)
    return phrase("record.contradiction", text=one.text, each="; ".join(each))


def _passed_over(person: Person) -> Iterator[str]:
    """What was passed over, with each reason once."""
    for reason in dict.fromkeys(one.reason for one in person.passed_over):
        lines = dict.fromkeys(_line(one) for one in person.passed_over if one.reason is reason)
        yield phrase("record.passed_over", lines="; ".join(lines), why=phrase(f"record.reason.{reason}"))
