"""Teaching: questions whose keys are proven, what they show, and practice with them."""

from .pack import QuestionPack, questions
from .practice import practice
from .question import Kind, Level, Question

__all__ = ["Kind", "Level", "Question", "QuestionPack", "practice", "questions"]
