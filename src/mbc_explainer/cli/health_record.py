"""A health record in FHIR as the profiles of the people in it; what was read from where goes to standard error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mbc_explainer.errors import RecordError
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.phrases import phrase
from mbc_explainer.records import FhirRecord, Person, read_fhir
from mbc_explainer.records.person_in_words import lines_of_person

from .input import Given
from .output import say

__all__ = ["is_record", "people_in"]

_MARK: Final = b'"resourceType"'
"""What stands in every resource, and in no profile."""
_XML: Final = b"<"
"""How XML starts, and JSON never; a byte order mark may stand before."""


def is_record(content: bytes) -> bool:
    """Whether a text is a health record in FHIR, or means to be one."""
    return _MARK in content or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_XML)


def people_in(content: bytes, *, sites_complete: bool = False) -> PatientProfile | Iterator[Given]:
    """The profile of the one person in a record, or each of several people, with their numbers.

    Raises:
        RecordError: it is no FHIR, nobody is in it, or the one person has no profile.
    """
    record = read_fhir(content, sites_complete=sites_complete)
    if len(record.people) > 1:
        return _each(record)
    if not record.people:
        raise RecordError(phrase("record.nobody"))
    profile = _profile(record.people[0])
    if isinstance(profile, RecordError):
        raise profile
    return profile


def _each(record: FhirRecord) -> Iterator[Given]:
    return (Given(person.number, _profile(person)) for person in record.people)


def _profile(person: Person) -> PatientProfile | RecordError:
    """Somebody's profile, or why there is none; what was read is told first."""
    said, *more = lines_of_person(person)
    for line in (said, *more) if person.profile else more:
        say(phrase("cli.record", line=line))
    return person.profile or RecordError(said)
