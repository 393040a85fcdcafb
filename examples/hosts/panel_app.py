"""Panel: ``panel serve examples/hosts/panel_app.py``, then look at ``/panel_app``, and at ``/panel_app?theme=dark``.

A pane of HTML shows an answer in a shadow root. No theme is told to what is in there, so the fragment is told. And no
link leads to a part of the same page in there, and a fragment has no script that could help: so it shows no list of
its contents, and the names on its tiles are no links. ``pn.pane.HTML(explain(...))`` does too, where all is light.
"""

import panel as pn

from mbc_explainer import explain

pn.extension()
er = pn.widgets.RadioButtonGroup(name="ER", options=["positive", "negative", "unknown"])


def answer(er: str) -> str:
    """The fragment for what is chosen."""
    return explain({"er": er}).to_html(color_scheme="dark" if pn.config.theme == "dark" else "light")


shown = pn.pane.HTML(pn.bind(answer, er), sizing_mode="stretch_width")
pn.Column("# A course of mine", "What the article says.", er, shown, sizing_mode="stretch_width").servable()
