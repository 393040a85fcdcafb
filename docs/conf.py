"""The documentation site: ``make docs``. Nothing in it asks for anything from elsewhere, and a warning stops it."""

import sys
from pathlib import Path

from mbc_explainer import __version__
from mbc_explainer.disclaimer import DISCLAIMER_SHORT

sys.path.append(str(Path(__file__).parent))

project = "mbc-explainer"
version = release = __version__
copyright = "The mbc-explainer maintainers"  # noqa: A001 -- what Sphinx calls it

extensions = ["myst_nb", "site_parts"]
nitpicky = True
smartquotes = False  # an option of a command keeps its two hyphens
nitpick_ignore_regex = [
    ("py:class", r"(?!mbc_explainer\b).*"),  # what others document, elsewhere
    (
        "py:class",
        r".*\._\w+|mbc_explainer\.(answers\.rulebooks|frozen|knowledge|rendering\.blocks|tables\.encoding)\..*",
    ),  # what callers need not know
]
exclude_patterns = ["_build", "**.ipynb_checkpoints"]
suppress_warnings = ["config.cache"]  # a function among the settings: only that it is not kept

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120  # seconds, on a machine that has other things to do
nb_ipywidgets_js = {}  # the explorer's own script is on the page; these would come from elsewhere

autodoc_class_signature = "separated"
autodoc_default_options = {
    "members": True,
    "exclude-members": "model_config, __init__, __new__",
    "show-inheritance": False,
}
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = "mbc-explainer"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_search_summary = False  # it reads pages anew, which no browser does from a disk
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"announcement": DISCLAIMER_SHORT}
