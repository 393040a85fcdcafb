import pydantic
import pytest

from mbc_explainer.knowledge import shipped
from mbc_explainer.topics import DerivedFact, FactRule, Term, Text

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
    unused = {"L1.1", "L6.1", "L6.2", "L11.1", "L52.4"}
    assert unused == {sentence.locator for _, sentence in found if sentence.unused}
