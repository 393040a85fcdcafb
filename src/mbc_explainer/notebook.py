"""A profile to try out in a notebook, with the answer beside it: ``explorer()``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import count
from typing import Any, Final

from .errors import ExtraError, ProfileError
from .explaining import explain
from .explanation import Explanation
from .knowledge import Knowledge
from .profile import PatientProfile, fields_of, title_of
from .vocabulary import Goal, Her2Status, ReceptorStatus, Site, Symptom

try:
    import ipywidgets
except ImportError:
    raise ExtraError("ipywidgets", "pip install 'mbc-explainer[notebook]'") from None

__all__ = ["Explorer", "explorer"]

_ONE: Final = {"er": ReceptorStatus, "pr": ReceptorStatus, "her2": Her2Status}
_NONE: Final = "none"
_MANY: Final[dict[str, tuple[str, ...]]] = {
    "sites": tuple(Site),
    "symptomatic_sites": (_NONE, *Site),
    "symptoms": tuple(Symptom),
    "goals": tuple(Goal),
}
_explorers: Final = count(1)
_LAYOUT: Final = {"description_width": "initial"}


class Explorer:
    """Widgets for each field of a profile, and the answer, which follows them.

    ``profile`` and ``explanation`` are always those that are shown; where what is chosen
    can't be read as a profile, the page says why, and both stay as they were.
    """

    def __init__(self, profile: PatientProfile, knowledge: Knowledge | None) -> None:
        self._knowledge = knowledge
        self.explanation: Explanation = explain(profile, knowledge=knowledge)
        self._prefix = f"mbc-live-{next(_explorers)}"
        self.fields: Mapping[str, Any] = {name: _control(name, getattr(profile, name)) for name in fields_of()}
        self.page = ipywidgets.HTML()
        self._problem = ipywidgets.HTML()
        controls = ipywidgets.VBox([*self.fields.values(), self._problem], layout={"flex": "0 0 20em"})
        self.widget = ipywidgets.HBox([controls, self.page], layout={"flex_flow": "row wrap"})
        for control in self.fields.values():
            control.observe(self._follow, names="value")
        self._show()

    @property
    def profile(self) -> PatientProfile:
        """The profile whose answer is shown."""
        return self.explanation.profile

    def _said(self) -> dict[str, Any]:
        chosen = {name: control.value for name, control in self.fields.items()}
        return {name: _stated(value) if name in _MANY else value for name, value in chosen.items()}

    def _follow(self, _: object) -> None:
        try:
            self.explanation = explain(self._said(), knowledge=self._knowledge)
        except ProfileError as error:
            self._problem.value = f'<p role="alert">{escape(str(error))}</p>'
        else:
            self._problem.value = ""
            self._show()

    def _show(self) -> None:
        self.page.value = self.explanation.to_html(id_prefix=self._prefix)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.widget._repr_mimebundle_(**options)


def _control(name: str, value: Any) -> Any:
    title = title_of(name)
    if name in _ONE:
        return ipywidgets.Dropdown(options=_named(_ONE[name]), value=str(value), description=title, style=_LAYOUT)
    chosen = (_NONE,) if value == () and _NONE in _MANY[name] else tuple(map(str, value or ()))
    names = _MANY[name]
    return ipywidgets.SelectMultiple(
        options=_named(names), value=chosen, description=title, style=_LAYOUT, rows=min(len(names), 6)
    )


def _named(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(name).replace("_", " "), str(name)) for name in names]


def _stated(chosen: tuple[str, ...]) -> Any:
    """What is chosen from several: nothing chosen is not stated, and none says that there is none."""
    return _NONE if chosen == (_NONE,) else chosen or None


def explorer(
    profile: PatientProfile | Mapping[str, Any] | None = None, *, knowledge: Knowledge | None = None
) -> Explorer:
    """Widgets for a profile, with the answer beside them, live; needs ``mbc-explainer[notebook]``.

    Args:
        profile: what they start with; nothing stated if left out.
        knowledge: other rules than those that ship with the library.

    Raises:
        ProfileError: the profile can't be read.
    """
    given = profile if isinstance(profile, PatientProfile) else PatientProfile.model_validate(profile or {})
    return Explorer(given, knowledge)
