"""The benchmark runs whole, with tiny numbers; no time is asserted."""

import json
from pathlib import Path
from random import Random

import bench
import machine
import polars as pl
import processes
import pytest
from deciding import OWN
from people_files import COLUMNS, write_people
from profiles import distinct, mappings, oddly_spelled
from rivals import agree, installed
from table import lines, merged
from tables import by_hand
from timing import Row, Scale
from translation import Rules, all_rules, relevance_rules

from mbc_explainer import PatientProfile
from mbc_explainer.tables import explain_table

pytestmark = pytest.mark.once

TINY = Scale(profiles=20, rounds=1, runs=1, lines=3, calls=20, rows=100, file_rows=100)


def test_every_section_has_rows_and_a_run_against_itself_has_ratios_of_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "QUICK", TINY)
    bench.main(["--quick", "--json", str(tmp_path / "first.json")])
    capsys.readouterr()
    result = json.loads((tmp_path / "first.json").read_text(encoding="utf-8"))
    tables = result["tables"]["here"]
    assert {*bench.EACH_ROUND, *bench.ONCE, "Processes"} == set(tables)
    assert all(row["median"] > 0 for table in tables.values() for row in table.values())
    report = "\n".join(bench.report(result, result))
    assert sum(map(len, tables.values())) == report.count("   1.00")


def test_another_version_stands_in_a_column_but_for_what_looks_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "EACH_ROUND", {"Deciding": [("deciding",)], "Asking": [("questions",)]})
    monkeypatch.setattr(bench, "ONCE", {})
    monkeypatch.setattr(processes, "rows", lambda _scale, _sources: ())
    source = Path(__file__).parents[2] / "src"
    tables = bench.measure(TINY, {"here": source, "other": source})
    assert set(tables["here"]["Asking"]) == set(tables["other"]["Asking"])
    assert "Deciding" not in tables["other"]


def test_a_folder_without_the_library_is_refused_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        bench.main(["--other", str(tmp_path)])
    assert "has no mbc_explainer; give the src folder" in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning")  # durable_rules calls it
@pytest.mark.parametrize("rules", [relevance_rules(), all_rules()], ids=["relevance rules", "all rules"])
def test_everybody_decides_the_same_and_who_does_not_is_named(rules: Rules) -> None:
    own = {name: make(rules) for name, make in OWN.items()}
    rivals = {name: rival.make(rules) for name, rival in installed().items()}
    profiles = distinct(30, settled=True)
    agree(rules, own, rivals, profiles)
    last = rules.rules[-1].id

    def wrong(given: dict[str, bool]) -> list[bool]:
        *others, held = rivals["generated function"](given)
        return [*others, not held]

    with pytest.raises(AssertionError, match=rf"the wrong decides otherwise than the library about \['{last}'\]"):
        agree(rules, own, {**rivals, "the wrong": wrong}, profiles)


def test_what_is_written_by_hand_says_the_same(tmp_path: Path) -> None:
    write_people(tmp_path / "people.parquet", 20_000)
    people = pl.read_parquet(tmp_path / "people.parquet")
    table = explain_table(people, about="metastatic", columns=COLUMNS, sites_complete=True).table
    assert by_hand(people).equals(table.select(by_hand(people).columns).cast(by_hand(people).schema))


def test_odd_spellings_say_the_same() -> None:
    random = Random(1)
    for given in mappings(100):
        spelled = oddly_spelled(given, random)
        assert PatientProfile.model_validate(given) == PatientProfile.model_validate(spelled)


def test_a_row_is_the_median_of_all_processes_and_stands_beside_that_of_another_run() -> None:
    now = merged([Row("a", "µs", [1.0, 9.0]), Row("b", "MB", [5.0]), Row("a", "µs", [2.0]), Row("none", "µs", [])])
    assert [("a", 2.0, 3), ("b", 5.0, 1)] == [(name, row["median"], row["values"]) for name, row in now.items()]
    earlier = merged([Row("a", "µs", [4.0]), Row("b", "ms", [5.0])])
    head, first, second = lines(now, {"earlier": earlier})
    assert ["median", "earlier", "ratio"] == head.split()
    assert ["a", "2", "µs", "4", "0.50"] == first.split()
    assert ["b", "5", "MB", "-"] == second.split()  # another unit: nothing to compare


@pytest.mark.parametrize(("before", "after", "warned"), [(0.2, 1.2, False), (0.9, 1.2, True), (0.2, 2.5, True)])
def test_a_busy_machine_is_warned_of(before: float, after: float, *, warned: bool) -> None:
    assert warned == bool(machine.busy(before, after))
