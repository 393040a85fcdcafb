from collections.abc import Iterator
from typing import Any

import pydantic
import pytest

from mbc_explainer.knowledge.rulebase import DerivedFact, RuleBase, Term
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.knowledge.texts import FactRule

TOPICS = shipped().topics


def test_a_term_that_comes_from_nowhere_is_refused() -> None:
    with pytest.raises(pydantic.ValidationError, match="needs its sources, or `ours: yes`"):
        Term.model_validate({"term": "x", "meaning": "A meaning."})


Path = tuple[str | int, ...]


def strings(value: Any, kind: str = "", path: Path = ()) -> Iterator[tuple[str, Any, Path]]:
    """Every string, values and keys of mappings alike: what kind of string it is, what holds it, and its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            free = ".facts" in kind or ".when" in kind
            yield from strings(inner, f"{kind}.{'*' if free else key}", (*path, key))
            yield from [(f"{kind}.{key}", value, (*path, key))] if isinstance(inner, str) else ()
            yield from [(f"{kind} key", value, (*path, key))] if free else ()
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from strings(inner, kind, (*path, at))
            yield from [(f"{kind}[]", value, (*path, at))] if isinstance(inner, str) else ()


@pytest.mark.parametrize(
    ("odd", "name"),
    [
        ("\x1b", "U+001B"), ("\0", "U+0000"), ("\x7f", "U+007F"), ("\u202e", "U+202E"), ("\u2066", "U+2066"),
        ("\u2028", "U+2028"), ("\u2029", "U+2029"), ("\ud800", "U+D800"), ("\t", "U+0009"), ("\u200b", "U+200B"),
        ("\ufeff", "U+FEFF"), ("\xa0", "U+00A0"),
    ],
)  # fmt: skip
def test_no_text_of_any_topic_takes_what_is_no_letter_digit_sign_or_space(odd: str, name: str) -> None:
    """One string of each kind has it, and each is refused where it is, texts by the name of the character."""
    topics = TOPICS.model_dump(mode="json")
    first = {kind: (holder, path) for kind, holder, path in reversed(list(strings(topics)))}
    assert len(first) > 60
    keys = {kind: found for kind, found in first.items() if kind.endswith(" key")}
    for holder, path in keys.values():
        holder[f"a{odd}"] = holder[path[-1]]
        with pytest.raises(pydantic.ValidationError):
            RuleBase.model_validate(topics)
        del holder[f"a{odd}"]
    assert TOPICS == RuleBase.model_validate(topics)
    values = {path: kind for kind, (_, path) in first.items() if kind not in keys}
    for path, kind in values.items():
        holder = first[kind][0]
        holder[path[-1]] = f"a{odd}{holder[path[-1]]}"
    with pytest.raises(pydantic.ValidationError) as refused:
        RuleBase.model_validate(topics)
    told = {error["loc"]: error["msg"] for error in refused.value.errors()}
    assert set() == values.keys() - told.keys()
    for path, kind in values.items():
        assert kind.endswith((".text", ".title", ".gist", ".meaning", ".words")) <= (f"2 is {name}" in told[path])


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
