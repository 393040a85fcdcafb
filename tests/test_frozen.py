"""What callers share, none of them changes."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, ValidationError

from mbc_explainer.frozen import Frozen

MANY = dict.fromkeys(map(str, range(50)), 0)


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


class Kind(StrEnum):
    ONE = "one"


class Whole(Frozen):
    kind: Kind
    """What kind it is."""
    parts: tuple[Part, ...] = ()
    """
    What it is made of,
    in order.
    """
    more: dict[str, int] | None = None
    undescribed: int = 0


class WholeAgain(Whole):
    last: str = "z"
    """What comes last."""


class OfAHost(Whole):
    made: list[int] = Field(default_factory=list)
    copied: list[int] = Field(default=[])
    _kept: int = 1


@pytest.mark.parametrize("model", [Part, Whole, WholeAgain, OfAHost])
@pytest.mark.parametrize(
    "values",
    [{}, {"text": "x"}, {"more": "y", "text": "x"}, {"kind": Kind.ONE}, {"undescribed": 2, "kind": 1, "other": 3}],
)
def test_what_is_put_together_unchecked_is_as_pydantic_puts_it_together(
    model: type[Frozen], values: dict[str, object]
) -> None:
    for stated in (None, {"text"}):
        expected = BaseModel.model_construct.__func__(model, stated, **values)  # type: ignore[attr-defined]
        found = model.model_construct(stated, **values)
        assert expected == found
        assert list(vars(expected)) == list(vars(found))
        assert expected.model_fields_set == found.model_fields_set


A, B = Part(text="a"), Part(text="b", more="c")


@pytest.mark.parametrize(
    ("shown", "model"),
    [
        ("Part(text='x')", Part(text="x")),
        ("Part(text='x', more='y')", Part(text="x", more="y")),
        ("Whole(kind='one')", Whole(kind=Kind.ONE, parts=())),
        ("Whole(kind='one', parts=(Part(text='a'), Part(text='b')))", Whole(kind=Kind.ONE, parts=(A, B))),
        ("Whole(kind='one', parts=<3 of Part>)", Whole(kind=Kind.ONE, parts=(A, B, A))),
        ("WholeAgain(kind='one', more=<50 items>, last='y')", WholeAgain(kind=Kind.ONE, more=MANY, last="y")),
        ("Part(text='x')", Part.model_construct(text="x")),
        ("Part()", Part.model_construct(None)),
    ],
)
def test_a_prompt_shows_in_short_what_a_model_states(shown: str, model: Frozen) -> None:
    assert (shown, shown) == (repr(model), str(model))


@given(st.builds(Part, text=st.text(), more=st.text()))
def test_however_much_it_states_a_prompt_shows_a_few_lines(part: Part) -> None:
    assert len(repr(part)) < 400


def test_what_stands_below_a_field_is_its_description_in_the_schema() -> None:
    described = {name: said.get("description") for name, said in WholeAgain.model_json_schema()["properties"].items()}
    assert {
        "kind": "What kind it is.",
        "parts": "What it is made of,\nin order.",
        "more": None,
        "undescribed": None,
        "last": "What comes last.",
    } == described
