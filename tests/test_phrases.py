"""Every phrase that a reader meets is in one file, under a key; the code holds none."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import mbc_explainer
from mbc_explainer.patient.vocabulary import FIELDS, RECEPTORS, Fit, Group, Relevance
from mbc_explainer.phrases import PHRASES, linked, phrase

PACKAGE = Path(mbc_explainer.__file__).parent
MODULES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}

ROOMS = ("answers", "claims", "mcp_server", "notebook", "offline", "pictures", "records", "rendering", "service")
"""The rooms that hold no phrase of their own."""

NOT_SHOWN = {
    ("answers/renderable.py", "Always there."): "developers read it, in the JSON schema",
    ("answers/renderable.py", "Disclaimer"): "the same",
    ("answers/renderable.py", "Value error, "): "what pydantic puts before a message of ours",
    ("pictures/drawing.py", "DejaVu Sans"): "the name of a font",
    ("pictures/drawing.py", "DejaVu Sans,Verdana,sans-serif"): "names of fonts",
    ("pictures/drawing.py", "Date"): "metadata, as matplotlib names it",
    ("pictures/drawing.py", "Creator"): "metadata, as matplotlib names it",
    ("pictures/drawing.py", "Title"): "metadata, as PNG names it",
    ("pictures/drawing.py", "Description"): "metadata, as PNG names it",
    ("records/bundles.py", "Bundle"): "a resource, as FHIR names it",
    ("records/bundles.py", "Condition"): "the same",
    ("records/bundles.py", "Observation"): "the same",
    ("records/bundles.py", "Patient"): "the same",
    ("records/statements.py", "Condition"): "a resource, as FHIR names it",
    ("rendering/bounds.py", "expected a whole number, {} {}"): "the end of an error that developers see",
    ("rendering/bounds.py", "or more"): "the same",
    ("rendering/bounds.py", "to {}"): "the same",
    ("rendering/mermaid.py", "flowchart LR"): "Mermaid's own language",
    ("rendering/mermaid.py", "flowchart RL"): "Mermaid's own language",
    ("rendering/terminal.py", "bold {}"): "a style, as rich names it",
    ("rendering/terminal.py", "bold dim"): "a style, as rich names it",
    ("service/app.py", "Accept"): "a header of HTTP",
    ("service/app.py", "Cache-Control"): "the same",
    ("service/app.py", "Content-Security-Policy"): "the same",
    ("service/app.py", "Content-Type"): "the same",
    ("service/app.py", "Referrer-Policy"): "the same",
    ("service/app.py", "Vary"): "the same",
    ("service/app.py", "X-Content-Type-Options"): "the same",
    ("service/asking.py", "Connection"): "the same",
    ("service/asking.py", "Content-Encoding"): "the same",
    ("service/asking.py", "Content-Type"): "the same",
    ("service/description.py", "Apache-2.0"): "a license, as SPDX names it",
    ("service/forms.py", "Accept"): "a header of HTTP",
    ("service/problems.py", "Problem"): "developers read it, in the JSON schema",
}
"""What looks like a phrase and is none, with the reason."""

PHRASE = re.compile(r"[A-Za-z]{2,} +(?:[A-Za-z]{2,}|\{\})|\{\} +[A-Za-z]{2,}|\b[A-Z][a-z]+")
"""Two words, or one and a gap, or a word with a capital."""


def texts(node: ast.AST) -> Iterator[str]:
    """Every string in some code, gaps as ``{}``, but for docstrings, names, patterns, errors, logs and schemas."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Raise() | ast.Assign(targets=[ast.Name(id="__all__")]):
            return
        case ast.Call(func=ast.Name(id="Field") | ast.Attribute(value=ast.Name(id="logging" | "re"))):
            return
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
            for part in parts:
                if isinstance(part, ast.FormattedValue):
                    yield from texts(part.value)
        case _:
            for inner in ast.iter_child_nodes(node):
                yield from texts(inner)


def strays(tree: ast.AST) -> Iterator[str]:
    """What looks like a phrase, beside the tags of HTML."""
    yield from (text for text in texts(tree) if PHRASE.search(re.sub(r"<[^>]*>", "\n", text)))


def test_no_phrase_stands_in_the_code() -> None:
    found = {(name, text) for name, tree in MODULES.items() if name.partition("/")[0] in ROOMS for text in strays(tree)}
    assert set(NOT_SHOWN) == found


@pytest.mark.parametrize(
    "code",
    [
        'title = "Where it has spread"',
        'lead = "Why"',
        'f"If {facts}"',
        'f"{first} and {second}".strip()',
        'f"<p>{title} here</p>".strip()',
        'Section("<b>Sources</b>")',
        "f\"{'not stated' if nothing else ''}\".strip()",
    ],
)
def test_a_phrase_in_the_code_is_seen(code: str) -> None:
    assert 1 == len(list(strays(ast.parse(code))))


@pytest.mark.parametrize(
    "code",
    [
        '"""A docstring."""',
        'raise ValueError("It is wrong")',
        'f"<li class=\\"a b\\">{text}</li>".strip()',
        'x = "her2"',
    ],
)
def test_what_no_reader_meets_is_no_phrase(code: str) -> None:
    assert [] == list(strays(ast.parse(code)))


def looked_up() -> Iterator[str]:
    """Patterns of the keys that are looked up anywhere: a key, or one with gaps for the names in a vocabulary."""
    for tree in MODULES.values():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id="phrase" | "linked"), args=[key, *_]) if not isinstance(key, ast.Name):
                    found = [text for text in texts(key) if "." in text or text in PHRASES]
                    assert found, ast.unparse(node)
                    yield from (re.escape(text).replace(r"\{\}", "[a-z0-9_]+") for text in found)


def test_every_key_that_is_looked_up_is_there_and_every_key_is_looked_up() -> None:
    patterns = set(looked_up())
    assert set() == {pattern for pattern in patterns if not any(re.fullmatch(pattern, key) for key in PHRASES)}
    assert set() == {key for key in PHRASES if not any(re.fullmatch(pattern, key) for pattern in patterns)}


@pytest.mark.parametrize(
    ("section", "names", "parts"),
    [
        ("field", FIELDS, {"title", "description", "help", "question", "option"}),
        ("relevance", Relevance, {"title", "meaning", "clause", "inside"}),
        ("fit", Fit, {"clause"}),
        ("group", Group, {"title", "short_title"}),
    ],
)
def test_every_name_of_a_vocabulary_has_its_phrases(section: str, names: object, parts: set[str]) -> None:
    found = {key for key in PHRASES if key.startswith(f"{section}.")}
    more = {"field.results", *(f"field.{name}.short" for name in RECEPTORS)} if section == "field" else set()
    assert {f"{section}.{name}.{part}" for name in list(names) for part in parts} | more == found  # type: ignore[call-overload]


@pytest.mark.parametrize("answer", Relevance)
def test_a_map_has_words_for_each_answer(answer: Relevance) -> None:
    """No decision ends in ``depends``, but JSON that says so is read too."""
    assert PHRASES[f"map.{answer}"]


def test_no_key_stands_twice() -> None:
    """The last of two would win, and nobody would see the first again."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({key for key, _ in pairs}) == len(pairs), [key for key, _ in pairs]
        return dict(pairs)

    for path in (PACKAGE / "phrases").glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)


@pytest.mark.parametrize("key", PHRASES)
def test_a_phrase_is_words_and_named_gaps(key: str) -> None:
    text = PHRASES[key]
    assert text.strip() == text != ""
    assert re.fullmatch(r"(?:[^{}]|\{[a-z0-9_]+\})+", text)


def test_a_gap_is_filled_with_what_is_given_as_it_stands() -> None:
    assert "What {one} is given." == phrase("sentence", clause="What {one} is given")


@pytest.mark.parametrize(
    ("look_up", "named"),
    [(lambda: phrase("why.bogus"), "why.bogus"), (lambda: phrase("sentence", words="x"), "clause")],
)
def test_a_key_that_there_is_not_and_a_gap_that_is_left_are_named(look_up: Callable[[], str], named: str) -> None:
    with pytest.raises(KeyError, match=re.escape(named)):
        look_up()


@pytest.mark.parametrize(("texts", "text"), [([], ""), (["a"], "a"), (["a", "b", "c"], "a, or if b, or if c")])
def test_texts_are_linked_by_a_phrase(texts: list[str], text: str) -> None:
    assert text == linked("list.or_if", iter(texts))
