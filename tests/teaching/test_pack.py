"""A pack shows all that there is to show; some of it is chosen by kind, topic, level and number."""

from typing import Any

import pytest

from mbc_explainer import UnknownNameError, load_knowledge
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder
from mbc_explainer.teaching import Kind, Level, QuestionPack, questions

ALL = questions()


ASKED_NOWHERE = (
    "rule:background.sections.7.texts.1",
    "rule:other_place_untold",
    "rule:relieve_symptoms_one_place_if",
    "rule:sites.shared.3",
    "rule:sites.shared.5",
    "rule:symptoms.symptoms.1.texts.1",
    "rule:symptoms.symptoms.2.texts.1",
    "rule:symptoms.symptoms.29.texts.1",
)
"""Our own words, what another question asks, and what names its own place. Their sentences are shown."""


def test_the_whole_pack_shows_every_answer_difference_rule_sentence_and_word() -> None:
    assert ASKED_NOWHERE == ALL.coverage.missing
    assert {"signature": 75, "difference": 16, "sentence": 136, "word": 93} == {
        part.kind: part.of for part in ALL.coverage.parts if part.kind != "rule"
    }


def test_every_kind_and_level_is_there() -> None:
    assert set(Kind) == {question.kind for question in ALL}
    assert set(Level) == {question.level for question in ALL}


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_is_chosen(kind: Kind) -> None:
    assert {kind} == {question.kind for question in questions(kind)}


def test_a_topic_and_a_level_are_chosen() -> None:
    found = questions(about="hormone_therapy", level="hard")
    assert len(found)
    assert all("hormone_therapy" in question.about and question.level is Level.HARD for question in found)
    assert {Kind.ANSWER, Kind.ENOUGH} >= {one.kind for one in questions(["answer", "enough"], about="radiation")}


def test_the_same_seed_gives_the_same_pack() -> None:
    assert questions(count=10, seed=4) == questions(count=10, seed=4)
    assert 10 == len(questions(count=10, seed=4))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"kind": "anwser"}, "did you mean answer"),
        ({"level": "medum"}, "did you mean medium"),
        ({"about": "hormone"}, "did you mean hormone_therapy"),
    ],
)
def test_what_there_is_not_is_refused_with_the_nearest(asked: dict[str, Any], told: str) -> None:
    with pytest.raises(UnknownNameError, match=told):
        questions(**asked)


def test_a_count_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 1 or more"):
        questions(count=0)


def test_other_rules_have_questions_of_their_own() -> None:
    found = questions("answer", knowledge=load_knowledge(rules_folder() / SNAPSHOT))
    assert [one.id for one in questions("answer")] == [one.id for one in found]


def test_a_pack_is_shown_with_its_coverage_and_the_disclaimer() -> None:
    pack = questions(count=3)
    shown = " ".join(pack.to_text(detail="full").split())
    asked, key = shown.split("The answers", 1)
    assert all(question.stem in asked and question.stem in key for question in pack)
    assert all(question.feedback in key and question.feedback not in asked for question in pack)
    assert DISCLAIMER in shown
    assert "Sentences of the article" in shown
    assert pack == QuestionPack.from_json(pack.model_dump_json())
