"""The house can be walked through: each module imports only what comes before it in the flow."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import mbc_explainer

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "mbc_explainer"

FLOW = (
    "errors",
    "vocabulary",
    "profile",
    "facts",
    "topics",
    "knowledge",
    "folding",
    "findings",
    "tracing",
    "passages",
    "disclaimer",
    "rendering.outline",
    "rendering.bounds",
    "rendering.text",
    "rendering.terminal",
    "rendering.markdown",
    "rendering.words",
    "rendering.html",
    "rendering.mermaid",
    "rendering",
    "shown",
    "answer_words",
    "parts",
    "keeping",
    "wording",
    "options",
    "why",
    "why_not",
    "open_questions",
    "mapping",
    "assembly",
    "at_hand",
    "explanation",
    "explaining",
    "comparing",
    "drawing",
    "pictures",
    "authoring",
    "authoring.yaml_text",
    "authoring.rule_file",
    "authoring.rule_files",
    "authoring.engine",
    "authoring.compiling",
    "authoring.rule_examples",
    "authoring.grounding",
    "authoring.behavior",
    "authoring.mutants",
    "authoring.readability",
    "authoring.plain_language",
    "authoring.report",
    "authoring.checking",
    "loading",
    "__init__",
    "notebook",
    "cli.reading",
    "cli.ending",
    "cli.output_file",
    "cli.writing",
    "cli.given",
    "cli.asking",
    "cli.lookup",
    "cli.follow_up",
    "cli.draw",
    "cli.commands",
    "cli",
    "__main__",
)


def modules() -> dict[str, Path]:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        found[name.removesuffix(".__init__") if name != "__init__" else name] = path
    return found


def imports(path: Path, name: str) -> Iterator[str]:
    """The package's own modules that a module imports, as dotted names below the package."""
    package = name if path.name == "__init__.py" and name != "__init__" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found


def test_every_module_is_in_the_flow() -> None:
    assert sorted(FLOW) == sorted(modules())


@pytest.mark.parametrize("name", FLOW)
def test_a_module_imports_only_what_comes_before_it(name: str) -> None:
    before = set(FLOW[: FLOW.index(name)])
    assert set() == {one for one in imports(modules()[name], name) if one not in before and one != name}


@pytest.mark.parametrize(("package", "place"), [("durable", "authoring.engine"), ("yaml", "authoring.yaml_text")])
def test_the_engine_and_yaml_are_imported_in_one_place(package: str, place: str) -> None:
    assert [place] == [name for name in FLOW if package in foreign(modules()[name])]


def test_the_reading_side_does_not_import_the_authoring_side() -> None:
    reading = [name for name in FLOW if not name.startswith("authoring") and name != "loading"]
    assert [] == [
        name for name in reading if any(one.startswith("authoring") for one in imports(modules()[name], name))
    ]


def test_every_module_has_its_tests() -> None:
    """Tests are mirrored one-to-one on modules."""
    without = {"__init__", "__main__", "authoring", "cli", "rendering", "disclaimer", "vocabulary"}
    expected = {
        Path("tests", *name.split(".")[:-1], f"test_{name.split('.')[-1]}.py") for name in FLOW if name not in without
    } | {Path("tests", "tools", f"test_{path.name}") for path in (ROOT / "tools").glob("*.py")}
    assert set() == {path.as_posix() for path in expected if not (ROOT / path).is_file()}


def test_what_is_public_is_listed() -> None:
    """``__all__`` is exactly the public surface, sorted, and small."""
    public = {name for name, value in vars(mbc_explainer).items() if not name.startswith("_") and not ismodule(value)}
    assert sorted(public) == sorted(mbc_explainer.__all__)
    assert len(mbc_explainer.__all__) <= 16


def ismodule(value: object) -> bool:
    return type(value).__name__ == "module"


@pytest.mark.parametrize("word", ["utils", "helpers", "manager", "base", "core"])
def test_no_module_has_a_name_that_says_nothing(word: str) -> None:
    assert [] == [name for name in FLOW if word in name]


def names_in_conditions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If | ast.IfExp):
            yield from (
                one.value for one in ast.walk(node.test) if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )
            yield from (one.attr.lower() for one in ast.walk(node.test) if isinstance(one, ast.Attribute))


def test_the_code_knows_no_therapy_receptor_or_site() -> None:
    """Knowledge lives in the rules: no condition in the code names a therapy category, receptor, site or goal."""
    from mbc_explainer.vocabulary import Goal, Site, Symptom, Therapy  # noqa: PLC0415 -- used in this test alone

    known = {str(name) for vocabulary in (Therapy, Site, Goal, Symptom) for name in vocabulary} | {"er", "pr", "her2"}
    known -= {"other"}
    found = {(name, word) for name, path in modules().items() for word in names_in_conditions(path) if word in known}
    assert set() == found
