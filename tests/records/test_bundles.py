import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_records import BREAST, ER, LUNG_CANCER, POSITIVE, bundle, condition, observation, patient

from mbc_explainer.records import RecordError
from mbc_explainer.records.bundles import sorted_by_person

WHO: dict[str, Any] = {"identifier": [{"system": "urn:made-up", "value": "7"}], "name": [{"family": "Made-Up"}]}


def owned(record: Any) -> list[tuple[str, int]]:
    """The people of a record, and how many entries each has."""
    return [(person.name, len(person.entries)) for person in sorted_by_person(record).people]


ONE = [condition(BREAST), observation(ER, POSITIVE)]
AT = "http://a.example/fhir"


def entry(resource: dict[str, Any], address: str | None = None) -> dict[str, Any]:
    return {"resource": resource} | ({"fullUrl": address} if address else {})


def entries(*given: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": "searchset", "entry": list(given)}


@pytest.mark.parametrize(
    "record",
    [
        bundle(patient(), *ONE),
        bundle(*reversed([patient(), *ONE]), type="transaction"),
        [patient(), *ONE],
        (patient(), *ONE),
        bundle(bundle(patient()), bundle(*ONE), type="batch-response"),
        json.dumps(bundle(patient(), *ONE)),
        json.dumps(bundle(patient(), *ONE)).encode("utf-8-sig"),
        "\ufeff" + "\r\n\r\n".join(map(json.dumps, [patient(), *ONE])),
        "\n".join(json.dumps(one, indent=1) for one in [patient(), *ONE]),
    ],
)
def test_a_record_may_come_in_any_form(record: Any) -> None:
    assert [("p", 2)] == owned(record)


def named(name: str | None, **more: Any) -> list[dict[str, Any]]:
    return [condition(BREAST, of=name, **more), observation(ER, POSITIVE, of=name, **more)]


@pytest.mark.parametrize(
    "record",
    [
        [patient(), *named(None)],
        [patient(), *named("p")],
        [patient(), *named("Patient/p/_history/3")],
        entries(entry(patient(), "urn:uuid:1"), *map(entry, named("urn:uuid:1"))),
        entries(entry(patient("1"), "urn:uuid:x"), *map(entry, named("Patient/1"))),
        entries(entry(patient("1")), *map(entry, named("urn:uuid:1"))),
        entries(entry(patient(), f"{AT}/Patient/p"), *map(entry, named(f"{AT}/Patient/p"))),
        entries(entry(patient(), f"{AT}/Patient/p"), *map(entry, named("Patient/p"))),
        [entries(entry(patient(), f"{AT}/Patient/p")), entries(*map(entry, named(f"{AT}/Patient/p")))],
        [
            entries(entry(patient(), f"{AT}/Patient/p")),
            entries(*(entry(one, f"{AT}/{one['resourceType']}/1") for one in named("Patient/p"))),
        ],
        [patient(), *named(f"{AT}/Patient/p")],
        [patient(**WHO), *({**one, "subject": {"identifier": WHO["identifier"][0]}} for one in named(None))],
        [{**one, "contained": [patient("c", **WHO)]} for one in named("#c")],
        [{**one, "contained": [patient("c")]} for one in named("#c")],
        [bundle(patient(**WHO), named("Patient/p")[0]), bundle(patient(**WHO), named("Patient/p")[1])],
        [{**one, "subject": {"reference": None}, "patient": {"reference": "Patient/p"}} for one in named(None)],
        [{**one, "subject": "Patient/p"} for one in named(None)],
        named("Patient/p"),
        named("urn:uuid:1"),
        named(None),
    ],
)
def test_who_an_entry_is_about_may_be_said_in_any_way(record: Any) -> None:
    assert [2] == [entries for _, entries in owned(record)]


@pytest.mark.parametrize(
    ("record", "expected", "nobodys"),
    [
        ([patient("a"), patient("b"), *named("Patient/a")], [("a", 2), ("b", 0)], 0),
        ([patient("a"), patient("b"), *named(None)], [("a", 0), ("b", 0)], 2),
        ([patient("a"), *named("Patient/a"), observation(ER, POSITIVE, of="Patient/b")], [("a", 2)], 1),
        ([patient("a"), condition(LUNG_CANCER, of="Patient/b")], [("a", 0), ("Patient/b", 1)], 0),
        ([patient("a"), *named("Group/a")], [("a", 0)], 2),
        ([patient("a"), *named("#gone")], [("a", 0)], 2),
        (
            [observation(ER, POSITIVE, of="Patient/a"), observation(ER, of="Patient/b")],
            [("Patient/a", 1), ("Patient/b", 1)],
            0,
        ),
        # two servers, and two bundles, each with a Patient/p of its own
        (
            entries(
                entry(patient(), f"{AT}/Patient/p"),
                entry(patient(), "http://b.example/Patient/p"),
                *map(entry, named("Patient/p")),
            ),
            [("p", 0), ("p", 0)],
            2,
        ),
        ([bundle(patient(), *named("Patient/p")), bundle(patient(), *named("Patient/p"))], [("p", 2), ("p", 2)], 0),
        ([bundle(*named("Patient/p")), bundle(*named("Patient/p"))], [("Patient/p", 2), ("Patient/p", 2)], 0),
        (
            entries(entry(patient(), f"{AT}/Patient/p"), *map(entry, named("http://b.example/Patient/p"))),
            [("p", 0), ("b.example/Patient/p", 2)],
            0,
        ),
        (
            [
                patient("a", **WHO),
                patient("b", **WHO),
                {**condition(BREAST, of=None), "subject": {"identifier": WHO["identifier"][0]}},
            ],
            [("a", 0), ("b", 0)],
            1,
        ),
        (bundle(), [], 0),
        ({"resourceType": "CapabilityStatement"}, [], 0),
    ],
)
def test_people_are_kept_apart_and_what_cannot_be_told_is_nobodys(
    record: Any, expected: list[tuple[str, int]], nobodys: int
) -> None:
    assert expected == owned(record)
    assert nobodys == len(sorted_by_person(record).nobodys)


def test_what_stands_there_twice_to_the_letter_is_there_once() -> None:
    assert [("p", 2)] == owned(bundle(patient(), *ONE, *ONE))


def test_what_a_resource_contains_is_read_and_is_about_the_same_person() -> None:
    report = {"resourceType": "DiagnosticReport", "subject": {"reference": "Patient/p"}}
    record = [patient(), condition(BREAST), report | {"contained": [observation(ER, POSITIVE, of=None)]}]
    (person,) = sorted_by_person(record).people
    assert [2, 3] == [one.number for one in person.entries]


def test_what_cannot_be_read_in_a_bundle_is_counted() -> None:
    broken = {
        "resourceType": "Bundle",
        "entry": [{"resource": {"id": "x"}}, {"resource": 17}, "x", {"response": {}}, None],
    }
    assert 4 == len(sorted_by_person(broken).others)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "holds no object"),
        ("nonsense", "not JSON"),
        ("<Bundle/>", "it is XML"),
        ("\ufeff <?xml version='1.0'?><Bundle/>", "it is XML"),
        ("{} {", "not JSON"),
        ("[" * 100_000, "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        ('{"resourceType": "Patient", "id": "a", "id": "b"}', "stands twice"),
        ('{"er": "positive"}', "no resourceType"),
        ({"er": "positive"}, "no resourceType"),
        ([patient(), {}], "no resourceType"),
        ({"resourceType": 17}, "no resourceType"),
        ([], "holds no object"),
        ({}, "holds no object"),
        (None, "holds no object"),
        (17, "holds no object"),
        ('"Bundle"', "holds no object"),
        ([[[[[[[[[[[[[[[patient()]]]]]]]]]]]]]]], "too deeply"),
    ],
)
def test_what_is_no_fhir_is_refused_with_what_is_accepted(given: Any, why: str) -> None:
    with pytest.raises(RecordError, match=why) as raised:
        sorted_by_person(given)
    assert "accepted: FHIR as JSON" in str(raised.value)
    assert 250 > len(str(raised.value))


def test_a_refusal_does_not_show_what_stands_in_an_object() -> None:
    with pytest.raises(RecordError) as raised:
        sorted_by_person([patient("Ada Secret"), {"name": "Ada Secret"}])
    assert "Secret" not in str(raised.value)


def test_a_bundle_that_holds_itself_is_refused() -> None:
    knot = bundle()
    knot["entry"] = [{"resource": knot}]
    with pytest.raises(RecordError, match="too deeply"):
        sorted_by_person(knot)


@given(st.permutations([patient("a"), patient("b"), *named("Patient/a"), *named("Patient/b"), *named("Patient/c")]))
def test_the_order_of_entries_makes_no_difference_to_whose_they_are(entries: list[dict[str, Any]]) -> None:
    assert [("Patient/c", 2), ("a", 2), ("b", 2)] == sorted(owned(entries))
