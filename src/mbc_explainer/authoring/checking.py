"""What can be checked of a folder of rules, beyond that it can be compiled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from mbc_explainer.errors import Problem
from mbc_explainer.findings import Findings
from mbc_explainer.knowledge import Knowledge
from mbc_explainer.passages import copy_of
from mbc_explainer.profile import PatientProfile
from mbc_explainer.topics import GoalTopic, ReceptorsTopic, Text, TherapyTopic
from mbc_explainer.vocabulary import Fit, Relevance, Therapy

from .compiling import compile_rules
from .rule_file import Example, RuleFile
from .rule_files import read_rule_files

__all__ = ["Checked", "check_rules", "example_problems", "fires"]


class Checked(NamedTuple):
    """What a check found."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


def check_rules(folder: Path, document: Path | None = None) -> Checked:
    """Check a folder of rules: its files, tables and examples, and the sentences that it rests on.

    Raises:
        RuleFileError: the rules can't be compiled.
        DocumentError: the copy of the document is another than the rules rest on.
    """
    rules = read_rule_files(folder)
    knowledge = compile_rules(rules)
    problems = [
        problem
        for file in rules.files
        for number in range(len(file.examples))
        for problem in example_problems(file, number, knowledge)
    ]
    for file in rules.files:
        problems += _without_example(file)
    index = next(file for file in rules.files if file.slot == "document")
    unaccounted = list(_unaccounted(knowledge))
    problems += [Problem(index.name, 1, locator, what) for locator, what in unaccounted]
    total = sum(1 for section in knowledge.topics.document.sections for _ in section.sentences)
    examples = sum(len(file.examples) for file in rules.files)
    lines = [
        f"{len(rules.files)} files, {sum(1 for _ in knowledge.topics.texts())} texts and rules",
        f"{len(knowledge.decisions)} tables, {sum(len(t.rows) for t in knowledge.decisions.values())} rows",
        f"{examples} examples",
        f"{total - len(unaccounted)} of {total} sentences accounted for",
    ]
    if document is not None:
        copied = copy_of(knowledge.topics.document, document)
        lines.append(f"{len(copied)} fingerprints equal those of {document.name}")
    return Checked(tuple(lines), tuple(problems))


def fires(file: RuleFile, profile: PatientProfile, knowledge: Knowledge) -> set[str]:
    """The rules and conditional texts of a file that hold for a profile."""
    findings = Findings(knowledge.topics, knowledge.decisions)
    topic = file.topic
    if isinstance(topic, GoalTopic):
        stated = topic.goal in profile.goals
        held = {rule for name in Therapy for rule in findings.stated(f"{topic.goal}.{name}", profile) if stated}
        return held | _shown(topic.texts, findings, profile)
    if isinstance(topic, TherapyTopic):
        held = _settled(f"{topic.therapy}.relevance", findings, profile)
        summary = set(findings.stated(f"{topic.therapy}.summary", profile))
        conditional = {text.id for text in topic.summary if text.when is not None}
        return held | (summary & conditional) | _shown(topic.remarks, findings, profile)
    if isinstance(topic, ReceptorsTopic):
        held = {rule for fact in topic.facts for rule in _settled(fact.fact, findings, profile)}
        return held | _shown((*topic.texts, *topic.remarks), findings, profile)
    return _shown(conditional_texts(file), findings, profile)


def _settled(decision: str, findings: Findings, profile: PatientProfile) -> set[str]:
    return {fired.rule for fired in findings.settled(decision, profile).reasons if not fired.when}


def _shown(texts: Iterable[Text], findings: Findings, profile: PatientProfile) -> set[str]:
    return {text.id for text in texts if text.when is not None and findings.stated(text.id, profile)}


def conditional_texts(file: RuleFile) -> Iterator[Text]:
    """The texts and rules of a file that have a condition."""
    return (text for _, text in file.texts() if text.when is not None)


def example_problems(file: RuleFile, number: int, knowledge: Knowledge) -> Iterator[Problem]:
    """Where an example comes out otherwise than its file says."""
    example, line = file.examples[number], file.line("examples", number)
    held = fires(file, example.profile, knowledge)
    if held != set(example.fires):
        missing, more = sorted(set(example.fires) - held), sorted(held - set(example.fires))
        what = " and ".join(
            words
            for words, ids in ((f"{', '.join(missing)} should fire", missing), (f"{', '.join(more)} fire", more))
            if ids
        )
        yield Problem(file.name, line, f"examples.{number + 1}", f"{what}; expected exactly what `fires` lists")
    if isinstance(file.topic, TherapyTopic):
        yield from _relevance_problems(file, example, number, knowledge)
    if isinstance(file.topic, GoalTopic):
        yield from _fit_problems(file, example, number, knowledge)


def _relevance_problems(file: RuleFile, example: Example, number: int, knowledge: Knowledge) -> Iterator[Problem]:
    finding = Findings(knowledge.topics, knowledge.decisions).relevance(file.topic.therapy, example.profile)
    answer = finding.answer or Relevance.DEPENDS
    if (answer, finding.depends_on) != (example.relevance, example.depends_on):
        what = (
            f"comes out as {answer} {list(finding.depends_on)}; expected {example.relevance} {list(example.depends_on)}"
        )
        yield Problem(file.name, file.line("examples", number), f"examples.{number + 1}", what)


def _fit_problems(file: RuleFile, example: Example, number: int, knowledge: Knowledge) -> Iterator[Problem]:
    findings = Findings(knowledge.topics, knowledge.decisions)
    fit_of = {rule.id: rule.fit for rule in file.topic.fits}
    fits: dict[Therapy, Fit] = {}
    for therapy in Therapy:
        held = findings.stated(f"{file.topic.goal}.{therapy}", example.profile)
        if held and file.topic.goal in example.profile.goals:
            fits[therapy] = fit_of[held[0]]
    if fits != (example.fits or {}):
        said = ", ".join(f"{therapy}: {fit}" for therapy, fit in fits.items()) or "nothing"
        what = f"comes out as {said}; expected what `fits` says"
        yield Problem(file.name, file.line("examples", number, "fits"), f"examples.{number + 1}", what)


def _without_example(file: RuleFile) -> Iterator[Problem]:
    """Rules that no example of their file shows at work, or at rest."""
    for place, text in file.texts():
        if text.when is None:
            continue
        shown = [text.id in example.fires for example in file.examples]
        always = text.when == ({},)
        line = file.line(*place, "id")
        if True not in shown:
            yield Problem(file.name, line, text.id, "no example fires it; expected one under `examples`")
        if False not in shown and not always:
            yield Problem(file.name, line, text.id, "no example leaves it out; expected one under `examples`")


def _unaccounted(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Sentences that nothing rests on and that do not say why, or that do both."""
    cited = {locator for text in knowledge.topics.texts() for locator in text.sources}
    cited |= {locator for term in knowledge.topics.glossary.terms for locator in term.sources}
    for section in knowledge.topics.document.sections:
        for sentence in section.sentences:
            if sentence.locator not in cited and not sentence.unused:
                yield sentence.locator, "nothing rests on it; expected a text that does, or `unused` with a reason"
            if sentence.locator in cited and sentence.unused:
                yield sentence.locator, "a text rests on it, and it says `unused`; expected one or the other"
