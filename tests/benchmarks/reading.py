"""Profiles in, answers out: mappings and JSON bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

from profiles import mappings, oddly_spelled
from timing import Row, Scale, Work, alternating

from mbc_explainer import Explanation, PatientProfile, ProfileError, explain

__all__ = ["rows"]


def rows(scale: Scale) -> Iterator[Row]:
    """Reading, answering and writing, warm."""
    given = mappings(scale.profiles + scale.profiles // 2)
    as_bytes = [json.dumps(profile).encode() for profile in given]
    before, new = as_bytes[: scale.profiles], as_bytes[scale.profiles :]
    for text in before:
        answered(text)
    random, half = Random(2026), len(new) // 2
    profiles = [PatientProfile.model_validate_json(text) for text in new[half:]]
    answers = [explain(profile) for profile in profiles]
    read = given[: scale.profiles // 2]
    texts = [answered(text) for text in before[-half // 2 :]]
    works = {
        "PatientProfile from a mapping of plain words": Work(PatientProfile.model_validate, read),
        "PatientProfile from a mapping, spelled oddly, each in a new way": Work(
            PatientProfile.model_validate, [oddly_spelled(profile, random) for profile in read]
        ),
        "PatientProfile from a mapping, refused": Work(_refused, [profile | {"er": "perhaps"} for profile in read]),
        "PatientProfile from JSON bytes": Work(PatientProfile.model_validate_json, before[: scale.profiles // 2]),
        "JSON bytes in, JSON bytes out: profiles seen before": Work(answered, before[-half:]),
        "JSON bytes in, JSON bytes out: profiles never seen": Work(answered, new[:half]),
        "model_dump_json, answers never written": Work(Explanation.model_dump_json, answers),
        "from_json": Work(Explanation.from_json, texts),
    }
    yield from alternating(works)


def answered(given: bytes) -> bytes:
    """What a service does: the JSON of a profile in, the JSON of its answer out."""
    return explain(PatientProfile.model_validate_json(given)).model_dump_json().encode()


def _refused(given: dict[str, Any]) -> str:
    try:
        PatientProfile.model_validate(given)
    except ProfileError as error:
        return str(error)
    raise AssertionError(f"{given} was accepted; it was to be refused")
