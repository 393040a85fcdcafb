"""What callers share, none of them changes."""

import pytest
from pydantic import ValidationError

from mbc_explainer.frozen import Frozen


class Part(Frozen):
    text: str
    more: str = ""


def test_it_cannot_be_assigned_to_and_takes_nothing_besides() -> None:
    with pytest.raises(ValidationError):
        Part(text="x").text = "y"
    with pytest.raises(ValidationError):
        Part.model_validate({"text": "x", "other": "y"})


def test_the_set_of_given_fields_is_the_callers_own() -> None:
    part = Part(text="x")
    part.model_fields_set.clear()
    assert {"text"} == part.model_fields_set
    assert {"text": "x"} == part.model_dump(exclude_unset=True)
