"""Everything that can be known about a set of rules, as one report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from mbc_explainer.errors import DocumentError, RuleFileError
from mbc_explainer.knowledge.document import sentences

from .citation_checks import changed_sentences, sentences_not_accounted_for, texts_seen_in_none, unsupported_figures
from .compiler import compile_rules
from .example_checks import answers_that_no_example_reaches, examples_that_fail, rules_that_no_example_shows
from .invariants import learning_that_does_not_narrow, tables_that_hang_on_order
from .issues import Issue, Subject, issue_of
from .language_checks import grades, median_grade, texts_that_are_not_plain
from .mutation import mutate, survivors
from .report import Check, Report
from .rule_set import read_rule_files
from .table_checks import (
    facts_that_never_matter,
    facts_that_nothing_reads,
    rules_that_add_nothing,
    rules_that_never_hold,
)
from .voice_checks import dropped_hedges, mixed_voices, unrelated_texts

__all__ = ["check_rules"]

_FILES: Final = "Files, gaps and conflicts"
_TABLES: Final[tuple[Callable[[Subject], Iterator[Issue]], ...]] = (
    rules_that_never_hold,
    rules_that_add_nothing,
    facts_that_never_matter,
    facts_that_nothing_reads,
)
_INVARIANTS: Final = (tables_that_hang_on_order, learning_that_does_not_narrow)
_EXAMPLES: Final = (examples_that_fail, rules_that_no_example_shows, answers_that_no_example_reaches)


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
    text = _read(document) if document else None
    try:
        rules = read_rule_files(folder)
        knowledge = compile_rules(rules)
    except RuleFileError as error:
        refused = Check.of(_FILES, "", map(issue_of, error.problems))
        return Report(rules=folder.name, fingerprint=None, checks=(refused,))
    subject = Subject.of(rules, knowledge)
    checks = [_files(subject), _citations(subject, text), _tables(subject), _invariants(subject), _examples(subject)]
    checks += [_mutants(subject)] if mutants else []
    checks.append(_language(subject))
    version = knowledge.topics.document.version
    return Report(rules=f"{folder.name} {version}", fingerprint=knowledge.fingerprint, checks=tuple(checks))


def _read(document: Path) -> str:
    try:
        return document.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{document}: can't be read as UTF-8 text: {error}") from None


def _files(subject: Subject) -> Check:
    """That every file can be read and compiled, without a gap or a conflict."""
    texts = sum(1 for _ in subject.rulebase.texts())
    tables = subject.knowledge.decisions.values()
    rows = sum(len(table.rows) for table in tables)
    summary = f"{len(subject.rules.files)} files, {texts} texts and rules, {len(tables)} tables, {rows} rows"
    return Check.of(_FILES, summary)


def _citations(subject: Subject, text: str | None) -> Check:
    """That every sentence is accounted for and every figure is where a text says."""
    index = subject.rulebase.document
    copy = None if text is None else sentences(text, index)
    uncovered = list(sentences_not_accounted_for(subject))
    total = sum(len(section.sentences) for section in index.sections)
    summary = f"{total - len(uncovered)} of {total} sentences accounted for"
    issues = [*uncovered, *unsupported_figures(subject, copy), *texts_seen_in_none(subject)]
    issues += [*mixed_voices(subject), *unrelated_texts(subject)]
    if copy is not None:
        changed = list(changed_sentences(subject, copy))
        unchanged = sum(1 for _ in index.sentences()) - sum("sentence is" in issue.what for issue in changed)
        summary += f", {unchanged} fingerprints equal those of the copy"
        issues += [*changed, *dropped_hedges(subject, copy)]
    return Check.of("Grounding", summary, issues)


def _tables(subject: Subject) -> Check:
    """That every rule holds somewhere and adds something, and that every fact matters."""
    rules = sum(len(spec.rules) for spec in subject.specs.values())
    return Check.of("Behavior", f"{rules} rules over their whole tables", _issues(_TABLES, subject))


def _invariants(subject: Subject) -> Check:
    """That the order of rules does not matter, and that learning only narrows."""
    return Check.of("Laws", "order does not matter, learning only narrows", _issues(_INVARIANTS, subject))


def _examples(subject: Subject) -> Check:
    """That every example comes out, and that they show every rule and every answer."""
    examples = sum(len(file.examples) for file in subject.rules.files)
    return Check.of("Examples", f"{examples} examples", _issues(_EXAMPLES, subject))


def _mutants(subject: Subject) -> Check:
    """That the examples notice every small change of a rule."""
    mutation = mutate(subject)
    judged = mutation.killed + len(mutation.survived)
    summary = f"{mutation.killed} of {judged} mutants killed ({mutation.score:.1f}%), {mutation.equivalent} equivalent"
    return Check.of("Mutants", summary, survivors(subject, mutation))


def _language(subject: Subject) -> Check:
    """That every text is in plain words, the hardest first."""
    graded = grades(subject.rulebase)
    hardest = ", ".join(f"{name} {grade:.1f}" for name, grade in list(graded.items())[:3])
    unexplained = next(iter(grades(subject.rulebase, explained=False).values()), 0.0)
    summary = (
        f"median grade {median_grade(graded):.1f} of {len(graded)} texts; hardest: {hardest}; "
        f"without the glossary: {unexplained:.1f}"
    )
    return Check.of("Plain language", summary, texts_that_are_not_plain(subject, graded))


def _issues(checks: tuple[Callable[[Subject], Iterator[Issue]], ...], subject: Subject) -> Iterator[Issue]:
    return chain.from_iterable(check(subject) for check in checks)
