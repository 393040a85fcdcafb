"""Teaching: questions whose keys are proven, and what they show."""

from .pack import QuestionPack, questions
from .question import Kind, Level, Question

__all__ = ["Kind", "Level", "Question", "QuestionPack", "questions"]
