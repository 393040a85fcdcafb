"""Examples in rule files: whether they come out, and whether they show every rule and answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mbc_explainer.errors import Problem
from mbc_explainer.knowledge.rulebase import GoalTopic, ReceptorsTopic, Text, TherapyTopic
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Fit, Relevance, Therapy
from mbc_explainer.reasoning.evaluation import Evaluation

from .rule_file import Example, RuleFile

__all__ = ["example_problems", "fires", "unreached", "unshown"]


def fires(file: RuleFile, profile: PatientProfile, evaluation: Evaluation) -> set[str]:
    """The rules and conditional texts of a file that hold for a profile."""
    topic = file.topic
    if isinstance(topic, GoalTopic):
        stated = topic.goal in profile.goals
        held = {rule for name in Therapy for rule in evaluation.fired(f"{topic.goal}.{name}", profile) if stated}
        return held | _shown(topic.texts, evaluation, profile)
    if isinstance(topic, TherapyTopic):
        held = _always_fired(f"{topic.therapy}.relevance", evaluation, profile)
        summary = set(evaluation.fired(f"{topic.therapy}.summary", profile))
        conditional = {text.id for text in topic.summary if text.when is not None}
        return held | (summary & conditional) | _shown(topic.remarks, evaluation, profile)
    if isinstance(topic, ReceptorsTopic):
        held = {rule for fact in topic.facts for rule in _always_fired(fact.fact, evaluation, profile)}
        return held | _shown((*topic.texts, *topic.remarks), evaluation, profile)
    return _shown((text for _, text in file.texts()), evaluation, profile)


def _always_fired(decision: str, evaluation: Evaluation, profile: PatientProfile) -> set[str]:
    return set(evaluation.decide(decision, profile).fired)


def _shown(texts: Iterable[Text], evaluation: Evaluation, profile: PatientProfile) -> set[str]:
    return {text.id for text in texts if text.when is not None and evaluation.fired(text.id, profile)}


def example_problems(file: RuleFile, number: int, evaluation: Evaluation) -> Iterator[Problem]:
    """Where an example comes out otherwise than its file says."""
    example, place = file.examples[number], ("examples", number)
    where = f"examples.{number + 1}"
    held = fires(file, example.profile, evaluation)
    if held != set(example.fires):
        parts = (
            (sorted(set(example.fires) - held), "should fire and does not"),
            (sorted(held - set(example.fires)), "fires and should not"),
        )
        what = ", and ".join(f"{', '.join(ids)} {words}" for ids, words in parts if ids)
        yield file.problem(place, where, f"{what}; expected exactly what `fires` lists")
    if isinstance(file.topic, TherapyTopic):
        answer, depends_on = _answer(file.topic, example, evaluation)
        if (answer, depends_on) != (example.relevance, example.depends_on):
            wanted = f"{example.relevance} {list(example.depends_on)}"
            yield file.problem(place, where, f"comes out as {answer} {list(depends_on)}; expected {wanted}")
    if example.facts is not None:
        facts = evaluation.facts(example.profile, tuple(example.facts))
        if facts != example.facts:
            yield file.problem((*place, "facts"), where, f"comes out as {facts}; expected what `facts` says")
    if isinstance(file.topic, GoalTopic):
        fits = _fits(file.topic, example, evaluation)
        if fits != (example.fits or {}):
            said = ", ".join(f"{therapy}: {fit}" for therapy, fit in fits.items()) or "nothing"
            yield file.problem((*place, "fits"), where, f"comes out as {said}; expected what `fits` says")


def _answer(topic: TherapyTopic, example: Example, evaluation: Evaluation) -> tuple[str, tuple[str, ...]]:
    decided = evaluation.decide(f"{topic.therapy}.relevance", example.profile)
    return decided.value or Relevance.DEPENDS, decided.depends_on


def _fits(topic: GoalTopic, example: Example, evaluation: Evaluation) -> dict[Therapy, Fit]:
    fit_of = {rule.id: rule.fit for rule in topic.fits}
    held = {name: evaluation.fired(f"{topic.goal}.{name}", example.profile) for name in Therapy}
    return {name: fit_of[rules[0]] for name, rules in held.items() if rules and topic.goal in example.profile.goals}


def unshown(file: RuleFile) -> Iterator[Problem]:
    """Rules that no example of their file shows at work, or at rest."""
    for place, text in file.texts():
        if text.when is None:
            continue
        shown = {text.id in example.fires for example in file.examples}
        if True not in shown:
            yield file.problem((*place, "id"), text.id, "no example fires it; expected one under `examples`")
        if False not in shown and text.when != ({},):
            yield file.problem((*place, "id"), text.id, "no example leaves it out; expected one under `examples`")


def unreached(file: RuleFile, evaluation: Evaluation) -> Iterator[Problem]:
    """Answers that a therapy category can have, and that no example of its file reaches."""
    if isinstance(file.topic, TherapyTopic):
        decision = f"{file.topic.therapy}.relevance"
        known = {str(rule.relevance) for rule in file.topic.rules}
        if evaluation.decide(decision, PatientProfile()).value is None:
            known.add(Relevance.DEPENDS)
        for answer in sorted(known - {str(example.relevance) for example in file.examples}):
            what = f"no example comes out as {answer}; expected one under `examples`"
            yield file.problem(("examples",), decision, what)
