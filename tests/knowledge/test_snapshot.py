import json
from pathlib import Path

import pytest

from mbc_explainer.errors import RuleFileError
from mbc_explainer.knowledge.snapshot import SNAPSHOT, DecisionTable, rules_folder, shipped
from mbc_explainer.loading import load_snapshot
from mbc_explainer.patient.vocabulary import Goal, Site, Symptom, Therapy

TOPICS = shipped().topics


def test_the_shipped_snapshot_is_intact() -> None:
    assert shipped().is_intact()
    assert shipped() == load_snapshot(rules_folder() / SNAPSHOT)


def test_every_name_of_the_product_has_its_topic() -> None:
    assert list(Therapy) == [topic.therapy for topic in TOPICS.therapies]
    assert list(Site) == [topic.site for topic in TOPICS.sites]
    assert list(Goal) == [topic.goal for topic in TOPICS.goals]
    assert set(Symptom) == {topic.symptom for topic in TOPICS.symptoms.symptoms}


def test_every_text_has_a_name_of_its_own_and_comes_from_somewhere() -> None:
    texts = list(TOPICS.texts())
    assert len(texts) == len({text.id for text in texts})
    assert [] == [text.id for text in texts if not (text.sources or text.ours)]


def test_all_tables_together_stay_small() -> None:
    """All tables of the shipped rules together stay under a thousand rows."""
    assert 0 < sum(len(table.rows) for table in shipped().decisions.values()) < 1000


def test_settled_decisions_never_read_stated_ones() -> None:
    derived = {fact.fact for fact in TOPICS.receptors.facts}
    for table in shipped().decisions.values():
        if table.kind == "settled":
            assert not [fact for fact in table.inputs if fact.startswith(("goals.", "symptoms.", "relevance."))]
    assert {"settled"} == {shipped().decisions[fact].kind for fact in derived}


def test_a_row_is_found_by_its_facts() -> None:
    table = DecisionTable(kind="stated", inputs=("a", "b"), rows={"a=x b=y": "one two", "a=x b=z": ""})
    assert ("one", "two") == table.fired({"b": "y", "a": "x", "c": "-"})
    assert () == table.fired({"a": "x", "b": "z"})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda data: data.update(format=3), "format"),
        (lambda data: data.pop("topics"), "topics"),
        (lambda data: data["decisions"]["hr"]["rows"].update({"er=positive": ""}), "not over the facts"),
        (lambda data: data["decisions"]["hr"].update(kind="other"), "kind"),
        (lambda data: data["topics"]["document"].update(version="9"), "compile the rules anew"),
        (lambda data: data.update(fingerprint="0" * 64), "compile the rules anew"),
    ],
)
def test_a_snapshot_that_was_changed_by_hand_is_refused(tmp_path: Path, change: object, reason: str) -> None:
    data = json.loads(shipped().to_json())
    change(data)  # type: ignore[operator]
    (tmp_path / "changed.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(RuleFileError, match=reason):
        load_snapshot(tmp_path / "changed.json")


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 5000])
def test_a_file_that_is_no_snapshot_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.json").write_bytes(content)
    with pytest.raises(RuleFileError):
        load_snapshot(tmp_path / "bad.json")


def test_a_missing_snapshot_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="can't be read"):
        load_snapshot(tmp_path / "none.json")
