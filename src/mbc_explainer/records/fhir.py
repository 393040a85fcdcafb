"""Health records in FHIR: who is in one, what it says of each, and where."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mbc_explainer.answers.renderable import Renderable, in_lines
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Section

from .bundles import sorted_by_person
from .person import Person, person_of
from .person_in_words import in_a_line, section_of_person, section_of_rest

__all__ = ["FhirRecord", "read_fhir"]


class FhirRecord(Renderable):
    """What a health record in FHIR says of each person in it, and where it says so.

    It names nobody: people and entries have numbers, unless identifiers were asked for.
    """

    people: tuple[Person, ...]
    """Everyone in the record, in its order; some may have no profile."""
    not_theirs: int
    """How many conditions and observations are about nobody in the record, or about somebody who cannot be told."""
    not_read: int
    """How many entries are neither people nor conditions nor observations."""

    def blocks(self) -> Section:
        """Everyone in the record: the profile, whether the cancer has spread, and what was read from where."""
        people = tuple(map(section_of_person, self.people))
        return Section(phrase("record.title"), (*people, *section_of_rest(len(people), self.not_theirs, self.not_read)))

    def __iter__(self) -> Iterator[Person]:  # type: ignore[override]  # it iterates as the people
        return iter(self.people)

    def _in_a_line(self) -> str:
        return in_lines(phrase("record.people", count=len(self.people)), *map(in_a_line, self.people))


def read_fhir(
    record: Mapping[str, Any] | Sequence[Any] | str | bytes, *, sites_complete: bool = False, identifiers: bool = False
) -> FhirRecord:
    """Read a health record in FHIR (R4, R4B or R5), such as one in the profiles of mCODE.

    Results are read from codes alone, never from free text. What is missing, preliminary, doubtful or
    given in two ways is not known; dates are not looked at, so none of two counts as the newer.

    Args:
        record: a bundle of any type, one resource, a list of either, or such as JSON or JSON Lines.
        sites_complete: whether the record names every place that the cancer has spread to. A profile takes
            the places in it as all there are; so without this the places of a record are not taken.
        identifiers: whether the answer has the ids of people and entries; without, it has numbers alone.

    Raises:
        RecordError: it is no FHIR; it says what was given and what is accepted.
    """
    people, nobodys, others = sorted_by_person(record)
    return FhirRecord(
        people=tuple(
            person_of(number, owned, sites_complete=sites_complete, identifiers=identifiers)
            for number, owned in enumerate(people, 1)
        ),
        not_theirs=len(nobodys),
        not_read=len(others),
    )
