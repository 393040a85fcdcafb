"""Texts and rules, as rule files and the snapshot have them: what they hold, and what they refuse."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from mbc_explainer.frozen import Frozen
from mbc_explainer.patient.vocabulary import Fit, Relevance, Therapy

__all__ = [
    "FINGERPRINT",
    "ID",
    "LOCATOR",
    "Alternative",
    "AlwaysText",
    "Blank",
    "Condition",
    "FactRule",
    "FitRule",
    "Id",
    "Locator",
    "Number",
    "PlainText",
    "RelevanceRule",
    "Share",
    "Text",
    "Texts",
    "Words",
    "YesNo",
]

Alternative = dict[str, tuple[str, ...]]
"""Facts that must all hold, each with the values that will do."""

LOCATOR: Final = r"^L[1-9][0-9]{0,5}\.[1-9][0-9]{0,5}$"
ID: Final = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$"
FINGERPRINT: Final = r"^[0-9a-f]{64}$"

Locator = Annotated[str, StringConstraints(pattern=LOCATOR)]
Id = Annotated[str, StringConstraints(pattern=ID, max_length=80)]


def _plain(text: str) -> str:
    """A text that shows in every format: with something to see, and nothing that steers a terminal or a page."""
    if text.isprintable() and not text.isspace() and text:
        return text
    for at, character in enumerate(text, 1):
        if not character.isprintable():
            code = f"U+{ord(character):04X}"
            raise ValueError(f"character {at} is {code}; expected letters, digits, signs and ordinary spaces")
    raise ValueError("there is nothing to see in it; expected some text")


def _in_one_line(given: Any) -> Any:
    """A text that a rule file may wrap over several lines."""
    if not isinstance(given, str):
        return given
    text = " ".join(filter(None, given.split("\n")))
    return _plain(text) if text else text


PlainText = Annotated[str, AfterValidator(_plain)]
"""Letters, digits, signs and ordinary spaces, and not spaces alone."""
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000), BeforeValidator(_in_one_line)]


def _one_or_many(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


def _alternatives(given: Any) -> Any:
    """Read ``always``, one mapping, or a list of them, of which any will do."""
    if given == "always":
        return ({},)
    return (given,) if isinstance(given, Mapping) else given


def _as_given(given: Any) -> Any:
    return given


YesNo = Annotated[bool, BeforeValidator(_as_given, json_schema_input_type=Literal["yes", "no"] | bool)]
"""Rule files say yes and no; JSON says true and false."""

Number = Annotated[int, BeforeValidator(_as_given, json_schema_input_type=int | str)]
"""Rule files hold words alone; JSON has numbers."""

Values = Annotated[
    tuple[PlainText, ...],
    BeforeValidator(_one_or_many, json_schema_input_type=str | tuple[str, ...]),
    Field(min_length=1),
]
_Tests = dict[str, str | tuple[str, ...]]
Condition = Annotated[
    tuple[dict[PlainText, Values], ...],
    BeforeValidator(_alternatives, json_schema_input_type=Literal["always"] | _Tests | tuple[_Tests, ...]),
    Field(min_length=1, max_length=32),
]
"""When a rule holds: alternatives, any of which will do; ``({},)`` holds always."""


def _one_text_or_many(given: Any) -> Any:
    return (given,) if isinstance(given, Mapping) else given


class Share(Frozen):
    """A figure of the document as so many of every hundred people, to be drawn as dots."""

    words: Words
    """The figure in words, as hedged as it is in the document."""
    least: Annotated[Number, Field(ge=0, le=100)]
    """At least so many; 0 where the document only says up to how many."""
    most: Annotated[Number, Field(ge=1, le=100)]
    """At most so many."""

    @model_validator(mode="after")
    def _says_what_is_drawn(self) -> Self:
        if self.least > self.most:
            raise ValueError("`least` must not be above `most`")
        missing = {str(share) for share in (self.least or self.most, self.most)} - set(re.findall(r"\d+", self.words))
        if missing:
            raise ValueError(f"`words` must name what is drawn, and lack {', '.join(sorted(missing))}")
        return self


class Blank(Frozen):
    """Words of a text that a question leaves out, and what would be wrong in their place."""

    words: Words
    """The words, as they stand in the text, once."""
    wrong: Annotated[tuple[Words, ...], Field(min_length=3, max_length=3)]
    """What the document does not say there."""

    @model_validator(mode="after")
    def _is_told_apart(self) -> Self:
        if len({self.words, *self.wrong}) <= len(self.wrong):
            raise ValueError("`wrong` needs three that differ from `words` and from each other")
        return self


class Text(Frozen):
    """A text to show: always, or when its condition holds."""

    id: Id = ""
    """Its name; a text without a condition may leave it to be made from where it stands."""
    when: Condition | None = None
    text: Words
    sources: tuple[Locator, ...] = ()
    """Where the document says it."""
    ours: YesNo = False
    """Whether it is the library's own word, and not the document's."""
    share: Share | None = None
    """Its figure, where it has one that a picture shows."""
    brief: YesNo = False
    """Whether the shortest form of an answer says it too."""
    seen_in: tuple[Id, ...] = ()
    """Of what the document leaves open: the texts, by id, in which the reader of an answer meets it."""
    asks: Words | None = None
    """The question that it answers; of what the document leaves open, the question that stays open."""
    blank: Blank | None = None
    """What a question for learners leaves out of it."""

    @model_validator(mode="after")
    def _comes_from_somewhere(self) -> Self:
        if not self.sources and not self.ours:
            raise ValueError("a text needs its sources, or `ours: yes` where it is not from the document")
        if self.when is not None and not self.id:
            raise ValueError("a text with `when` needs an `id`")
        if self.blank is not None and self.text.count(self.blank.words) != 1:
            raise ValueError("the `words` of a `blank` must stand in the text, and once")
        if self.blank is not None and self.ours:
            raise ValueError("a `blank` asks what the document says, so it can't stand in a text with `ours: yes`")
        return self


class RelevanceRule(Text):
    """A rule that says how relevant a therapy category is."""

    id: Id
    when: Condition
    relevance: Literal[Relevance.RELEVANT, Relevance.SOMETIMES, Relevance.NOT_DESCRIBED]
    label: Words | None = None
    """What readers see in place of one word for all: less common, left open; or before the reason, a hedge."""

    @model_validator(mode="after")
    def _has_a_label_where_it_is_sometimes(self) -> Self:
        if self.relevance is Relevance.SOMETIMES and self.label is None:
            raise ValueError("a rule with `relevance: sometimes` needs a `label` of its own, such as `less common`")
        if self.relevance is Relevance.NOT_DESCRIBED and self.label is not None:
            raise ValueError("a `label` goes with `relevance: sometimes` or `relevant`; expected none here")
        return self


class FactRule(Text):
    """A rule that derives a fact from others."""

    id: Id
    when: Condition
    value: Id


class FitRule(Text):
    """A rule that says how some therapy categories fit a goal."""

    id: Id
    when: Condition
    therapies: Annotated[tuple[Therapy, ...], Field(min_length=1)]
    fit: Fit


def _unconditional(text: Text) -> Text:
    if text.when is not None:
        raise ValueError("this text is always there, so it takes no `when`")
    return text


AlwaysText = Annotated[Text, AfterValidator(_unconditional)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_one_text_or_many, json_schema_input_type=Text | tuple[Text, ...])]
