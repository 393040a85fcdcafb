import copy
from collections.abc import Iterator
from typing import Any

import pydantic
import pytest

from mbc_explainer.knowledge.rulebase import DerivedFact, FactRule, RelevanceRule, Term, Text, Topics
from mbc_explainer.knowledge.snapshot import shipped

TOPICS = shipped().topics


@pytest.mark.parametrize(
    ("given", "condition"),
    [
        ("always", ({},)),
        ({"her2": "low"}, ({"her2": ("low",)},)),
        ({"her2": ["low", "positive"]}, ({"her2": ("low", "positive")},)),
        ([{"er": "positive"}, {"pr": "positive"}], ({"er": ("positive",)}, {"pr": ("positive",)})),
    ],
)
def test_a_condition_is_always_one_mapping_or_several(given: object, condition: object) -> None:
    text = Text.model_validate({"id": "x", "when": given, "text": "A text.", "ours": "yes"})
    assert condition == text.when


@pytest.mark.parametrize("model", [Text, Term])
def test_what_comes_from_nowhere_is_refused(model: type[pydantic.BaseModel]) -> None:
    given = {"text": "A text."} if model is Text else {"term": "x", "meaning": "A meaning."}
    with pytest.raises(pydantic.ValidationError, match="needs its sources, or `ours: yes`"):
        model.model_validate(given)


@pytest.mark.parametrize(
    ("relevance", "label", "refused"),
    [
        ("sometimes", "less common", None),
        ("relevant", None, None),
        ("sometimes", None, "needs a `label` of its own"),
        ("relevant", "less common", "goes with `relevance: sometimes` alone"),
        ("not_described", "less common", "goes with `relevance: sometimes` alone"),
    ],
)
def test_a_rule_has_a_label_just_where_it_says_sometimes(
    relevance: str, label: str | None, refused: str | None
) -> None:
    given = {"id": "r", "when": "always", "text": "A text.", "ours": "yes", "relevance": relevance, "label": label}
    if refused is None:
        assert label == RelevanceRule.model_validate(given).label
    else:
        with pytest.raises(pydantic.ValidationError, match=refused):
            RelevanceRule.model_validate(given)


def test_the_shipped_labels_say_what_sometimes_means() -> None:
    labels = {rule.id: rule.label for topic in TOPICS.therapies for rule in topic.rules if rule.label}
    assert {
        "targeted_only_hr_positive": "left open",
        "immunotherapy_less_common": "less common",
        "radiation_less_often": "used less often",
        "surgery_less_often": "used less often",
    } == labels


def strings(value: Any, kind: str) -> Iterator[tuple[str, Any, Any]]:
    """Every string, values and keys of mappings alike: what kind of place it has, what holds it, and where."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, f"{kind}.{'*' if '.facts' in kind or '.when' in kind else key}")
            yield from [(f"{kind}.{key}", value, key)] if isinstance(inner, str) else ()
            yield from [(f"{kind} key", value, (key,))] if ".facts" in kind or ".when" in kind else ()
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from strings(inner, kind)
            yield from [(f"{kind}[]", value, at)] if isinstance(inner, str) else ()


@pytest.mark.parametrize(
    ("odd", "name"),
    [
        ("\x1b", "U+001B"), ("\0", "U+0000"), ("\x7f", "U+007F"), ("\u202e", "U+202E"), ("\u2066", "U+2066"),
        ("\u2028", "U+2028"), ("\u2029", "U+2029"), ("\ud800", "U+D800"), ("\t", "U+0009"), ("\u200b", "U+200B"),
        ("\ufeff", "U+FEFF"), ("\xa0", "U+00A0"),
    ],
)  # fmt: skip
def test_no_text_of_any_topic_takes_what_is_no_letter_digit_sign_or_space(odd: str, name: str) -> None:
    topics = TOPICS.model_dump(mode="json")
    places = {kind: (holder, at) for kind, holder, at in strings(topics, "")}
    assert len(places) > 60
    for kind, (holder, at) in places.items():
        before = copy.copy(holder)
        if isinstance(at, tuple):
            holder[f"a{odd}"] = holder[at[0]]
        else:
            holder[at] = f"a{odd}{holder[at]}"
        with pytest.raises(pydantic.ValidationError) as refused:
            Topics.model_validate(topics)
        assert kind.endswith((".text", ".title", ".gist", ".meaning", ".words")) <= (
            f"2 is {name}" in str(refused.value)
        )
        holder.clear()
        holder.update(before) if isinstance(holder, dict) else holder.extend(before)
    assert TOPICS == Topics.model_validate(topics)


def test_a_text_over_several_lines_is_one() -> None:
    assert "One, and another." == Text(text="One,\nand\n\nanother.\n", ours=True).text


def test_a_derived_fact_has_the_values_of_its_rules() -> None:
    rules = tuple(
        FactRule(id=f"r{n}", when=({},), value=value, text="A text.", ours=True)
        for n, value in enumerate(("yes", "no", "yes"))
    )
    assert ("yes", "no") == DerivedFact(fact="f", title="F", rules=rules).values


def test_every_text_is_gone_through() -> None:
    """As many as a plain walk over the dumped topics finds."""

    def count(value: object) -> int:
        if isinstance(value, dict):
            return ("text" in value and "ours" in value) + sum(map(count, value.values()))
        return sum(map(count, value)) if isinstance(value, list | tuple) else 0

    assert count(TOPICS.model_dump()) == sum(1 for _ in TOPICS.texts())


def test_every_sentence_comes_with_its_section() -> None:
    found = list(TOPICS.document.sentences())
    assert 162 == len({sentence.locator for _, sentence in found})
    assert "References" == found[-1][0]
    unused = {"L1.1", "L6.2", "L52.4"}
    assert unused == {sentence.locator for _, sentence in found if sentence.unused}
