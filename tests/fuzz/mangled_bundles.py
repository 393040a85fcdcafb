"""Health records in FHIR, mangled: each is refused, or read and shown in every format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from random import Random
from typing import Any

from made_up_records import (
    AJCC,
    BONE,
    BREAST,
    ER,
    HER2,
    INTERPRETATION,
    LUNG_CANCER,
    M_CATEGORY,
    NEGATIVE,
    POSITIVE,
    PR,
    STAGE,
    STAGE_3A,
    STAGE_4,
    UNSPECIFIED,
    bundle,
    concept,
    condition,
    observation,
    patient,
)
from mangling import mangled
from outcomes import Outcome, outcome, show_everywhere

from mbc_explainer import explain
from mbc_explainer.records import read_fhir

_SURE = {"verificationStatus": concept(("x", "confirmed")), "clinicalStatus": concept(("x", "active"))}
_WHO = {"identifier": [{"system": "urn:x", "value": "7"}], "name": [{"family": "Made-Up"}]}


def records() -> list[str]:
    """Records that are right, as JSON."""
    person = [
        patient("a", **_WHO),
        condition(BREAST, of="Patient/a", stage=[{"summary": concept(STAGE_4)}], id="1", **_SURE),
        condition(BONE, of="Patient/a", bodySite=[concept(("x", "y"))], **_SURE),
        observation(ER, POSITIVE, of="Patient/a", id="2"),
        observation(PR, of="Patient/a", interpretation=[concept((INTERPRETATION, "NEG", "Negative"))]),
        observation(STAGE, (AJCC, "4", "IV"), of="Patient/a"),
        {"resourceType": "Observation", "status": "final", "component": [
            {"code": concept(HER2, text="HER2"), "valueCodeableConcept": concept(NEGATIVE)},
            {"code": concept(ER), "dataAbsentReason": concept(("x", "unknown"))},
        ], "subject": {"reference": "Patient/a"}},
    ]  # fmt: skip
    other = [
        condition(LUNG_CANCER, of="#c", contained=[patient("c", **_WHO)]),
        condition(UNSPECIFIED, of="urn:uuid:b"),
        observation(M_CATEGORY, STAGE_3A, of="http://a.example/Patient/b"),
        {"resourceType": "DiagnosticReport", "subject": {"reference": "Patient/a"}, "contained": [observation(ER)]},
    ]
    urls = [
        {"fullUrl": f"http://a.example/{one['resourceType']}/{at}", "resource": one} for at, one in enumerate(other)
    ]
    return list(
        map(json.dumps, (bundle(*person), [*person, *other], [bundle(*person), bundle(*person)], bundle(entry=urls)))
    )


def mangled_bundles(count: int, draw: Random) -> Iterator[Outcome]:
    """What became of so many."""
    texts = records()
    for _ in range(count):
        data, done = mangled(draw.choice(texts), draw)
        given = data if draw.random() < 0.5 else _as_text(data, draw)
        yield outcome(partial(read, given, draw), done)


def _as_text(data: Any, draw: Random) -> str | bytes:
    """The same as JSON or JSON Lines, now and then cut short."""
    text = "\n".join(map(json.dumps, data)) if isinstance(data, list) and draw.random() < 0.5 else json.dumps(data)
    if draw.random() < 0.1:
        text = text[: draw.randint(0, len(text))]
    return text if draw.random() < 0.5 else text.encode()


def read(given: Any, draw: Random) -> None:
    """Read a record, show it, and explain whoever has a profile."""
    record = read_fhir(given, sites_complete=draw.random() < 0.5, identifiers=draw.random() < 0.5)
    show_everywhere(record, draw, 0.05)
    assert record == type(record).from_json(record.model_dump_json())
    for person in record:
        assert (person.profile is None) == (person.no_profile is not None)
        if person.profile:
            assert explain(person.profile).options
