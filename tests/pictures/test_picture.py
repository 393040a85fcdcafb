"""Pictures hold what they show, and say the same in words."""

import pytest
from drawn import PICTURES

from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.pictures import AnswerGrid, RuleGraph


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_says_the_same_in_words_with_the_disclaimer(name: str) -> None:
    picture = PICTURES[name]
    shown = " ".join(picture.to_text().split())
    assert DISCLAIMER in shown
    if isinstance(picture, AnswerGrid):
        assert all(row.title in shown for row in picture.rows)
        assert all(column in shown for column in picture.columns)
    if isinstance(picture, RuleGraph):
        assert all(node.words in shown for node in picture.nodes)
        assert DISCLAIMER in picture.to_mermaid().replace("<br/>", " ")
    assert picture == type(picture).from_json(picture.model_dump_json())
