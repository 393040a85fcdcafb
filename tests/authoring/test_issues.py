import pytest

from mbc_explainer.authoring.issues import Issue, Subject, issue_of
from mbc_explainer.errors import Problem


@pytest.mark.parametrize("name", ["hormone_hr_positive", "L46.1", "glossary: biopsy", "bone.texts.1"])
def test_an_issue_stands_where_its_rule_sentence_term_or_text_does(subject: Subject, name: str) -> None:
    issue = subject.issue(name, "it is odd", level="warning")
    line = (subject.rules.folder / issue.file).read_text(encoding="utf-8").splitlines()[issue.line - 1]
    assert name.removeprefix("glossary: ") in line or (name == "bone.texts.1" and "text:" in line)
    assert ("warning", name, "it is odd") == (issue.level, issue.rule, issue.what)


def test_the_profile_of_a_refused_file_is_told_apart() -> None:
    issue = issue_of(Problem("a.yaml", 3, "hr", 'no rule holds; for example {"er":"positive"}'))
    assert (
        Issue(level="error", file="a.yaml", line=3, rule="hr", what="no rule holds", profile='{"er":"positive"}')
        == issue
    )
    assert 'a.yaml:3: hr: no rule holds; for example {"er":"positive"}' == str(issue)
