"""An answer finds the rules again that it was made with, or says clearly that it can't."""

import pickle
from threading import Thread
from typing import Any

import pytest
from other_rules import another

from mbc_explainer import Explanation, PatientProfile, explain
from mbc_explainer.answers import rulebooks
from mbc_explainer.answers.rulebooks import RuleBook, _others, rulebook_for, rulebook_of
from mbc_explainer.errors import KnowledgeError, MbcExplainerError
from mbc_explainer.knowledge.snapshot import shipped


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    _others.clear()


def test_the_shipped_rules_are_always_there() -> None:
    assert rulebook_for() is rulebook_for(shipped()) is rulebook_of(shipped().fingerprint)
    explanation = Explanation.from_json(explain({"er": "+"}).model_dump_json())
    assert "relevant" == explanation.why("hormone_therapy").relevance


def test_other_rules_are_found_by_the_answers_that_they_gave() -> None:
    explanation = explain({"er": "+"}, knowledge=another("2"))
    assert "relevant" == explanation.why("hormone_therapy").relevance
    assert "already" == explanation.why_not("hormone_therapy").standing
    assert 3 == len(explanation.open_questions())


def test_rules_that_are_not_kept_are_asked_for() -> None:
    given = another("3")
    explanation = pickle.loads(pickle.dumps(explain({"er": "+"}, knowledge=given)))  # noqa: S301 -- what was just dumped
    for ask in (explanation.why, explanation.why_not):
        _others.clear()
        with pytest.raises(KnowledgeError, match=r"knowledge=load_knowledge\(\.\.\.\)"):
            ask("hormone_therapy")
        with pytest.raises(KnowledgeError, match="give the rules that it was made with"):
            ask("hormone_therapy", knowledge=shipped())
        assert ask("hormone_therapy", knowledge=given) == ask("hormone_therapy")
    with pytest.raises(MbcExplainerError):
        explain(PatientProfile(), knowledge=given).open_questions(knowledge=another("4"))


def test_only_the_last_few_stay() -> None:
    rules = [another(str(number)) for number in range(10)]
    for knowledge in rules:
        rulebook_for(knowledge)
    assert [knowledge.fingerprint for knowledge in rules[2:]] == list(_others)


def test_rules_that_are_kept_are_found_while_another_thread_asks_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge, found = another("5"), list[RuleBook]()
    others = Thread(target=lambda: found.append(rulebook_of(knowledge.fingerprint)))

    class AskedMeanwhile(dict[str, RuleBook]):
        def pop(self, *given: Any) -> Any:
            taken = super().pop(*given)
            others.start()
            others.join(0.1)
            return taken

    monkeypatch.setattr(rulebooks, "_others", AskedMeanwhile({knowledge.fingerprint: rulebook_for(knowledge)}))
    expected = rulebook_for(knowledge)
    others.join()
    assert [expected] == found
