"""A cBioPortal clinical table, person by person: ``python examples/read_cbioportal.py TABLE.tsv``.

What real records write for a missing result is read as not known, never as negative. Places
other than the four that the document tells of are ``other``; a list of places that is
pending or missing is not stated. A word that is not listed here stops the reading, since
guessing would be worse.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from mbc_explainer import PatientProfile, Relevance, explain

RECEPTORS = {
    "er": "MedR Diagnostic ER Status",
    "pr": "MedR Diagnostic PR Status",
    "her2": "MedR Diagnostic HER2 Status",
}
PLACES = "MedR Ever Metastatic Sites"
PERSON = "Patient ID"

MISSING = {"", "ABSTRACTION PENDING", "NOT FOUND IN RECORD", "NOT DONE"}
RESULTS = {
    "POSITIVE": "positive",
    "NEGATIVE": "negative",
    "EQUIVOCAL": "equivocal",
    "INDETERMINATE": "unknown",
    "MULTIPLE": "unknown",  # several results that differ: which one counts is not for us to say
    **dict.fromkeys(MISSING, "unknown"),
}
SITES = {"BONE": "bone", "LUNG": "lung", "LIVER": "liver", "BRAIN": "brain"}


def plain(word: str) -> str:
    """A word of the table in one of its two spellings."""
    return word.strip().upper().replace("_", " ")


def result(words: Iterable[str], column: str) -> str:
    """One result from what a person's samples say; not known where they differ."""
    found = set()
    for word in map(plain, words):
        if word not in RESULTS:
            raise SystemExit(f"{column}: {word!r} is a word that this script does not know")
        found.add(RESULTS[word])
    return found.pop() if len(found) == 1 else "unknown"


def sites(lists: Iterable[str]) -> list[str] | None:
    """The places from what a person's samples list; None where a list is missing or pending."""
    places = {plain(place) for text in lists for place in text.split(",")}
    if not places or places & MISSING:
        return None
    return sorted({SITES.get(place, "other") for place in places})


def rows(table: Path) -> Iterator[dict[str, str]]:
    """The table's rows; lines that start with # are notes."""
    with table.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")


def read_people(table: Path) -> dict[str, PatientProfile]:
    """One profile for each person, whose samples may be several rows."""
    samples: dict[str, list[dict[str, str]]] = {}
    for row in rows(table):
        samples.setdefault(row[PERSON], []).append(row)
    return {
        person: PatientProfile(
            **{name: result([row[column] for row in own], column) for name, column in RECEPTORS.items()},
            sites=sites(row[PLACES] for row in own),
        )
        for person, own in samples.items()
    }


def main() -> None:
    """Say what was read, and how many people have each answer."""
    if len(sys.argv) != 2:  # noqa: PLR2004 -- the script and the table
        raise SystemExit("usage: read_cbioportal.py TABLE.tsv")
    table = Path(sys.argv[1])
    people = read_people(table)
    print(f"{sum(1 for _ in rows(table))} samples of {len(people)} people, from {table.name}")
    print("The figures are of that table alone; see its source for the people behind it.\n")
    for name, column in RECEPTORS.items():
        words = Counter(plain(row[column]) or "(empty)" for row in rows(table))
        read = ", ".join(f"{word} as {RESULTS.get(word, 'unknown')} ({n})" for word, n in words.most_common())
        print(f"{name}: {read}")
    stated = sum(profile.sites is not None for profile in people.values())
    print(f"sites: stated for {stated}, not stated for {len(people) - stated}\n")
    answers = Counter((option.title, option.relevance) for one in people.values() for option in explain(one).options)
    for title in dict.fromkeys(title for title, _ in answers):
        for relevance in (relevance for relevance in Relevance if (title, relevance) in answers):
            print(f"{title:<20}{relevance:<15}{answers[title, relevance]:>5} of {len(people)} people")


if __name__ == "__main__":
    main()
