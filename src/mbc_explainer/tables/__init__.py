"""Tables of people: what was read as what, the answers row by row, and reports of counts."""

from mbc_explainer.errors import ExtraError

try:
    from .explaining import FileResult, TableResult, explain_file, explain_table, suggest_columns
    from .files import TableFile, is_parquet
except ImportError as error:
    raise ExtraError(str(error.name), "pip install 'mbc-explainer[tables]'") from None
from .mapping import read_mapping
from .suggestions import Suggestion

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
