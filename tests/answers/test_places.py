import pytest

from mbc_explainer.answers.places import Places, places
from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.errors import UnknownNameError
from mbc_explainer.knowledge.snapshot import shipped


def test_every_place_of_the_document_is_there() -> None:
    sentences = [sentence for _, sentence in shipped().topics.document.sentences()]
    found = places()
    assert [(one.locator, one.gist) for one in sentences] == [(one.locator, one.gist) for one in found.passages]
    assert all(f"{one.locator}, " in found.to_markdown() for one in sentences)


def test_one_place_says_what_it_says_and_what_the_document_is() -> None:
    found = places("L46.1")
    assert ["L46.1"] == [one.locator for one in found.passages]
    assert DISCLAIMER_SHORT in found.to_markdown(detail="brief")
    assert found.source.about in found.to_markdown(detail="full")
    assert DISCLAIMER == found.model_dump()["disclaimer"]
    assert found == Places.from_json(found.model_dump_json())
    assert "L46.1: " in repr(found)


@pytest.mark.parametrize(
    ("locator", "nearest"), [("L46", "L46."), ("l46.1", "L46.1"), ("", "162 places"), ("x", "L1.1")]
)
def test_a_place_that_there_is_not_gets_the_nearest(locator: str, nearest: str) -> None:
    with pytest.raises(UnknownNameError) as refused:
        places(locator)
    assert nearest in str(refused.value)
