"""A profile to try out in a notebook, with the answer next to it, live: ``explorer()``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import count
from typing import Any, Final

from mbc_explainer.answers.comparison import changed_answers
from mbc_explainer.answers.explainer import explain
from mbc_explainer.answers.explanation import Explanation
from mbc_explainer.answers.phrasing import Phrasing, capitalized
from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.errors import ExtraError, ProfileError
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.patient.profile import PatientProfile, title_of
from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.phrases import phrase

try:
    import traitlets
    from anywidget import AnyWidget
except ImportError:
    raise ExtraError("anywidget", "pip install 'mbc-explainer[notebook]'") from None

__all__ = ["Explorer", "explorer"]

_NONE: Final = "none"
_MANY_AT_ONCE: Final = 12
"""A field with more choices than these is folded, under a summary."""
_explorers: Final = count(1)
_FOLDER: Final = files("mbc_explainer.notebook")


class Explorer(AnyWidget):
    """A form for a profile and the answer to it, in Jupyter, marimo, and wherever else anywidgets show.

    ``profile`` and ``explanation`` are always those that are shown. Where what is chosen
    can't be read as a profile, ``problem`` says why, and both stay as they were.
    """

    _esm = (_FOLDER / "explorer.js").read_text(encoding="utf-8")
    _css = (_FOLDER / "explorer.css").read_text(encoding="utf-8")
    fields: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    """What the form asks for: each field with its choices in words."""
    phrases = traitlets.Dict().tag(sync=True)
    """What else the form says."""
    chosen = traitlets.Dict().tag(sync=True)
    """What is chosen, by field; set it to choose from Python."""
    page = traitlets.Unicode().tag(sync=True)
    """The answer as a fragment of HTML."""
    problem = traitlets.Unicode().tag(sync=True)
    """Why what is chosen can't be read, if it can't."""
    changed: traitlets.List[str] = traitlets.List().tag(sync=True)
    """The answers that the last choice changed, in words."""

    def __init__(self, profile: PatientProfile, knowledge: Knowledge | None) -> None:
        self._knowledge = knowledge
        self._prefix = f"mbc-live-{next(_explorers)}"
        self.explanation: Explanation = explain(profile, knowledge=knowledge)
        super().__init__(
            fields=[_field(name, rulebook_for(knowledge).phrasing) for name in FIELDS],
            phrases={"label": phrase("form.label"), "again": phrase("form.again")},
            chosen={name: _chosen(name, getattr(profile, name)) for name in FIELDS},
            page=self._page(),
        )
        self.observe(self._follow, names="chosen")

    @property
    def profile(self) -> PatientProfile:
        """The profile whose answer is shown."""
        return self.explanation.profile

    def _follow(self, _: object) -> None:
        before = self.explanation
        stated = {name: _stated(value) for name, value in self.chosen.items()}
        try:
            self.explanation = explain(stated, knowledge=self._knowledge)
        except ProfileError as error:
            self.problem = str(error)
        else:
            self.problem = ""
            self.changed = list(changed_answers(before, self.explanation))
            self.page = self._page()

    def _page(self) -> str:
        return self.explanation.to_html(id_prefix=self._prefix)


def _field(name: str, phrasing: Phrasing) -> dict[str, Any]:
    """One field as the form takes it."""
    default, within = PatientProfile.model_fields[name].default, FIELDS[name].within
    many = not isinstance(default, str)
    words = FIELDS[name].vocabulary
    choices = [{"name": str(word), "title": phrasing.names.get(word, str(word))} for word in words]
    none = [{"name": _NONE, "title": phrase("form.none")}] if within else []
    return {
        "name": name,
        "title": capitalized(title_of(name)),
        "hint": " ".join([*_explained(name, phrasing), *([phrase("form.hint_many")] if many else [])]),
        "many": many,
        "summary": phrase("form.to_choose_from", count=len(choices)) if len(choices) > _MANY_AT_ONCE else "",
        "left_out": [] if many else str(default),
        "none": _NONE if within else "",
        "within": within,
        "choices": [*none, *choices],
    }


def _explained(name: str, phrasing: Phrasing) -> Iterator[str]:
    """What a field is about, where the rules' glossary says so."""
    word = FIELDS[name].term
    if word in phrasing.meanings:
        yield phrase("form.hint_term", term=capitalized(word), meaning=phrasing.meanings[word])


def _chosen(name: str, value: Any) -> Any:
    """What the form holds for a field's value."""
    if isinstance(value, str):
        return str(value)
    return [_NONE] if value == () and FIELDS[name].within else list(map(str, value or ()))


def _stated(chosen: Any) -> Any:
    """The other way: nothing chosen is not stated, and none says that there is none."""
    return _NONE if chosen == [_NONE] else chosen or None


def explorer(
    profile: PatientProfile | Mapping[str, Any] | None = None, *, knowledge: Knowledge | None = None
) -> Explorer:
    """A form for a profile, with the answer next to it, live; needs ``mbc-explainer[notebook]``.

    Args:
        profile: what it starts with; nothing stated if left out.
        knowledge: other rules than those that ship with the library.

    Raises:
        ProfileError: the profile can't be read.
    """
    given = profile if isinstance(profile, PatientProfile) else PatientProfile.model_validate(profile or {})
    return Explorer(given, knowledge)
