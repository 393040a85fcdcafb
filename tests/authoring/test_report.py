import json

from mbc_explainer.authoring.issues import Issue
from mbc_explainer.authoring.report import Check, Report

ERROR = Issue(level="error", file="a.yaml", line=3, rule="r", what="it never holds", profile='{"er":"positive"}')
WARNING = Issue(level="warning", file="b.yaml", line=1, rule="t", what="it is long")


def report(*issues: Issue) -> Report:
    return Report(
        rules="rules 1", fingerprint="f" * 64, checks=(Check(title="Behavior", summary="all", findings=issues),)
    )


def test_warnings_leave_rules_sound_and_errors_do_not() -> None:
    assert (True, True, False) == (report().sound, report(WARNING).sound, report(WARNING, ERROR).sound)


def test_each_issue_is_one_line_with_its_position_and_profile() -> None:
    lines = report(ERROR).to_text().splitlines()
    assert '    error: a.yaml:3: r: it never holds; for example {"er":"positive"}' in lines
    assert "rules 1, fingerprint ffffffffffffffff: not sound" == lines[0]


def test_markdown_is_a_page_to_sign() -> None:
    page = report(WARNING).to_markdown()
    assert page.startswith("# Check of the rules")
    assert "Signed off" in page
    assert "b.yaml:1" in page


def test_json_holds_all_of_it() -> None:
    assert report(ERROR) == Report.model_validate(json.loads(report(ERROR).model_dump_json()))


def test_a_summary_counts_errors_and_warnings() -> None:
    assert "all; 1 errors, 2 warnings" == Check.of("x", "all", [ERROR, WARNING, WARNING]).summary
    assert ("all; nothing found", "nothing found") == (Check.of("x", "all").summary, Check.of("x", "").summary)
