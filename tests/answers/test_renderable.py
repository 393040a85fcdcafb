"""The disclaimer is part of the type: nothing takes it off."""

import copy
import html
import json
import pickle
import re
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import jsonschema
import pydantic
import pytest

from mbc_explainer import (
    Explanation,
    MbcExplainerError,
    PatientProfile,
    Therapy,
    category_map,
    check_claim,
    compare,
    explain,
    what_if,
)
from mbc_explainer.answers.renderable import AnswerError, Renderable, RenderableTree
from mbc_explainer.authoring.readability import flesch_kincaid_grade
from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.rendering import Detail, Paragraph, Table

EXPLANATION = explain(PatientProfile(er="positive", sites=["brain"], goals=["limit_side_effects"]))
ANSWERS: list[Renderable] = [
    EXPLANATION,
    *EXPLANATION.options,
    EXPLANATION.why("hormone_therapy"),
    EXPLANATION.why_not("targeted_therapy"),
    EXPLANATION.open_questions(),
    what_if(EXPLANATION.profile, her2="low"),
    category_map("radiation"),
    check_claim("targeted_therapy", "relevant", {"her2": "low"}, negated=True),
]
DRAWN = [answer for answer in ANSWERS if isinstance(answer, RenderableTree)]


def emptied_by_dict(answer: Renderable) -> Renderable:
    answer = copy.deepcopy(answer)
    vars(answer)["disclaimer"] = ""
    return answer


ATTEMPTS: list[Callable[[Renderable], Renderable]] = [
    lambda answer: answer,
    lambda answer: answer.model_copy(update={"disclaimer": ""}),
    lambda answer: answer.model_copy(deep=True),
    lambda answer: type(answer).model_construct(**{**vars(answer), "disclaimer": ""}),
    lambda answer: type(answer).model_validate(answer.model_dump()),
    lambda answer: type(answer).model_validate({k: v for k, v in answer.model_dump().items() if k != "disclaimer"}),
    lambda answer: type(answer).from_json(answer.model_dump_json()),
    lambda answer: pickle.loads(pickle.dumps(answer)),  # noqa: S301 -- what was just dumped
    emptied_by_dict,
]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda one: type(one).__name__ + getattr(one, "title", ""))
@pytest.mark.parametrize("attempt", range(len(ATTEMPTS)))
def test_the_disclaimer_is_in_every_format_whatever_is_tried(answer: Renderable, attempt: int) -> None:
    tried = ATTEMPTS[attempt](answer)
    assert DISCLAIMER == tried.disclaimer
    assert DISCLAIMER in flat(tried.to_text())
    assert DISCLAIMER in tried.to_markdown()
    assert DISCLAIMER in flat(html.unescape(tried.to_html()))
    for detail in Detail:
        for text in (tried.to_text(detail=detail), tried.to_markdown(detail=detail), tried.to_html(detail=detail)):
            assert DISCLAIMER_SHORT in flat(html.unescape(text))
    for text in (tried.__html__(), tried._repr_html_(), str(tried).__html__()):  # type: ignore[attr-defined]  # of a text
        assert DISCLAIMER in flat(html.unescape(text))
    for kind, text in tried._repr_mimebundle_().items():
        assert (DISCLAIMER_SHORT if kind == "text/plain" else DISCLAIMER) in flat(html.unescape(text))
    for options in (
        {},
        {"exclude": {"disclaimer"}},
        {"include": {"title"}},
        {"round_trip": True},
        {"exclude_defaults": True},
    ):
        dumped: dict[str, Any] = tried.model_dump(**options)
        assert DISCLAIMER == dumped["disclaimer"]
        assert DISCLAIMER in tried.model_dump_json(**options)


@pytest.mark.parametrize("answer", [EXPLANATION, EXPLANATION.options[0]])
def test_the_disclaimer_cannot_be_assigned(answer: Renderable) -> None:
    with pytest.raises((pydantic.ValidationError, AttributeError)):
        answer.disclaimer = ""  # type: ignore[misc]
    with pytest.raises((pydantic.ValidationError, AttributeError)):
        del answer.disclaimer
    assert DISCLAIMER == answer.disclaimer


@pytest.mark.parametrize("other", ["", "All is well.", "\x1b", None, 17])
@pytest.mark.parametrize("answer", ANSWERS, ids=lambda one: type(one).__name__ + getattr(one, "title", ""))
def test_another_disclaimer_gives_way_to_our_own(answer: Renderable, other: object) -> None:
    """So that an answer that was saved with an older phrasing can still be read."""
    again = type(answer).from_json(json.dumps({**answer.model_dump(mode="json"), "disclaimer": other}))
    assert answer == again
    assert DISCLAIMER == json.loads(again.model_dump_json())["disclaimer"]


def strings(value: Any, kind: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Every string: its path without indexes, what holds it, and under which name or index."""
    for at, inner in value.items() if isinstance(value, dict) else enumerate(value):
        named = f"{kind}.{at}" if isinstance(at, str) else kind
        if isinstance(inner, str):
            yield named, value, at
        elif isinstance(inner, dict | list):
            yield from strings(inner, named)


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda one: type(one).__name__ + getattr(one, "title", ""))
def test_an_answer_takes_no_text_that_does_not_show_everywhere(answer: Renderable) -> None:
    data = answer.model_dump(mode="json", exclude_none=True)
    held = {kind: (holder, at) for kind, holder, at in strings(data) if at != "disclaimer"}
    assert len(held) >= 5
    for kind, (holder, at) in held.items():
        good = holder[at]
        said_by_a_reader = {"profile", "first", "second"}.intersection(kind.split(".")[:-1])
        for odd in ("\x1b[2J", "a\u202e", "a\u2028b", *(() if said_by_a_reader else ("", " "))):
            holder[at] = odd
            with pytest.raises(AnswerError) as refused:
                type(answer).from_json(json.dumps(data))
            assert str(refused.value).isprintable()
        holder[at] = good
    assert answer == type(answer).from_json(json.dumps(data))


def test_what_is_wrong_with_an_answer_is_told_in_words_that_can_be_shown() -> None:
    with pytest.raises(AnswerError) as refused:
        Explanation.from_json(json.dumps({**EXPLANATION.model_dump(mode="json"), "\x1b[2J": 1}))
    assert r"\x1b[2J: Extra inputs" in str(refused.value)


@pytest.mark.parametrize("model", [Explanation])
def test_the_schema_says_that_the_disclaimer_is_always_there(model: type[Renderable]) -> None:
    schema = model.model_json_schema(mode="serialization")
    assert DISCLAIMER == schema["properties"]["disclaimer"]["const"]
    assert "disclaimer" in schema["required"]
    assert {*model.model_fields, "disclaimer"} == set(schema["properties"])


@pytest.mark.parametrize("answer", [*ANSWERS[:3], *ANSWERS[-5:]])
def test_an_answers_json_is_what_its_schema_says(answer: Renderable) -> None:
    schema = type(answer).model_json_schema(mode="serialization")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(answer.model_dump_json()), schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("text", ["", "[]", "17", "{}", "[" * 5000, '{"disclaimer": ""}', b"\xff", "\ud800"])
def test_json_that_is_no_answer_is_refused_in_our_own_words(text: str | bytes) -> None:
    with pytest.raises(MbcExplainerError, match="expected the JSON of Explanation"):
        Explanation.from_json(text)


def test_an_answer_is_frozen() -> None:
    with pytest.raises(pydantic.ValidationError):
        EXPLANATION.options = ()


@pytest.mark.parametrize("answer", DRAWN, ids=lambda one: type(one).__name__)
def test_a_drawing_carries_the_disclaimer_too(answer: RenderableTree) -> None:
    assert DISCLAIMER in answer.to_mermaid().replace("<br/>", " ")
    tried = answer.model_copy(update={"disclaimer": ""})
    assert DISCLAIMER in tried.to_mermaid().replace("<br/>", " ")
    assert 3 == len(DRAWN)


TOLD: list[dict[str, Any]] = [
    {},
    {"er": "+", "sites": ["bone", "brain"], "goals": ["extend_life"]},
    {"er": "neg", "pr": "neg", "her2": "low", "sites": ["lung"], "symptomatic_sites": []},
    {"her2": "neg", "sites": ["liver"], "symptomatic_sites": ["liver"], "symptoms": ["pain"]},
    {"er": "neg", "pr": "neg", "goals": ["limit_side_effects", "quality_of_life"]},
]


def paragraphs(block: Any) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, tuple) and not isinstance(block, Table):
        for inner in block:
            yield from paragraphs(inner)


@pytest.mark.parametrize(
    "asked",
    [
        lambda told: [told.why(therapy) for therapy in Therapy],
        lambda told: [told.why_not(therapy) for therapy in Therapy],
        lambda told: [told.open_questions()],
        lambda told: [compare(told.profile, other) for other in TOLD],
        lambda _: [category_map(therapy) for therapy in Therapy],
    ],
)
def test_what_is_asked_further_reads_at_sixth_grade(asked: Callable[[Explanation], list[Renderable]]) -> None:
    """Half of its texts, counted without the glossary's help, and none of them in words of the rule files."""
    answers = [answer for told in map(explain, TOLD) for answer in asked(told)]
    texts = {text for answer in answers for text in paragraphs(answer.blocks())}
    assert median(map(flesch_kincaid_grade, texts)) <= 6
    assert set() == {text for text in texts if re.search(r"[{}_]|This profile says|No longer|the document", text)}


HTML_IN_HOSTS: list[Callable[[Any], str]] = [
    lambda answer: answer._repr_mimebundle_()["text/html"],  # Jupyter
    lambda answer: answer._repr_html_(),  # Streamlit, Panel
    lambda answer: answer.__html__(),  # Jinja
    # Django's templates make a text of it first.
    lambda answer: str(answer).__html__(),  # type: ignore[attr-defined]  # a text that has more than a text
]


@pytest.mark.parametrize("first", HTML_IN_HOSTS)
@pytest.mark.parametrize("second", HTML_IN_HOSTS)
def test_two_answers_on_one_page_share_no_id(first: Callable[[Any], str], second: Callable[[Any], str]) -> None:
    shown = [first(EXPLANATION), second(EXPLANATION)]
    ids = [set(re.findall(r' id="([^"]+)"', text)) for text in shown]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert all(EXPLANATION.to_html(id_prefix="x") == re.sub(r"\bmbc-\d+(?=[-\"])", "x", text) for text in shown)


def test_what_a_prompt_shows_stays_a_text() -> None:
    shown = str(EXPLANATION)
    assert repr(EXPLANATION) == shown == pickle.loads(pickle.dumps(shown))  # noqa: S301 -- what was just dumped
    assert shown.startswith("<Explanation: ER positive")


def test_a_page_is_whole_and_carries_the_disclaimer() -> None:
    for answer in ANSWERS:
        page = answer.to_page()
        assert page.startswith("<!DOCTYPE html>")
        assert DISCLAIMER in flat(html.unescape(page))
