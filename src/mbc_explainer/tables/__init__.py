"""Tables of people: what was read as what, the answers row by row, and reports of counts."""

from mbc_explainer.errors import ExtraError

try:
    from .explaining import FileResult, TableResult, explain_file, explain_table
except ImportError as error:
    raise ExtraError(str(error.name), "pip install 'mbc-explainer[tables]'") from None
from .mapping import read_mapping

__all__ = ["FileResult", "TableResult", "explain_file", "explain_table", "read_mapping"]
