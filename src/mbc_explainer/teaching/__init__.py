"""Teaching: questions whose keys are proven, what they show, and the files that other programs take."""

from .exports import ExportFormat, export
from .pack import QuestionPack, questions
from .question import Kind, Level, Question

__all__ = ["ExportFormat", "Kind", "Level", "Question", "QuestionPack", "export", "questions"]
