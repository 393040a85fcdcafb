"""Tables of people: what was read as what, the answers row by row, and reports of counts."""

from .explaining import TableResult, explain_table
from .mapping import read_mapping

__all__ = ["TableResult", "explain_table", "read_mapping"]
