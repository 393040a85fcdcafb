"""A folder of rule files to checked topics, or to every problem in them at once."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from math import prod
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from mbc_explainer.errors import Problem, RuleFileError, accepted, nearest, shortened
from mbc_explainer.facts import FACTS
from mbc_explainer.findings import OPEN
from mbc_explainer.knowledge import (
    Condition,
    FactsTopic,
    FitRule,
    GlossaryTopic,
    GoalTopic,
    Index,
    ListTopic,
    ReceptorsTopic,
    SectionsTopic,
    SharedTopic,
    SiteTopic,
    SymptomsTopic,
    Text,
    TherapyTopic,
    Topics,
)
from mbc_explainer.profile import PatientProfile
from mbc_explainer.vocabulary import Fit, Goal, Relevance, Site, Symptom, Therapy

from .yaml_text import Lines, read_yaml
from .yaml_text import Path as Place

__all__ = ["Example", "RuleFile", "RuleFiles", "read_rule_files", "schema"]

MOST_ALTERNATIVES: Final = 32

_BY_SUBJECT: Final[dict[str, type[BaseModel]]] = {"therapy": TherapyTopic, "site": SiteTopic, "goal": GoalTopic}
_BY_TOPIC: Final[dict[str, tuple[str, type[BaseModel]]]] = {
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


def _profile(given: Any) -> PatientProfile:
    return given if isinstance(given, PatientProfile) else PatientProfile.model_validate(given)


class Example(BaseModel):
    """A profile, and what must come out of one rule file for it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    profile: Annotated[PatientProfile, BeforeValidator(_profile)]
    relevance: Relevance | None = None
    """In a therapy's file: the answer."""
    depends_on: tuple[str, ...] = ()
    """In a therapy's file: the fields that the answer turns on."""
    fires: tuple[str, ...]
    """Exactly the rules and conditional texts of the file that hold."""
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

    def line(self, *place: str | int) -> int:
        """The line of a place, or of the nearest thing around it."""
        return next((self.lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in self.lines), 1)


    def texts(self) -> Iterator[tuple[Place, Text]]:
        """Every text and rule of the file, with its place."""
        yield from _texts_in(self.topic, ())


class RuleFiles(NamedTuple):
    """A whole folder, read and checked."""

    folder: Path
    files: tuple[RuleFile, ...]
    topics: Topics
    places: dict[str, tuple[str, int]]
    """Where each text and rule stands: its id to file and line."""


_EXAMPLES: Final = TypeAdapter(tuple[Example, ...])


def read_rule_files(folder: Path) -> RuleFiles:
    """Read every rule file below a folder and check them all.

    Raises:
        RuleFileError: with every problem that was found, each with file and line.
    """
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    if not paths:
        raise RuleFileError([Problem(str(folder), 1, "folder", "no rule files; expected *.yaml files in it")])
    problems: list[Problem] = []
    files = []
    for path in paths:
        file = _read(path, path.relative_to(folder).as_posix(), problems)
        if file is not None:
            files.append(file)
    places = _places(files, problems)
    slots = _slots(files, problems, str(folder))
    _check_texts(files, problems)
    if problems:
        raise RuleFileError(problems)
    return RuleFiles(folder, tuple(files), Topics.model_validate(slots), places)


def _read(path: Path, name: str, problems: list[Problem]) -> RuleFile | None:
    try:
        content = path.read_bytes()
    except OSError as error:
        problems.append(Problem(name, 1, "file", f"can't be read: {error.strerror}"))
        return None
    data, lines, found = read_yaml(content, name)
    problems += found
    if data is None:
        return None
    if not isinstance(data, dict) or next(iter(data), None) != "title":
        problems.append(Problem(name, 1, "file", "expected a mapping that starts with its title"))
        return None
    model, slot = _model(data)
    if model is None:
        expected = f"one of {', '.join(_BY_SUBJECT)}, or topic with one of {', '.join(_BY_TOPIC)}"
        problems.append(Problem(name, 1, "file", f"it does not say what it is about; expected {expected}"))
        return None
    examples_given = data.pop("examples", [])
    _name_texts(data, Path(name).stem if "topic" not in data else str(data["topic"]), ())
    file = RuleFile(name, slot, None, (), lines)
    topic = _validated(TypeAdapter(model), model, data, file, (), problems)
    examples = _validated(_EXAMPLES, tuple[Example, ...], examples_given, file, ("examples",), problems)
    return None if topic is None else file._replace(topic=topic, examples=examples or ())


def schema() -> dict[str, Any]:
    """The JSON schema of a rule file, for editors."""
    models = tuple(dict.fromkeys((*_BY_SUBJECT.values(), *(model for _, model in _BY_TOPIC.values()))))
    described = TypeAdapter(Union[models]).json_schema()  # type: ignore[valid-type]  # built from data
    for model in models:
        described["$defs"][model.__name__]["properties"]["examples"] = {"type": "array", "items": {"type": "object"}}
    return {"title": "A rule file of mbc-explainer", **described}


def _model(data: dict[str, Any]) -> tuple[type[BaseModel] | None, str]:
    for subject, model in _BY_SUBJECT.items():
        if subject in data:
            return model, {"therapy": "therapies"}.get(subject, f"{subject}s")
    topic = data.get("topic")
    slot, named = _BY_TOPIC.get(topic, ("", None)) if isinstance(topic, str) else ("", None)
    return named, slot


def _name_texts(data: Any, stem: str, place: Place) -> None:
    """Give each text without a name one that is made from its place."""
    if isinstance(data, dict):
        if "text" in data and "when" not in data and "id" not in data:
            steps = [str(step + 1) if isinstance(step, int) else step.lower() for step in place]
            data["id"] = ".".join([stem, *steps])
        for key, value in data.items():
            _name_texts(value, stem, (*place, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            _name_texts(value, stem, (*place, number))


def _validated(
    adapter: TypeAdapter[Any], model: Any, data: Any, file: RuleFile, place: Place, problems: list[Problem]
) -> Any:
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        for one in error.errors():
            at = (*place, *one["loc"])
            where = ".".join(str(step + 1) if isinstance(step, int) else step for step in at) or "file"
            problems.append(Problem(file.name, file.line(*at), where, _said(one, model)))
        return None


def _said(error: Any, model: Any) -> str:
    """What is wrong and what was expected, from one of pydantic's errors."""
    given = shortened(error["input"])
    if error["type"] == "extra_forbidden":
        keys = sorted(_keys_at(model, error["loc"][:-1]))
        return f"unknown key {shortened(error['loc'][-1])}; {accepted(keys, error['loc'][-1])}"
    if error["type"] == "missing":
        return f"{error['loc'][-1]} is missing; expected it here"
    if error["type"] in {"value_error", "profile"}:
        return str(error["msg"]).removeprefix("Value error, ")
    return f"{given} is not accepted; expected: {str(error['msg']).removeprefix('Input should be ')}"


def _keys_at(model: Any, place: Place) -> set[str]:
    """The keys that a model takes at a place inside it."""
    for step in place:
        models = list(_models_in(model))
        if isinstance(step, str) and models and step in models[0].model_fields:
            model = models[0].model_fields[step].annotation
    return {key for one in _models_in(model) for key in one.model_fields}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if get_origin(annotation) is not None or isinstance(annotation, types.UnionType):
        for inner in get_args(annotation):
            yield from _models_in(inner)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation


def _texts_in(value: Any, place: Place) -> Iterator[tuple[Place, Text]]:
    if isinstance(value, Text):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts_in(getattr(value, name), (*place, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts_in(item, (*place, number))


def _places(files: Iterable[RuleFile], problems: list[Problem]) -> dict[str, tuple[str, int]]:
    places: dict[str, tuple[str, int]] = {}
    for file in files:
        named = [(place, text.id) for place, text in file.texts()]
        if isinstance(file.topic, ReceptorsTopic):
            named += [(("facts", n), fact.fact) for n, fact in enumerate(file.topic.facts)]
        for place, name in named:
            line = file.line(*place, "id")
            if name in places:
                first = "{}:{}".format(*places[name])
                what = f"{name} is used twice; expected a name of its own (first in {first})"
                problems.append(Problem(file.name, line, "id", what))
            else:
                places[name] = (file.name, line)
    return places


_WHOLE: Final = {"therapies": ("therapy", Therapy), "sites": ("site", Site), "goals": ("goal", Goal)}


def _slots(files: list[RuleFile], problems: list[Problem], folder: str) -> dict[str, Any]:
    """The topics of a folder, each there once, the sets of them complete and in order."""
    slots: dict[str, Any] = {}
    for slot, (key, vocabulary) in _WHOLE.items():
        of = {}
        for file in (file for file in files if file.slot == slot):
            name = getattr(file.topic, key)
            if name in of:
                what = f"{name} has a file already; expected one"
                problems.append(Problem(file.name, file.line(key), key, what))
            of[name] = file.topic
        missing = [name for name in vocabulary if name not in of]
        if missing:
            what = f"no file for {', '.join(missing)}; expected one with `{key}: {missing[0]}`"
            problems.append(Problem(folder, 1, slot, what))
        slots[slot] = tuple(of[name] for name in vocabulary if name in of)
    for topic, (slot, _) in _BY_TOPIC.items():
        these = [file for file in files if file.slot == slot]
        if not these:
            problems.append(Problem(folder, 1, slot, f"no file for it; expected one with `topic: {topic}`"))
        for file in these[1:]:
            problems.append(Problem(file.name, file.line("topic"), topic, "the topic has a file already; expected one"))
        slots[slot] = these[0].topic if these else None
        if these and slot == "symptoms":
            _check_symptoms(these[0], problems)
    return slots


def _check_symptoms(file: RuleFile, problems: list[Problem]) -> None:
    named = [entry.symptom for entry in file.topic.symptoms]
    for number, name in enumerate(named):
        if name in named[:number]:
            line = file.line("symptoms", number)
            problems.append(Problem(file.name, line, "symptoms", f"{name} stands twice; expected it once"))
    missing = [name for name in Symptom if name not in named]
    if missing:
        what = f"no entry for {', '.join(missing)}; expected every symptom of a profile"
        problems.append(Problem(file.name, file.line("symptoms"), "symptoms", what))


def _check_texts(files: list[RuleFile], problems: list[Problem]) -> None:
    """What texts and rules point at: places in the document, facts and values, names for them."""
    locators, labels, derived = _known(files)
    if locators is not None:
        _check_locators(files, locators, problems)
    tested: dict[tuple[str, str], tuple[str, int]] = {}
    for file in files:
        short = "relevance" if file.slot in {"therapies", "goals"} else None
        for place, text in file.texts():
            if text.when is None:
                continue
            settled = place[0] in {"rules", "facts"}
            before = _derived_before(file, place, derived)
            at = (*place, "when")
            for alternative in text.when:
                _check_alternative(alternative, settled, before, short, file, at, problems, tested)
            if sum(prod(map(len, one.values())) for one in text.when) > MOST_ALTERNATIVES:
                what = f"too many alternatives; expected at most {MOST_ALTERNATIVES}, written out"
                problems.append(Problem(file.name, file.line(*at), text.id, what))
            if len(text.when) > 1 and {} in text.when:
                what = "an empty alternative; expected at least one fact in each"
                problems.append(Problem(file.name, file.line(*at), text.id, what))
    if labels is not None:
        _check_labels(tested, labels, problems)


def _known(
    files: list[RuleFile],
) -> tuple[set[str] | None, dict[str, dict[str, str]] | None, dict[str, tuple[str, ...]]]:
    """The document's locators, the facts' names in words, and the derived facts with their values."""
    locators, labels, derived = None, None, {}
    for file in files:
        if isinstance(file.topic, Index):
            locators = {sentence.locator for _, sentence in file.topic.sentences()}
        elif isinstance(file.topic, FactsTopic):
            labels = file.topic.facts
        elif isinstance(file.topic, ReceptorsTopic):
            derived = {fact.fact: fact.values for fact in file.topic.facts}
    return locators, labels, derived


def _check_locators(files: list[RuleFile], known: set[str], problems: list[Problem]) -> None:
    for file in files:
        cited = [(place, text.sources) for place, text in file.texts()]
        if isinstance(file.topic, GlossaryTopic):
            cited += [(("terms", n), term.sources) for n, term in enumerate(file.topic.terms)]
        if isinstance(file.topic, Index):
            _check_index(file, problems)
        for place, sources in cited:
            for locator in sources:
                if locator not in known:
                    close = nearest(locator, known)
                    hint = f" (did you mean {close}?)" if close else ""
                    what = f"{locator} is not in the document's index; expected one of its locators{hint}"
                    problems.append(Problem(file.name, file.line(*place, "sources"), "sources", what))


def _check_index(file: RuleFile, problems: list[Problem]) -> None:
    seen: set[str] = set()
    for _, sentence in file.topic.sentences():
        if sentence.locator in seen:
            what = f"{sentence.locator} stands twice; expected each sentence once"
            line = next((n for place, n in file.lines.items() if place[-1:] == ("locator",)), 1)
            problems.append(Problem(file.name, line, "locator", what))
        seen.add(sentence.locator)


def _derived_before(file: RuleFile, place: Place, derived: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The derived facts that a text may ask about: all, or those before the one that it derives."""
    if place[0] != "facts":
        return derived
    mine = file.topic.facts[place[1]].fact
    names = list(derived)
    return {name: derived[name] for name in names[: names.index(mine)]}


def _check_alternative(  # noqa: PLR0913 -- where a problem is takes as much as what it is
    alternative: dict[str, tuple[str, ...]],
    settled: bool,
    derived: dict[str, tuple[str, ...]],
    short: str | None,
    file: RuleFile,
    at: Place,
    problems: list[Problem],
    tested: dict[tuple[str, str], tuple[str, int]],
) -> None:
    for fact, values in alternative.items():
        known = _domain(fact, settled, derived, short)
        line = file.line(*at, fact)
        if not known:
            names = [name for name, domain in FACTS.items() if domain.settled or not settled] + list(derived)
            close = nearest(fact, names)
            hint = f" (did you mean {close}?)" if close else ""
            kind = "settled" if settled else "stated"
            what = f"unknown fact {shortened(fact)}; expected one of the {kind} facts{hint}"
            problems.append(Problem(file.name, line, fact, what))
            continue
        for value in values:
            if value not in known:
                what = f"{shortened(value)} is not a value of {fact}; {accepted(known, value)}"
                problems.append(Problem(file.name, line, fact, what))
        if fact != "relevance":
            tested |= {(fact, value): (file.name, line) for value in known}


def _domain(
    fact: str, settled: bool, derived: dict[str, tuple[str, ...]], short: str | None
) -> tuple[str, ...]:
    """The values of a fact, as a rule of one kind may ask for it; none where it may not."""
    if fact in FACTS:
        return FACTS[fact].settled if settled else FACTS[fact].stated
    if fact in derived:
        return derived[fact] if settled else (*derived[fact], OPEN)
    subject, _, name = fact.partition(".")
    names_a_therapy = name in set(Therapy) or (fact == short)
    return tuple(Relevance) if subject == "relevance" and names_a_therapy and not settled else ()


def _check_labels(
    tested: dict[tuple[str, str], tuple[str, int]], labels: dict[str, dict[str, str]], problems: list[Problem]
) -> None:
    for (fact, value), (name, line) in tested.items():
        if value not in labels.get(fact, {}) and not fact.startswith("relevance."):
            what = f"{fact}={value} has no words; expected them under `facts` in the file with `topic: facts`"
            problems.append(Problem(name, line, fact, what))
