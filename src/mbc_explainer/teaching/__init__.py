"""Teaching: questions whose keys are proven, what they show, practice with them, and files for other programs."""

from .exports import ExportFormat, export
from .pack import QuestionPack, questions
from .practice import practice
from .question import Kind, Level, Question

__all__ = ["ExportFormat", "Kind", "Level", "Question", "QuestionPack", "export", "practice", "questions"]
