"""The house can be walked through: each module imports only what comes before it in the flow."""

import ast
import builtins
import inspect
import re
import tomllib
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

import pytest
from pydantic import BaseModel

import mbc_explainer
from mbc_explainer.answers.renderable import Renderable, RenderableTree
from mbc_explainer.patient.vocabulary import RECEPTORS, Goal, Her2Status, ReceptorStatus, Site, Symptom, Therapy
from mbc_explainer.phrases import PHRASES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "mbc_explainer"
_KINDS = {*Renderable.__subclasses__(), *RenderableTree.__subclasses__()} - {RenderableTree}
ANSWERS = {kind for kind in _KINDS if hasattr(mbc_explainer, kind.__name__)}

LAYERS = (
    ("errors", "disclaimer", "frozen", "phrases", "rendering", "zipped"),
    ("patient",),
    ("knowledge",),
    ("reasoning",),
    ("answers",),
    ("authoring",),
    ("loading",),
    ("claims", "offline", "pictures", "notebook", "records", "tables", "teaching"),
    ("mcp_server", "service"),
    ("cli",),
    ("__init__", "__main__"),
)
"""The rooms from the ground up: each imports only from its own layer and from those before it."""


@cache
def modules() -> dict[str, Path]:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        found[name.removesuffix(".__init__") if name != "__init__" else name] = path
    return found


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, name: str, *, whole: bool = True) -> Iterator[str]:
    """The package's own modules that a module imports, as dotted names below the package."""
    package = name if path.name == "__init__.py" and name != "__init__" else name.rpartition(".")[0]
    tree = parsed(path)
    for node in ast.walk(tree) if whole else tree.body:
        if isinstance(node, ast.ImportFrom):
            if node.level:
                above = package.split(".") if package else []
                start = ".".join(above[: len(above) - (node.level - 1)])
                target = ".".join(part for part in (start, node.module or "") if part)
            elif (node.module or "").startswith("mbc_explainer"):
                target = (node.module or "").removeprefix("mbc_explainer").lstrip(".")
            else:
                continue
            known = [f"{target}.{alias.name}".lstrip(".") for alias in node.names]
            inner = [one for one in known if one in modules()]
            yield from inner
            yield from [target] if target in modules() and not inner else []


def foreign(path: Path) -> set[str]:
    """The top-level packages from elsewhere that a module imports."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found


def room(name: str) -> str:
    return name.partition(".")[0]


def layer(name: str) -> int:
    return next(at for at, rooms in enumerate(LAYERS) if room(name) in rooms)


def test_every_room_is_in_a_layer_and_the_top_folder_is_small() -> None:
    assert {name for rooms in LAYERS for name in rooms} == set(map(room, modules()))
    assert len(list(PACKAGE.glob("*.py"))) <= 9


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_imports_only_from_its_own_layer_and_those_before_it(name: str) -> None:
    assert set() == {one for one in imports(modules()[name], name) if layer(one) > layer(name)}


def test_no_module_is_imported_in_a_circle() -> None:
    """But inside a function, where a reason stands on the line."""
    order = {name: set(imports(path, name, whole=False)) - {name} for name, path in modules().items()}
    assert set(modules()) == set(TopologicalSorter(order).static_order())


@pytest.mark.parametrize(("package", "only"), [("durable", "authoring.engine"), ("yaml", "authoring.yaml_text")])
def test_the_engine_and_yaml_are_imported_in_one_place(package: str, only: str) -> None:
    assert [only] == [name for name, path in modules().items() if package in foreign(path)]


def test_only_loading_lets_readers_in_to_the_authoring_side() -> None:
    found = {name for name, path in modules().items() if any(room(one) == "authoring" for one in imports(path, name))}
    assert {"loading"} == {name for name in found if room(name) != "authoring"}


def test_every_module_has_its_tests() -> None:
    """Tests are mirrored one-to-one on modules."""
    without = {"__init__", "__main__", "disclaimer", "patient.vocabulary"}
    expected = {
        Path("tests", *name.split(".")[:-1], f"test_{name.split('.')[-1]}.py")
        for name, path in modules().items()
        if name not in without and (path.name != "__init__.py" or name == "phrases")
    } | {Path("tests", "tools", f"test_{path.name}") for path in (ROOT / "tools").glob("*.py")}
    assert set() == {path.as_posix() for path in expected if not (ROOT / path).is_file()}


def test_what_is_public_is_listed() -> None:
    """``__all__`` is exactly the public surface, sorted.

    It has seven functions, the profile, the rules, eight kinds of answer, what a profile, an
    answer and a verdict on a claim can be, and every error: all that their docstrings and signatures name.
    """
    public = {name for name, value in vars(mbc_explainer).items() if not name.startswith("_") and not ismodule(value)}
    assert sorted(public) == sorted(mbc_explainer.__all__)
    assert len(mbc_explainer.__all__) <= 38
    assert (
        mbc_explainer.__version__ == tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    )


NOT_FOR_CALLERS = {
    "AnswerTable": "whoever compiles rules puts these together",
    "DecisionTable": "the same",
    "Node": "renderers take it",
    "RuleBase": "whoever compiles rules puts these together",
    "Section": "the same as Node",
}
"""What a signature names and nobody outside has to import, with the reason."""


def members(owner: type) -> Iterator[Callable[..., object]]:
    """The public functions of a class that are the library's own."""
    for name, value in inspect.getmembers(owner, lambda value: inspect.isfunction(value) or inspect.ismethod(value)):
        if not name.startswith("_") and value.__module__.startswith("mbc_explainer"):
            yield value


def classes_in(annotation: object) -> Iterator[type]:
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for inner in get_args(annotation):
        yield from classes_in(inner)


def names_within(model: type[BaseModel], seen: set[type]) -> Iterator[type]:
    """The vocabularies of a model's fields, and of those of the models within it."""
    seen.add(model)
    for field in model.model_fields.values():
        for inner in classes_in(field.annotation):
            if issubclass(inner, StrEnum):
                yield inner
            elif issubclass(inner, BaseModel) and inner not in seen:
                yield from names_within(inner, seen)


@pytest.mark.parametrize("name", mbc_explainer.__all__)
def test_what_the_public_names_name_is_public(name: str) -> None:
    """Each error that a docstring says is raised, each type in a signature, each vocabulary in an answer."""
    value = getattr(mbc_explainer, name)
    is_model = isinstance(value, type) and issubclass(value, BaseModel)
    functions = members(value) if isinstance(value, type) else (value,)
    named = {inner.__name__ for inner in (names_within(value, set()) if is_model and name != "Knowledge" else ())}
    for documented in (value, *functions) if isinstance(value, type) else (value,):
        _, _, raises = (inspect.getdoc(documented) or "").partition("Raises:")
        named |= {error for error in re.findall(r"^ +(\w+): ", raises, re.MULTILINE) if not hasattr(builtins, error)}
        if not isinstance(documented, type):
            types = chain.from_iterable(map(classes_in, get_type_hints(documented).values()))
            named |= {inner.__name__ for inner in types if inner.__module__.startswith("mbc_explainer")}
    assert set() == named - {*mbc_explainer.__all__, *NOT_FOR_CALLERS}


def properties(schema: dict[str, Any], of: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for model, described in ((of, schema), *schema.get("$defs", {}).items()):
        for field, property_ in described.get("properties", {}).items():
            yield model, field, property_


@pytest.mark.parametrize("mode", ["validation", "serialization"])
@pytest.mark.parametrize("name", ["PatientProfile", *sorted(answer.__name__ for answer in ANSWERS)])
def test_each_field_of_an_answer_is_described_in_its_schema(
    name: str, mode: Literal["validation", "serialization"]
) -> None:
    schema = getattr(mbc_explainer, name).model_json_schema(mode=mode)
    assert [] == [(model, field) for model, field, said in properties(schema, name) if not said.get("description")]


def ismodule(value: object) -> bool:
    return type(value).__name__ == "module"


@pytest.mark.parametrize("word", ["utils", "helpers", "manager", "base", "core"])
def test_no_module_has_a_name_that_says_nothing(word: str) -> None:
    assert [] == [name for name in modules() if word in re.split(r"[._]", name)]


def names_in(path: Path) -> Iterator[str]:
    """What code can decide by: attributes, and parts of literals that are names or facts, not prose or its keys."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute):
            yield node.attr.lower()
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            decides = re.fullmatch(r"[\w.=]+", node.value) and node.value not in PHRASES
            yield from re.split(r"[.=]", node.value.lower()) if decides else ()


KNOWING = {
    "patient.vocabulary": "declares what a profile can state",
    "patient.profile": "has a field for each receptor",
    "patient.spelling": "knows other words for what a profile can state",
    "tables.mapping": "takes unknown for what becomes of a cell that can't be read",
}


def test_the_code_knows_no_therapy_receptor_result_site_symptom_or_goal() -> None:
    """Knowledge lives in the rules: outside of what reads a profile, no code names what rules are about."""
    vocabularies = (Therapy, ReceptorStatus, Her2Status, Site, Symptom, Goal)
    known = {str(name) for vocabulary in vocabularies for name in vocabulary} | {*RECEPTORS}
    naming: dict[str, set[str]] = {}
    for name, path in modules().items():
        naming[name] = known.intersection(names_in(path))
    assert set(KNOWING) == {name for name, names in naming.items() if names}, naming
