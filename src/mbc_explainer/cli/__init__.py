"""The command line: results to standard output, all else to standard error."""

from .commands import main

__all__ = ["main"]
