from other_rules import another

import mbc_explainer
from mbc_explainer.knowledge.snapshot import shipped
from mbc_explainer.service.health import health


def test_it_says_by_which_rules_it_answers() -> None:
    told = health()
    assert ("ok", mbc_explainer.__version__, True) == (told.status, told.version, told.shipped)
    assert shipped().fingerprint == told.rules_fingerprint


def test_other_rules_are_told_from_the_shipped_ones() -> None:
    other = another("2")
    told = health(other)
    assert (False, other.fingerprint) == (told.shipped, told.rules_fingerprint)
