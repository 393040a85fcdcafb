"""What is made when the site is built: the bundle, the notebooks beside the pages, the reference of the commands."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_type_hints

from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.ext.napoleon import Config, GoogleDocstring
from sphinx.util.docutils import SphinxDirective
from typer.main import get_command

import mbc_explainer.mcp_server.server  # noqa: F401 -- Sphinx imports as type checkers do, which breaks mcp
from mbc_explainer.cli.commands import app as commands
from mbc_explainer.frozen import Frozen
from mbc_explainer.offline.bundle import bundle

ROOT: Final = Path(__file__).parents[1]
NAMES: Final = {"sidebar-drawer": "Pages", "announcement-content": "Please note"}
"""What the theme has as parts of a page, and leaves without names."""
NOTEBOOKS: Final = {"first_tour": "tutorial", "teaching": "how-to", "table_of_people": "how-to"}


class Commands(SphinxDirective):  # type: ignore[misc]  # sphinx is installed for make docs alone
    """Every command of the command line: what its ``--help`` says, and what all share once."""

    def run(self) -> list[Node]:
        """A section for each command."""
        nodes: list[Node] = self.parse_text_to_nodes("\n".join(self.lines()), allow_section_headings=True)
        return nodes

    def lines(self) -> Iterator[str]:
        """The commands in Markdown, options as Sphinx knows them."""
        shared: dict[str, str] = {}
        for name, command in vars(get_command(commands))["commands"].items():
            context = command.make_context(name, [], resilient_parsing=True)
            yield f"## {name}\n\n```{{program}} mbc-explainer {name}\n```\n\n{command.help}\n"
            yield f"    mbc-explainer {name} {' '.join(command.collect_usage_pieces(context))}\n"
            for parameter in command.get_params(context):
                spelled, said = parameter.get_help_record(context)
                if getattr(parameter, "rich_help_panel", None):
                    shared[spelled] = said
                elif "--help" not in spelled:
                    yield option(spelled, said)
            if any(getattr(parameter, "rich_help_panel", None) for parameter in command.params):
                yield "Besides, [a profile](#a-profile-by-options).\n"
        yield "## A profile by options\n\n```{program} mbc-explainer\n```\n"
        yield from (option(spelled, said) for spelled, said in shared.items())


def option(spelled: str, said: str) -> str:
    """One option or argument."""
    return f"```{{option}} {spelled}\n{said}\n```\n"


def bring(app: Sphinx, _: Any) -> None:
    """Copy the notebooks to where Sphinx looks for pages."""
    for name, folder in NOTEBOOKS.items():
        shutil.copyfile(ROOT / "examples" / f"{name}.ipynb", app.srcdir / folder / f"{name}.ipynb")


def finish(app: Sphinx, error: Exception | None) -> None:
    """Put what answers without Python on the site, and name what the theme leaves without a name."""
    if error is None and app.builder.format == "html":
        bundle(app.outdir / "try")
        for path in app.outdir.rglob("*.html"):
            page = path.read_text(encoding="utf-8")
            for part, name in NAMES.items():
                page = page.replace(f'<aside class="{part}">', f'<aside class="{part}" aria-label="{name}">')
            path.write_text(page, encoding="utf-8")


def plain_types(_: Sphinx) -> None:
    """Let a reader see what a field is, and not how it is checked."""
    models = [Frozen]
    while models:
        model = models.pop()
        models += model.__subclasses__()
        plain = get_type_hints(model)
        model.__annotations__ = {name: plain[name] for name in model.__annotations__}


def google_style(app: Sphinx, what: str, name: str, documented: Any, options: Any, lines: list[str]) -> None:  # noqa: PLR0913, PLR0917 -- as Sphinx calls it
    """Read Args and Raises, and a colon in what is said of a field as a colon: Napoleon itself takes it for a type."""
    kind = "method" if what in {"attribute", "data", "property"} else what
    lines[:] = GoogleDocstring(lines, Config(), app, kind, name, documented, options).lines()


def setup(app: Sphinx) -> dict[str, bool]:
    """Say what is made when."""
    app.setup_extension("sphinx.ext.autodoc")
    app.add_directive("mbc-commands", Commands)
    app.connect("config-inited", bring)
    app.connect("builder-inited", plain_types)
    app.connect("autodoc-process-docstring", google_style)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True}
