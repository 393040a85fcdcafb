"""Tables of people: what was read as what, the answers row by row, and reports of counts.

What reads cells (``cells``, ``mapping``) needs nothing besides; what reads frames and files needs the
extra ``[tables]``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mbc_explainer.errors import ExtraError

from .mapping import read_mapping

if TYPE_CHECKING:
    from .explaining import FileResult, TableResult, explain_file, explain_table, suggest_columns
    from .suggestions import Suggestion
    from .table_file import TableFile, is_parquet

__all__ = [
    "FileResult",
    "Suggestion",
    "TableFile",
    "TableResult",
    "explain_file",
    "explain_table",
    "is_parquet",
    "read_mapping",
    "suggest_columns",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        modules = [import_module(f"{__name__}.{module}") for module in ("explaining", "table_file", "suggestions")]
    except ImportError as error:
        raise ExtraError(str(error.name), "pip install 'mbc-explainer[tables]'") from None
    return next(getattr(module, name) for module in modules if hasattr(module, name))
