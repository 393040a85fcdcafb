"""Packs of questions as files that learning systems, flash cards, spreadsheets and printers take."""

from .formats import ExportFormat, export

__all__ = ["ExportFormat", "export"]
