"""Sphinx with MyST: ``sphinx-build examples/hosts/sphinx OUT``. A directive of ten lines holds a profile."""

from typing import Any

from docutils.nodes import raw
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from mbc_explainer import PatientProfile, explain

project = "In Sphinx"
extensions = ["myst_parser"]
html_theme = "furo"


class Answer(SphinxDirective):
    """A profile in JSON becomes the answer to it."""

    has_content = True

    def run(self) -> list[Any]:
        """The fragment, with ids of its own."""
        profile = PatientProfile.model_validate_json("\n".join(self.content))
        return [raw("", explain(profile).__html__(), format="html")]


def setup(app: Sphinx) -> None:
    """Name the directive."""
    app.add_directive("mbc-profile", Answer)
