"""Laws that hold by construction: what breaks one is a table or an evaluation that was meddled with."""

from typing import Any

from mbc_explainer import PatientProfile
from mbc_explainer.authoring.invariants import learning_that_does_not_narrow, tables_that_hang_on_order
from mbc_explainer.authoring.issues import Subject
from mbc_explainer.reasoning.evaluation import Decided, Evaluation


def test_a_row_that_no_order_of_the_rules_gives_is_found(subject: Subject) -> None:
    hormone = "hormone_therapy.relevance"
    table = subject.knowledge.decisions[hormone]
    meddled = table.model_copy(update={"rows": {**table.rows, "hr=negative": "hormone_hr_positive"}})
    decisions = {**subject.knowledge.decisions, hormone: meddled}
    knowledge = subject.knowledge.model_copy(update={"decisions": decisions})
    (issue,) = tables_that_hang_on_order(subject._replace(knowledge=knowledge))
    assert ("hormone_hr_positive", "it hangs on the order of the rules where hr=negative") == (issue.rule, issue.what)


class _Unfounded(Evaluation):
    """Says of surgery that it is not described, once there is a site with symptoms."""

    def decide(self, decision: str, profile: PatientProfile) -> Decided:
        decided = super().decide(decision, profile)
        odd = decision == "surgery.relevance" and profile.symptomatic_sites
        return decided._replace(answers=("not_described",)) if odd else decided


def test_an_answer_that_was_not_possible_before_is_found(subject: Subject) -> None:
    evaluation: Any = _Unfounded(subject.rulebase, subject.knowledge.decisions)
    issues = list(learning_that_does_not_narrow(subject._replace(evaluation=evaluation)))
    assert {"surgery.relevance"} == {issue.rule for issue in issues}
    assert {"stating symptomatic_sites gives ['not_described'], which was not possible before"} == {
        issue.what for issue in issues
    }
    assert "{}" in {issue.profile for issue in issues}
