"""Every way for a folder of rule files to be wrong, each with the file, the line and what was expected."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mbc_explainer.authoring import rule_set
from mbc_explainer.authoring.compiler import compile_rules
from mbc_explainer.authoring.rule_file import RuleFile, read_rule_file
from mbc_explainer.authoring.rule_set import read_rule_files
from mbc_explainer.errors import Problem, RuleFileError
from mbc_explainer.knowledge.rulebase import RuleBase
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder

BAD = sorted((Path(__file__).parents[1] / "bad_rules").glob("*.yaml"))
GOOD = sorted(path for path in rules_folder().rglob("*.yaml"))
EXPECT = "# expect: "


@pytest.fixture(scope="module", autouse=True)
def _each_good_file_is_read_once() -> Iterator[None]:
    """A hundred folders here differ in one file each."""
    content = {path.relative_to(rules_folder()).as_posix(): path.read_bytes() for path in GOOD}
    read_once = cache(lambda name: read_rule_file(rules_folder() / name, name))

    def read(path: Path, name: str) -> tuple[RuleFile | None, list[Problem]]:
        unchanged = content.get(name) == path.read_bytes()
        return read_once(name) if unchanged else read_rule_file(path, name)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rule_set, "read_rule_file", read)
        yield


def copied(folder: Path) -> Path:
    shutil.copytree(rules_folder(), folder, ignore=shutil.ignore_patterns(SNAPSHOT))
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(RuleFileError) as refused:
        compile_rules(folder)
    return [str(problem).replace(str(folder), "rules") for problem in refused.value.problems]


def test_there_are_at_least_fifty_ways() -> None:
    assert len(BAD) >= 50


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_with_every_problem(path: Path, tmp_path: Path) -> None:
    """The first line says which file of the good ones it stands for, the next ones what is expected."""
    lines = path.read_text(encoding="utf-8").splitlines()
    folder = copied(tmp_path / "rules")
    shutil.copy(path, folder / lines[0].removeprefix("# as: "))
    assert [line.removeprefix(EXPECT) for line in lines if line.startswith(EXPECT)] == problems(folder)


def removed(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def written(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (removed("sites/lung.yaml"), "rules:1: sites: no file for lung; expected one with `site: lung`"),
        (removed("notes.yaml"), "rules:1: notes: no file for it; expected one with `topic: notes`"),
        (removed("facts.yaml"), "rules:1: facts: no file for it; expected one with `topic: facts`"),
        (removed("document.yaml"), "rules:1: document: no file for it; expected one with `topic: document`"),
        (written("notes.yaml", b""), "notes.yaml:1: file: the file is empty"),
        (written("notes.yaml", b"# nothing\n"), "notes.yaml:1: file: the file is empty"),
        (written("notes.yaml", b"title: \xff"), "notes.yaml:1: file: byte 7 is not UTF-8; expected UTF-8 text"),
        (written("notes.yaml", b"#" * 65_537), "notes.yaml:1: file: it is too large; expected at most 65536 bytes"),
        (written("notes.yaml", b"title: \0"), "notes.yaml:1: file: not YAML"),
        (written("\x1b[31m.yaml", b""), r"\x1b[31m.yaml:1: file: the file is empty"),
    ],
)
def test_a_folder_is_refused_for(tmp_path: Path, change: Callable[[Path], object], expected: str) -> None:
    folder = copied(tmp_path / "rules")
    change(folder)
    assert any(problem.startswith(expected) for problem in problems(folder))


def test_a_folder_without_rule_files_is_refused(tmp_path: Path) -> None:
    assert ["rules:1: folder: no rule files; expected *.yaml files in it"] == problems(tmp_path)


def test_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = copied(tmp_path / "rules")
    for name in ("bone", "lung", "liver"):
        (folder / "sites" / f"{name}.yaml").write_text("title: x\nsite: y\ntexts: []\n", encoding="utf-8")
    assert {"sites/bone.yaml:2", "sites/lung.yaml:2", "sites/liver.yaml:2"} <= {
        ":".join(problem.split(":")[:2]) for problem in problems(folder)
    }


def test_the_shipped_files_are_read_with_the_position_of_everything() -> None:
    rules = read_rule_files(rules_folder())
    assert isinstance(rules.topics, RuleBase)
    for name, (file, line) in rules.positions.items():
        text = (rules.folder / file).read_text(encoding="utf-8").splitlines()[line - 1]
        assert name in text or "text:" in text or name.split(".")[1] in text


@st.composite
def mangled(draw: st.DrawFn) -> tuple[Path, str]:
    """A rule file with some of its lines lost, doubled, swapped or scribbled on."""
    path = draw(st.sampled_from(GOOD))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 4))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 4)):
            case 0:
                lines[at] = ""
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))] + draw(st.text(max_size=5)) + "\n"
            case _:
                lines[at] = "  " + lines[at]
    return path.relative_to(rules_folder()), "".join(lines)


@given(mangled())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_a_mangled_file_is_read_or_refused(change: tuple[Path, str]) -> None:
    """Nothing but the library's own error comes out."""
    import tempfile  # noqa: PLC0415 -- hypothesis and pytest's tmp_path do not go together

    with tempfile.TemporaryDirectory() as made:
        folder = copied(Path(made) / "rules")
        (folder / change[0]).write_bytes(change[1].encode("utf-8", "surrogatepass"))
        try:
            read_rule_files(folder)
        except RuleFileError as refused:
            assert refused.problems  # noqa: PT017 -- most mangled files are refused, some are not
