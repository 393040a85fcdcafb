import sys
from pathlib import Path

import pytest

from mbc_explainer.errors import EngineError, RuleFileError
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder, shipped
from mbc_explainer.loading import load_knowledge


def test_a_folder_is_evaluated_and_a_snapshot_read() -> None:
    assert shipped() == load_knowledge(rules_folder()) == load_knowledge(str(rules_folder() / SNAPSHOT))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="no rule files"):
        load_knowledge(tmp_path)


def test_without_the_extra_a_folder_is_refused_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in sys.modules if name.startswith("mbc_explainer.authoring")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("mbc_explainer.authoring", raising=False)
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(EngineError, match=r"pip install 'mbc-explainer\[rules\]'"):
        load_knowledge(rules_folder())
    assert shipped() == load_knowledge(rules_folder() / SNAPSHOT)
