"""One rule file: its text to a topic and its examples, held against their models."""

from __future__ import annotations

import re
import stat
import types
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError
from pydantic.json_schema import models_json_schema

from mbc_explainer.errors import Problem, accepted, shortened
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.document import Index
from mbc_explainer.knowledge.rulebase import (
    FactsTopic,
    GlossaryTopic,
    GoalTopic,
    ListTopic,
    ReceptorsTopic,
    SectionsTopic,
    SharedTopic,
    SiteTopic,
    SymptomsTopic,
    TherapyTopic,
)
from mbc_explainer.knowledge.texts import FINGERPRINT, ID, LOCATOR, Text
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Fit, Relevance, Therapy

from .yaml_text import LARGEST_FILE, Lines, YamlPath, dotted, read_yaml

__all__ = ["TOPICS", "Example", "RuleFile", "read_rule_file", "schema"]

_BY_SUBJECT: Final[dict[str, type[BaseModel]]] = {"therapy": TherapyTopic, "site": SiteTopic, "goal": GoalTopic}
TOPICS: Final[dict[str, tuple[str, type[BaseModel]]]] = {
    "document": ("document", Index),
    "facts": ("facts", FactsTopic),
    "receptors": ("receptors", ReceptorsTopic),
    "symptoms": ("symptoms", SymptomsTopic),
    "sites": ("sites_shared", SharedTopic),
    "goals": ("goals_shared", SharedTopic),
    "background": ("background", SectionsTopic),
    "support": ("support", SectionsTopic),
    "limits": ("limits", SectionsTopic),
    "questions": ("questions", ListTopic),
    "notes": ("notes", ListTopic),
    "glossary": ("glossary", GlossaryTopic),
}
"""Topics that a folder has one file for: the name in a file, its slot among the topics, its model."""


def _profile(given: Any) -> PatientProfile:
    return given if isinstance(given, PatientProfile) else PatientProfile.model_validate(given)


class Example(Frozen):
    """A profile, and what must come out of one rule file for it."""

    profile: Annotated[PatientProfile, BeforeValidator(_profile)]
    relevance: Relevance | None = None
    """In a therapy's file: the answer."""
    depends_on: tuple[str, ...] = ()
    """In a therapy's file: the fields that the answer turns on."""
    fires: tuple[str, ...]
    """Exactly the rules and conditional texts of the file that hold."""
    facts: dict[str, str] | None = None
    """In the receptors' file: what derived facts come to, ``open`` among the values."""
    fits: dict[Therapy, Fit] | None = None
    """In a goal's file: exactly how each therapy category fits."""


class RuleFile(NamedTuple):
    """One file, read."""

    name: str
    """Its path in the folder."""
    slot: str
    topic: Any
    examples: tuple[Example, ...]
    lines: Lines

    def line(self, *path: str | int) -> int:
        """The line of a value, or of the nearest thing around it."""
        return next((self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), 1)

    def problem(self, path: YamlPath, where: str, what: str) -> Problem:
        """Something that is wrong with a value of the file."""
        return Problem(self.name, self.line(*path), where, what)

    def texts(self) -> Iterator[tuple[YamlPath, Text]]:
        """Every text and rule of the file, with its path."""
        yield from _texts_in(self.topic, ())


def read_rule_file(path: Path, name: str) -> tuple[RuleFile | None, list[Problem]]:
    """Read one file; what is wrong with it is told as well, and it is None where it can't be used."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device may never come to an end
            return None, [Problem(name, 1, "file", "it is no regular file; expected one of YAML text")]
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        return None, [Problem(name, 1, "file", f"can't be read: {error.strerror}; expected a file")]
    data, lines, problems = read_yaml(content, name)
    if data is None:
        return None, problems
    if not isinstance(data, dict) or next(iter(data), None) != "title":
        return None, [
            *problems,
            Problem(
                name, lines.get((), 1), "file", "its start is not a title; expected a mapping that starts with one"
            ),
        ]
    model, slot = _model(data)
    if model is None:
        expected = f"one of {', '.join(_BY_SUBJECT)}, or topic with one of {', '.join(TOPICS)}"
        what = f"it does not say what it is about; expected {expected}"
        return None, [*problems, Problem(name, lines.get((), 1), "file", what)]
    examples_given = data.pop("examples", [])
    _name_texts(data, Path(name).stem if "topic" not in data else str(data["topic"]), ())
    file = RuleFile(name, slot, None, (), lines)
    topic = _validated(model, data, file, (), problems)
    examples = _validated(tuple[Example, ...], examples_given, file, ("examples",), problems)
    return (None if topic is None else file._replace(topic=topic, examples=examples or ())), problems


def schema() -> dict[str, Any]:
    """The JSON schema of a rule file, for editors."""
    models = dict.fromkeys((*_BY_SUBJECT.values(), *(model for _, model in TOPICS.values())))
    _, described = models_json_schema([(model, "validation") for model in models])
    for model in models:
        described["$defs"][model.__name__]["properties"]["examples"] = {"type": "array", "items": {"type": "object"}}
    anyone = [{"$ref": f"#/$defs/{model.__name__}"} for model in models]
    return {"title": "A rule file of mbc-explainer", "anyOf": anyone, **described}


def _model(data: dict[str, Any]) -> tuple[type[BaseModel] | None, str]:
    for subject, model in _BY_SUBJECT.items():
        if subject in data:
            return model, {"therapy": "therapies"}.get(subject, f"{subject}s")
    topic = data.get("topic")
    slot, named = TOPICS.get(topic, ("", None)) if isinstance(topic, str) else ("", None)
    return named, slot


def _name_texts(data: Any, stem: str, path: YamlPath) -> None:
    """Give each text without a name one that is made from its path."""
    if isinstance(data, dict):
        if "text" in data and "when" not in data and "id" not in data:
            steps = [str(step + 1) if isinstance(step, int) else step.lower() for step in path]
            data["id"] = ".".join([stem, *steps])
        for key, value in data.items():
            _name_texts(value, stem, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            _name_texts(value, stem, (*path, number))


def _validated(model: Any, data: Any, file: RuleFile, path: YamlPath, problems: list[Problem]) -> Any:
    try:
        return _adapter(model).validate_python(data)
    except ValidationError as refused:
        for error in refused.errors():
            if error["type"] == "too_short" and error["input"]:
                continue  # what is wrong with the items is told already
            at = (*path, *(step for step in error["loc"] if step != "[key]"))
            problems.append(file.problem(at, dotted(at), _refusal(error, model)))
        return None


@cache  # a folder has five files of some kinds
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


_EXPECTED: Final = {
    "too_short": "at least one",
    "string_too_short": "some text",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "bool_parsing": "yes or no",
    "bool_type": "yes or no",
    "int_parsing": "a whole number",
    "string_type": "a text",
}
_FORMS: Final = {
    LOCATOR: "a place such as L46.1",
    ID: "small letters, digits and _, parts with a dot between",
    FINGERPRINT: "64 hexadecimal digits",
}
_ENUM_MEMBER: Final = re.compile(r"<\w+\.\w+: ('\w+')>")


def _refusal(error: Any, model: Any) -> str:
    """What is wrong and what was expected, from one of pydantic's errors."""
    kind, where = error["type"], error["loc"][-1] if error["loc"] else "file"
    if kind == "extra_forbidden":
        return f"unknown key {shortened(where)}; {accepted(sorted(_keys_at(model, error['loc'][:-1])), where)}"
    if kind == "missing":
        return f"it is missing; expected {where} here"
    if kind in {"value_error", "profile"}:
        return str(error["msg"]).removeprefix("Value error, ")
    if where == "when" and kind == "tuple_type":
        expected = "always, a mapping of facts, or a list of such mappings"
    else:
        words = str(error["msg"]).removeprefix("Input should be ").removeprefix("String should have ")
        form = _FORMS.get(error.get("ctx", {}).get("pattern"))
        expected = form or _EXPECTED.get(kind) or _ENUM_MEMBER.sub(r"\1", words)
    return f"{shortened(error['input'])} is not accepted; expected {expected}"


def _keys_at(model: Any, path: YamlPath) -> set[str]:
    """The keys that a model takes at a path inside it."""
    for step in path:
        models = list(_models_in(model))
        if isinstance(step, str) and models and step in models[0].model_fields:
            model = models[0].model_fields[step].annotation
    return {key for inner in _models_in(model) for key in inner.model_fields}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if get_origin(annotation) is not None or isinstance(annotation, types.UnionType):
        for inner in get_args(annotation):
            yield from _models_in(inner)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation


def _texts_in(value: Any, path: YamlPath) -> Iterator[tuple[YamlPath, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts_in(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts_in(item, (*path, number))
