"""Everything that can be known about a set of rules, as one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mbc_explainer.errors import DocumentError, Problem, RuleFileError
from mbc_explainer.knowledge.decisions import decision_specs
from mbc_explainer.knowledge.document import sentences
from mbc_explainer.knowledge.rulebase import GlossaryTopic, Index
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.reasoning.evaluation import Evaluation

from . import citation_checks as grounding
from . import example_checks as rule_examples
from . import language_checks as plain_language
from . import table_checks as behavior
from .compiler import compile_rules
from .mutation import try_mutants
from .report import Check, Finding, Report
from .rule_set import RuleFiles, indexed, read_rule_files

__all__ = ["check_rules"]


def check_rules(folder: Path, document: Path | None = None, *, mutants: bool = False) -> Report:
    """Check a folder of rules.

    Args:
        folder: the rule files.
        document: a copy of the document that they rest on, to be held against the index.
        mutants: whether to change every rule in every small way, and see whether the examples notice.

    Raises:
        DocumentError: the copy of the document can't be read.
        EngineError: durable_rules is missing or broke off.
    """
    copy = _read(document) if document else None
    try:
        rules = read_rule_files(folder)
        knowledge = compile_rules(rules)
    except RuleFileError as error:
        found = tuple(_refused(problem) for problem in error.problems)
        return Report(rules=folder.name, fingerprint=None, checks=(_check("Files, gaps and conflicts", "", found),))
    about = _About(rules, knowledge)
    checks = [about.files(), about.grounding(copy), about.behavior(), about.laws(), about.examples()]
    checks += [about.mutants()] if mutants else []
    checks.append(about.plain_language())
    version = knowledge.topics.document.version
    return Report(rules=f"{folder.name} {version}", fingerprint=knowledge.fingerprint, checks=tuple(checks))


def _read(document: Path) -> dict[str, str]:
    try:
        return sentences(document.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{document}: can't be read as UTF-8 text: {error}") from None


def _refused(problem: Problem) -> Finding:
    what, _, profile = problem.what.partition("; for example ")
    return Finding(
        level="error", file=problem.file, line=problem.line, rule=problem.where, what=what, profile=profile or None
    )


def _check(title: str, summary: str, found: Iterable[Finding]) -> Check:
    findings = tuple(found)
    errors = sum(finding.level == "error" for finding in findings)
    counted = f"{errors} errors, {len(findings) - errors} warnings" if findings else "nothing found"
    return Check(title=title, summary=f"{summary}; {counted}" if summary else counted, findings=findings)


def _places(rules: RuleFiles) -> Iterator[tuple[str, tuple[str, int]]]:
    """Where sentences and terms stand."""
    for file in rules.files:
        if isinstance(file.topic, Index):
            for place, locator in indexed(file.topic):
                yield locator, (file.name, file.line(*place))
        if isinstance(file.topic, GlossaryTopic):
            for number, term in enumerate(file.topic.terms):
                yield f"glossary: {term.term}", (file.name, file.line("terms", number))


class _About:
    """One set of rules, and each thing that is looked at."""

    def __init__(self, rules: RuleFiles, knowledge: Knowledge) -> None:
        self._rules = rules
        self._knowledge = knowledge
        self._topics = knowledge.topics
        self._specs = {spec.id: spec for spec in decision_specs(knowledge.topics)}
        self._evaluation = Evaluation(knowledge.topics, knowledge.decisions)
        self._places = {**rules.places, **dict(_places(rules))}

    def files(self) -> Check:
        """That every file can be read and compiled, without a gap or a conflict."""
        texts = sum(1 for _ in self._topics.texts())
        rows = sum(len(table.rows) for table in self._knowledge.decisions.values())
        tables = len(self._knowledge.decisions)
        summary = f"{len(self._rules.files)} files, {texts} texts and rules, {tables} tables, {rows} rows"
        return _check("Files, gaps and conflicts", summary, ())

    def grounding(self, copy: dict[str, str] | None) -> Check:
        """That every sentence is accounted for and every figure is where a text says."""
        uncovered = list(grounding.coverage(self._topics))
        total = sum(len(section.sentences) for section in self._topics.document.sections)
        summary = f"{total - len(uncovered)} of {total} sentences accounted for"
        found = [*uncovered, *grounding.unsupported_figures(self._topics, copy)]
        found += [*grounding.mixed_voices(self._topics), *grounding.unrelated_texts(self._topics)]
        if copy is not None:
            changed = list(grounding.document_changes(self._topics.document, self._topics, copy))
            same = sum(1 for _ in self._topics.document.sentences()) - sum("sentence is" in one.what for one in changed)
            summary += f", {same} fingerprints equal those of the copy"
            found += [*changed, *grounding.dropped_hedges(self._topics, copy)]
        return _check("Grounding", summary, (self._finding(one.name, one.what, level=one.level) for one in found))

    def behavior(self) -> Check:
        """That every rule holds somewhere and adds something, and that every fact matters."""
        found = behavior.behavior_findings(self._knowledge, self._specs, self._evaluation)
        summary = f"{sum(len(spec.rules) for spec in self._specs.values())} rules over their whole tables"
        return _check("Behavior", summary, (self._finding(one.rule, one.what, one.profile) for one in found))

    def laws(self) -> Check:
        """That the order of rules does not matter, and that learning only narrows."""
        found = behavior.law_findings(self._knowledge, self._specs, self._evaluation)
        summary = "order does not matter, learning only narrows"
        return _check("Laws", summary, (self._finding(one.rule, one.what, one.profile) for one in found))

    def examples(self) -> Check:
        """That every example comes out, and that they show every rule and every answer."""
        problems = [
            problem
            for file in self._rules.files
            for number in range(len(file.examples))
            for problem in rule_examples.example_problems(file, number, self._evaluation)
        ]
        for file in self._rules.files:
            problems += [*rule_examples.unshown(file), *rule_examples.unreached(file, self._evaluation)]
        summary = f"{sum(len(file.examples) for file in self._rules.files)} examples"
        return _check("Examples", summary, map(_refused, problems))

    def mutants(self) -> Check:
        """That the examples notice every small change of a rule."""
        trial = try_mutants(self._rules, self._knowledge)
        judged = trial.killed + len(trial.survived)
        share = 100 * trial.killed / judged if judged else 100
        summary = (
            f"{trial.killed} of {judged} mutants noticed ({share:.1f}%), {trial.equivalent} more are the same rule"
        )
        found = (self._finding(one.rule, f"{one.change}: no example notices") for one in trial.survived)
        return _check("Mutants", summary, found)

    def plain_language(self) -> Check:
        """That every text is in plain words, the hardest first."""
        graded = plain_language.grades(self._topics)
        hardest = ", ".join(f"{name} {grade:.1f}" for name, grade in list(graded.items())[:3])
        bare = next(iter(plain_language.grades(self._topics, explained=False).values()), 0.0)
        summary = (
            f"median grade {plain_language.median_grade(graded):.1f} of {len(graded)} texts; hardest: {hardest}; "
            f"without the glossary: {bare:.1f}"
        )
        found = plain_language.wording_findings(self._topics, graded)
        return _check("Plain language", summary, (self._finding(one.name, one.what, level=one.level) for one in found))

    def _finding(self, name: str, what: str, profile: str | None = None, level: str = "error") -> Finding:
        file, line = self._places.get(name, (str(self._rules.folder), 1))
        return Finding.model_validate(
            {"level": level, "file": file, "line": line, "rule": name, "what": what, "profile": profile}
        )
