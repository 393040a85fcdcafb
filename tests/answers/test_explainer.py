"""``explain``: from threads, from broken input, and without touching anything outside."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from strategies import profiles

from mbc_explainer import Explanation, PatientProfile, ProfileError, category_map, explain, load_knowledge
from mbc_explainer.answers.explainer import _shipped
from mbc_explainer.answers.renderable import AnswerError
from mbc_explainer.knowledge.snapshot import Knowledge, shipped
from mbc_explainer.patient.facts import every_profile

RICH = PatientProfile(
    er="positive",
    her2="low",
    symptomatic_sites=["brain", "bone"],
    symptoms=["nausea", "depression"],
    goals=["most_aggressive", "quality_of_life"],
)


@given(profiles())
@settings(max_examples=60)
def test_what_is_put_together_without_validation_is_what_validation_would_give(profile: PatientProfile) -> None:
    """To the type of each name and the order of each field."""
    explanation = explain(profile)
    validated = Explanation.model_validate(explanation.model_dump())
    assert explanation == validated
    assert repr(explanation) == repr(validated)
    assert set(Explanation.model_fields) == explanation.model_fields_set


@pytest.mark.parametrize("bad", [[], 17, "er", None, {"er": "-"}, {"bogus": 1}, b"x"])
def test_explain_refuses_what_is_no_profile(bad: Any) -> None:
    with pytest.raises(ProfileError):
        explain(bad)


@pytest.mark.parametrize(
    "put_together",
    [
        {"er": "banana"},
        {"sites": ()},
        {"sites": [["bone"]]},
        {"goals": 17},
        {"symptomatic_sites": ("lung",), "sites": ("bone",)},
    ],
)
def test_a_profile_put_together_past_its_checks_gets_no_answer(put_together: dict[str, Any]) -> None:
    with pytest.raises(ProfileError):
        explain(PatientProfile.model_construct(**{**vars(PatientProfile()), **put_together}))


@pytest.mark.parametrize("put_together", [{"er": "ER+"}, {"sites": ["brain", "bone", "bone"]}, {}])
def test_a_profile_put_together_past_its_checks_is_read_first(put_together: dict[str, Any]) -> None:
    explanation = explain(PatientProfile.model_construct(**put_together))
    assert explain(put_together) == explanation


def test_other_rules_are_marked_as_such(tmp_path: Any) -> None:
    """Results from rules other than the shipped ones say so."""
    topics = shipped().topics
    index = topics.document.model_copy(update={"version": "another"})
    other = Knowledge.of(topics.model_copy(update={"document": index}), shipped().decisions, shipped().answers)
    (tmp_path / "other.json").write_text(other.to_json(), encoding="utf-8")
    explanation = explain(RICH, knowledge=load_knowledge(tmp_path / "other.json"))
    assert not explanation.source.shipped
    assert any("rules other than" in note.text for note in explanation.notes)
    assert explain(RICH, knowledge=shipped()).source.shipped
    assert "rules other than" in explanation.to_text()


def test_a_map_can_be_of_other_rules() -> None:
    """The lines are those of the rules that are given."""
    decisions = dict(shipped().decisions)
    decisions["hormone_therapy.relevance"] = decisions["hormone_therapy.relevance"].model_copy(
        update={"rows": {"hr=positive": "hormone_hr_negative", "hr=negative": "hormone_hr_positive"}}
    )
    other = Knowledge.of(shipped().topics, decisions, shipped().answers)
    assert ["When both ER and PR are negative", "When ER or PR is positive"] == [
        line.text for line in category_map("hormone_therapy", knowledge=other).lines
    ]


def test_eight_threads_give_what_one_gives() -> None:
    """100,000 profiles in all, and no answer differs."""
    each = list(every_profile(("er", "pr", "her2", "sites.any")))[:12_500]
    alone = [
        explain(profile).model_dump_json() if at % 250 == 0 else explain(profile).options
        for at, profile in enumerate(each)
    ]
    different: list[PatientProfile] = []

    def work(turn: int) -> None:
        order = range(len(each)) if turn % 2 else reversed(range(len(each)))
        for at in order:
            found = explain(each[at])
            answer = found.model_dump_json() if at % 250 == 0 else found.options
            if answer != alone[at]:
                different.append(each[at])

    threads = [threading.Thread(target=work, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == different


WATCHED = """
import sys
from mbc_explainer import PatientProfile, explain
seen = []
first = explain(PatientProfile())
first.to_html(), first.model_dump_json()
sys.addaudithook(lambda event, args: seen.append((event, args)))
for her2 in ("positive", "low", "unknown"):
    explanation = explain(PatientProfile(er="ER+", her2=her2, sites=["brain"], symptoms=["pain"]))
    explanation.to_text(), explanation.to_markdown(), explanation.to_html(), explanation.model_dump_json()
outside = ("socket", "subprocess", "os.", "urllib", "ftplib", "smtplib")
bad = [event for event, args in seen if event.startswith(outside)]
bad += [args for event, args in seen if event == "open" and str(args[1]) not in ("r", "rb", "None")]
assert not bad, bad
"""


def test_no_socket_is_opened_and_no_file_written() -> None:
    subprocess.run([sys.executable, "-c", WATCHED], check=True, timeout=60)


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(0):
        explain({"er": "+", "sites": ["brain"]})
        with pytest.raises(ProfileError):
            explain({"er": "secret"})
    assert ("", "") == tuple(capfd.readouterr())
    assert [] == caplog.records


def test_the_answer_is_the_same_in_every_process() -> None:
    script = (
        "from mbc_explainer import explain; import sys;"
        "sys.stdout.write(explain({'her2': 'low', 'sites': ['brain', 'bone'],"
        " 'goals': ['extend_life', 'quality_of_life'], 'symptoms': ['pain', 'nausea']}).model_dump_json())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert 1 == len(answers)
    assert json.loads(answers.pop())["schema_version"] == "1"


class Profile(PatientProfile):
    """A profile of a host's own, with more in it than this library reads."""

    host_id: str = "17"


def test_nothing_of_one_callers_profile_reaches_another() -> None:
    """Whatever the first one hands in, the next gets a profile that was read anew."""
    first = PatientProfile(er="positive", pr="negative").model_copy(update={"her2": "positive"})
    assert explain(first).profile is not first
    later = explain(PatientProfile(er="positive", pr="negative", her2="positive")).profile
    assert "POSITIVE" == later.her2.name
    own = Profile.model_validate({"er": "negative", "pr": "positive", "host_id": "secret"})
    assert "secret" not in explain(own).model_dump_json()
    assert PatientProfile is type(explain(PatientProfile(er="negative", pr="positive")).profile)
    assert explain(own) == explain(own) == explain({"er": "negative", "pr": "positive"})


def test_what_is_stated_twice_past_the_checks_is_read_as_once() -> None:
    twice = PatientProfile().model_copy(update={"symptoms": ("nausea", "nausea")})
    assert ["nausea"] == [note.symptom for note in explain(twice).symptoms]


def test_a_callers_set_of_fields_is_its_own() -> None:
    whole = explain({"pr": "+"}).model_dump_json(exclude_unset=True)
    for model in (explain({"pr": "+"}), explain({"pr": "+"}).profile, explain({"pr": "+"}).options[0]):
        model.model_fields_set.clear()
    assert whole == explain({"pr": "+"}).model_dump_json(exclude_unset=True)


def test_an_answer_that_its_rules_do_not_give_is_refused() -> None:
    shown = explain(RICH).model_dump(mode="json")
    forgeries: tuple[Callable[[Any], object], ...] = (
        lambda data: data["options"][0].update(summary="Take this."),
        lambda data: data["options"][1].update(relevance="relevant"),
        lambda data: data["source"].update(shipped=False),
        lambda data: data["questions"].clear(),
        lambda data: data["options"][0]["passages"][0].update(sentence="Something else."),
    )
    for forge in forgeries:
        forged = json.loads(json.dumps(shown))
        forge(forged)
        with pytest.raises(AnswerError):
            Explanation.from_json(json.dumps(forged))
    assert explain(RICH) == Explanation.from_json(json.dumps(shown))


def test_an_answers_json_is_read_as_it_was_written_and_in_any_other_layout() -> None:
    expected = explain(RICH)
    text = expected.model_dump_json()
    for given_text in (text, text.encode(), f" {text}", expected.model_dump_json(indent=2)):
        assert expected == Explanation.from_json(given_text)


def test_an_answer_of_rules_that_are_not_kept_is_not_of_the_shipped_ones() -> None:
    shown = explain(RICH).model_dump(mode="json")
    shown["source"]["rules_fingerprint"] = "0" * 64
    assert not Explanation.from_json(json.dumps(shown)).source.shipped


def test_what_is_kept_is_bounded() -> None:
    """Parts and answers are kept for the last few thousand only, whatever comes."""
    explainer = _shipped()
    sizes = [kept.cache_info().maxsize or 0 for kept in (explainer._kept, *(part.made for part in explainer._options))]
    assert len(sizes) == 9
    assert all(0 < size <= 16_384 for size in sizes)
