"""What ships is what the rules give."""

import pytest
from offline import main

from mbc_explainer.knowledge.snapshot import shipped_file
from mbc_explainer.offline.compiled import OFFLINE

pytestmark = pytest.mark.once


def test_the_shipped_data_is_what_the_rules_give_to_the_byte(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    assert shipped_file(OFFLINE) == capsys.readouterr().out
