"""A profile to try out in a notebook, with the answer next to it, live: ``explorer()``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from mbc_explainer.answers.comparison import changed_answers
from mbc_explainer.answers.explainer import explain
from mbc_explainer.answers.explanation import Explanation
from mbc_explainer.errors import ExtraError, ProfileError
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.offline.compiled import offline_data
from mbc_explainer.offline.script import content, definition
from mbc_explainer.patient.profile import PatientProfile

try:
    import traitlets
    from anywidget import AnyWidget
except ImportError:
    raise ExtraError("anywidget", "pip install 'mbc-explainer[notebook]'") from None

__all__ = ["Explorer", "explorer"]

_FOLDER: Final = files("mbc_explainer.notebook")
_SCRIPT: Final = definition() + "\n" + (_FOLDER / "explorer.js").read_text(encoding="utf-8")


class Explorer(AnyWidget):
    """A form for a profile and the answer to it, in Jupyter, marimo, and wherever else anywidgets show.

    It is the element of ``mbc-explainer bundle``, and holds all answers: so it goes on in an exported
    notebook, with no Python behind it. Where there is, ``profile`` and ``explanation`` are always those
    that are shown, and a profile that is set is shown.
    """

    _esm = _SCRIPT
    _css = (_FOLDER / "explorer.css").read_text(encoding="utf-8")
    element = traitlets.Unicode().tag(sync=True)
    """What the element is called: other rules, or another version, make another."""
    content = traitlets.Unicode().tag(sync=True)
    """All that it may say, as JSON."""
    chosen = traitlets.Dict().tag(sync=True)
    """The profile as JSON; set it to choose from Python."""
    problem = traitlets.Unicode().tag(sync=True)
    """Why what was set can't be read, if it can't; then all else is as before."""
    changed: traitlets.List[str] = traitlets.List()
    """The answers that the last choice changed, in words."""

    def __init__(self, profile: PatientProfile, knowledge: Knowledge | None) -> None:
        self._knowledge = knowledge
        self.explanation: Explanation = explain(profile, knowledge=knowledge)
        known = _content(knowledge)
        name = hashlib.sha256((_SCRIPT + known).encode()).hexdigest()[:16]
        super().__init__(element=f"mbc-explainer-{name}", content=known, chosen=profile.model_dump(mode="json"))
        self.observe(self._follow, names="chosen")

    @property
    def profile(self) -> PatientProfile:
        """The profile whose answer is shown; set one, or a mapping, to show another.

        Raises:
            ProfileError: what is set can't be read.
        """
        return self.explanation.profile

    @profile.setter
    def profile(self, given: PatientProfile | Mapping[str, Any]) -> None:
        self.chosen = PatientProfile.model_validate(given).model_dump(mode="json")

    @traitlets.validate("chosen")
    def _read(self, proposal: Mapping[str, Any]) -> dict[str, Any]:
        try:
            profile = PatientProfile.model_validate(proposal["value"])
        except ProfileError as error:
            self.problem = str(error)
            return self.profile.model_dump(mode="json")
        self.problem = ""
        return profile.model_dump(mode="json")

    def _follow(self, _: object) -> None:
        before = self.explanation
        self.explanation = explain(self.chosen, knowledge=self._knowledge)
        self.changed = list(changed_answers(before, self.explanation))


@cache
def _shipped_content() -> str:
    return content(offline_data())


def _content(knowledge: Knowledge | None) -> str:
    return content(offline_data(knowledge)) if knowledge else _shipped_content()


def explorer(
    profile: PatientProfile | Mapping[str, Any] | None = None, *, knowledge: Knowledge | None = None
) -> Explorer:
    """A form for a profile, with the answer next to it, live; needs ``mbc-explainer[notebook]``.

    Args:
        profile: what it starts with; nothing stated if left out.
        knowledge: other rules than those that ship with the library; to put together their
            answers for every profile takes about half a minute.

    Raises:
        ProfileError: the profile can't be read.
    """
    given = profile if isinstance(profile, PatientProfile) else PatientProfile.model_validate(profile or {})
    return Explorer(given, knowledge)
