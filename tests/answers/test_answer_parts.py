"""The parts of the answer, each from the facts that it reads."""

from collections.abc import Mapping
from typing import Any

import pytest

from mbc_explainer import PatientProfile, explain
from mbc_explainer.answers.answer_parts import Part
from mbc_explainer.patient.vocabulary import Symptom

_PLACES: tuple[dict[str, Any], ...] = (
    {},
    {"symptomatic_sites": []},
    *({"sites": [site]} for site in ("bone", "brain")),
    *({"sites": [site], "symptomatic_sites": []} for site in ("bone", "brain")),
    *({"sites": [site], "symptomatic_sites": [site]} for site in ("bone", "brain")),
)
"""Sites as the questions tell them apart."""


def test_groups_overlap_and_may_be_open() -> None:
    def groups(**profile: str) -> dict[str, str]:
        return {group.name: group.value for group in explain(PatientProfile(**profile)).receptors.groups}

    assert {"hr": "positive", "her2_group": "positive", "triple_negative": "no"} == groups(er="+", her2="+")
    assert {"hr": "negative", "her2_group": "negative", "triple_negative": "yes"} == groups(
        er="neg", pr="neg", her2="low"
    )
    assert {"hr": "open", "her2_group": "open", "triple_negative": "open"} == groups()
    assert {"hr": "open", "her2_group": "positive", "triple_negative": "no"} == groups(her2="+")


def test_open_receptors_come_in_the_profiles_order() -> None:
    assert ("er", "her2") == explain(PatientProfile(pr="neg", her2="equivocal")).receptors.open


@pytest.mark.parametrize(
    ("profile", "shown"),
    [
        ({"her2": "+"}, True),
        ({"er": "neg", "pr": "neg", "her2": "neg"}, True),
        ({"er": "neg", "pr": "neg"}, True),
        ({"er": "+", "her2": "neg"}, False),
        ({"er": "+"}, False),
        ({}, False),
        ({"er": "neg", "pr": "neg", "her2": "equivocal", "sites": ["bone"]}, True),
    ],
)
def test_the_brain_note_shows_for_its_groups_whether_or_not_brain_is_stated(
    profile: dict[str, object], shown: bool
) -> None:
    """ER and PR negative with HER2 unknown settles it, whichever HER2 is."""
    remarks = explain(PatientProfile.model_validate(profile)).receptors.remarks
    assert shown == any("L26.1" in {citation.locator for citation in remark.passages} for remark in remarks)


def test_each_stated_symptom_has_its_headings_and_the_same_line() -> None:
    notes = explain(PatientProfile(symptoms=list(Symptom))).symptoms
    assert list(Symptom) == [note.symptom for note in notes]
    assert 1 == len({note.shared for note in notes})
    assert all("emergency services now" in " ".join(statement.text for statement in note.shared) for note in notes)
    citations = {note.symptom: {p.locator for line in note.statements for p in line.passages} for note in notes}
    assert {"L28.1", "L36.1", "L44.4", "L50.2"} <= citations[Symptom.NAUSEA]
    assert {"L20.1"} <= citations[Symptom.HIGH_CALCIUM]


def test_symptoms_change_no_relevance_and_set_no_site() -> None:
    with_symptoms, without = explain(PatientProfile(symptoms=list(Symptom))), explain(PatientProfile())
    assert [o.relevance for o in without.options] == [o.relevance for o in with_symptoms.options]
    assert () == with_symptoms.sites


@pytest.mark.parametrize(
    ("goals", "shown"),
    [
        (["most_aggressive"], False),
        (["most_aggressive", "limit_side_effects"], True),
        (["most_aggressive", "relieve_symptoms"], True),
        (["most_aggressive", "quality_of_life"], True),
        (["most_aggressive", "extend_life"], False),
        (["extend_life", "limit_side_effects"], True),
        (["extend_life", "quality_of_life"], False),
        (["limit_side_effects", "quality_of_life"], False),
    ],
)
def test_goals_that_pull_apart_are_named_gently(goals: list[str], shown: bool) -> None:
    notes = explain(PatientProfile(goals=goals)).goals
    assert set(goals) == {note.goal for note in notes}
    assert shown == any({"L40.3", "L40.4"} & {p.locator for p in line.passages} for n in notes for line in n.shared)


def test_the_source_says_what_is_and_is_not_known_of_it() -> None:
    source = explain(PatientProfile()).source
    assert "not known" in source.about
    assert 2023 == source.newest_reference
    assert 64 == len(source.rules_fingerprint) == len(source.document_fingerprint)
    assert source.shipped
    assert source.produced
    assert source.update_policy
    assert source.funding


def test_limits_name_where_the_document_is_open() -> None:
    limits = explain(PatientProfile()).limits
    citations = {p.locator for chapter in limits for statement in chapter.statements for p in statement.passages}
    assert {"L45.1", "L46.4", "L41.3", "L4.2", "L42.1", "L49.1", "L49.2"} <= citations
    assert all(statement.ours for chapter in limits for statement in chapter.statements)


def test_questions_are_picked_by_the_profile() -> None:
    profile = PatientProfile(er="+", pr="neg", sites=["bone"], goals=["limit_side_effects"])
    assert explain(profile).questions != explain(PatientProfile()).questions


def test_a_part_sees_only_the_facts_that_it_names() -> None:
    """What a part reads and does not name is an error by that name, never a wrong answer."""

    def build(known: Mapping[str, str]) -> str:
        return known["pr"]

    part = Part(["er", "her2"], build)
    with pytest.raises(KeyError, match="pr"):
        part({"er": "positive", "pr": "positive", "her2": "low"})
