"""A health record on the command line: its people, and what was read from where."""

import json
from pathlib import Path
from typing import Any

import pytest
from made_up_records import (
    BONE,
    BREAST,
    ER,
    LUNG_CANCER,
    POSITIVE,
    bundle,
    condition,
    observation,
    patient,
    with_breast_cancer,
)
from typer.testing import CliRunner

from mbc_explainer import PatientProfile, compare, explain
from mbc_explainer.cli.commands import app
from mbc_explainer.cli.health_record import is_record, people_in
from mbc_explainer.errors import RecordError

ONE = with_breast_cancer(observation(ER, POSITIVE), condition(BONE))
ANOTHER = bundle(patient("q"), condition(BREAST, LUNG_CANCER, of="Patient/q"))
PROFILE = PatientProfile(er="positive")


def run(*words: str, given: Any = None) -> Any:
    text = "\n".join(map(json.dumps, given)) if isinstance(given, list) else json.dumps(given)
    return CliRunner().invoke(app, words, input=text, catch_exceptions=False)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"resourceType": "Bundle"}', True),
        (b'{"er": "positive"}', False),
        (b"", False),
        (b"resourceType", False),
        (b"\xef\xbb\xbf <Bundle/>", True),
    ],
)
def test_a_record_is_known_by_what_stands_in_every_resource(content: bytes, expected: bool) -> None:
    assert expected is is_record(content)


@pytest.mark.parametrize("name", ["bundle.json", "lines.ndjson", "lines.jsonl", "-"])
def test_the_one_person_of_a_record_gets_an_answer_and_what_was_read_is_told_beside_it(
    name: str, tmp_path: Path
) -> None:
    given = ONE if name == "bundle.json" else [entry["resource"] for entry in ONE["entry"]]
    if name != "-":
        text = json.dumps(given) if isinstance(given, dict) else "\n".join(map(json.dumps, given))
        (tmp_path / name).write_text(text, encoding="utf-8")
        name = str(tmp_path / name)
    done = run("explain", name, "--format", "text", given=given)
    assert (0, explain(PROFILE).to_text(detail="brief")) == (done.exit_code, done.stdout)
    assert "Person 1: ER positive" in done.stderr
    assert "ER: positive, entry 3 (Observation), LOINC 85337-4" in done.stderr
    assert "Passed over: A place that it has spread to: bone" in done.stderr


def test_places_are_taken_where_they_are_said_to_be_all() -> None:
    done = run("explain", "-", "--sites-complete", "--format", "json", given=ONE)
    assert ["bone"] == json.loads(done.stdout)["profile"]["sites"]
    assert "--sites-complete is for a health record" in run("explain", "--sites-complete", "--er", "positive").stderr


def test_several_people_go_out_as_json_lines_each_with_a_number() -> None:
    done = run("explain", "-", given=[ONE, ANOTHER, ONE])
    assert 1 == done.exit_code
    assert [PROFILE, PROFILE] == [
        PatientProfile.model_validate(json.loads(x)["profile"]) for x in done.stdout.splitlines()
    ]
    assert "-:2: Person 2: no profile, since the record names another cancer" in done.stderr
    assert "Person 3: ER positive" in done.stderr


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (ANOTHER, "Person 1: no profile, since the record names another cancer"),
        (bundle(patient()), "has no code for breast cancer"),
        (bundle(), "Nobody is in this record"),
        ({"resourceType": 17}, "is not accepted: something in it has no resourceType; accepted: FHIR"),
    ],
)
def test_nobody_with_a_profile_is_a_refusal_with_the_reason(given: Any, why: str) -> None:
    with pytest.raises(RecordError) as raised:
        people_in(json.dumps(given).encode())
    assert why in str(raised.value)


def test_other_commands_take_a_record_too(tmp_path: Path) -> None:
    record, other = tmp_path / "record.json", tmp_path / "other.json"
    record.write_text(json.dumps(ONE), encoding="utf-8")
    other.write_text("{}", encoding="utf-8")
    assert explain(PROFILE).why("surgery").to_text() == run("why", "surgery", str(record)).stdout
    assert compare(PROFILE, PatientProfile()).to_text() == run("compare", str(record), str(other)).stdout
    several = run("why", "surgery", "-", given=[ONE, ANOTHER])
    assert (2, "") == (several.exit_code, several.stdout)
